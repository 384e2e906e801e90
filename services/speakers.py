"""Who speaks: names, nouns and pronouns near a quotation to one label a speaker. Words only; it knows no voices.

It reads structure, not meaning: a speaker is the noun or the name before or after the verb of saying.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from msgspec import Struct

Gender = Literal["male", "female", ""]

NARRATOR = "narrator"

_MALE = (
    "man boy father dad daddy grandfather grandpa son brother uncle king prince wizard waiter gentleman guy husband "
    "policeman fisherman cowboy monk priest sir butler groom knight lad barber fireman salesman actor host"
)
_FEMALE = (
    "woman girl mother mom mum grandmother grandma daughter sister aunt queen princess witch waitress lady wife bride "
    "policewoman cowgirl nun nurse madam actress hostess heroine schoolgirl ballerina mermaid"
)
_EITHER = (
    "person child kid baby toddler teenager teen adult student teacher doctor detective suspect officer cop robot "
    "android astronaut pilot captain soldier chef cook baker barista shopkeeper driver farmer sailor pirate guard "
    "keeper scientist reporter presenter announcer anchor coach player singer dancer artist painter writer judge "
    "lawyer boss manager customer friend stranger hero villain traveller traveler hiker runner surfer skater rider "
    "vendor clerk librarian professor engineer mechanic gardener photographer director commander ghost monster alien "
    "creature dog cat puppy kitten horse cow bear rabbit bird parrot owl duck elephant fox wolf lion tiger mouse "
    "frog fish shark butterfly raptor snowman computer machine toy puppet teddy balloon ball car tree voice figure "
    "character speaker guide storyteller neighbour neighbor clown elf fairy dragon giant vampire zombie champion "
    "commentator musician bartender announcer phone creature crowd"
)
GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_EITHER.split(), ""),
    **dict.fromkeys(_MALE.split(), "male"),
    **dict.fromkeys(_FEMALE.split(), "female"),
}
_PRONOUNS: dict[str, Gender] = {"he": "male", "she": "female", "it": "", "they": "", "who": ""}
_OFF = re.compile(r"\b(?:narrat(?:or|ion|es?|ing)|voice[- ]?over|v\.?o\.?|off[- ]screen)\b", re.IGNORECASE)
_ARTICLES = "a an the his her their its my our one another this that first second third other two three"
_STOPS = (
    "and then who that which in on at with to of from as while by near inside under over for looks turns smiles now "
    "is are was begins starts stops stands sits walks runs softly quietly slowly loudly calmly finally also just"
)
_ELSE = frozenset({"another", "other", "second", "third"})
_DETERMINERS = frozenset(_ARTICLES.split())
_ENDS_A_NAME = frozenset(_STOPS.split())
_WORD = re.compile(r"[A-Za-z][\w'’-]{0,30}")
_NUMBERED_WORD = re.compile(r"[A-Za-z][\w'’-]{0,30}|\d{1,3}")
_CLAUSE_END = re.compile(r"[.,;:!?()\n\"]")
_ENDINGS: dict[str, Gender] = {"woman": "female", "girl": "female", "lady": "female", "man": "male", "boy": "male"}
_REACH_CHARS = 240
_ALIKE_MAX = 20


class Mention(Struct, frozen=True, kw_only=True):
    """A noun or a name as the text has it. label: lower case, with the adjectives before it; head: its last word."""

    label: str
    head: str

    @property
    def gender(self) -> Gender:
        """What the noun says; empty for names and for nouns that do not say."""
        return GENDERS.get(self.head) or _gender_by_ending(self.head) or ""


class Labels:
    """Labels, each found again by what is ``same``. It takes no longer however many there are: of those with one last
    word only the first ``_ALIKE_MAX`` are kept.
    """

    def __init__(self) -> None:
        self._by_head: dict[str, list[str]] = {}

    def add(self, label: str) -> None:
        """Keep a label."""
        alike = self._by_head.setdefault(label.rpartition(" ")[2], [])
        if len(alike) < _ALIKE_MAX and label not in alike:
            alike.append(label)

    def find(self, label: str) -> str:
        """The first one that is the same speaker; empty if there is none."""
        alike = self._by_head.get(label.rpartition(" ")[2], ())
        return next((each for each in alike if same(each, label)), "")


class Mentioned:
    """Who was mentioned so far, in order. last: the last one of all."""

    def __init__(self) -> None:
        self.last: Mention | None = None
        self.labels = Labels()
        self._last_of: dict[Gender, Mention] = {}

    def add(self, found: Iterable[Mention]) -> None:
        """They are mentioned now."""
        for each in found:
            self.last = self._last_of[each.gender] = each
            self.labels.add(each.label)

    def meant(self, pronoun: str) -> Mention | None:
        """Whom a pronoun means: the last one mentioned whose gender does not contradict it."""
        wanted = _PRONOUNS[pronoun]
        return self._last_of.get(wanted) or self._last_of.get("") if wanted else self.last


def is_off_screen(text: str) -> bool:
    """Whether the words are about a narrator, not somebody in the picture."""
    return _OFF.search(text) is not None


def mentions(text: str) -> list[Mention]:
    """Everybody that a text names by a noun of the list, in order."""
    clauses = [_WORD.findall(clause) for clause in _CLAUSE_END.split(text)]
    return [_mention(words, i) for words in clauses for i, word in enumerate(words) if is_somebody(word)]


def subject(clause: str) -> Mention | None:
    """Who does something in a clause: a known noun, a name, or the words after an article. None if nobody is named."""
    words = _WORD.findall(clause[-_REACH_CHARS:])
    for i, word in enumerate(words):
        if is_somebody(word) and not (i + 1 < len(words) and is_somebody(words[i + 1])):
            return _mention(words, i)
    for word in words:
        if word[0].isupper() and word.lower() not in _DETERMINERS | _ENDS_A_NAME | set(_PRONOUNS):
            return Mention(label=word.lower(), head=word.lower())
    goes_on = bool(words) and words[0].lower() in _ENDS_A_NAME
    for i, word in enumerate(words[:-1]):
        if word.lower() in {"a", "an", "the"} and not goes_on:
            return _after_article(words[i + 1 : i + 5])
    return None


def pronoun(clause: str) -> str | None:
    """The pronoun that is a clause's subject, or None."""
    found = [word.lower() for word in _WORD.findall(clause) if word.lower() in _PRONOUNS]
    return found[0] if found else None


def labelled(label: str) -> Mention | None:
    """The speaker of ``Label: "..."``; the words in brackets after it are not part of the name."""
    words = _NUMBERED_WORD.findall(re.sub(r"[\(\[].*", "", label))
    words = [word.lower() for word in words if word.lower() not in _DETERMINERS]
    return Mention(label=" ".join(words), head=words[-1]) if words else None


def is_somebody(word: str) -> bool:
    """Whether a word is a noun for somebody who could speak."""
    return word.lower() in GENDERS or _gender_by_ending(word.lower()) is not None


def _gender_by_ending(word: str) -> Gender | None:
    """The gender of nouns that no list has: ``barwoman``, ``violinist``; None for words that are no such nouns."""
    for ending, gender in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2 and word != "human":
            return gender
    return "" if re.fullmatch(r"[a-z]{4,}(?:ician|inist|anist|ologist|keeper|driver|maker)", word) else None


def same(one: str, other: str) -> bool:
    """Whether two labels are one speaker: the same last word, and what else is said of one is said of the other."""
    first, second = one.split(), other.split()
    if not first or not second or first[-1] != second[-1] or _ELSE.intersection(first) != _ELSE.intersection(second):
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def about(label: str, prompt: str) -> str:
    """What a prompt says of a speaker: the words before and after each mention, and what it says of the voice."""
    head = label.rpartition(" ")[2]
    if not head:
        return ""
    found = [label]
    pattern = _OFF if label == NARRATOR else re.compile(rf"\b{re.escape(head)}\b", re.IGNORECASE)
    for match in islice(pattern.finditer(prompt), 8):
        before = re.split(r"[.,;:!?\n\"“”]", prompt[max(0, match.start() - 60) : match.start()])[-1]
        after = re.split(r"[.;!?\n\"“”]", prompt[match.end() : match.end() + 120])[0]
        found += _noun_phrase(before)
        voice = re.search(r"(?:[\w-]+[ ,]+){0,5}(?:voice|accent)\b", after)
        found += _WORD.findall(voice[0]) if voice else []
        named = re.match(rf"\s*(?:,|is|-|\()?\s*(?:an?\s+)((?:[\w-]+\s+){{0,4}}(?:{_nouns()}))\b", after, re.IGNORECASE)
        found += _WORD.findall(named[1]) if named else []
    return " ".join(dict.fromkeys(word.lower() for word in found))


def _nouns() -> str:
    return "|".join(GENDERS)


def _noun_phrase(before: str) -> list[str]:
    """The last words of a text back to its article: the adjectives of what follows, and a noun before ``named``."""
    words = _WORD.findall(before)[-6:]
    for i in range(len(words) - 1, -1, -1):
        if words[i].lower() in _DETERMINERS:
            return words[i + 1 :]
        if words[i].lower() in _ENDS_A_NAME:
            return []
    return words if len(words) < 3 else []


def _mention(words: list[str], at: int) -> Mention:
    """The noun at an index with the adjectives before it, back to its article."""
    first = at
    while first > 0 and at - first < 3:
        word = words[first - 1].lower()
        if word in _DETERMINERS or word in _ENDS_A_NAME or word in GENDERS:
            break
        first -= 1
    article = words[first - 1].lower() if first > 0 else ""
    adjectives = words[first:at] if article in _DETERMINERS or first == 0 else words[at:at]
    adjectives = [article, *adjectives] if article in _ELSE else adjectives
    head = words[at].lower()
    return Mention(label=" ".join(word.lower() for word in [*adjectives, head]), head=head)


def _after_article(words: list[str]) -> Mention:
    """The words of a thing that is on no list: up to what looks like a verb."""
    kept = [words[0].lower()]
    for word in words[1:]:
        if word.lower() in _ENDS_A_NAME or re.search(r"(?:s|ed|ing|ly)$", word):
            break
        kept.append(word.lower())
    return Mention(label=" ".join(kept), head=kept[-1])
