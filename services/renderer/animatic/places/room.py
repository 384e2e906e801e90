"""Paints the room: a wall with a window and a picture, a skirting board, a floor of planks.

The window shows the sky of the film's time of day; by night a lamp lights the wall. Same arguments, same bits.
"""

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import CYAN, DARK, RGB, Light
from services.renderer.animatic.marks import OUTSIDE, marked
from services.renderer.animatic.places.signs import motif
from services.renderer.animatic.sky import paint_sky
from services.renderer.animatic.terrain import Ground
from services.renderer.animatic.texture import Picture, colour, glow, layered_noise, over

WALL_SCALE = 0.66
PLANK_M = 0.26


def room(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Wall, then floor."""
    floor = Ground(canvas, WALL_SCALE)
    layers = [_wall(canvas, light, time_of_day, floor.top_px + 1), floor.layer(canvas, _floor(floor, canvas, light))]
    if time_of_day == "neon":
        bolt = Cutout(canvas, WALL_SCALE)
        motif(bolt, -0.42, 1.95, 0.34, 5, CYAN)
        layers.append(bolt.layer())
    return layers


def _lit(rgb: RGB, light: Light) -> RGB:
    red, green, blue = (own * tint for own, tint in zip(rgb, light.tint, strict=True))
    return (red, green, blue)


def _wall(canvas: Canvas, light: Light, time_of_day: str, rows: int) -> Layer:
    """The wall with what hangs on it; metres here are metres at the wall."""
    unit, columns = canvas.framing.pixels_per_m * WALL_SCALE, canvas.columns(WALL_SCALE)
    shade = np.linspace(0.94, 1.02, rows, dtype=np.float32)[:, None, None]
    wall = (
        colour(_lit((0.80, 0.77, 0.68), light))
        * shade
        * (1 + 0.012 * layered_noise(rows, columns, (40, 40), 3, 4)[..., None])
    )
    middle = columns / 2
    for x_m, y_m, reach_m, rgb in _lamps(light, time_of_day):
        lit = glow(rows, columns, (middle + x_m * unit, rows - y_m * unit), reach_m * unit)
        wall = wall + colour(rgb) * lit[..., None]
    wall = _window(wall, canvas, light, time_of_day, (middle - 1.75 * unit, rows - 1.80 * unit), unit)
    wall = _painting(wall, light, (middle + 0.85 * unit, rows - 1.75 * unit), unit)
    wall = _lamp(wall, (middle + 2.5 * unit, rows - 1.55 * unit), unit, time_of_day, light)
    board = round(0.20 * unit)
    wall[-board:] = (
        colour(_lit((0.93, 0.92, 0.88), light)) * np.linspace(1.0, 0.90, board, dtype=np.float32)[:, None, None]
    )
    wall[-board : -board + max(1, board // 10)] *= 0.80
    wall[-max(1, board // 8) :] *= 0.62
    if columns - canvas.framing.width > 2.4 * unit:
        # What a still camera never sees: half a period away from the frame's middle is a door.
        wall = np.roll(_door(np.roll(wall, columns // 2, 1), light, (middle, float(rows)), unit), -(columns // 2), 1)
    panes = np.zeros((rows, columns), np.float32)
    _box(panes, (middle - 1.75 * unit, rows - 1.80 * unit), (0.62 * unit, 0.72 * unit), (255.0, 0.0, 0.0))
    return marked(canvas.layer(wall, 0, WALL_SCALE), OUTSIDE, panes)


def _box(picture: Picture, centre: tuple[float, float], half: tuple[float, float], rgb: RGB) -> None:
    """Fill an anti-aliased upright rectangle."""
    corners = [(centre[0] + x * half[0], centre[1] + y * half[1]) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    cv2.fillConvexPoly(picture, np.round(np.array(corners) * 16).astype(np.int32), rgb, cv2.LINE_AA, 4)


def _window(
    wall: Picture, canvas: Canvas, light: Light, time_of_day: str, centre: tuple[float, float], unit: float
) -> Picture:
    """A window with a cross, the sky behind it, a sill below."""
    wall = np.ascontiguousarray(wall, np.float32)
    half = (0.62 * unit, 0.72 * unit)
    _box(wall, centre, (half[0] + 0.10 * unit, half[1] + 0.10 * unit), _lit((0.90, 0.89, 0.85), light))
    rows, columns = round(2 * half[1]), round(2 * half[0])
    top, left = round(centre[1] - half[1]), round(centre[0] - half[0])
    sky = paint_sky(rows, columns, columns, light, canvas.framing.pixels_per_m, time_of_day, empty=canvas.sunless)
    seen = sky[max(0, -top) :, max(0, -left) :]
    there = wall[max(0, top) : max(0, top + rows), max(0, left) : max(0, left + columns)]
    there[:] = seen[: there.shape[0], : there.shape[1]]
    frame = _lit((0.95, 0.94, 0.90), light)
    _box(wall, centre, (0.028 * unit, half[1]), frame)
    _box(wall, (centre[0], centre[1] - 0.1 * unit), (half[0], 0.028 * unit), frame)
    _box(wall, (centre[0], centre[1] + half[1] + 0.12 * unit), (half[0] + 0.20 * unit, 0.05 * unit), frame)
    _box(
        wall,
        (centre[0], centre[1] + half[1] + 0.19 * unit),
        (half[0] + 0.17 * unit, 0.025 * unit),
        _lit((0.62, 0.59, 0.52), light),
    )
    return wall


def _painting(wall: Picture, light: Light, centre: tuple[float, float], unit: float) -> Picture:
    """A framed picture of hills, with the shadow that it throws on the wall."""
    soft = np.zeros(wall.shape[:2], np.float32)
    corners = [
        (centre[0] + x * 0.50 * unit, centre[1] + 0.04 * unit + y * 0.38 * unit)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    cv2.fillConvexPoly(soft, np.round(corners).astype(np.int32), 1.0)
    wall = np.ascontiguousarray(
        over(wall, wall * 0.55, np.asarray(cv2.GaussianBlur(soft, (0, 0), 0.05 * unit))), np.float32
    )
    _box(wall, centre, (0.50 * unit, 0.38 * unit), _lit((0.36, 0.23, 0.13), light))
    _box(wall, centre, (0.45 * unit, 0.33 * unit), _lit((0.94, 0.91, 0.84), light))
    _box(wall, centre, (0.36 * unit, 0.24 * unit), _lit((0.64, 0.78, 0.84), light))
    for lift, rgb in ((0.02, (0.46, 0.60, 0.58)), (0.11, (0.36, 0.50, 0.38)), (0.18, (0.66, 0.58, 0.36))):
        x = np.linspace(-0.36, 0.36, 25)
        y = lift + 0.05 * np.sin(x * 9 + lift * 40)
        curve = [(centre[0] + a * unit, centre[1] + b * unit) for a, b in zip(x, y, strict=True)]
        shape = [
            *curve,
            (centre[0] + 0.36 * unit, centre[1] + 0.24 * unit),
            (centre[0] - 0.36 * unit, centre[1] + 0.24 * unit),
        ]
        cv2.fillPoly(wall, [np.round(np.array(shape) * 16).astype(np.int32)], _lit(rgb, light), cv2.LINE_AA, 4)
    return wall


def _door(wall: Picture, light: Light, foot: tuple[float, float], unit: float) -> Picture:
    """A panelled door in its frame."""
    wall = np.ascontiguousarray(wall, np.float32)
    wood, dark = _lit((0.88, 0.84, 0.76), light), _lit((0.66, 0.61, 0.53), light)
    _box(wall, (foot[0], foot[1] - 1.08 * unit), (0.58 * unit, 1.08 * unit), _lit((0.95, 0.93, 0.89), light))
    _box(wall, (foot[0], foot[1] - 1.02 * unit), (0.48 * unit, 1.02 * unit), dark)
    _box(wall, (foot[0], foot[1] - 1.01 * unit), (0.465 * unit, 1.01 * unit), wood)
    for x in (-0.21, 0.21):
        for y, half in ((0.52, 0.34), (1.44, 0.44)):
            _box(wall, (foot[0] + x * unit, foot[1] - y * unit), (0.15 * unit, half * unit), dark)
            _box(
                wall,
                (foot[0] + (x + 0.012) * unit, foot[1] - (y - 0.012) * unit),
                (0.14 * unit, (half - 0.012) * unit),
                wood,
            )
    cv2.circle(
        wall,
        (round(16 * (foot[0] - 0.40 * unit)), round(16 * (foot[1] - 0.96 * unit))),
        round(16 * 0.035 * unit),
        _lit((0.80, 0.64, 0.30), light),
        -1,
        cv2.LINE_AA,
        4,
    )
    return wall


def _lamps(light: Light, time_of_day: str) -> list[tuple[float, float, float, RGB]]:
    """What shines on the wall: x and y in metres, how far, and its colour."""
    if time_of_day == "neon":
        return [(2.5, 1.75, 1.0, (0.50, 0.09, 0.32)), (-0.42, 1.95, 0.7, (0.06, 0.34, 0.42))]
    if time_of_day in DARK:
        return [(2.5, 1.75, 1.0, (0.42, 0.29, 0.12))]
    red, green, blue = light.key
    return [(-1.7, 1.8, 1.6, (0.16 * red, 0.16 * green, 0.16 * blue))]


def _lamp(wall: Picture, centre: tuple[float, float], unit: float, time_of_day: str, light: Light) -> Picture:
    """A lamp on the wall."""
    shades: dict[str, RGB] = {"night": (1.0, 0.86, 0.58), "neon": (1.0, 0.62, 0.86)}
    shade = shades.get(time_of_day) or _lit((0.86, 0.80, 0.68), light)
    corners = [(-0.11, -0.20), (0.11, -0.20), (0.19, 0.08), (-0.19, 0.08)]
    points = [(centre[0] + x * unit, centre[1] + y * unit) for x, y in corners]
    _box(wall, (centre[0], centre[1] + 0.16 * unit), (0.018 * unit, 0.12 * unit), _lit((0.40, 0.30, 0.20), light))
    cv2.fillConvexPoly(wall, np.round(np.array(points) * 16).astype(np.int32), shade, cv2.LINE_AA, 4)
    return wall


def _floor(floor: Ground, canvas: Canvas, light: Light) -> Picture:
    """Planks that run towards the viewer, each of its own shade, with grain and joints."""
    plank_m = floor.fitted(PLANK_M)
    planks = floor.x_m / plank_m
    number = np.mod(np.floor(planks).astype(np.int32), round(floor.period_m / plank_m))
    shades = np.random.default_rng(17).uniform(-1, 1, 512).astype(np.float32)
    offset = shades[(number * 7) % 512]
    lengths = floor.far_m / 2.4 + offset
    board = (number * 31 + np.floor(lengths).astype(np.int32) * 57) % 512
    grain = floor.texture(0.02, 0.9, 19, 3)
    tone = 1 + 0.09 * shades[board] + 0.10 * grain
    base = floor.blend(
        _lit((0.66, 0.47, 0.30), light), _lit((0.62, 0.43, 0.26), light), _lit((0.50, 0.33, 0.19), light)
    )
    pixels = canvas.framing.pixels_per_m * floor.scale
    gap = np.clip(1.2 - np.abs(planks - np.round(planks)) * plank_m * pixels, 0, 1)
    slope = np.abs(np.gradient(floor.far_m[:, 0]))[:, None]
    gap = np.maximum(gap, np.clip(1.2 - np.abs(lengths - np.round(lengths)) * 2.4 / np.maximum(slope, 1e-4), 0, 1))
    picture = over(base * tone[..., None], base * 0.45, 0.7 * gap)
    sheen = np.exp(-(((floor.scale - 0.75) / 0.22) ** 2))
    return over(picture, colour(light.sky_low), 0.10 * np.broadcast_to(sheen, gap.shape))
