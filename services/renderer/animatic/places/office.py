"""An office: tall windows over a city, desks with screens and chairs, shelves with files, a board with a chart, plants.

Same arguments, same bits.
"""

import math
from itertools import pairwise

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.marks import outside
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.indoors import hanging_lamp
from services.renderer.animatic.places.room import WALL_SCALE
from services.renderer.animatic.places.signs import motif, tube
from services.renderer.animatic.places.skyline import skyline
from services.renderer.animatic.terrain import Ground, sky, tinted
from services.renderer.animatic.texture import Picture, colour, over, toned

DESK_NEAR = 0.76
SILL_M, LINTEL_M, UNIT_M = 0.62, 2.55, 1.62
WALL: RGB = (0.84, 0.85, 0.86)
FRAME: RGB = (0.26, 0.29, 0.33)
WOOD: RGB = (0.72, 0.54, 0.36)
DARK_GREY: RGB = (0.16, 0.17, 0.19)
FILES: tuple[RGB, ...] = (
    (0.80, 0.24, 0.22),
    (0.20, 0.40, 0.66),
    (0.94, 0.76, 0.28),
    (0.28, 0.56, 0.42),
    (0.90, 0.90, 0.88),
)


def office(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Sky and city through the windows, wall, floor, desks, lamps."""
    floor, lighting = Ground(canvas, WALL_SCALE - 0.01), Lighting(light=light, time_of_day=time_of_day)
    return [
        *(
            outside(layer)
            for layer in (
                *sky(canvas, light, time_of_day),
                skyline(canvas, light, time_of_day, near=0.08, haze=0.50, low=0.40, high=0.85, seed=6).layer(),
                skyline(canvas, light, time_of_day, near=0.15, haze=0.24, low=0.14, high=0.52, seed=8).layer(),
            )
        ),
        _wall(canvas, lighting).layer(),
        floor.layer(canvas, _carpet(floor, light)),
        _desks(canvas, lighting).layer(),
    ]


def _wall(canvas: Canvas, lighting: Lighting) -> Cutout:
    """A wall that is open at the windows; between them stand a shelf and hangs a board."""
    row = Cutout(canvas, WALL_SCALE)
    # In tall pictures the windows are tall too.
    lintel = max(LINTEL_M, 0.62 * row.top_m)
    half, units = row.width_m / 2, max(4, round(row.width_m / UNIT_M))
    wide = row.width_m / units
    row.box(-half, 0, half, SILL_M, lighting.paint(WALL, 0.94))
    row.box(-half, lintel, half, row.top_m + 0.1, lighting.paint(WALL))
    row.box(-half, lintel, half, lintel + 0.05, lighting.paint(FRAME))
    row.box(-half, 0, half, 0.12, lighting.paint(FRAME, 1.1))
    for number in range(units):
        left = number * wide - half
        solid = _is_solid(number, units)
        if solid:
            row.box(left, SILL_M - 0.01, left + wide, lintel + 0.01, lighting.paint(WALL))
        else:
            _panes(row, lighting, left, left + wide, lintel)
    row.box(-half, SILL_M - 0.05, half, SILL_M + 0.02, lighting.paint(WALL, 1.12))
    row.box(-half, SILL_M - 0.08, half, SILL_M - 0.05, lighting.paint(WALL, 0.66))
    for number in range(units):
        if _is_solid(number, units):
            x = (number + 0.5) * wide - half
            (_shelf if _turn(number, units) % 2 else _board)(row, lighting, x, wide)
    return row


def _turn(number: int, units: int) -> int:
    """How many parts of the wall a part lies to the right of the frame's middle."""
    return number - units // 2


def _is_solid(number: int, units: int) -> bool:
    """Every third part of the wall is closed."""
    return _turn(number, units) % 3 == 1


def _panes(row: Cutout, lighting: Lighting, left: float, right: float, lintel: float) -> None:
    """A steel frame around two panes; the glass mirrors a little."""
    frame = lighting.paint(FRAME)
    for x in (left, (left + right) / 2, right):
        row.box(x - 0.035, SILL_M, x + 0.035, lintel, frame)
    row.box(left, 1.92, right, 1.97, frame)
    blind = lighting.paint((0.93, 0.93, 0.91))
    for y in np.arange(lintel - 0.05, lintel - 0.33, -0.07).tolist():
        row.box(left + 0.05, y - 0.04, right - 0.05, y, blind)
        row.box(left + 0.05, y - 0.04, right - 0.05, y - 0.03, lighting.paint((0.70, 0.71, 0.72)))


def _shelf(row: Cutout, lighting: Lighting, x: float, wide: float) -> None:
    """Files and boxes on four boards, a plant on top."""
    half, rng = 0.42 * wide, np.random.default_rng(44)
    row.box(x - half, 0.02, x + half, 2.05, lighting.paint(WOOD, 0.55))
    for y in (0.08, 0.56, 1.04, 1.52):
        at = x - half + 0.08
        while at < x + half - 0.12:
            thick, tall = rng.uniform(0.05, 0.10), rng.uniform(0.30, 0.38)
            own = FILES[int(rng.integers(0, len(FILES)))]
            if rng.uniform() < 0.82:
                row.box(at, y + 0.04, at + thick, y + 0.04 + tall, lighting.paint(own))
                row.box(at, y + 0.04, at + 0.25 * thick, y + 0.04 + tall, lighting.paint(own, 1.2))
                row.box(at + 0.2 * thick, y + 0.22, at + 0.8 * thick, y + 0.30, lighting.paint((0.95, 0.95, 0.93)))
            at += thick + 0.01
        row.box(x - half, y, x + half, y + 0.045, lighting.paint(WOOD, 1.1))
    for side in (-1, 1):
        row.box(x + side * half - 0.03, 0.02, x + side * half + 0.03, 2.08, lighting.paint(WOOD))
    row.box(x - half, 2.02, x + half, 2.08, lighting.paint(WOOD, 1.15))
    _plant(row, lighting, x, 2.08, 0.55)


def _plant(row: Cutout, lighting: Lighting, x: float, y: float, size: float) -> None:
    for step in range(11):
        lean = (step - 5) * 0.17
        tip = (x + size * 0.95 * math.sin(lean), y + 0.2 * size + size * math.cos(lean) * (0.7 + 0.1 * (step % 3)))
        foot = y + 0.26 * size
        row.polygon(
            [
                (x - 0.06 * size, foot),
                (x + 0.06 * size, foot),
                (tip[0] * 0.55 + x * 0.45 + 0.10 * size, (tip[1] + foot) / 2 + 0.05 * size),
                tip,
            ],
            lighting.paint((0.22, 0.50, 0.26), 0.75 + 0.1 * (step % 5)),
        )
    row.polygon(
        [
            (x - 0.16 * size, y),
            (x + 0.16 * size, y),
            (x + 0.22 * size, y + 0.32 * size),
            (x - 0.22 * size, y + 0.32 * size),
        ],
        lighting.paint((0.92, 0.92, 0.90)),
    )


def _board(row: Cutout, lighting: Lighting, x: float, wide: float) -> None:
    """A white board with a rising chart, notes and a clock over it."""
    half = 0.42 * wide
    row.box(x - half - 0.03, 1.00, x + half + 0.03, 2.00, lighting.paint((0.62, 0.64, 0.66)))
    row.box(x - half, 1.03, x + half, 1.97, lighting.paint((0.97, 0.98, 0.98)))
    for step, (high, own) in enumerate(
        ((0.16, FILES[1]), (0.26, FILES[1]), (0.22, FILES[1]), (0.38, FILES[3]), (0.52, FILES[3]))
    ):
        left = x - half + 0.12 + step * 0.13
        row.box(left, 1.14, left + 0.09, 1.14 + high, lighting.paint(own))
    points = [(x - half + 0.14 + 0.13 * step, 1.40 + 0.09 * step - 0.04 * (step % 2)) for step in range(5)]
    for start, end in pairwise(points):
        row.line(start, end, 0.025, lighting.paint(FILES[0]))
    for at, y, own in (
        (0.40, 1.72, (0.98, 0.90, 0.42)),
        (0.26, 1.48, (0.98, 0.70, 0.74)),
        (0.42, 1.40, (0.62, 0.88, 0.66)),
    ):
        row.box(x + at - 0.07, y - 0.07, x + at + 0.07, y + 0.07, lighting.paint(own))
    if lighting.time_of_day == "neon":
        motif(row, x, 2.30, 0.18, 5, PINK)
        return
    row.ellipse(x, 2.30, 0.17, 0.17, lighting.paint(DARK_GREY))
    row.ellipse(x, 2.30, 0.14, 0.14, lighting.paint((0.97, 0.97, 0.95)))
    row.line((x, 2.30), (x - 0.06, 2.36), 0.02, lighting.paint(DARK_GREY))
    row.line((x, 2.30), (x + 0.02, 2.41), 0.015, lighting.paint(DARK_GREY))


def _desks(canvas: Canvas, lighting: Lighting) -> Cutout:
    """Desks with screens, lamps and cups, chairs at them, lamps over them."""
    row = Cutout(canvas, DESK_NEAR)
    count = max(2, round(row.width_m / 3.3))
    for number in range(count):
        x = ((number + 0.5) / count - 0.5) * row.width_m
        _chair(row, lighting, x + 0.62)
        _desk(row, lighting, x, number)
        hanging_lamp(row, x - 0.05, 2.36, lighting, (0.90, 0.90, 0.88), number)
        if number % 2:
            _plant(row, lighting, x + 1.42, 0.0, 0.95)
        else:
            _bin(row, lighting, x + 1.30)
    if lighting.time_of_day == "neon":
        for number in range(count):
            x = ((number + 0.5) / count - 0.5) * row.width_m
            tube(row, [(x - 0.80, 0.66), (x + 0.80, 0.66)], (PINK, CYAN)[number % 2], 0.03)
    return row


def _desk(row: Cutout, lighting: Lighting, x: float, number: int) -> None:
    """A desk seen from the front with drawers on one side, a screen, a lamp, a cup, papers."""
    top = 0.72
    for side in (-0.82, 0.78):
        row.box(x + side, 0, x + side + 0.05, top, lighting.paint(FRAME))
    row.box(x + 0.30, 0.10, x + 0.78, top, lighting.paint((0.90, 0.90, 0.90)))
    for y in (0.14, 0.34, 0.54):
        row.box(x + 0.32, y, x + 0.76, y + 0.17, lighting.paint((0.80, 0.81, 0.82)))
        row.box(x + 0.48, y + 0.10, x + 0.60, y + 0.125, lighting.paint(FRAME))
    row.box(x - 0.77, 0.30, x + 0.30, top, lighting.paint(WOOD, 0.62))
    row.box(x - 0.88, top - 0.02, x + 0.88, top + 0.05, lighting.paint(WOOD))
    row.box(x - 0.88, top + 0.025, x + 0.88, top + 0.05, lighting.paint(WOOD, 1.2))
    table = top + 0.05
    row.box(x - 0.22, table, x + 0.10, table + 0.025, lighting.paint(DARK_GREY))
    row.box(x - 0.08, table, x - 0.04, table + 0.16, lighting.paint(DARK_GREY))
    row.box(x - 0.40, table + 0.12, x + 0.28, table + 0.54, lighting.paint(DARK_GREY))
    _screen(row, lighting, x - 0.06, table + 0.15, number)
    row.box(x + 0.42, table, x + 0.52, table + 0.12, lighting.paint(FILES[number % 4]))
    row.line((x + 0.53, table + 0.04), (x + 0.53, table + 0.09), 0.02, lighting.paint(FILES[number % 4], 0.8))
    row.polygon(
        [(x - 0.76, table), (x - 0.46, table), (x - 0.48, table + 0.05), (x - 0.75, table + 0.06)],
        lighting.paint((0.96, 0.96, 0.94)),
    )
    _desk_lamp(row, lighting, x + 0.70, table)


def _screen(row: Cutout, lighting: Lighting, x: float, y: float, number: int) -> None:
    """A lit screen with lines of text and a picture."""
    bright = 1.0 if lighting.time_of_day in DARK else 0.85
    base = ((0.30, 0.56, 0.82), (0.16, 0.20, 0.28))[number % 2]
    if lighting.time_of_day == "neon":
        base = ((0.50, 0.10, 0.46), (0.06, 0.30, 0.46))[number % 2]
    row.box(x - 0.31, y, x + 0.31, y + 0.36, (bright * base[0], bright * base[1], bright * base[2]))
    for line in range(5):
        long = (0.22, 0.30, 0.16, 0.27, 0.20)[line]
        row.box(
            x - 0.27,
            y + 0.29 - 0.06 * line,
            x - 0.27 + long,
            y + 0.31 - 0.06 * line,
            (0.86 * bright, 0.92 * bright, 0.96 * bright),
        )
    row.box(x + 0.08, y + 0.07, x + 0.27, y + 0.22, (0.96 * bright, 0.72 * bright, 0.32 * bright))
    if lighting.time_of_day in DARK:
        red, green, blue = base
        row.glow(x, y + 0.18, 0.36, 0.26, (0.4 * red, 0.4 * green, 0.4 * blue))


def _desk_lamp(row: Cutout, lighting: Lighting, x: float, y: float) -> None:
    own = lighting.paint((0.86, 0.30, 0.22))
    row.box(x - 0.09, y, x + 0.09, y + 0.025, own)
    row.line((x, y), (x + 0.09, y + 0.26), 0.025, own)
    row.line((x + 0.09, y + 0.26), (x - 0.10, y + 0.46), 0.025, own)
    row.polygon([(x - 0.07, y + 0.52), (x - 0.03, y + 0.44), (x - 0.17, y + 0.30), (x - 0.24, y + 0.42)], own)
    if lighting.time_of_day in DARK:
        row.glow(x - 0.20, y + 0.28, 0.22, 0.20, (0.44, 0.34, 0.18))


def _chair(row: Cutout, lighting: Lighting, x: float) -> None:
    """A swivel chair behind the desk: its back looks over it."""
    cloth = lighting.paint((0.22, 0.28, 0.36))
    row.box(x - 0.26, 0.80, x + 0.22, 1.12, cloth)
    row.ellipse(x - 0.02, 1.12, 0.24, 0.10, cloth)
    row.ellipse(x - 0.02, 1.10, 0.17, 0.06, lighting.paint((0.32, 0.39, 0.48)))
    row.box(x - 0.05, 0.30, x + 0.01, 0.80, lighting.paint(DARK_GREY))


def _bin(row: Cutout, lighting: Lighting, x: float) -> None:
    row.ellipse(x + 0.02, 0.36, 0.10, 0.06, lighting.paint((0.96, 0.96, 0.94)))
    row.polygon([(x - 0.12, 0), (x + 0.12, 0), (x + 0.16, 0.36), (x - 0.16, 0.36)], lighting.paint(FRAME))
    row.polygon([(x - 0.12, 0), (x - 0.06, 0), (x - 0.08, 0.36), (x - 0.16, 0.36)], lighting.paint(FRAME, 1.4))


def _carpet(floor: Ground, light: Light) -> Picture:
    """Carpet in large squares by turns a little lighter, with a soft weave."""
    side_m = floor.period_m / (2 * max(1, round(floor.period_m / 1.2)))
    squares = (np.floor(floor.x_m / side_m) + np.floor(floor.far_m / 0.6)) % 2
    own = floor.blend(
        tinted((0.46, 0.50, 0.56), light), tinted((0.42, 0.46, 0.52), light), tinted((0.31, 0.34, 0.40), light)
    )
    weave = 0.07 * floor.texture(0.02, 0.03, 3, 2) + 0.03 * floor.texture(0.8, 0.8, 4, 3)
    picture = toned(own, (0.97 + 0.05 * squares + weave) * (1 - 0.35 * np.exp(-(floor.scale - WALL_SCALE) / 0.03)))
    picture = toned(picture, np.broadcast_to(1 - 0.30 * np.exp(-np.abs(floor.scale - DESK_NEAR) / 0.03), weave.shape))
    sheen = np.exp(-(((floor.scale - 0.9) / 0.25) ** 2))
    return over(picture, colour(light.sky_low), 0.05 * np.broadcast_to(sheen, weave.shape))
