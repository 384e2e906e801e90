"""The stage of a theatre: wooden boards, a curtain in folds, drapes at the sides, a pelmet, and cones of light.

The cones stay in the frame, as a follow spot does; the time of day is the colour of the light. Same arguments, same
bits.
"""

import cv2
import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M, FAR_M
from services.renderer.animatic.light import RGB, Light
from services.renderer.animatic.terrain import Ground, shine, tinted
from services.renderer.animatic.texture import Mask, Picture, colour, layered_noise, over, toned

CURTAIN_SCALE, DRAPE_SCALE, PELMET_SCALE = 0.62, 0.74, 0.78
BOARD_M, BOARD_LENGTH_M = 0.17, 2.2
VELVET: RGB = (0.60, 0.07, 0.10)
GOLD: RGB = (0.90, 0.68, 0.28)
# Each cone: where its lamp hangs and where its pool lies as shares of the width, and how wide it gets.
CONES = ((0.10, 0.40, 0.17), (0.90, 0.60, 0.17), (0.50, 0.50, 0.13))
BEAMS: dict[str, tuple[RGB, RGB, RGB]] = {
    "day": ((1.0, 0.92, 0.76), (1.0, 0.92, 0.76), (1.0, 0.96, 0.86)),
    "sunset": ((1.0, 0.58, 0.26), (1.0, 0.40, 0.40), (1.0, 0.74, 0.44)),
    "night": ((0.34, 0.48, 1.0), (0.62, 0.36, 1.0), (0.60, 0.72, 1.0)),
    "dawn": ((1.0, 0.66, 0.70), (0.86, 0.72, 1.0), (1.0, 0.84, 0.80)),
    "neon": ((1.7, 0.24, 1.0), (0.16, 1.2, 1.6), (1.0, 0.5, 1.5)),
}


def stage(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Curtain, boards, drapes, pelmet, light."""
    boards = Ground(canvas, CURTAIN_SCALE - 0.01)
    return [
        _curtain(canvas, light, boards.top_px + 2),
        boards.layer(canvas, _boards(boards, canvas, light)),
        _drapes(canvas, light),
        _pelmet(canvas, light),
        _cones(canvas, time_of_day),
    ]


def _folds(columns: int, fold_px: float, seed: int) -> tuple[Mask, Mask]:
    """How far cloth stands out (-1..1) and how it slopes, by column; its end continues in its beginning."""
    count = max(3, round(columns / fold_px))
    around = np.arange(columns, dtype=np.float32) / columns
    wander = layered_noise(3, columns, (3.0, 3.0 * fold_px), seed, 2)[1] * 0.9
    phase = 2 * np.pi * count * around + wander
    out = 0.72 * np.cos(phase) + 0.28 * np.cos(2 * phase + wander * 2)
    return out, -np.sin(phase)


def _velvet(rows: int, columns: int, fold_px: float, seed: int, light: Light, own: RGB) -> Picture:
    """Hanging cloth: folds lit from the light's side, with velvet's pale rims, darker in the depth."""
    out, slope = _folds(columns, fold_px, seed)
    facing = 0.62 + 0.34 * out - 0.30 * slope * np.sign(light.direction[0])
    sheen = np.clip(slope * -np.sign(light.direction[0]), 0, 1) ** 3 * 0.20
    nap = 1 + 0.04 * layered_noise(rows, columns, (0.9 * fold_px, 0.10 * fold_px), seed + 1, 3)
    cloth = colour(tinted(own, light)) * np.clip(facing, 0.16, 1.3)[:, None]
    cloth = cloth + colour(light.key) * colour((0.95, 0.34, 0.36)) * sheen[:, None]
    return toned(np.broadcast_to(cloth[None], (rows, columns, 3)), nap)


def _curtain(canvas: Canvas, light: Light, rows: int) -> Layer:
    """The curtain at the back, brightest where the light falls, with a gold hem."""
    unit, columns = canvas.framing.pixels_per_m * CURTAIN_SCALE, canvas.columns(CURTAIN_SCALE)
    cloth = _velvet(rows, columns, 0.36 * unit, 3, light, VELVET)
    up_m = (rows - np.arange(rows, dtype=np.float32))[:, None] / unit
    shade = (0.52 + 0.50 * np.exp(-(((up_m - 1.0) / 1.5) ** 2))) * (1 - 0.65 * np.exp(-up_m / 0.05))
    cloth = toned(cloth, np.broadcast_to(shade, (rows, columns)))
    out, _ = _folds(columns, 0.36 * unit, 3)
    hem = slice(max(0, rows - int(0.32 * unit)), rows)
    # The hem goes up and down a little where the folds come forward and go back.
    above_m = np.abs(up_m[hem] - 0.19 - 0.018 * out[None])
    gold = toned(np.broadcast_to(colour(tinted(GOLD, light)), (*above_m.shape, 3)), (0.68 + 0.28 * out)[None])
    cloth[hem] = over(cloth[hem], gold, np.clip((0.08 - above_m) * unit, 0, 1))
    return canvas.layer(cloth, 0, CURTAIN_SCALE)


def _boards(boards: Ground, canvas: Canvas, light: Light) -> Picture:
    """Boards from left to right, each of its own shade, polished: the curtain shines in them."""
    length_m = boards.fitted(BOARD_LENGTH_M)
    rows = boards.far_m / BOARD_M
    number = np.floor(rows).astype(np.int32)
    shades = np.random.default_rng(29).uniform(-1, 1, 512).astype(np.float32)
    lengths = boards.x_m / length_m + shades[(number * 7) % 512]
    piece = np.mod(np.floor(lengths).astype(np.int32), round(boards.period_m / length_m))
    grain = boards.texture(0.9, 0.025, 19, 3)
    tone = 1 + 0.10 * shades[(number * 31 + piece * 57) % 512] + 0.10 * grain
    base = boards.blend(
        tinted((0.44, 0.27, 0.15), light), tinted((0.56, 0.36, 0.20), light), tinted((0.40, 0.24, 0.13), light)
    )
    row_px = BOARD_M * boards.scale**2 * EYE_M * canvas.framing.pixels_per_m / FAR_M
    gap = np.clip(1.1 - np.abs(rows - np.round(rows)) * row_px, 0, 1) * np.clip(row_px / 5, 0, 1)
    end_px = length_m * canvas.framing.pixels_per_m * boards.scale
    gap = np.maximum(gap, np.clip(1.1 - np.abs(lengths - np.round(lengths)) * end_px, 0, 1))
    picture = toned(base, tone * (1 - 0.43 * gap))
    mirrored = np.exp(-(boards.scale - CURTAIN_SCALE) / 0.16)
    picture = over(picture, colour(tinted(VELVET, light)) * 0.7, np.broadcast_to(0.50 * mirrored, gap.shape))
    return toned(picture, 1 - 0.55 * np.exp(-(boards.scale - CURTAIN_SCALE) / 0.02))


def _drapes(canvas: Canvas, light: Light) -> Layer:
    """Gathered drapes where the still frame ends, and as far apart again wherever the camera goes."""
    row = Cutout(canvas, DRAPE_SCALE, below_m=0.02)
    half_m = 0.13 * canvas.framing.width / row.unit
    wide = 2 * round(half_m * row.unit) + 1
    cloth = _velvet(row.rows, wide, 0.24 * row.unit, 8, light, (VELVET[0] * 0.82, VELVET[1], VELVET[2] * 0.9))
    up_m = (row.foot_px - row.top_px - np.arange(row.rows, dtype=np.float32))[:, None] / row.unit
    across = np.linspace(-1, 1, wide, dtype=np.float32)[None]
    # Tied at about the height of a table, so that it narrows there and swings out below.
    tie_m = 1.05
    reach = 0.52 + 0.48 * np.clip(np.abs(up_m - tie_m) / np.where(up_m > tie_m, 1.7, 1.5), 0, 1) ** 0.8
    mask = np.clip((reach - np.abs(across)) * half_m * row.unit + 0.5, 0, 1) * np.clip(up_m * row.unit + 1, 0, 1)
    squeezed = _squeezed(cloth, reach)
    round_light = 1 - 0.45 * (np.abs(across) / reach).clip(0, 1) ** 3
    shade = round_light * (0.55 + 0.45 * np.exp(-(((up_m - 0.9) / 1.6) ** 2)))
    rope = np.clip((0.055 - np.abs(up_m - tie_m - 0.05 * across**2)) * row.unit, 0, 1) * mask
    cloth = over(squeezed * shade[..., None], colour(tinted(GOLD, light)) * round_light[..., None], rope)
    hem = np.clip((0.06 - np.abs(up_m - 0.12)) * row.unit, 0, 1) * mask
    cloth = over(cloth, colour(tinted(GOLD, light)) * 0.7 * round_light[..., None], hem)
    frame_m = canvas.framing.width / row.unit
    for side in (-0.5, 0.5):
        row.paste(cloth, mask, round(row.columns / 2 + side * frame_m * row.unit) - wide // 2)
    return row.layer()


def _squeezed(cloth: Picture, reach: Mask) -> Picture:
    """The cloth drawn together in every row to a share of its width."""
    rows, columns = cloth.shape[:2]
    across = (np.arange(columns, dtype=np.float32)[None] - columns / 2) / reach + columns / 2
    along = np.broadcast_to(np.arange(rows, dtype=np.float32)[:, None], across.shape)
    return np.asarray(
        cv2.remap(
            cloth.astype(np.float32),
            across.astype(np.float32),
            np.ascontiguousarray(along),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        )
    )


def _pelmet(canvas: Canvas, light: Light) -> Layer:
    """The cloth along the top, in swags with a gold fringe."""
    columns, unit = canvas.columns(PELMET_SCALE), canvas.framing.pixels_per_m * PELMET_SCALE
    rows = int(0.24 * canvas.framing.horizon_px)
    swags = max(2, round(columns / (0.95 * unit)))
    around = np.arange(columns, dtype=np.float32) / columns * swags
    bow = 1 - (2 * (around - np.floor(around)) - 1) ** 2
    line = rows * (0.46 + 0.36 * bow)
    y = np.arange(rows, dtype=np.float32)[:, None]
    share = y / line[None]
    arcs = 0.5 + 0.5 * np.cos(share * 9.0 + 1.2 * (1 - bow[None]))
    side = (2 * (around - np.floor(around)) - 1)[None]
    shade = (0.46 + 0.50 * arcs) * (0.72 + 0.40 * bow[None]) * (1 - 0.16 * side * np.sign(light.direction[0]) * -1)
    cloth = colour(tinted(VELVET, light)) * shade[..., None]
    fringe_px = 0.10 * rows
    threads = 0.78 + 0.22 * np.cos(2 * np.pi * np.arange(columns) * round(columns / max(4.0, 0.028 * unit)) / columns)
    gold = colour(tinted(GOLD, light)) * threads[None, :, None].astype(np.float32)
    cloth = over(cloth, gold * (0.8 + 0.3 * bow[None, :, None]), np.clip(y - line[None] + fringe_px, 0, 1))
    mask = np.clip(line[None] + fringe_px * 0.5 - y + 0.5, 0, 1)
    return canvas.layer(cloth, 0, PELMET_SCALE, mask=mask)


def _cones(canvas: Canvas, time_of_day: str) -> Layer:
    """Soft cones from lamps over the frame to pools on the boards: light that is added and hides nothing."""
    framing = canvas.framing
    rows, columns, width = framing.height, canvas.columns(0.0), framing.width
    floor = framing.horizon_px + EYE_M * framing.pixels_per_m
    y = np.arange(0, rows + 4, 4, dtype=np.float32)[:, None]
    x = np.arange(0, columns + 4, 4, dtype=np.float32)[None] - (columns - width) / 2
    lit = np.zeros((y.shape[0], x.shape[1], 3), np.float32)
    down = np.clip((y + 0.25 * floor) / (1.25 * floor), 0, 1.2)
    for (lamp, pool, spread), rgb in zip(CONES, BEAMS[time_of_day], strict=True):
        half = np.maximum(width * spread * down, 4.0)
        beam = np.clip(1 - np.abs(x - width * (lamp + (pool - lamp) * down)) / half, 0, 1)
        beam = (
            beam**2 * (3 - 2 * beam) * (0.26 - 0.16 * np.minimum(down, 1)) * np.clip((floor - y) / (0.16 * floor), 0, 1)
        )
        around = ((x - width * pool) / (width * spread * 1.25)) ** 2 + ((y - floor) / (0.25 * width * spread)) ** 2
        lit += (beam + 0.30 * np.clip(1.15 - around, 0, 1) ** 0.8)[..., None] * colour(rgb)
    return shine(canvas, lit, 4, 0, rows, 0.0)
