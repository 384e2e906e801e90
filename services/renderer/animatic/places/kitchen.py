"""The kitchen: cupboards, a sink under the window, a stove with a hood, a refrigerator, pans, a tiled floor."""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, DARK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.indoors import bare_wall, hanging_lamp, tiles, window
from services.renderer.animatic.places.room import WALL_SCALE
from services.renderer.animatic.places.signs import motif
from services.renderer.animatic.terrain import Ground
from services.renderer.animatic.texture import toned

# The cupboards' fronts stand nearer to the viewer than the wall.
FRONT_NEAR = 0.72
TOP_M, SPLASH_M, HANG_M, CROWN_M = 0.90, 1.50, 1.52, 2.30
UNIT_M = 0.62
WINDOW, STOVE, FRIDGE = -1.72, 0.62, 2.05
DOORS: RGB = (0.42, 0.60, 0.58)
STEEL: RGB = (0.74, 0.76, 0.78)
WOOD: RGB = (0.70, 0.48, 0.28)
COPPER: RGB = (0.82, 0.46, 0.26)


def kitchen(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Wall with what hangs on it, floor, cupboards with what stands on them."""
    floor, lighting = Ground(canvas, WALL_SCALE), Lighting(light=light, time_of_day=time_of_day)
    tiled = tiles(floor, canvas, light, 0.46, (0.93, 0.90, 0.82), (0.50, 0.61, 0.59))
    under = 1 - 0.55 * np.exp(-np.abs(floor.scale - FRONT_NEAR) / 0.035)
    return [
        _wall(canvas, lighting).layer(),
        floor.layer(canvas, toned(tiled, under)),
        _fronts(canvas, lighting).layer(),
        _lamps(canvas, lighting).layer(),
    ]


def _wall(canvas: Canvas, lighting: Lighting) -> Cutout:
    row = bare_wall(canvas, lighting.light, WALL_SCALE, (0.94, 0.86, 0.70))
    half = row.width_m / 2
    row.box(-half, 0.6, half, SPLASH_M, lighting.paint((0.95, 0.95, 0.92)))
    count = round(row.width_m / 0.2)
    for number in range(count):
        x = (number / count - 0.5) * row.width_m
        row.box(x - 0.006, 0.6, x + 0.006, SPLASH_M, lighting.paint((0.78, 0.80, 0.80)))
    for y in np.arange(0.9, SPLASH_M + 0.01, 0.2):
        row.box(-half, y - 0.006, half, y + 0.006, lighting.paint((0.78, 0.80, 0.80)))
    window(row, canvas, lighting, (WINDOW, 1.72), (0.62, 0.62), (0.95, 0.94, 0.90))
    _curtains(row, lighting)
    _hood(row, lighting)
    cupboards = round(row.width_m / UNIT_M)
    wide = row.width_m / cupboards
    across = [(number + 0.5) * wide - half for number in range(cupboards)]
    hung = [x for x in across if abs(x - WINDOW) > 0.85 + wide / 2 and abs(x - STOVE) > 0.42 + wide / 2]
    for number, x in enumerate(hung):
        _cupboard(row, lighting, x, wide, shelves=number % 4 == 1)
    _rail(row, lighting)
    if lighting.time_of_day == "neon":
        for x in hung:
            row.box(x - wide / 2, HANG_M - 0.06, x + wide / 2, HANG_M - 0.03, CYAN)
            row.glow(x, HANG_M - 0.08, 0.5, 0.22, (0.02, 0.20, 0.26))
        motif(row, STOVE, 2.75, 0.24, 3, (1.0, 0.22, 0.66))
    elif lighting.time_of_day in DARK:
        row.glow(STOVE, 1.45, 0.55, 0.40, (0.42, 0.32, 0.16))
    return row


def _curtains(row: Cutout, lighting: Lighting) -> None:
    """Short red and white curtains on a rod."""
    row.box(WINDOW - 0.85, 2.36, WINDOW + 0.85, 2.40, lighting.paint((0.34, 0.24, 0.16)))
    for side in (-1, 1):
        for fold in range(4):
            a, b = 0.84 - 0.10 * fold, 0.74 - 0.10 * fold
            low = 1.30 + 0.13 * fold
            tone = (0.86, 0.30, 0.26) if fold % 2 == 0 else (0.94, 0.88, 0.82)
            ends = [(WINDOW + side * a, 2.36), (WINDOW + side * b, 2.36)]
            row.polygon(
                [*ends, (WINDOW + side * (b + 0.04), low + 0.10), (WINDOW + side * (a + 0.02), low)],
                lighting.paint(tone),
            )


def _hood(row: Cutout, lighting: Lighting) -> None:
    """A hood of steel over the stove, up to the ceiling."""
    row.box(STOVE - 0.16, 2.0, STOVE + 0.16, row.top_m + 0.1, lighting.paint(STEEL, 0.94))
    row.box(STOVE - 0.16, 2.0, STOVE - 0.06, row.top_m + 0.1, lighting.paint(STEEL, 1.1))
    row.polygon(
        [(STOVE - 0.44, 1.66), (STOVE + 0.44, 1.66), (STOVE + 0.16, 2.05), (STOVE - 0.16, 2.05)],
        lighting.paint(STEEL, 0.86),
    )
    row.polygon(
        [(STOVE - 0.36, 1.66), (STOVE - 0.16, 1.66), (STOVE - 0.06, 2.05), (STOVE - 0.13, 2.05)],
        lighting.paint(STEEL, 1.08),
    )
    row.box(STOVE - 0.46, 1.58, STOVE + 0.46, 1.67, lighting.paint(STEEL, 1.02))
    row.box(STOVE - 0.46, 1.57, STOVE + 0.46, 1.60, lighting.paint(STEEL, 0.6))


def _cupboard(row: Cutout, lighting: Lighting, x: float, wide: float, *, shelves: bool) -> None:
    """One that hangs: a door with a panel, or open shelves with crockery."""
    left, right = x - wide / 2, x + wide / 2
    row.box(left, HANG_M, right, CROWN_M, lighting.paint(DOORS, 0.62))
    row.box(left, CROWN_M, right, CROWN_M + 0.07, lighting.paint(DOORS, 1.18))
    row.box(left, HANG_M - 0.05, right, HANG_M, lighting.paint((0.50, 0.52, 0.48)))
    if shelves:
        for y in (HANG_M + 0.02, HANG_M + 0.40):
            row.box(left, y - 0.02, right, y + 0.02, lighting.paint(WOOD, 1.1))
            for step in range(3):
                at = left + wide * (0.22 + 0.28 * step)
                pot = ((0.93, 0.92, 0.88), (0.88, 0.56, 0.30), (0.50, 0.68, 0.80))[step]
                row.box(at - 0.06, y + 0.02, at + 0.06, y + 0.17, lighting.paint(pot))
                row.box(at - 0.06, y + 0.02, at - 0.03, y + 0.17, lighting.paint(pot, 1.12))
                row.ellipse(at, y + 0.17, 0.065, 0.03, lighting.paint(pot, 0.8))
        return
    _door(row, lighting, left, HANG_M + 0.02, right, CROWN_M - 0.02, knob_y=HANG_M + 0.12)


def _door(row: Cutout, lighting: Lighting, left: float, low: float, right: float, high: float, knob_y: float) -> None:
    row.box(left + 0.015, low, right - 0.015, high, lighting.paint(DOORS))
    row.box(left + 0.08, low + 0.07, right - 0.08, high - 0.07, lighting.paint(DOORS, 0.84))
    row.box(left + 0.095, low + 0.085, right - 0.08, high - 0.07, lighting.paint(DOORS, 1.07))
    row.ellipse(right - 0.06, knob_y, 0.022, 0.022, lighting.paint((0.92, 0.78, 0.44)))


def _rail(row: Cutout, lighting: Lighting) -> None:
    """Pans and spoons that hang from a rail between window and hood."""
    left, right, y = WINDOW + 0.98, STOVE - 0.55, 1.44
    row.box(left, y - 0.012, right, y + 0.012, lighting.paint(STEEL, 0.7))
    for number in range(5):
        x = left + (number + 0.5) * (right - left) / 5
        if number % 2:
            row.box(x - 0.012, y - 0.30, x + 0.012, y, lighting.paint(WOOD, 0.8))
            row.ellipse(x, y - 0.33, 0.035, 0.055, lighting.paint(WOOD, 0.8))
        else:
            size = 0.10 + 0.02 * (number == 0)
            row.box(x - 0.012, y - 0.22, x + 0.012, y, lighting.paint((0.2, 0.18, 0.18)))
            row.ellipse(x, y - 0.24 - size * 0.6, size, size, lighting.paint(COPPER, 0.85))
            row.ellipse(x - 0.012, y - 0.235 - size * 0.6, size * 0.76, size * 0.76, lighting.paint(COPPER, 1.15))


def _fronts(canvas: Canvas, lighting: Lighting) -> Cutout:
    """Cupboards that stand, with the stove and the refrigerator among them."""
    row = Cutout(canvas, FRONT_NEAR, top_m=2.6)
    half, shift = row.width_m / 2, WALL_SCALE / FRONT_NEAR
    row.box(-half, 0.0, half, 0.10, lighting.paint((0.20, 0.24, 0.24)))
    count = round(row.width_m / UNIT_M)
    wide = row.width_m / count
    for number in range(count):
        left, right = number * wide - half, (number + 1) * wide - half
        row.box(left, 0.10, right, TOP_M - 0.06, lighting.paint(DOORS, 0.62))
        row.box(left + 0.015, 0.64, right - 0.015, TOP_M - 0.08, lighting.paint(DOORS, 1.0))
        row.box(left + wide / 2 - 0.08, 0.71, left + wide / 2 + 0.08, 0.735, lighting.paint((0.92, 0.78, 0.44)))
        _door(row, lighting, left, 0.12, right, 0.62, knob_y=0.54)
    row.box(-half, TOP_M - 0.07, half, TOP_M, lighting.paint(WOOD))
    row.box(-half, TOP_M - 0.02, half, TOP_M, lighting.paint(WOOD, 1.22))
    row.box(-half, TOP_M - 0.09, half, TOP_M - 0.07, lighting.paint(DOORS, 0.5))
    _tap(row, lighting, WINDOW * shift)
    _stove(row, lighting, STOVE * shift)
    _things(row, lighting, shift)
    _fridge(row, lighting, FRIDGE * shift)
    return row


def _tap(row: Cutout, lighting: Lighting, x: float) -> None:
    """A bent tap over the sink, and a plant beside it."""
    steel = lighting.paint(STEEL)
    row.box(x - 0.34, TOP_M, x + 0.34, TOP_M + 0.03, lighting.paint(STEEL, 0.9))
    row.box(x - 0.02, TOP_M, x + 0.02, TOP_M + 0.26, steel)
    row.box(x - 0.02, TOP_M + 0.24, x + 0.17, TOP_M + 0.28, steel)
    row.box(x + 0.13, TOP_M + 0.16, x + 0.17, TOP_M + 0.28, steel)
    at = x + 0.56
    for step in range(9):
        lean = (step - 4) * 0.045
        leaf = lighting.paint((0.26, 0.54, 0.24), 0.8 + 0.06 * (step % 5))
        row.polygon(
            [(at - 0.03, TOP_M + 0.14), (at + 0.03, TOP_M + 0.14), (at + lean * 1.4, TOP_M + 0.44 - abs(lean))], leaf
        )
    row.polygon(
        [(at - 0.08, TOP_M), (at + 0.08, TOP_M), (at + 0.11, TOP_M + 0.17), (at - 0.11, TOP_M + 0.17)],
        lighting.paint((0.80, 0.44, 0.30)),
    )


def _stove(row: Cutout, lighting: Lighting, x: float) -> None:
    """Oven, knobs, plates, a red kettle and a pot."""
    dark = (0.12, 0.13, 0.15)
    row.box(x - 0.42, 0.06, x + 0.42, TOP_M + 0.01, lighting.paint(STEEL))
    row.box(x - 0.42, 0.06, x - 0.38, TOP_M, lighting.paint(STEEL, 1.12))
    row.box(x - 0.34, 0.20, x + 0.34, 0.60, lighting.paint(dark))
    lit = lighting.time_of_day in DARK
    row.box(x - 0.28, 0.26, x + 0.28, 0.54, (0.96, 0.56, 0.20) if lit else lighting.paint((0.24, 0.24, 0.27)))
    row.polygon(
        [(x - 0.28, 0.54), (x - 0.06, 0.54), (x - 0.28, 0.30)],
        (1.0, 0.74, 0.36) if lit else lighting.paint((0.40, 0.42, 0.46)),
    )
    row.box(x - 0.32, 0.63, x + 0.32, 0.66, lighting.paint(STEEL, 1.2))
    for step in range(5):
        row.ellipse(x - 0.28 + 0.14 * step, 0.77, 0.035, 0.035, lighting.paint(dark))
        row.box(x - 0.284 + 0.14 * step, 0.77, x - 0.276 + 0.14 * step, 0.80, lighting.paint(STEEL, 1.2))
    row.box(x - 0.42, TOP_M - 0.02, x + 0.42, TOP_M + 0.03, lighting.paint(dark, 1.2))
    row.box(x + 0.05, TOP_M + 0.03, x + 0.35, TOP_M + 0.22, lighting.paint(COPPER))
    row.box(x + 0.08, TOP_M + 0.03, x + 0.14, TOP_M + 0.22, lighting.paint(COPPER, 1.3))
    row.box(x + 0.03, TOP_M + 0.21, x + 0.37, TOP_M + 0.24, lighting.paint(COPPER, 0.8))
    row.ellipse(x + 0.20, TOP_M + 0.26, 0.03, 0.03, lighting.paint(dark))
    red: RGB = (0.82, 0.18, 0.16)
    row.line((x - 0.10, TOP_M + 0.14), (x + 0.0, TOP_M + 0.24), 0.04, lighting.paint(red, 0.9))
    row.ellipse(x - 0.20, TOP_M + 0.12, 0.14, 0.11, lighting.paint(red))
    row.ellipse(x - 0.24, TOP_M + 0.15, 0.06, 0.05, lighting.paint(red, 1.35))
    row.ellipse(x - 0.20, TOP_M + 0.245, 0.025, 0.025, lighting.paint(dark))


def _things(row: Cutout, lighting: Lighting, shift: float) -> None:
    """On the worktop: a bowl of fruit, a board, a bottle."""
    x = -0.35 * shift
    for at, y, rgb in (
        (-0.10, 0.13, (0.90, 0.60, 0.16)),
        (0.08, 0.13, (0.84, 0.22, 0.18)),
        (0.0, 0.18, (0.56, 0.74, 0.26)),
    ):
        row.ellipse(x + at, TOP_M + y, 0.075, 0.07, lighting.paint(rgb))
    row.polygon(
        [(x - 0.10, TOP_M), (x + 0.10, TOP_M), (x + 0.20, TOP_M + 0.12), (x - 0.20, TOP_M + 0.12)],
        lighting.paint((0.93, 0.92, 0.88)),
    )
    for at, high, rgb in ((1.22, 0.34, (0.24, 0.42, 0.26)), (1.36, 0.26, (0.86, 0.70, 0.30))):
        row.box(at * shift - 0.05, TOP_M, at * shift + 0.05, TOP_M + high * 0.66, lighting.paint(rgb))
        row.box(at * shift - 0.022, TOP_M, at * shift + 0.022, TOP_M + high, lighting.paint(rgb, 1.1))


def _fridge(row: Cutout, lighting: Lighting, x: float) -> None:
    """A refrigerator with round corners, two doors and notes on the upper one."""
    own: RGB = (0.88, 0.32, 0.26)
    low, high, half = 0.06, 1.92, 0.42
    row.box(x - half, low, x + half, high - 0.10, lighting.paint(own))
    row.box(x - half + 0.10, high - 0.15, x + half - 0.10, high, lighting.paint(own))
    for side in (-1, 1):
        row.ellipse(x + side * (half - 0.10), high - 0.10, 0.10, 0.10, lighting.paint(own))
    row.box(x + half - 0.09, low, x + half, high - 0.12, lighting.paint(own, 0.80))
    row.box(x - half + 0.03, low + 0.05, x - half + 0.09, high - 0.14, lighting.paint(own, 1.18))
    row.box(x - half, 0.74, x + half, 0.77, lighting.paint(own, 0.55))
    for y in (0.50, 0.86):
        row.box(x - half + 0.12, y, x - half + 0.16, y + 0.20, lighting.paint(STEEL, 1.2))
    for at, y, rgb in (
        (0.02, 1.36, (0.97, 0.93, 0.60)),
        (0.18, 1.50, (0.94, 0.95, 0.96)),
        (0.10, 1.18, (0.60, 0.80, 0.92)),
    ):
        row.box(x + at - 0.06, y - 0.07, x + at + 0.06, y + 0.07, lighting.paint(rgb))


def _lamps(canvas: Canvas, lighting: Lighting) -> Cutout:
    """Lamps over the worktop."""
    row = Cutout(canvas, FRONT_NEAR + 0.04)
    count = max(1, round(row.width_m / 2.3))
    for number in range(count):
        x = (number + 0.5) * row.width_m / count - row.width_m / 2
        hanging_lamp(row, x, 2.42, lighting, (0.93, 0.74, 0.30), number)
    return row
