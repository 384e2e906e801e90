"""Text to words with their sounds, in Kokoro's alphabet and in ARPAbet. English only; it makes no samples.

Spelling to sound is hibari's (a port of misaki's rules and lexicons, American and British).
"""

import re
import unicodedata
from functools import cache

from hibari.g2p import G2P
from hibari.tts import Hibari
from msgspec import Struct

_ARPABET = {
    "A": "EY", "I": "AY", "O": "OW", "Q": "OW", "W": "AW", "Y": "OY", "S": "SH", "T": "D", "ʤ": "JH", "ʧ": "CH",
    "ə": "AH", "ɐ": "AH", "ᵊ": "AH", "ʌ": "AH", "ɚ": "ER", "ɜ": "ER", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "u": "UW",
    "ʊ": "UH", "ɛ": "EH", "e": "EH", "æ": "AE", "a": "AE", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "o": "OW", "p": "P",
    "b": "B", "t": "T", "d": "D", "k": "K", "ɡ": "G", "f": "F", "v": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z",
    "ʃ": "SH", "ʒ": "ZH", "h": "HH", "m": "M", "n": "N", "ŋ": "NG", "l": "L", "ɹ": "R", "r": "R", "w": "W", "j": "Y",
    "x": "K", "ɾ": "D", "ʔ": "T",
}  # fmt: skip
_PAUSES = ";:,.!?—…"
_COVERED_MIN = 0.5


class Spoken(Struct, frozen=True, kw_only=True):
    """A word as it is said. sounds: in Kokoro's alphabet; pause: the punctuation behind it."""

    text: str
    sounds: str
    pause: str = ""

    @property
    def arpabet(self) -> tuple[str, ...]:
        """Its sounds in ARPAbet, without stress; at least one."""
        sounds = self.sounds.replace("ɜɹ", "ɚ").replace("əɹ", "ɚ")
        return tuple(_ARPABET[each] for each in sounds if each in _ARPABET) or ("AH",)


def is_covered(text: str) -> bool:
    """Whether a voice can say it: most of its letters are Latin."""
    letters = [character for character in text if character.isalpha()]
    latin = [character for character in letters if unicodedata.name(character, "").startswith("LATIN")]
    return len(latin) >= _COVERED_MIN * len(letters)


def sentences(text: str, *, british: bool) -> list[list[Spoken]]:
    """The words of each sentence, in order; sentences in which nothing can be said are left out."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    plain = re.sub(r"[^\x20-\x7e‘’“”—–…]+", " ", plain).replace("(", ", ").replace(")", ", ").replace('"', "")
    found = [_words(sentence, british=british) for sentence in Hibari.split_sentences(plain)]
    return [words for words in found if words]


def phonemes(words: list[Spoken]) -> str:
    """What the model reads for these words."""
    return " ".join(word.sounds + word.pause for word in words)


def _words(sentence: str, *, british: bool) -> list[Spoken]:
    """The words of one sentence: tokens that stand together are one word, and punctuation goes with the one before."""
    words: list[Spoken] = []
    joined, unsaid = False, ""
    for token in _spelling(british).phonemize_tokens(_spelling(british).tokenize(sentence)):
        sounds = (token.phonemes or "").strip()
        pause = "".join(each for each in sounds if each in _PAUSES)
        said = "".join(each for each in sounds if each not in _PAUSES).strip()
        if said and joined:
            last = words.pop()
            words.append(Spoken(text=last.text + token.text, sounds=last.sounds + said, pause=pause))
        elif said:
            words.append(Spoken(text=unsaid + token.text, sounds=said, pause=pause))
            unsaid = ""
        elif words and pause:
            last = words.pop()
            words.append(Spoken(text=last.text + token.text, sounds=last.sounds, pause=last.pause + pause))
        elif not joined:
            unsaid += token.text
        joined = bool(words) and not unsaid and not token.whitespace and not words[-1].pause
    return words


@cache
def _spelling(british: bool) -> G2P:  # noqa: FBT001
    return G2P(british=british)
