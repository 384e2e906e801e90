"""Swaps words that the model does not know for known ones that come near, before they are embedded.

A look-up in a table that is made beforehand (`build_thesaurus.py`), word by word. It never parses, reorders or adds to
what a prompt says, and leaves alone whatever is quoted.
"""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from services.renderer.animatic.vocabulary import folded, words

TABLE = Path(__file__).with_name("thesaurus.tsv")
"""A line for each word: the word, a tab, and the known word or words that stand in for it."""

# Quoted text first, so that no word is looked for in it. An apostrophe within a word opens and closes nothing.
_QUOTED_OR_WORD = re.compile(r"""(?P<quoted>"[^"]*"|“[^”]*”|«[^»]*»|(?<!\w)['‘][^'’]*['’](?!\w))|[A-Za-z0-9]+""")


@cache
def _table() -> dict[str, str]:
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return dict(row for row in rows if len(row) == 2)


def reworded(prompt: str, vocabulary: Collection[str]) -> tuple[str, dict[str, str], list[str]]:
    """A prompt for the tokenizer, what was used instead of which unknown words, and the unknown words that are left.

    Words are in lower case and in order, each once. Case, punctuation and quoted text stay as they are, without their
    accents, of which the tokenizer knows none. vocabulary: the words that the model knows; a stand-in that has others
    in it is not used.
    """
    replaced: dict[str, str] = {}

    def swapped(match: re.Match[str]) -> str:
        word = match[0].lower()
        instead = _table().get(word, "")
        if (
            match["quoted"]
            or word in vocabulary
            or not instead
            or not all(part in vocabulary for part in words(instead))
        ):
            return match[0]
        replaced[word] = instead
        return instead

    text = _QUOTED_OR_WORD.sub(swapped, folded(prompt))
    left = dict.fromkeys(word for word in words(prompt) if word not in vocabulary and word not in replaced)
    return text, replaced, list(left)
