"""The words of the captions' grammar: what the tokenizer knows, and of which tables they are.

It reads tables and says nothing; captions are put together in `captions.py`.
"""

import re
import unicodedata
from collections.abc import Iterator

from services.renderer.animatic import amendments, deeds, lexicon, scenery

WORD = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not take apart.
_WHOLE = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
_LATIN = str.maketrans(
    {**_WHOLE, **{letter.upper(): plain.upper() for letter, plain in _WHOLE.items() if letter != "ß"}}
)
_MARKS = "".join(each for each in map(chr, range(0x300, 0x2000)) if unicodedata.category(each).startswith("M"))
_SIGN, _TONE = "[\u2600-\u27bf\U0001f000-\U0001faff]", "[\ufe0f\U0001f3fb-\U0001f3ff]"
# A word of any script, with the marks and joiners that are written within it; a flag, or another sign with its tones.
_TYPED = re.compile(
    rf"[^\W_](?:[^\W_]|[{_MARKS}]|[\u200c\u200d](?=\w))*"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}|{_SIGN}{_TONE}*(?:\u200d{_SIGN}{_TONE}*)*"
)
# What the grammar says between the phrases of its tables.
_BETWEEN = "a an another the this same one of that is in and wearing with it quote instead now play catch him them"


def words(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them: lower case, letters without accents, and digits."""
    return WORD.findall(folded(text).lower())


def folded(text: str) -> str:
    """A text with plain letters for those with accents, and all else as it is: "café" becomes "cafe"."""
    if text.isascii():
        return text
    plain = "".join(unicodedata.normalize("NFKD", each) if each.isalpha() else each for each in text)
    return "".join(each for each in plain.translate(_LATIN) if not unicodedata.combining(each))


def typed_words(text: str) -> list[str]:
    """The words of a text, those of other scripts and emoji too, which the tokenizer does not see: they stay as they
    were typed.
    """
    found = _TYPED.findall(text)
    return [word for each in found for word in (words(each) if folded(each).isascii() else [each])]


def phrases() -> Iterator[tuple[str, str]]:
    """Every phrase of the grammar's tables, after its table's name."""
    for module in (lexicon, deeds, scenery, amendments):
        for name, table in vars(module).items():
            if name.isupper():
                rows = table.values() if isinstance(table, dict) else (table,)
                yield from ((name, phrase) for row in rows for phrase in row)


# Every word that the grammar can say, sorted.
VOCABULARY: tuple[str, ...] = tuple(
    sorted({*words(_BETWEEN), *(word for _, phrase in phrases() for word in words(phrase))})
)
