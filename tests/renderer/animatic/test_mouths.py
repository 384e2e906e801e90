"""Lips: they follow the phonemes, of the one who speaks and of nobody else."""

import numpy as np
from msgspec.structs import replace

from proto.speech import Phoneme, SpokenLine, Word
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.mouths import openness, spoken_by
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene


def line(speaker: str, starts_s: float, *symbols: str, off_screen: bool = False) -> SpokenLine:
    """A line of one word, its sounds 0.2 s each."""
    ends_s = starts_s + 0.2 * len(symbols)
    sounds = tuple(
        Phoneme(symbol=symbol, starts_s=starts_s + 0.2 * index, ends_s=starts_s + 0.2 * (index + 1))
        for index, symbol in enumerate(symbols)
    )
    word = Word(text="word", starts_s=starts_s, ends_s=ends_s, phonemes=sounds)
    return SpokenLine(line=0, speaker=speaker, voice="v", shot=0, text="word", manner="", off_screen=off_screen,
                      starts_s=starts_s, ends_s=ends_s, speed=1.0, words=(word,))  # fmt: skip


def scene_with(*kinds: str) -> DecodedScene:
    scene = next(s for s in map(draw_scene, range(60_000)) if sorted(t.kind for t in s.things) == sorted(kinds))
    latents = pack([scene], simulate([scene], knots_for(96)))
    return decode(latents[0], 96)


def said_in(scene: DecodedScene, *lines: SpokenLine) -> dict[str, list[str]]:
    """Kinds and the speakers whose lines they say."""
    kinds = {thing.slot: str(thing.kind) for thing in scene.things}
    said = spoken_by(kinds, {thing.slot: thing.motion for thing in scene.things}, lines)
    return {kinds[slot]: [each.speaker for each in found] for slot, found in said.items()}


def test_vowels_open_a_mouth_lips_shut_it_and_silence_leaves_it_shut() -> None:
    opened = openness([line("man", 1.0, "M", "AA", "M")], 0.0, 96)
    assert opened[:23].max() == 0
    assert opened[26] < 0.2
    assert opened[30] > 0.9
    assert opened[40:].max() == 0


def test_a_mouth_opens_as_far_as_its_sound_is_loud() -> None:
    loud = line("man", 1.0, "M", "AA", "M")
    softer = replace(
        loud, words=tuple(replace(w, phonemes=tuple(replace(p, level=0.5) for p in w.phonemes)) for w in loud.words)
    )
    np.testing.assert_allclose(openness([softer], 0.0, 96), 0.5 * openness([loud], 0.0, 96))


def test_a_shot_begins_in_the_middle_of_the_film() -> None:
    late = openness([line("man", 5.0, "AA")], 4.0, 96)
    assert int(late.argmax()) in range(24, 30)
    np.testing.assert_allclose(late[:72], openness([line("man", 1.0, "AA")], 0.0, 96)[:72])


def test_each_says_their_own_lines() -> None:
    both = scene_with("man", "woman")
    assert said_in(both, line("woman", 0, "AA"), line("man", 1, "AA")) == {"woman": ["woman"], "man": ["man"]}
    assert said_in(both, line("old man", 0, "AA")) == {"man": ["old man"]}
    strangers = said_in(both, line("anna", 0, "AA"), line("ben", 1, "AA"), line("anna", 2, "AA"))
    assert sorted(map(len, strangers.values())) == [1, 2]


def test_nobody_says_what_a_narrator_does_and_things_say_nothing() -> None:
    assert said_in(scene_with("man"), line("narrator", 0, "AA", off_screen=True)) == {}
    assert said_in(scene_with("ball"), line("man", 0, "AA")) == {}
