"""Sudden changes of velocity in a path: a thing flies on a parabola between contacts, and a contact is where one ends.

Pure functions over times and positions. Nothing here knows of pixels, films or sound.
"""

import itertools

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

FloatArray = NDArray[np.floating]

SEGMENT_POINTS_MAX = 60
SEGMENT_PENALTY = 45.0
SIGNIFICANCE = 5.0
NOISE_MIN = 0.12
# There is a parabola through any three points: only a fourth speaks for it.
EXACT_POINTS = 3
# An instant that two arcs tell less exactly than this is told by neither: they were carried on over too long a gap.
INSTANT_SPREAD_S = 0.010


class Kink(Struct, frozen=True, kw_only=True):
    """A velocity that changes at an instant. before: what it was, jump: its change, in units of position a second,
    (x, y). tested: whether there are points enough to speak for the arc before and for that after; there are for
    one of them at least.
    """

    at_s: float
    x: float
    y: float
    before: tuple[float, float]
    jump: tuple[float, float]
    tested: tuple[bool, bool]


class _Arc(Struct, frozen=True):
    """A parabola through points first to last: coefficients [3, 2] about a middle time, their covariance [3, 3]."""

    first: int
    last: int
    middle_s: float
    coefficients: FloatArray
    covariance: FloatArray

    @property
    def tested(self) -> bool:
        """Whether its points could have shown that it is none."""
        return self.last - self.first + 1 > EXACT_POINTS

    def position(self, at_s: FloatArray) -> FloatArray:
        return np.stack([np.ones_like(at_s), at_s - self.middle_s, (at_s - self.middle_s) ** 2], -1) @ self.coefficients

    def position_variance(self, at_s: float) -> float:
        powers = np.array([1.0, at_s - self.middle_s, (at_s - self.middle_s) ** 2])
        return float(powers @ self.covariance @ powers)

    def velocity(self, at_s: float) -> FloatArray:
        return self._slope(at_s) @ self.coefficients

    def velocity_variance(self, at_s: float) -> float:
        slope = self._slope(at_s)
        return float(slope @ self.covariance @ slope)

    def _slope(self, at_s: float) -> FloatArray:
        return np.array([0.0, 1.0, 2 * (at_s - self.middle_s)])


def find_kinks(times_s: FloatArray, path: FloatArray, jump_min: float) -> list[Kink]:
    """Find the sudden changes of velocity in a path.

    times_s: [n], rising; path: [n, 2]; jump_min: the smallest change of speed that counts.
    The path is cut into parabolas by optimal partitioning (Jackson et al. 2005) under a penalty for each; two that
    follow each other make a kink when they meet at an instant that they tell well, and their velocities differ by more
    than their noise explains.
    """
    if len(times_s) < 6:
        return []
    noise = _noise(path)
    arcs = _partition(times_s, path, noise)
    return [kink for one, two in itertools.pairwise(arcs) if (kink := _meet(times_s, one, two, noise, jump_min))]


def _noise(path: FloatArray) -> float:
    """The spread of a position about its arc: third differences are blind to parabolas and have variance 20 sigma^2."""
    third = np.diff(path, n=3, axis=0)
    return max(NOISE_MIN, float(np.median(np.abs(third))) / 0.6745 / np.sqrt(20.0))


def _fit(times_s: FloatArray, path: FloatArray, first: int, last: int) -> tuple[_Arc, float]:
    t, points = times_s[first : last + 1], path[first : last + 1]
    middle = float(t.mean())
    basis = np.stack([np.ones_like(t), t - middle, (t - middle) ** 2], -1)
    inverse = np.linalg.pinv(basis.T @ basis)
    coefficients = inverse @ basis.T @ points
    error = float(((basis @ coefficients - points) ** 2).sum())
    return _Arc(first, last, middle, coefficients, inverse), error


def _partition(times_s: FloatArray, path: FloatArray, noise: float) -> list[_Arc]:
    count = len(times_s)
    errors = _segment_errors(times_s, path)
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    came_from = np.zeros(count + 1, int)
    for end in range(3, count + 1):
        starts = np.arange(max(0, end - SEGMENT_POINTS_MAX), end - 2)
        costs = best[starts] + errors[end - 1, starts] / noise**2 + SEGMENT_PENALTY
        pick = int(np.argmin(costs))
        best[end], came_from[end] = costs[pick], starts[pick]
    arcs, end = [], count
    while end > 0:
        start = int(came_from[end])
        arcs.append(_fit(times_s, path, start, end - 1)[0])
        end = start
    return arcs[::-1]


def _segment_errors(times_s: FloatArray, path: FloatArray) -> FloatArray:
    """Squared residuals of the parabola through every run of points: [last, first], by running sums of moments."""
    count = len(times_s)
    scale = float(np.median(np.diff(times_s)))
    errors = np.zeros((count, count))
    for first in range(count - 2):
        last = min(count, first + SEGMENT_POINTS_MAX)
        t = (times_s[first:last] - times_s[first]) / scale
        points = path[first:last] - path[first]
        powers = np.cumsum(t[:, None] ** np.arange(5), axis=0)
        moments = np.cumsum((t[:, None] ** np.arange(3))[:, :, None] * points[:, None, :], axis=0)
        squares = np.cumsum((points**2).sum(axis=1))
        normal = powers[2:, np.arange(3)[:, None] + np.arange(3)]
        solved = np.linalg.solve(normal, moments[2:])
        errors[first + 2 : last, first] = np.maximum(squares[2:] - (moments[2:] * solved).sum(axis=(1, 2)), 0.0)
    return errors


def _meet(times_s: FloatArray, one: _Arc, two: _Arc, noise: float, jump_min: float) -> Kink | None:
    """Where two arcs meet, if they do and there is a jump of velocity."""
    if not (one.tested or two.tested):
        return None
    before, after = times_s[one.last], times_s[two.first]
    slack = 0.5 * (after - before)
    moments = np.linspace(before - slack, after + slack, 401)
    apart = np.linalg.norm(one.position(moments) - two.position(moments), axis=1)
    at_s = float(moments[np.argmin(apart)])
    was = one.velocity(at_s)
    jump = two.velocity(at_s) - was
    size = float(np.linalg.norm(jump))
    spread = noise * np.sqrt(one.velocity_variance(at_s) + two.velocity_variance(at_s))
    gap = float(apart.min())
    if size < max(jump_min, SIGNIFICANCE * spread) or gap > max(6 * noise, 0.25 * size * (after - before)):
        return None
    if noise * np.sqrt(one.position_variance(at_s) + two.position_variance(at_s)) > INSTANT_SPREAD_S * size:
        return None
    x, y = one.position(np.array([at_s]))[0]
    return Kink(
        at_s=at_s,
        x=float(x),
        y=float(y),
        before=(float(was[0]), float(was[1])),
        jump=(float(jump[0]), float(jump[1])),
        tested=(one.tested, two.tested),
    )
