"""Motion: loudness and brightness follow speed, and nothing in it sounds like the beginning of something."""

import itertools

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Motion, Timeline
from services.audio.foley.motion import VOICES, move
from services.audio.heard import hear
from services.audio.mix import score_timeline
from services.audio.pcm import SAMPLE_RATE_HZ


def swelling(kind: str, top_m_s: float, material: str = "wood", seconds: float = 4.0) -> Motion:
    """A speed that rises from nothing and falls back to it."""
    times = np.arange(0, seconds, 1 / 24)
    samples = tuple((float(t), float(top_m_s * np.sin(np.pi * t / seconds) ** 2), 0.0) for t in times)
    return Motion(kind=kind, thing=0, material=material, size_m=0.5, samples=samples)


@pytest.mark.parametrize("kind", list(VOICES))
def test_loudness_follows_speed(kind: str) -> None:
    first, sound = move(swelling(kind, 4.0), 4.0, seed=1)
    inside = sound[-first:][: 4 * SAMPLE_RATE_HZ]
    blocks = np.array([float(np.sqrt((b**2).mean())) for b in np.array_split(inside, 8)])
    assert first <= 0
    assert blocks[3:5].min() > 3 * blocks[[0, 7]].max()
    loudness = [float((move(swelling(kind, top), 4.0, seed=1)[1] ** 2).sum()) for top in (0.5, 1.0, 3.0, 8.0)]
    assert all(a < b for a, b in itertools.pairwise(loudness))


@pytest.mark.parametrize("kind", list(VOICES))
def test_brightness_follows_speed(kind: str) -> None:
    def centroid_hz(top: float) -> float:
        power = np.abs(np.fft.rfft(move(swelling(kind, top), 4.0, seed=1)[1].sum(axis=1))) ** 2
        return float((power * np.linspace(0, SAMPLE_RATE_HZ / 2, len(power))).sum() / power.sum())

    assert centroid_hz(0.4) < centroid_hz(2.0) < centroid_hz(8.0)


@pytest.mark.parametrize("kind", list(VOICES))
@pytest.mark.parametrize("material", ["rubber", "metal"])
def test_motion_has_no_onsets(kind: str, material: str) -> None:
    timeline = Timeline(
        seconds=4.0, place="meadow", time_of_day="day", motions=(swelling(kind, 3.0, material=material),)
    )
    assert hear(score_timeline(timeline, seed=2)) == ()


@pytest.mark.parametrize("kind", list(VOICES))
def test_what_moves_at_the_edges_of_a_film_does_not_fade_there(kind: str) -> None:
    moving = Motion(
        kind=kind, thing=0, material="wood", size_m=0.5, samples=tuple((i / 24, 2.0, 0.0) for i in range(96))
    )
    first, sound = move(moving, 4.0, seed=1)
    blocks = [float(np.sqrt((b**2).mean())) for b in np.array_split(sound[-first:][: 4 * SAMPLE_RATE_HZ], 16)]
    assert min(blocks) > 0.5 * max(blocks)
    timeline = Timeline(seconds=4.0, place="meadow", time_of_day="day", motions=(moving,))
    assert hear(score_timeline(timeline, seed=1)) == ()


def test_it_fades_in_and_out() -> None:
    steady = Motion(
        kind="roll", thing=0, material="wood", size_m=0.5, samples=tuple((1 + i / 24, 2.0, 0.0) for i in range(48))
    )
    first, sound = move(steady, 4.0, seed=1)
    assert first == SAMPLE_RATE_HZ
    assert np.abs(sound[:240]).max() < 0.1 * np.abs(sound).max()
    assert np.abs(sound[-240:]).max() < 0.1 * np.abs(sound).max()


def test_bad_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        move(Motion(kind="roll", thing=0, material="", size_m=0.5, samples=((0.0, float("inf"), 0.0),)), 4.0, seed=1)
    with pytest.raises(ValueError, match="out of order"):
        move(
            Motion(kind="roll", thing=0, material="", size_m=0.5, samples=((1.0, 1.0, 0.0), (0.5, 1.0, 0.0))),
            4.0,
            seed=1,
        )


def test_what_takes_no_time_is_no_motion() -> None:
    motion = Motion(kind="roll", thing=0, material="", size_m=0.5, samples=((1.0, 2.0, 0.0), (1.0, 2.0, 0.0)))
    assert len(move(motion, 4.0, 1)[1]) == 0


def test_one_sample_is_no_motion() -> None:
    assert move(Motion(kind="air", thing=0, material="", size_m=0.5, samples=((0.5, 1.0, 0.0),)), 4.0, seed=1)[
        1
    ].shape == (
        0,
        2,
    )


def test_an_unknown_kind_is_silent() -> None:
    sparks = Motion(kind="sparks", thing=0, material="", size_m=0.5, samples=((0.0, 3.0, 0.0), (2.0, 3.0, 0.0)))
    assert len(move(sparks, 4.0, seed=1)[1]) == 0
    silent = Timeline(seconds=2.0, place="room", time_of_day="day", motions=(sparks,))
    assert np.array_equal(score_timeline(silent, 1), score_timeline(replace(silent, motions=()), 1))


def steady(kind: str, speed_m_s: float) -> np.ndarray:
    samples = tuple((i / 24, speed_m_s, 0.0) for i in range(96))
    return move(Motion(kind=kind, thing=0, material="", size_m=1.45, samples=samples), 4.0, seed=1)[1].sum(axis=1)


def test_an_engines_pitch_follows_its_speed() -> None:
    def pitch_hz(speed_m_s: float) -> float:
        power = np.abs(np.fft.rfft(steady("drive", speed_m_s))) ** 2
        hz = np.fft.rfftfreq(len(steady("drive", speed_m_s)), 1 / SAMPLE_RATE_HZ)
        return float(hz[np.argmax(np.where(hz > 20, power, 0))])

    pitches = [pitch_hz(speed) for speed in (1.0, 3.0, 6.0)]
    assert all(a < b for a, b in itertools.pairwise(pitches))


def test_wings_are_heard_beat_by_beat() -> None:
    times = np.arange(96) / 24
    speeds = 5.0 * np.maximum(0.0, -np.cos(2 * np.pi * 2.0 * times))
    samples = tuple((float(t), float(v), 0.0) for t, v in zip(times, speeds, strict=True))
    first, sound = move(Motion(kind="wings", thing=0, material="", size_m=0.34, samples=samples), 4.0, seed=1)
    blocks = np.array([float((b**2).mean()) for b in np.array_split(sound[-first:][: 4 * SAMPLE_RATE_HZ], 64)])
    beats = blocks.reshape(8, 8).mean(axis=0)
    assert beats.max() > 20 * beats.min()
    assert int(np.argmax(beats)) in (3, 4)


def test_a_swing_creaks_where_it_turns() -> None:
    times = np.arange(0, 6, 1 / 24)
    samples = tuple((float(t), float(2.5 * abs(np.cos(np.pi * t / 1.5))), 0.0) for t in times)
    first, sound = move(Motion(kind="swing", thing=0, material="", size_m=1.0, samples=samples), 6.0, seed=1)
    spectrum = np.fft.rfft(sound.mean(axis=1))
    spectrum[: round(800 * len(sound) / SAMPLE_RATE_HZ)] = 0
    bright = np.fft.irfft(spectrum, len(sound))[-first:]

    def level(around_s: float) -> float:
        at = round(around_s * SAMPLE_RATE_HZ)
        return float((bright[at - 4_800 : at + 4_800] ** 2).mean())

    assert all(level(0.75 + 1.5 * i) > 5 * level(1.5 + 1.5 * i) for i in range(3))
