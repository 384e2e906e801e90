"""Kinks in a path: found between frames, to a fraction of one, and only where velocity jumps."""

import itertools

import numpy as np
import pytest

from services.audio.kinks import find_kinks

TIMES_S = np.arange(72) / 24


def bouncing(at_s: list[float], gravity: float = 900.0, noise: float = 0.0, seed: int = 0) -> np.ndarray:
    """A ball seen from the side that lands at the given times: px [n, 2], y down."""
    landings = np.array([at_s[0] - 0.9, *at_s, at_s[-1] + 1.2])
    y = np.zeros_like(TIMES_S)
    for start, end in itertools.pairwise(landings):
        inside = (start <= TIMES_S) & (end > TIMES_S)
        y[inside] = 150 - gravity / 2 * (TIMES_S[inside] - start) * (end - TIMES_S[inside])
    path = np.stack([40 + 30 * TIMES_S, y], axis=1)
    return path + np.random.default_rng(seed).normal(0, noise, path.shape)


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.3])
def test_bounces_are_found_between_the_frames(noise: float) -> None:
    at_s = [0.51, 1.2, 1.73, 2.21]
    kinks = find_kinks(TIMES_S, bouncing(at_s, noise=noise), jump_min=30)
    found = np.array([k.at_s for k in kinks])
    for true_s in at_s:
        assert np.abs(found - true_s).min() < 0.004
    assert all(kink.jump[1] < 0 for kink in kinks)


def test_a_smooth_path_has_none() -> None:
    curve = np.stack([100 + 60 * np.sin(TIMES_S), 90 + 40 * np.cos(1.3 * TIMES_S)], axis=1)
    assert find_kinks(TIMES_S, curve, jump_min=30) == []
    assert find_kinks(TIMES_S[:4], curve[:4], jump_min=30) == []


def test_a_jump_of_place_is_no_kink() -> None:
    path = np.stack([40 + 30 * TIMES_S, np.full_like(TIMES_S, 90)], axis=1)
    path[30:] += 25
    assert find_kinks(TIMES_S, path, jump_min=30) == []


def test_gaps_are_bridged() -> None:
    path = bouncing([0.51, 1.2, 1.9])
    kept = np.abs(TIMES_S - 1.2) > 0.06
    found = np.array([k.at_s for k in find_kinks(TIMES_S[kept], path[kept], jump_min=30)])
    assert np.abs(found - 1.2).min() < 0.004


@pytest.mark.parametrize("seed", range(5))
def test_an_instant_that_a_few_jittery_points_beside_a_gap_tell_is_no_kink(seed: int) -> None:
    landed = int(np.flatnonzero(TIMES_S < 1.2)[-1])
    kept = np.r_[landed - 8 : landed - 2, landed + 3 : landed + 7]
    assert find_kinks(TIMES_S[kept], bouncing([0.51, 1.2, 1.9], noise=0.8, seed=seed)[kept], jump_min=30) == []


def test_what_a_parabola_fits_anyway_is_no_kink() -> None:
    wild = np.array([[40, 68], [40, 72], [41, 72], [42, 76], [45, 81], [46, 87]], float)
    assert find_kinks(TIMES_S[:6], wild, jump_min=30) == []


def test_it_is_told_which_arcs_are_more_than_a_guess() -> None:
    path = bouncing([0.51, 1.2, 1.73])
    until = np.flatnonzero(TIMES_S > 1.73)[0] + 3
    kinks = find_kinks(TIMES_S[:until], path[:until], jump_min=30)
    assert [kink.tested for kink in kinks] == [(True, True), (True, True), (True, False)]
