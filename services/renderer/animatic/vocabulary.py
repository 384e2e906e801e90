"""The words of the captions' grammar: what the tokenizer knows, and of which tables they are.

It reads tables and says nothing; captions are put together in `captions.py`.
"""

import re
from collections.abc import Iterator

from services.renderer.animatic import amendments, deeds, lexicon, scenery

WORD = re.compile(r"[a-z0-9]+")
# What the grammar says between the phrases of its tables.
_BETWEEN = "a an another the this same one of that is in and wearing with it quote instead now play catch him them"


def words(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them: lower case, letters and digits."""
    return WORD.findall(text.lower())


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
