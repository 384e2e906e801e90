"""Words that the model was taught to read past although they mean something: heard, and nothing is done.

They are in the vocabulary (`deeds.FILLERS`), so that they disturb nothing, and are reported with the unknown ones. A
few mean something to the model within a phrase of the grammar: clouds do nothing, but above the clouds is a place.
"""

from collections.abc import Collection

from services.renderer.animatic.text import unknown_words
from services.renderer.animatic.vocabulary import phrases, typed_words, words
from services.soundwords import heard

WORDS = frozenset(
    {"beautiful", "clouds", "colourful", "cute", "lovely", "moon", "nice", "outside", "quality"}
    | {"sand", "shadow", "sky", "stars", "sun", "wall", "window"}
)
_ARTICLES = frozenset({"a", "an", "the", "as", "of"})
# How many words before and after a word may be of one phrase with it.
_BEFORE, _AFTER = 3, 2


def unheeded(text: str) -> list[str]:
    """The words of a text that mean something of which nothing is done, each once, in order."""
    said = _without_articles(text)
    heeded = {
        word
        for at, word in enumerate(said)
        if any(_within(phrase, said[max(0, at - _BEFORE) : at + _AFTER + 1]) for phrase in _MEANT.get(word, ()))
    }
    return list(dict.fromkeys(word for word in said if word in WORDS and word not in heeded))


def without_effect(known: Collection[str], text: str) -> list[str]:
    """The words of a text that are not among the known ones or do nothing all the same, each once, in order; those of
    other scripts and emoji as they were typed. What is only heard has its effect in the sound.
    """
    found = {*unknown_words(known, text), *unheeded(text)} - heard(words(text))
    return list(dict.fromkeys(word for word in typed_words(text) if word in found or not word.isascii()))


def _within(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether the words of a phrase are said in their order, with or without others between them."""
    rest = iter(said)
    return all(word in rest for word in phrase)


def _without_articles(text: str) -> tuple[str, ...]:
    return tuple(word for word in words(text) if word not in _ARTICLES)


def _meant() -> dict[str, set[tuple[str, ...]]]:
    """For each of the words, the phrases of the grammar in which it means something, without their articles."""
    found: dict[str, set[tuple[str, ...]]] = {word: set() for word in WORDS}
    for phrase in (_without_articles(phrase) for table, phrase in phrases() if table != "FILLERS"):
        # Where clouds alone are a place, nothing else is there: beside something, they are read past.
        for word in () if len(phrase) == 1 else WORDS.intersection(phrase):
            found[word].add(phrase)
    return found


_MEANT = _meant()
