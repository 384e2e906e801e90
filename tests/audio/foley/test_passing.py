"""What passes by, and what is far: pitch falls on the way, the far is fainter and duller, engines differ by kind."""

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Contact, Motion, Timeline
from services.audio.foley.doppler import HALF_VIEW, SOUND_M_S, delayed, passing
from services.audio.foley.engines import ENGINES
from services.audio.foley.impact import strike
from services.audio.foley.lively import LIVELY
from services.audio.foley.motion import move
from services.audio.foley.score import effects
from services.audio.pcm import SAMPLE_RATE_HZ

HIT = Contact(at_s=1.0, thing=0, kind="hit", material="metal", against="street", speed_m_s=5.0, x=0.0, size_m=0.5)


def going(kind: str, speed_m_s: float = 6.0, x: tuple[float, float] = (0.0, 0.0)) -> Motion:
    way = np.linspace(*x, 97)
    return Motion(
        kind=kind,
        thing=0,
        material="",
        size_m=2.0,
        samples=tuple((i / 24, speed_m_s, float(at)) for i, at in enumerate(way)),
    )


def spectrum_db(sound: np.ndarray) -> np.ndarray:
    power = np.abs(np.fft.rfft(sound.sum(axis=1))) ** 2
    bands = np.array([part.sum() for part in np.split(power, np.geomspace(40, len(power), 24).astype(int)[:-1])])
    return 10 * np.log10(bands / bands.sum() + 1e-9)


def test_delays_shrink_on_the_way_here_and_grow_on_the_way_off() -> None:
    at = np.linspace(0, 2, 400)
    late_s, level = passing(at, np.full(400, 20.0), at - 1, 0.0)
    slope = np.gradient(late_s, at)
    assert slope[:150].max() < 0 < slope[250:].min()
    assert np.abs(slope).max() < 20 / SOUND_M_S
    assert np.argmax(level) in range(195, 205)


def test_what_the_camera_goes_with_has_no_doppler() -> None:
    at = np.linspace(0, 2, 400)
    late_s, level = passing(at, np.full(400, 20.0), np.zeros(400), 0.0)
    assert not late_s.any()
    assert (level == 1).all()


def test_pitch_is_higher_on_the_way_here_by_as_much_as_the_speed_of_sound_says() -> None:
    at = np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    late_s, _ = passing(at, np.full(len(at), 40.0), at - 1, 0.0)
    heard = delayed(np.sin(2 * np.pi * 1_000 * at), late_s, SAMPLE_RATE_HZ)

    def pitch_hz(part: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 18)) ** 2
        return float(np.fft.rfftfreq(1 << 18, 1 / SAMPLE_RATE_HZ)[np.argmax(power)])

    towards_m_s = 40 * np.sin(np.arctan(0.9 * HALF_VIEW))
    assert pitch_hz(heard[: SAMPLE_RATE_HZ // 5]) == pytest.approx(1_000 * (1 + towards_m_s / SOUND_M_S), rel=0.005)
    assert pitch_hz(heard[-SAMPLE_RATE_HZ // 5 :]) == pytest.approx(1_000 * (1 - towards_m_s / SOUND_M_S), rel=0.005)


def test_what_passes_goes_from_side_to_side() -> None:
    first, sound = move(replace(going("plane", 50.0, (-1.0, 1.0)), distance_m=25.0), 4.0, seed=1)
    inside = sound[-first:][: 4 * SAMPLE_RATE_HZ]
    quarter = len(inside) // 4
    assert (inside[:quarter, 0] ** 2).sum() > 3 * (inside[:quarter, 1] ** 2).sum()
    assert (inside[-quarter:, 1] ** 2).sum() > 3 * (inside[-quarter:, 0] ** 2).sum()


def test_engines_and_lively_things_are_told_apart() -> None:
    spectra = {kind: spectrum_db(move(going(kind), 4.0, seed=1)[1]) for kind in (*ENGINES, *LIVELY)}
    for one, its in spectra.items():
        for other, theirs in spectra.items():
            assert one == other or np.abs(its - theirs).max() > 2, (one, other)


@pytest.mark.parametrize("kind", list(LIVELY))
def test_livelier_is_louder(kind: str) -> None:
    quiet, loud = (float((move(going(kind, speed), 4.0, seed=1)[1] ** 2).sum()) for speed in (0.6, 1.5))
    assert quiet < loud


def test_the_far_is_fainter_and_duller() -> None:
    near, far = (strike(replace(HIT, distance_m=metres), "street", seed=1) for metres in (4.0, 60.0))
    assert np.array_equal(near, strike(HIT, "street", seed=1))
    assert (far**2).sum() < 0.1 * (near**2).sum()
    highs = []
    for sound in (near, far):
        power = np.abs(np.fft.rfft(sound.sum(axis=1))) ** 2
        highs.append(float(power[len(power) // 6 :].sum() / power.sum()))
    assert highs[1] < 0.5 * highs[0]


def test_of_a_step_farther_away_more_is_the_room() -> None:
    def heard(distance_m: float) -> tuple[float, float]:
        told = replace(HIT, material="shoe", size_m=0.27, speed_m_s=1.5, distance_m=distance_m)
        sound = effects(Timeline(seconds=3.0, place="castle", time_of_day="", contacts=(told,)), seed=1)
        direct, late = (sound[int(s * SAMPLE_RATE_HZ) : int((s + 0.3) * SAMPLE_RATE_HZ)] for s in (1.0, 1.4))
        return float((direct**2).sum()), float((late**2).sum())

    (near, near_room), (wide, wide_room) = heard(2.0), heard(12.0)
    assert 0.03 * near < wide < 0.5 * near
    assert wide_room / wide > 1.5 * near_room / near


def test_a_fan_that_turns_faster_hums_higher() -> None:
    slow, fast = (np.abs(np.fft.rfft(move(going("fan", speed), 4.0, seed=1)[1].sum(axis=1))) for speed in (2.0, 6.0))
    hz = np.fft.rfftfreq(2 * (len(slow) - 1), 1 / SAMPLE_RATE_HZ)
    hums = (hz > 70) & (hz < 180)
    assert hz[hums][np.argmax(slow[hums])] < hz[hums][np.argmax(fast[hums])] - 20
