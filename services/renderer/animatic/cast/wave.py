"""Draws a breaking wave for a board that goes over water: a face that rises behind it, a lip that falls, white water
where it has broken; and the spray at the board's tail.

x from the board's middle, to the side to which it goes; colours are those of the water around it, not lit once more.
Closed form in the time and the way gone.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.lots import lots
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import CIRCLE, Outline, Shape, mirrored, smooth
from services.renderer.animatic.world import GRAVITY_M_S2

Floats = NDArray[np.float64]
# How high the wave's crest is, in metres, at places before the board and behind it.
CREST_X = (-9.0, -7.0, -4.5, -2.8, -1.7, -0.8, 0.2, 1.4, 2.8, 4.6, 7.0, 10.0)
CREST_M = (0.0, 0.55, 0.95, 1.38, 1.72, 1.82, 1.70, 1.38, 0.98, 0.58, 0.24, 0.0)
# The lip from where it has come down to the foot to where it begins to fall: places, and how much is left under it.
LIP_X = (-2.4, -2.0, -1.6, -1.2, -0.8, -0.3, 0.3, 0.9)
LIP_LEFT = (0.0, 0.17, 0.38, 0.58, 0.76, 0.90, 0.97, 1.0)
FOOT_M = -0.10
POINTS, BANDS = 110, 17
STREAKS, FACE_M, THREADS, LINES = 70, 13.6, 40, 24
# Heaps of foam in each layer of white water: how high the layers are, and how white.
PUFFS, LAYERS = 18, ((0.95, 0.9), (0.62, 0.55), (0.28, 0.75))
# A wave that is lower than this does not break.
BREAKS = 0.15
DROPS, DROP_S, TAIL_M, FASTEST_M_S = 40, 0.75, -0.95, 2.5


class WaterColours(Struct, frozen=True, kw_only=True):
    """Of the water: in the shade, as it lies, where light falls through it, and white with air."""

    shade: RGB
    body: RGB
    bright: RGB
    foam: RGB


def wave(way: float, much: float, at_s: float, gone_m: float, colours: WaterColours) -> list[Shape]:
    """The wave behind a board that goes to the right (1) or the left (-1). much: 0..1, how high it stands; gone_m: how
    far the board has gone to that side.
    """
    breaks = [_lip(much, at_s, colours), _white_water(much, at_s, colours)] if much > BREAKS else []
    shapes = [_face(much, gone_m, colours), *breaks, _foot(gone_m, colours)]
    return shapes if way >= 0 else mirrored(shapes)


def spray(
    way: float, much: float, at_s: float, height_m: float, speed_m_s: float, colours: WaterColours
) -> list[Shape]:
    """What a board at a height throws up behind it."""
    throws = much * min(1.0, speed_m_s / FASTEST_M_S)
    if throws < BREAKS:
        return []
    sheet = smooth(
        [(TAIL_M + 0.5, height_m), (TAIL_M - 0.25, height_m + 0.30 * throws), (TAIL_M - 0.75, height_m + 0.52 * throws),
         (TAIL_M - 0.60, height_m + 0.18 * throws), (TAIL_M - 0.9, height_m - 0.06), (TAIL_M, height_m - 0.07)],
        colours.foam, rounding=0.0, glow=1.0, opacity=0.75)  # fmt: skip
    aside, since_s = lots(DROPS, 2), (at_s + DROP_S * lots(DROPS, 1)) % DROP_S
    y = height_m + throws * (1.0 + 1.7 * aside) * since_s - GRAVITY_M_S2 * since_s**2 / 2
    x = TAIL_M + 0.3 * aside - (0.5 + 1.7 * lots(DROPS, 4)) * since_s
    radius = (0.010 + 0.024 * lots(DROPS, 3) ** 2) * (1 - 0.5 * since_s / DROP_S)
    shapes = [sheet]
    if (y > 0).any():
        drops = _discs(x[y > 0], y[y > 0], 1.3 * radius[y > 0], radius[y > 0])
        shapes.append(Shape(outlines=drops, rgb=colours.foam, rounding=0.0, glow=1.0))
    return shapes if way >= 0 else mirrored(shapes)


def crest_m(x_m: Floats) -> Floats:
    """How high the wave is at its highest at places before the board, in metres."""
    return np.interp(x_m, CREST_X, CREST_M)


def _discs(x: Floats, y: Floats, half_x: Floats, half_y: Floats) -> tuple[Outline, ...]:
    """Ellipses that lie level."""
    sizes, middles = np.stack([half_x, half_y], -1), np.stack([x, y], -1)
    return tuple(CIRCLE * sizes[:, None] + middles[:, None])


def _around(above: Floats, below: Floats) -> Outline:
    """The outline between two lines of points [n, 2] that go the same way."""
    return np.concatenate([above, below[::-1]])


def _face(much: float, gone_m: float, colours: WaterColours) -> Shape:
    """The face: dark over its foot, the brighter the thinner it is, with the hollow under the lip; drawn up in lines
    that stay behind the board.
    """
    x = np.linspace(CREST_X[0], CREST_X[-1], POINTS)
    high = np.convolve(np.pad(crest_m(x), 2, "edge"), np.array([1, 2, 3, 2, 1]) / 9, "valid") * much - FOOT_M
    still = x + gone_m

    def edge(share: float, uneven: float) -> Floats:
        rough = np.sin(2.3 * still + 9 * share) + 0.7 * np.sin(5.1 * still - 14 * share) + 0.4 * np.sin(9.7 * still)
        return np.stack([x, FOOT_M + high * (share + uneven * rough)], -1)

    edges = [edge(band / BANDS, 0.012 + 0.02 * (1 - band / BANDS)) for band in range(BANDS)]
    # Each reaches under the next, so that nothing shows between them.
    tops = [*edges[2:], *[edge(1.2, 0.0)] * 2]
    bands = [
        Shape(outlines=(_around(top, low),), rgb=_tone(band / BANDS, colours))
        for band, (low, top) in enumerate(zip(edges, tops, strict=True))
    ]
    marks = (*bands, *_hollow(much, colours), *_streaks(much, gone_m, colours))
    outline = _around(edge(1.0, 0.006), edge(0.0, 0.008))
    return Shape(outlines=(outline,), rgb=colours.body, rounding=0.0, glow=1.0, marks=marks)


def _tone(share: float, colours: WaterColours) -> RGB:
    """The colour of the face at a share of its height."""
    tones = (colours.body, colours.shade, mixed(colours.shade, colours.body, 0.5), colours.body,
             mixed(colours.body, colours.bright, 0.45), colours.bright)  # fmt: skip
    at = min(len(tones) - 2, int(share * (len(tones) - 1)))
    return mixed(tones[at], tones[at + 1], share * (len(tones) - 1) - at)


def _hollow(much: float, colours: WaterColours) -> list[Shape]:
    """The hollow under the lip, the darker the deeper."""
    outline = [(-2.2, 0.02), (-2.1, 0.7 * much), (-1.5, 1.3 * much), (-0.75, 1.42 * much), (-0.42, 1.1 * much),
               (-0.6, 0.65 * much), (-1.0, 0.25 * much), (-1.6, 0.02)]  # fmt: skip
    inner = [(-0.25 + 0.9 * (x - 0.25), 0.05 + 0.85 * y) for x, y in outline]
    return [smooth(outline, mixed(colours.shade, colours.body, 0.12)), smooth(inner, darker(colours.shade, 0.72))]


def _streaks(much: float, gone_m: float, colours: WaterColours) -> list[Shape]:
    """Water that is drawn up the face: lines that lean back the more the higher they are, in four heights."""
    number = np.arange(STREAKS)
    foot = (number * (FACE_M / STREAKS) + 0.3 * lots(STREAKS, 5) - gone_m) % FACE_M - FACE_M / 2 + 1.0
    low = 0.04 + 0.6 * lots(STREAKS, 6)
    high = np.minimum(0.98, low + 0.25 + 0.45 * lots(STREAKS, 7))
    share = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 4)
    x = foot[:, None] - 0.95 * share**2
    line = np.stack([x, share * crest_m(x) * much], -1)
    half = np.stack([0.003 + 0.007 * lots(STREAKS, 8) ** 2, np.zeros(STREAKS)], -1)[:, None]
    outlines = np.concatenate([line - half, (line + half)[:, ::-1]], 1)
    level = ((low + high) * 2).astype(int)
    found = []
    for dark, towards in ((True, colours.shade), (False, mixed(colours.bright, colours.foam, 0.5))):
        for each in range(4):
            here = (level == each) & ((number % 3 == 0) == dark)
            rgb = mixed(_tone((each + 0.5) / 4, colours), towards, 0.3)
            found.append(Shape(outlines=tuple(outlines[here]), rgb=rgb))
    return [shape for shape in found if shape.outlines]


def _lip(much: float, at_s: float, colours: WaterColours) -> Shape:
    """White water that falls in a curtain from the crest, torn at its lower edge."""
    x = np.linspace(LIP_X[0], LIP_X[-1], 40)
    top, left = crest_m(x) * much + 0.03, np.interp(x, LIP_X, LIP_LEFT)
    torn = lots(len(x), 14) * (1 + 0.5 * np.sin(9 * at_s + 6.28 * lots(len(x), 15)))
    low = np.maximum(np.minimum(top * left - 0.16 * torn * (1.15 - left) - 0.02, top - 0.02), FOOT_M)
    lumps = 0.05 * (1.1 - left) * np.sin(2.9 * np.arange(len(x)) + 5 * at_s)
    curtain = _around(np.stack([x, top + lumps], -1), np.stack([x + 0.06, low], -1))
    at = np.linspace(LIP_X[0], LIP_X[-2], THREADS) + 0.05 * lots(THREADS, 19)
    foot, head = np.interp(at, x, low), np.interp(at, x, top)
    ends = np.sort(np.stack([lots(THREADS, 20), lots(THREADS, 21)], -1), -1)
    share = np.stack([ends[:, 0], ends.mean(-1), ends[:, 1]], -1)
    line = np.stack([at[:, None] + 0.10 * (1 - share) ** 2, foot[:, None] + (head - foot)[:, None] * share], -1)
    half = np.stack([0.004 + 0.007 * lots(THREADS, 22), np.zeros(THREADS)], -1)[:, None]
    threads = tuple(np.concatenate([line - half, (line + half)[:, ::-1]], 1))
    marks = (Shape(outlines=threads, rgb=mixed(colours.foam, colours.body, 0.30)),)
    return Shape(outlines=(curtain,), rgb=colours.foam, rounding=0.0, glow=1.0, marks=marks)


def _white_water(much: float, at_s: float, colours: WaterColours) -> Shape:
    """What has broken: a ridge of foam, tumbling, in layers of heaps with shade under them."""
    start, end = LIP_X[1], CREST_X[0]
    base = mixed(colours.foam, colours.body, 0.42)
    x = np.linspace(start, end, 32)
    ridge = np.stack([x, crest_m(x) * much * (0.97 + 0.03 * np.sin(2.1 * np.arange(len(x)) + 4 * at_s))], -1)
    foot = np.array([(end, FOOT_M), (start + 0.75, FOOT_M), (start + 0.35, 0.35 * much)])
    outlines, marks = [np.concatenate([ridge, foot])], []
    for layer, (share, white) in enumerate(LAYERS):
        lot = [lots(PUFFS, 30 + 5 * layer + draw) for draw in range(5)]
        x = start + 0.85 * (1 - share) + (end - start) * ((np.arange(PUFFS) + lot[0]) / PUFFS) ** 1.25
        crest = crest_m(x) * much
        size = (0.10 + 0.17 * lot[1]) * (0.35 * much + 0.36 * crest)
        y = crest * (share - 0.22 * lot[2]) + 0.04 * np.sin(4 * at_s + 6.28 * lot[3])
        puffs = _discs(x, y, 1.3 * size, size)
        shade = tuple(puff - (0.0, 0.05) for puff in puffs)
        marks.append(Shape(outlines=shade, rgb=mixed(base, colours.body, 0.30)))
        marks.append(Shape(outlines=puffs, rgb=mixed(base, colours.foam, white)))
        # Those on the ridge and at its front stand out over it.
        outlines += [puff for puff, at in zip(puffs, x, strict=True) if layer == 0 or at > start - 0.6]
    return Shape(outlines=tuple(outlines), rgb=base, rounding=0.0, glow=1.0, marks=tuple(marks))


def _foot(gone_m: float, colours: WaterColours) -> Shape:
    """Foam that lies before the wave in lines."""
    x = (np.arange(LINES) * (18.0 / LINES) + 0.5 * lots(LINES, 10) - gone_m) % 18.0 - 9.0
    y = FOOT_M + 0.10 * (lots(LINES, 11) - 0.6)
    lines = _discs(x, y, 0.12 + 0.35 * lots(LINES, 12), 0.010 + 0.008 * lots(LINES, 13))
    return Shape(outlines=lines, rgb=mixed(colours.body, colours.foam, 0.6), rounding=0.0, glow=1.0)
