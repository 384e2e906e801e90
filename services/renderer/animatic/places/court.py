"""A basketball court in a hall: varnished boards with lines, benches in steps, a scoreboard, hoops on the wall, high
windows.

Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import CYAN, DARK, PINK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.indoors import bare_wall, lamp_colour
from services.renderer.animatic.places.signs import tube
from services.renderer.animatic.terrain import Ground, tinted, wash
from services.renderer.animatic.texture import Mask, Picture, colour, over, toned

WALL_NEAR, BENCH_NEAR = 0.50, 0.56
BOARD_M, BOARD_LENGTH_M = 0.13, 1.7
# The court on the ground: its side lines, how far off its middle is, how long it is, in metres from the viewer.
FAR_LINE_M, NEAR_LINE_M, MIDDLE_M, LENGTH_M = 7.4, 3.05, 5.0, 13.0
CIRCLE_M, KEY_M, KEY_HALF_M = 1.15, 3.1, 1.15
BLUE: RGB = (0.14, 0.30, 0.58)
ORANGE: RGB = (0.90, 0.42, 0.14)


def court(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Wall with windows and hoops, boards with lines, benches."""
    boards, lighting = Ground(canvas, WALL_NEAR - 0.01), Lighting(light=light, time_of_day=time_of_day)
    return [
        _wall(canvas, lighting).layer(),
        boards.layer(canvas, _boards(boards, canvas, light)),
        _benches(canvas, lighting).layer(),
        *wash(canvas, light),
    ]


def _middles(row: Cutout) -> list[float]:
    """Where the court's middle is on the wall: in the frame's, and again as the layer is long."""
    count = max(1, round(row.width_m / 17))
    return [((number + 0.5) / count - 0.5) * row.width_m for number in range(count)]


def _wall(canvas: Canvas, lighting: Lighting) -> Cutout:
    """Bricks painted pale with a blue foot, high windows, a scoreboard, two hoops, pennants, lamps under the roof."""
    row = bare_wall(canvas, lighting.light, WALL_NEAR, (0.86, 0.83, 0.76))
    half = row.width_m / 2
    for course in np.arange(0.24, row.top_m, 0.24).tolist():
        row.box(-half, course - 0.007, half, course + 0.007, lighting.paint((0.76, 0.73, 0.66)))
    row.box(-half, 0, half, 1.30, lighting.paint(BLUE))
    row.box(-half, 1.30, half, 1.38, lighting.paint(ORANGE))
    row.box(-half, 0, half, 0.14, lighting.paint((0.20, 0.22, 0.26)))
    panes = max(3, round(row.width_m / 2.3))
    high = max(3.55, min(0.80 * row.top_m, 4.6))
    for number in range(panes):
        _high_window(row, lighting, ((number + 0.5) / panes - 0.5) * row.width_m, high)
    if lighting.time_of_day == "neon":
        tube(row, [(-half, 1.34), (half, 1.34)], CYAN, 0.06)
        tube(row, [(-half, high - 0.42), (half, high - 0.42)], PINK, 0.06)
    for x in _middles(row):
        _scoreboard(row, lighting, x)
        for side in (-1, 1):
            _hoop(row, lighting, x + side * 2.95)
            _pennants(row, lighting, x + side * 1.75)
            if lighting.time_of_day in DARK:
                # Lamps under the roof, over the frame.
                red, green, blue = lamp_colour(lighting.time_of_day, (side + 1) // 2)
                row.glow(x + side * 2.2, high, 2.0, 1.5, (0.30 * red, 0.30 * green, 0.30 * blue))
    return row


def _high_window(row: Cutout, lighting: Lighting, x: float, y: float) -> None:
    """Panes high on the wall with the sky's light in them."""
    sky = lighting.light.sky_middle
    low = lighting.light.sky_low
    row.box(x - 0.98, y - 0.26, x + 0.98, y + 0.98, lighting.paint((0.34, 0.36, 0.40)))
    for column in range(3):
        left = x - 0.92 + column * 0.63
        for line, rgb in ((0, low), (1, sky)):
            row.box(left, y - 0.20 + 0.58 * line, left + 0.58, y + 0.34 + 0.58 * line, rgb)
    if lighting.time_of_day not in DARK:
        red, green, blue = low
        row.glow(x, y + 0.3, 0.9, 0.8, (0.10 * red, 0.10 * green, 0.10 * blue))


def _scoreboard(row: Cutout, lighting: Lighting, x: float) -> None:
    """Two numbers and a clock in glowing bars."""
    row.box(x - 0.92, 1.86, x + 0.92, 2.94, lighting.paint((0.30, 0.31, 0.34)))
    row.box(x - 0.87, 1.91, x + 0.87, 2.89, (0.06, 0.06, 0.08))
    for at, digits, rgb in (
        (-0.52, "48", (1.0, 0.30, 0.16)),
        (0.52, "52", (1.0, 0.30, 0.16)),
        (0.0, "07", (1.0, 0.78, 0.20)),
    ):
        size = 0.40 if at else 0.26
        y = 2.02 if at else 2.50
        for number, digit in enumerate(digits):
            _digit(row, digit, x + at + (number - 0.5) * 0.68 * size, y, size, rgb)
    for at in (-0.52, 0.52):
        row.box(x + at - 0.22, 2.62, x + at + 0.22, 2.72, lighting.paint((0.90, 0.90, 0.88)))
    row.glow(x, 2.35, 0.8, 0.5, (0.10, 0.04, 0.02))


def _digit(row: Cutout, digit: str, x: float, y: float, size: float, rgb: RGB) -> None:
    """A figure of seven bars: half as wide as high."""
    lit = {"0": "abcdef", "2": "abged", "4": "fgbc", "5": "afgcd", "7": "abc", "8": "abcdefg"}[digit]
    half, thick = 0.24 * size, 0.05 * size
    ends = {
        "a": ((-half, size), (half, size)),
        "b": ((half, size), (half, size / 2)),
        "c": ((half, size / 2), (half, 0.0)),
        "d": ((-half, 0.0), (half, 0.0)),
        "e": ((-half, size / 2), (-half, 0.0)),
        "f": ((-half, size), (-half, size / 2)),
        "g": ((-half, size / 2), (half, size / 2)),
    }
    for name in lit:
        (a, b), (c, d) = ends[name]
        row.line((x + a, y + b), (x + c, y + d), 2 * thick, rgb)


def _hoop(row: Cutout, lighting: Lighting, x: float) -> None:
    """A backboard on the wall seen from the front, its ring and net before it."""
    white, dark = lighting.paint((0.96, 0.96, 0.95)), lighting.paint((0.22, 0.22, 0.26))
    row.box(x - 0.10, 1.9, x + 0.10, 3.3, dark)
    row.box(x - 0.72, 2.32, x + 0.72, 3.26, lighting.paint((0.60, 0.62, 0.66)))
    row.box(x - 0.69, 2.35, x + 0.69, 3.23, white)
    for left, low, right, high in ((-0.26, 2.46, 0.26, 2.86), (-0.64, 2.40, 0.64, 3.18)):
        for one, two in (
            ((left, low), (right, low)),
            ((left, high), (right, high)),
            ((left, low), (left, high)),
            ((right, low), (right, high)),
        ):
            row.line((x + one[0], one[1]), (x + two[0], two[1]), 0.045, lighting.paint(ORANGE))
    rim = lighting.paint((0.94, 0.34, 0.10))
    row.box(x - 0.07, 2.38, x + 0.07, 2.48, rim)
    for step in range(7):
        share = -1 + step / 3
        row.line((x + 0.26 * share, 2.36), (x + 0.15 * share + 0.05, 1.94), 0.018, white)
        row.line((x + 0.26 * share, 2.36), (x + 0.15 * share - 0.05, 1.94), 0.018, white)
    row.ellipse(x, 2.37, 0.29, 0.055, rim)
    row.ellipse(x, 2.375, 0.23, 0.03, lighting.paint((0.46, 0.16, 0.08)))


def _pennants(row: Cutout, lighting: Lighting, x: float) -> None:
    """Three pointed flags of past seasons."""
    for number, rgb in enumerate((ORANGE, BLUE, ORANGE)):
        at = x + (number - 1) * 0.30
        row.polygon(
            [(at - 0.12, 2.78), (at + 0.12, 2.78), (at + 0.12, 2.30), (at, 2.14), (at - 0.12, 2.30)],
            lighting.paint(rgb),
        )
        row.polygon(
            [(at - 0.12, 2.78), (at - 0.04, 2.78), (at - 0.04, 2.20), (at - 0.12, 2.30)], lighting.paint(rgb, 1.22)
        )
        row.ellipse(at, 2.54, 0.06, 0.06, lighting.paint((0.96, 0.94, 0.88)))


def _benches(canvas: Canvas, lighting: Lighting) -> Cutout:
    """Benches in three steps along the wall, with gaps under the scoreboard, and a rack of balls."""
    row = Cutout(canvas, BENCH_NEAR, top_m=1.6, below_m=0.05)
    count = max(2, round(row.width_m / 7.5))
    gap = row.width_m / count
    wood: RGB = (0.78, 0.56, 0.32)
    for number in range(count):
        left, right = (number - 0.5) * gap + 0.75 + gap / 2, (number + 0.5) * gap - 0.75 + gap / 2
        for step in (2, 1, 0):
            y, inset = 0.20 + 0.20 * step, 0.05 * step
            row.box(left + inset, 0, right - inset, y - 0.05, lighting.paint((0.22, 0.24, 0.30), 0.7 + 0.2 * step))
            row.box(left + inset, y - 0.05, right - inset, y, lighting.paint(wood, 0.82))
            row.box(left + inset, y - 0.015, right - inset, y, lighting.paint(wood, 1.2))
            for post in np.arange(left + 0.3, right - 0.1, 0.9).tolist():
                row.box(post - 0.025, max(0.0, y - 0.20), post + 0.025, y - 0.05, lighting.paint((0.14, 0.15, 0.18)))
        _rack(row, lighting, number * gap)
    return row


def _rack(row: Cutout, lighting: Lighting, x: float) -> None:
    """Balls on a rack of tubes."""
    for side in (-0.5, 0.5):
        row.box(x + side - 0.02, 0, x + side + 0.02, 0.74, lighting.paint((0.60, 0.62, 0.66)))
    for y in (0.14, 0.46):
        row.box(x - 0.5, y, x + 0.5, y + 0.03, lighting.paint((0.60, 0.62, 0.66)))
        for step in range(4):
            at = x - 0.36 + 0.24 * step
            row.ellipse(at, y + 0.135, 0.115, 0.115, lighting.paint(ORANGE, 0.80))
            row.ellipse(at - 0.02, y + 0.155, 0.085, 0.085, lighting.paint(ORANGE, 1.08))
            row.line((at - 0.11, y + 0.135), (at + 0.11, y + 0.135), 0.012, lighting.paint((0.20, 0.10, 0.06)))
            row.line((at, y + 0.03), (at, y + 0.24), 0.012, lighting.paint((0.20, 0.10, 0.06)))


def _boards(boards: Ground, canvas: Canvas, light: Light) -> Picture:
    """Boards from left to right with the court's paint and lines on them, shining under the lamps."""
    length_m = boards.fitted(BOARD_LENGTH_M)
    rows = boards.far_m / BOARD_M
    shades = np.random.default_rng(29).uniform(-1, 1, 512).astype(np.float32)
    number = np.floor(rows).astype(np.int32)
    lengths = boards.x_m / length_m + shades[(number * 7) % 512]
    piece = np.mod(np.floor(lengths).astype(np.int32), round(boards.period_m / length_m))
    tone = 1 + 0.06 * shades[(number * 31 + piece * 57) % 512] + 0.05 * boards.texture(0.9, 0.025, 19, 3)
    wood = boards.blend(
        tinted((0.84, 0.62, 0.38), light), tinted((0.86, 0.63, 0.37), light), tinted((0.70, 0.49, 0.27), light)
    )
    picture = toned(wood, tone)
    keys, lines = _markings(boards, canvas)
    picture = over(picture, toned(np.broadcast_to(colour(tinted(BLUE, light)), picture.shape), tone), 0.86 * keys)
    picture = over(picture, colour(tinted((0.98, 0.97, 0.94), light)), 0.94 * lines)
    sheen = np.exp(-(((boards.scale - 0.62) / 0.20) ** 2)) * (
        0.8 + 0.4 * np.cos(boards.x_m * 2 * np.pi / boards.fitted(2.3))
    )
    picture = over(picture, colour(light.key) * 0.5 + 0.5, 0.20 * sheen)
    return toned(picture, 1 - 0.45 * np.exp(-(boards.scale - WALL_NEAR) / 0.02))


def _markings(boards: Ground, canvas: Canvas) -> tuple[Mask, Mask]:
    """What is painted blue, and the white lines: 0..1 each."""
    pixels = canvas.framing.pixels_per_m
    # Where one is on the court; beyond its end begins the next one.
    length_m = boards.fitted(LENGTH_M)
    x = boards.x_m - np.round(boards.x_m / length_m) * length_m
    y = np.broadcast_to(boards.far_m - MIDDLE_M, x.shape)
    across_px = np.broadcast_to(boards.scale * pixels, x.shape)
    along_px = np.broadcast_to(boards.scale**2 * EYE_M * pixels / FAR_M, x.shape)

    def band(distance_m: Mask, half_m: float, per_m: Mask) -> Mask:
        return np.clip((half_m - np.abs(distance_m)) * per_m + 0.5, 0, 1)

    inside = np.clip((np.minimum(FAR_LINE_M - MIDDLE_M - y, y + MIDDLE_M - NEAR_LINE_M)) * along_px + 0.5, 0, 1)
    sides = np.maximum(
        band(y - FAR_LINE_M + MIDDLE_M, 0.05, along_px), band(y + MIDDLE_M - NEAR_LINE_M, 0.05, along_px)
    )
    from_end = length_m / 2 - 0.25 - np.abs(x)
    far = np.hypot(x, y)
    slant = np.where(far > 0.05, np.sqrt((x * across_px) ** 2 + (y * along_px) ** 2) / np.maximum(far, 0.05), across_px)
    circle = band(far - CIRCLE_M, 0.045, slant)
    end = band(from_end, 0.05, across_px)
    key = (
        np.clip((KEY_M - np.abs(from_end - 0)) * across_px + 0.5, 0, 1) * band(y, KEY_HALF_M, along_px) * (from_end > 0)
    )
    key_rim = band(from_end - KEY_M, 0.045, across_px) * band(y, KEY_HALF_M, along_px)
    key_sides = band(np.abs(y) - KEY_HALF_M, 0.045, along_px) * (from_end > 0) * (from_end < KEY_M)
    arc_far = np.hypot(from_end - KEY_M, y)
    arc = band(arc_far - KEY_HALF_M, 0.045, across_px * 0.6) * (from_end > KEY_M)
    lines = np.maximum.reduce(
        [sides, band(x, 0.045, across_px) * inside, circle, end * inside, key_rim, key_sides, arc]
    )
    middle = np.clip((CIRCLE_M - far) * slant + 0.5, 0, 1)
    return np.maximum(key, middle), lines
