"""Which voice a speaker gets: by the words that the prompt has for the speaker, each speaker another voice.

The same words always give the same voice. What a client chose comes first.
"""

import hashlib
from collections.abc import Iterable, Mapping

from msgspec import Struct

from proto.screenplay import Line
from services.speakers import GENDERS, NARRATOR
from services.voices import Age, Gender, Voice, catalogue

_FEMALE_NAMES = (
    "maria mary anna anne emma olivia sophia sophie mia ella lily lucy alice sarah sara jane julia laura lisa kate "
    "katie emily hannah grace clara eva eve nina nora rosa ruby susan helen elena zoe chloe amy rachel jessica "
    "isabella charlotte ava luna maya priya aisha fatima yuki mei juliet martha dorothy margaret betty"
)
_MALE_NAMES = (
    "john james jack tom tim bob bill ben sam max leo luke mark mike michael david daniel peter paul adam alex henry "
    "george harry charlie oliver noah liam ethan jacob joe joseph frank fred carl karl hans ivan omar ali ahmed raj "
    "kenji hiro diego carlos juan pedro luis antonio marco romeo arthur walter steve kevin eric robert richard thomas"
)
_AGES: dict[Age, str] = {
    "child": "child kid boy girl toddler baby little schoolgirl schoolboy son daughter kitten puppy seven eight",
    "young": "young teenager teen teenage student youthful lad apprentice princess prince surfer skater girlfriend",
    "old": "old elderly aged grandfather grandpa grandmother grandma ancient wise retired wrinkled gray-haired "
    "grey-haired white-haired wizard senior veteran",
}
_BRITISH = [
    "british",
    "english",
    "london",
    "londoner",
    "posh",
    "sir",
    "butler",
    "queen",
    "king",
    "knight",
    "professor",
    "detective",
    "scottish",
]
_DEEP = [
    "deep",
    "low",
    "gravelly",
    "booming",
    "gruff",
    "baritone",
    "husky",
    "rumbling",
    "strong",
    "big",
    "burly",
    "trailer",
    "villain",
]
_ROBOTS = ["robot", "android", "machine", "computer", "cyborg", "robotic", "ai", "drone", "metallic", "synthetic"]
_GIANTS = [
    "giant",
    "monster",
    "dragon",
    "bear",
    "troll",
    "ogre",
    "demon",
    "godzilla",
    "raptor",
    "shark",
    "lion",
    "elephant",
    "beast",
    "king-kong",
]
_SPRITES = [
    "mouse",
    "fairy",
    "elf",
    "sprite",
    "bird",
    "butterfly",
    "rabbit",
    "bunny",
    "chipmunk",
    "squirrel",
    "frog",
    "fish",
    "duck",
    "toy",
    "puppet",
    "tiny",
]
_KINDS = {"robot": _ROBOTS, "giant": _GIANTS, "sprite": _SPRITES}


class Wanted(Struct, frozen=True, kw_only=True):
    """What the words say of a voice; empty where they say nothing. kind: the one voice for beings of this kind."""

    gender: Gender | None
    age: Age | None
    british: bool
    deep: bool
    kind: str = ""


def cast(lines: Iterable[Line], chosen: Mapping[str, str], for_all: str = "") -> dict[str, str]:
    """The voice of each speaker, in the order in which they speak first.

    chosen: voices by speaker, in lower case; a name may be a speaker's last word (``man`` for ``old man``). for_all:
    the voice of everybody else. Unknown ids are passed over. Without a choice no two speakers share a voice while
    there are enough.
    """
    speakers = {line.speaker: line for line in lines}
    given = {speaker: _choice(speaker, chosen) or for_all for speaker in speakers}
    cast_to = {speaker: voice for speaker, voice in given.items() if voice in catalogue()}
    for speaker, line in speakers.items():
        if speaker not in cast_to:
            cast_to[speaker] = _best(speaker, wanted(line), set(cast_to.values()))
    return {speaker: cast_to[speaker] for speaker in speakers}


def wanted(line: Line) -> Wanted:
    """What a line's speaker should sound like."""
    words = [part for word in line.about.split() for part in dict.fromkeys((word, *word.split("-")))]
    heads = line.speaker.split()[-1:]
    kind = next((kind for kind, names in _KINDS.items() if any(word in names for word in [*heads, *words])), "")
    narrates = line.speaker == NARRATOR
    return Wanted(
        gender=_gender([*heads, *words]),
        age=next(
            (age for age, names in _AGES.items() if any(word in names.split() for word in [*heads, *words])), None
        ),
        british="british" in words or (not narrates and any(word in _BRITISH for word in words)),
        deep=any(word in _DEEP for word in words),
        kind="" if narrates else kind,
    )


def _choice(speaker: str, chosen: Mapping[str, str]) -> str:
    return chosen.get(speaker) or chosen.get(speaker.rpartition(" ")[2], "")


def _gender(words: list[str]) -> Gender | None:
    if words and words[0] in {"he", "she"}:
        return "male" if words[0] == "he" else "female"
    for word in words:
        found = GENDERS.get(word) or ("female" if word in _FEMALE_NAMES.split() or word == "female" else "")
        found = found or ("male" if word in _MALE_NAMES.split() or word == "male" else "")
        if found:
            return found
    return None


def _best(speaker: str, want: Wanted, taken: set[str]) -> str:
    """The voice that fits best; among equals the first that is free, or for an unknown gender one by the name."""
    if want.kind and want.kind not in taken:
        return want.kind
    voices = catalogue()
    gender = want.gender or ("male" if speaker == NARRATOR else _by_name(speaker))
    free = [name for name in voices if name not in taken] or list(voices)
    return max(free, key=lambda name: (_fit(voices[name], want, gender), -list(voices).index(name)))


def _fit(voice: Voice, want: Wanted, gender: Gender) -> int:
    """How well a voice fits: gender before age before accent before depth."""
    return (
        8 * (voice.gender == gender)
        + 4 * (voice.age == (want.age or "adult"))
        + 3 * ((voice.accent == "British") == want.british)
        + 3 * (voice.deep == want.deep)
        - 9 * (voice.gender == "neutral")
    )


def _by_name(speaker: str) -> Gender:
    """A gender for a name that says none: always the same for the same name."""
    return "male" if hashlib.sha256(speaker.encode()).digest()[0] % 2 else "female"
