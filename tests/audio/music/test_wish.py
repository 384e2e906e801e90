"""Music as it is asked for: moods, instruments, keys, tempi, and none at all."""

import pytest

from services.audio.music.styles import STYLES
from services.audio.music.wish import wished


@pytest.mark.parametrize("words", ["", "no music", "without any music", "none", "off", "No background music, please"])
def test_no_music_is_no_music(words: str) -> None:
    assert wished(words) is None


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("upbeat music", "upbeat"),
        ("calm piano", "calm"),
        ("tense strings", "tense"),
        ("a sad violin", "sad"),
        ("epic trailer music", "epic"),
        ("jazzy lounge tune", "jazzy"),
        ("electronic beats", "electronic"),
        ("a lullaby", "lullaby"),
        ("music", "warm"),
        ("zzz qqq", "warm"),
    ],
)
def test_moods_choose_the_style(words: str, style: str) -> None:
    wish = wished(words)
    assert wish is not None
    assert wish.style.ways == STYLES[style].ways


def test_instruments_that_are_named_play() -> None:
    wish = wished("calm music with guitar, strings and bells")
    assert wish is not None
    assert wish.style.chords is not None
    assert wish.style.pad is not None
    assert (wish.style.chords.instrument, wish.style.pad.instrument) == ("guitar", "strings")
    assert wish.style.melody.instrument == "bells"


def test_orchestral_with_heavy_percussion() -> None:
    wish = wished("orchestral with heavy percussion")
    assert wish is not None
    assert wish.heavy
    assert wish.style.drums is not None
    assert wish.style.pad is not None
    assert wish.style.pad.instrument == "strings"


def test_a_key_and_a_tempo_that_are_named_are_kept() -> None:
    wish = wished("upbeat, 120 bpm, in F# minor")
    assert wish is not None
    assert (wish.tonic, wish.style.mode) == (6, "minor")
    assert wish.style.tempo_bpm == pytest.approx((120, 120), abs=0.7)


def test_slow_and_fast_change_the_tempo() -> None:
    slow, plain, fast = (wished(words) for words in ("slow happy music", "happy music", "fast happy music"))
    assert slow is not None
    assert plain is not None
    assert fast is not None
    assert slow.style.tempo_bpm[1] < plain.style.tempo_bpm[1] < fast.style.tempo_bpm[1]
