"""The skins of balls that are played with: basketball, football and tennis ball, by what is drawn on their spheres.

Colours without light, on the half of a sphere that faces us; it knows no size and no scene.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from services.renderer.animatic.texture import Mask, Picture, colour, layered_noise, over

Directions = NDArray[np.floating]
# How strongly each reflects a lamp, and how sharply.
SPORT_GLOSS = {"basketball": (0.16, 10.0), "football": (0.34, 34.0), "tennis": (0.05, 4.0)}
INK = (0.07, 0.06, 0.06)
# Balls lie a little turned, so that none shows its pattern quite from the front: about the axes right and up.
TILT_RAD, TURN_RAD = 0.42, 0.50
# How far the faces of a cut icosahedron are from its middle, over an edge's length (pentagons, hexagons).
PENTAGON, HEXAGON = 2.32744, 2.26728
GOLDEN = (1 + 5**0.5) / 2
# How far the curve on a tennis ball swings to its poles.
WAVE = 3.2


def sport_skin(sport: str, rgb: tuple[float, float, float], u: Mask, v: Mask, facing: Mask) -> Picture:
    """The colours [side, side, 3] of a ball of a sport at the directions (u right, v up, facing us) of its sphere."""
    normal = np.stack([u, v, facing], -1)
    away = np.linalg.norm(normal, axis=-1, keepdims=True)
    return _SKINS[sport](colour(rgb), (normal / np.maximum(away, 1e-6)) @ _tilt())


def _tilt() -> Directions:
    """From directions as seen to directions on the ball."""
    c, s = np.cos(TILT_RAD), np.sin(TILT_RAD)
    over_x = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    c, s = np.cos(TURN_RAD), np.sin(TURN_RAD)
    over_y = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.asarray(over_x @ over_y, np.float32)


def _line(away: Mask, half: float) -> Mask:
    """1 on a line, from how far it is away."""
    return np.clip((half - away) * 60 + 0.5, 0, 1)


def _basketball(base: Picture, at: Directions) -> Picture:
    """Pebbled leather with two seams around it and two curved ones."""
    side = at.shape[0]
    pebbles = layered_noise(side, side, (max(2.0, side / 90),) * 2, 31, 2)
    skin = base * colour((1.0, 0.86, 0.80)) * (1 + 0.07 * pebbles)[..., None]
    x, y = np.abs(at[..., 0]), np.abs(at[..., 1])
    return over(skin, colour(INK), _line(np.minimum(np.minimum(x, y), np.abs(x - 0.68)), 0.034))


def _football(base: Picture, at: Directions) -> Picture:
    """White hexagons and black pentagons, stitched."""
    corners = [(0.0, one, two * GOLDEN) for one in (-1.0, 1.0) for two in (-1.0, 1.0)]
    pentagons = np.array([np.roll(corner, turn) for corner in corners for turn in range(3)])
    centres = np.array([np.roll(corner, turn) for corner in _INNER for turn in range(3)] + _CUBE)
    reach = [_reach(at, pentagons, PENTAGON), _reach(at, centres, HEXAGON)]
    black = np.clip((reach[0][..., 0] - reach[1][..., 0]) * 110 + 0.5, 0, 1)
    seam = _line((reach[1][..., 0] - reach[1][..., 1]) * 1.5, 0.016)
    skin = over(np.broadcast_to(base, at.shape), base * 0.58, seam)
    return over(skin, colour(INK), black)


_INNER = [(0.0, one * GOLDEN, two / GOLDEN) for one in (-1.0, 1.0) for two in (-1.0, 1.0)]
_CUBE = [np.array([x, y, z]) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]


def _reach(at: Directions, centres: Directions, away: float) -> Directions:
    """How nearly faces with these centres, so far from the middle, lie across each direction: the two most."""
    unit = centres / np.linalg.norm(centres, axis=-1, keepdims=True)
    across = np.sort(at.reshape(-1, 3) @ unit.T.astype(np.float32), axis=-1)[..., ::-1]
    return np.asarray(across[:, :2].reshape(*at.shape[:2], 2) / away * PENTAGON)


def _tennis(base: Picture, at: Directions) -> Picture:
    """Felt with a white curve that comes round to where it began: where the sphere meets the saddle z = WAVE x y."""
    side = at.shape[0]
    x, y, z = at[..., 0], at[..., 1], at[..., 2]
    saddle, slope = z - WAVE * x * y, np.stack([-WAVE * y, -WAVE * x, np.ones_like(z)], -1)
    along = slope - at * np.sum(slope * at, -1, keepdims=True)
    away = np.abs(saddle) / np.maximum(np.linalg.norm(along, axis=-1), 0.5)
    fluff = layered_noise(side, side, (max(2.0, side / 40),) * 2, 41, 3)
    felt = base * colour((0.88, 1.10, 1.0)) * (1 + 0.10 * fluff)[..., None]
    return over(felt, colour((0.96, 0.96, 0.93)), _line(away, 0.062))


_SKINS: dict[str, Callable[[Picture, Directions], Picture]] = {
    "basketball": _basketball,
    "football": _football,
    "tennis": _tennis,
}
