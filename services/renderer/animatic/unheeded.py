"""Words that the model was taught to read past although they mean something: heard, and nothing is done.

They are in the vocabulary (`deeds.FILLERS`), so that they disturb nothing, and are reported with the unknown ones. A
few mean something to the model within a phrase of the grammar: clouds do nothing, but above the clouds is a place.
"""

from collections.abc import Collection, Iterator

from services.renderer.animatic import deeds, lexicon, scenery
from services.renderer.animatic.captions import words
from services.renderer.animatic.text import unknown_words

WORDS = frozenset(
    {"beautiful", "clouds", "colourful", "cute", "lovely", "moon", "nice", "outside", "photorealistic", "quality"}
    | {"realistic", "sand", "shadow", "sky", "stars", "sun", "wall", "window"}
)
_ARTICLES = frozenset({"a", "an", "the", "as", "of"})
# How many words before and after a word may be of one phrase with it.
_BEFORE, _AFTER = 3, 2


def unheeded(text: str) -> list[str]:
    """The words of a text that mean something of which nothing is done, each once, in order."""
    said = [word for word in words(text) if word not in _ARTICLES]
    heeded = {
        word
        for at, word in enumerate(said)
        if any(_within(phrase, said[max(0, at - _BEFORE) : at + _AFTER + 1]) for phrase in _PHRASES.get(word, ()))
    }
    return list(dict.fromkeys(word for word in said if word in WORDS and word not in heeded))


def without_effect(known: Collection[str], text: str) -> list[str]:
    """The words of a text that are not among the known ones or do nothing all the same, each once, in order."""
    found = {*unknown_words(known, text), *unheeded(text)}
    return list(dict.fromkeys(word for word in words(text) if word in found))


def _within(phrase: tuple[str, ...], said: list[str]) -> bool:
    """Whether the words of a phrase are said in their order, with or without others between them."""
    rest = iter(said)
    return all(word in rest for word in phrase)


def _grammar() -> Iterator[tuple[str, ...]]:
    """Every phrase with which the grammar means something, without its articles."""
    for module in (lexicon, deeds, scenery):
        for name, table in vars(module).items():
            if name.isupper() and name != "FILLERS":
                rows = table.values() if isinstance(table, dict) else (table,)
                for row in rows:
                    yield from (tuple(word for word in words(phrase) if word not in _ARTICLES) for phrase in row)


_PHRASES = {word: {phrase for phrase in _grammar() if word in phrase} for word in WORDS}
