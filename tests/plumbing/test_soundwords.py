"""The words that are heard and show nothing are those of the sound stage's tables, but for who and what sounds."""

import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pytest

from services import soundwords
from services.audio.vocabulary import CALLED, HAPPENS, REACTS, THUNDERS
from services.renderer.animatic.unheeded import without_effect
from services.renderer.animatic.vocabulary import VOCABULARY, words

PATTERNS = CALLED | REACTS | THUNDERS | HAPPENS
_SEEN = (
    "a an at fan fans goes her his it its on opening opens open close parachute parachutes people stadium t the "
    "their dog dogs pig pigs duck ducks rooster roosters cockerel cockerels cock cocks crow crows raven ravens bird "
    "birds songbird songbirds robin robins blackbird blackbirds nightingale nightingales canary canaries sparrow "
    "sparrows lark larks finch finches snake snakes serpent serpents cobra cobras cat cats kitten kittens raptor "
    "raptors beast beasts bear bears creature creatures dinosaur dinosaurs dragon dragons godzilla godzillas "
    "leopard leopards lion lions lioness monster monsters panther panthers rex trex tiger tigers eagle eagles "
    "falcon falcons hawk hawks owl owls parrot parrots elephant elephants audience crowd everybody everyone "
    "spectators children friends guests door doors gate gates roll rolls trumpet"
)
SEEN = frozenset(_SEEN.split())
# What the tables' endings make that nobody writes.
NO_WORDS = {"lionesss", "rexs", "trexs", "screechs", "shriekes"}


def said(pattern: Iterable[Any]) -> Iterator[str]:
    """What a parsed regular expression can find, with a space for whatever may stand between."""
    parts = []
    for kind, rest in pattern:
        name = str(kind)
        if name == "LITERAL":
            parts.append([chr(rest)])
        elif name == "BRANCH":
            parts.append([each for one in rest[1] for each in said(one)])
        elif name == "SUBPATTERN":
            parts.append(list(said(rest[3])))
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            parts.append([*([""] if rest[0] == 0 else []), *(said(rest[2]) if rest[1] == 1 or rest[0] else [])])
        elif name == "IN":
            parts.append([" "])
    return map("".join, product(*parts))


def test_each_word_of_the_sound_stage_is_heard_or_seen() -> None:
    known = {word for each in PATTERNS.values() for text in said(parser.parse(each)) for word in words(text)}
    listed = soundwords._ALONE.union(*(each for each, _ in (*soundwords._OF, *soundwords._BUT_OF)))
    assert known - listed - SEEN - NO_WORDS == set()
    assert listed - known == set()


@pytest.mark.parametrize(
    "prompt",
    [
        "A dragon flies over a castle and roars",
        "a dog barks, a cat meows, a horse neighs, a bird chirps, a cow moos",
        "the people erupt and cheer in a stadium",
        "Thunder rumbles over a crackling street",
        "a bird sings and calls",
    ],
)
def test_what_is_heard_is_not_reported(prompt: str) -> None:
    assert any(re.search(each, prompt.lower()) for each in PATTERNS.values())
    assert without_effect(VOCABULARY, prompt) == []


def test_who_sounds_and_what_only_some_are_heard_to_do_is_reported() -> None:
    assert without_effect(VOCABULARY, "a lion roars") == ["lion"]
    assert without_effect(VOCABULARY, "a volcano erupts") == ["volcano", "erupts"]
    assert without_effect(VOCABULARY, "the wind howls in a wild landscape") == ["howls", "wild"]
    assert without_effect(VOCABULARY, "a truck roars and a man cheers") == ["roars", "cheers"]
    assert without_effect(VOCABULARY, "a man calls a woman and closes a box") == ["calls", "closes"]
