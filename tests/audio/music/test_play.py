"""Music as it sounds: as long as the film, ended, in its key, at its tempo, on the cuts, the same every time."""

import subprocess
import sys
import time

import numpy as np
import pytest

from services.audio.music.drums import DRUMS, beaten
from services.audio.music.harmony import hz
from services.audio.music.instruments import INSTRUMENTS, sounded
from services.audio.music.listen import listened, pitch_classes
from services.audio.music.play import Piece, composed, played
from services.audio.music.styles import STYLES
from services.audio.music.wish import Wish, wished
from services.audio.pcm import SAMPLE_RATE_HZ


def piece_of(style: str, seconds: float = 12.0, seed: int = 5, cuts_s: tuple[float, ...] = ()) -> Piece:
    return composed(Wish(style=STYLES[style]), seconds, seed, cuts_s)


@pytest.mark.parametrize("style", list(STYLES))
def test_tempo_and_key_are_those_that_are_stated(style: str) -> None:
    piece = piece_of(style)
    tempo_bpm = piece.form.tempo_bpm
    heard = listened(played(piece, seed=5), piece.key, (0.8 * tempo_bpm, 1.25 * tempo_bpm))
    assert heard.tempo_bpm == pytest.approx(tempo_bpm, rel=0.01)
    assert heard.in_key > 0.95
    assert heard.nearest_key == piece.key


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.0, 4.0, 8.0, 20.0])
@pytest.mark.parametrize("style", ["calm", "electronic", "lullaby"])
def test_it_is_as_long_as_the_film_and_ends(seconds: float, style: str) -> None:
    sound = played(piece_of(style, seconds), seed=5)
    assert sound.shape == (round(seconds * SAMPLE_RATE_HZ), 2)
    assert np.isfinite(sound).all()
    level = np.sqrt((sound**2).mean(axis=1))
    assert level.max() > 0.05
    assert level[-480:].max() < 0.01 * level.max()


def test_the_final_chord_falls_on_a_beat_and_nothing_begins_after_it() -> None:
    for style in STYLES:
        piece = piece_of(style)
        end_s = piece.form.at_s(piece.form.last)
        assert 8.0 < end_s < 11.3
        assert max(note.at_s for note in piece.notes) <= end_s + 0.05


@pytest.mark.parametrize("style", ["upbeat", "epic", "calm"])
@pytest.mark.parametrize("cuts_s", [(3.0,), (2.5, 5.0, 9.0), (4.0, 8.0), (3.04, 7.5)])
def test_cuts_fall_on_beats(style: str, cuts_s: tuple[float, ...]) -> None:
    form = piece_of(style, cuts_s=cuts_s).form
    assert len(form.cuts) >= (1 if style == "calm" else len(cuts_s) - 1)
    for beat in form.cuts:
        assert min(abs(form.at_s(beat) - cut) for cut in cuts_s) < 0.021


def test_cuts_that_fit_no_tempo_are_left() -> None:
    form = piece_of("calm", cuts_s=tuple(np.cumsum([0.31, 0.47, 0.83, 1.13, 1.71, 0.91, 0.37, 1.01]))).form
    assert STYLES["calm"].tempo_bpm[0] <= form.tempo_bpm <= STYLES["calm"].tempo_bpm[1]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
@pytest.mark.parametrize("midi", [45, 60, 72])
def test_every_instrument_plays_the_note(instrument: str, midi: int) -> None:
    sound = sounded(instrument, midi, 1.0, 0.8, seed=1)
    mono = sound.mean(axis=1)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), 1 << 19))
    bins_hz = np.fft.rfftfreq(1 << 19, 1 / SAMPLE_RATE_HZ)
    near = (bins_hz > 0.97 * hz(midi)) & (bins_hz < 1.03 * hz(midi))
    peak_hz = float(bins_hz[near][np.argmax(spectrum[near])])
    assert abs(1200 * np.log2(peak_hz / hz(midi))) < 15
    assert spectrum[near].max() > 0.1 * spectrum.max()
    assert np.abs(sound[-1]).max() < 1e-3


@pytest.mark.parametrize("drum", list(DRUMS))
def test_every_drum_is_struck(drum: str) -> None:
    blow = beaten(drum, 60.0, 1.0, seed=1)
    assert 0.05 < np.abs(blow).max() < 3
    assert abs(blow[-1]) < 1e-4


def test_louder_notes_are_brighter() -> None:
    def centroid(loud: float) -> float:
        power = np.abs(np.fft.rfft(sounded("brass", 60, 1.0, loud, seed=1)[:, 0])) ** 2
        return float((power * np.arange(len(power))).sum() / power.sum())

    assert centroid(0.3) < centroid(0.95)


def test_the_notes_are_really_heard() -> None:
    tones = pitch_classes(sounded("piano", 69, 2.0, 0.8, seed=1).mean(axis=1))
    assert np.argmax(tones) == 9


@pytest.mark.parametrize("style", ["upbeat", "epic", "calm", "jazzy"])
@pytest.mark.parametrize(("seconds", "longer_s"), [(4.0, 8.0), (8.0, 12.0), (12.0, 24.0)])
def test_a_longer_film_s_music_begins_as_its_source_s_and_ends_itself(
    style: str, seconds: float, longer_s: float
) -> None:
    cuts_s = (2.5,) if seconds > 4 else ()
    short = piece_of(style, seconds, cuts_s=cuts_s)
    long = composed(Wish(style=STYLES[style]), longer_s, 5, cuts_s, (seconds,))
    assert (long.key, long.form.tempo_bpm, long.form.cuts) == (short.key, short.form.tempo_bpm, short.form.cuts)
    kept = [bar for bar in short.form.bars if bar.section != "ending"]
    assert list(long.form.bars[: len(kept)]) == kept
    turns_s = long.form.at_s(kept[-1].first + kept[-1].beats)
    assert turns_s > 0.3 * seconds
    one, two = (played(piece, 5)[: round((turns_s - 0.01) * SAMPLE_RATE_HZ)].ravel() for piece in (short, long))
    assert np.corrcoef(one, two)[0, 1] > 0.98
    assert longer_s - 4.5 < long.form.at_s(long.form.last) < longer_s - 0.5


def test_another_seed_is_another_piece() -> None:
    one, same, other = (piece_of("upbeat", seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one.notes != other.notes


def test_the_same_piece_has_the_same_bits_in_any_process() -> None:
    code = (
        "import hashlib; from services.audio.music.play import composed, played;"
        "from services.audio.music.wish import wished;"
        "s = played(composed(wished('epic'), 4.0, 7), 7); print(hashlib.sha256(s.tobytes()).hexdigest())"
    )
    digests = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(digests) == 1


def test_heavy_percussion_is_heavier() -> None:
    plain, heavy = (wished(words) for words in ("epic", "epic with heavy percussion"))
    assert plain is not None
    assert heavy is not None

    def share_of_blows(wish: Wish) -> float:
        piece = composed(wish, 8.0, 3)
        energy = (played(piece, 3) ** 2).sum(axis=1)
        blows = [round(note.at_s * SAMPLE_RATE_HZ) for note in piece.notes if note.instrument == "taiko"]
        return sum(float(energy[first : first + 4_800].mean()) for first in blows) / len(blows) / float(energy.mean())

    assert share_of_blows(heavy) > 1.2 * share_of_blows(plain)


def test_it_is_quickly_made() -> None:
    began = time.process_time()
    played(piece_of("epic"), seed=5)
    assert time.process_time() - began < 2.0
