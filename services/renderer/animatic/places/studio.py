"""The photographer's studio: a seamless paper backdrop that curves into the floor, soft boxes and lamps on stands.

The lamps are on at every hour; the time of day is the paper's colour and the light's mood. Same arguments, same bits.
"""

import numpy as np

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.framing import EYE_M
from services.renderer.animatic.light import CYAN, PINK, RGB, Light
from services.renderer.animatic.places.house import Lighting
from services.renderer.animatic.places.indoors import bare_wall
from services.renderer.animatic.terrain import Ground, shine, tinted
from services.renderer.animatic.texture import Picture, colour, toned

WALL_NEAR, PAPER_NEAR, LAMPS_NEAR = 0.50, 0.56, 0.76
STEEL: RGB = (0.20, 0.20, 0.22)
PAPERS: dict[str, RGB] = {
    "day": (0.93, 0.92, 0.90),
    "sunset": (0.96, 0.72, 0.50),
    "night": (0.40, 0.46, 0.62),
    "dawn": (0.96, 0.80, 0.82),
    "neon": (0.40, 0.30, 0.56),
}
LAMPS: dict[str, tuple[RGB, RGB]] = {
    "day": ((1.0, 0.98, 0.94), (1.0, 0.98, 0.94)),
    "sunset": ((1.0, 0.78, 0.50), (1.0, 0.70, 0.44)),
    "night": ((0.72, 0.82, 1.0), (0.60, 0.70, 1.0)),
    "dawn": ((1.0, 0.84, 0.84), (1.0, 0.90, 0.84)),
    "neon": (PINK, CYAN),
}


def studio(canvas: Canvas, light: Light, time_of_day: str) -> list[Layer]:
    """Dark hall, paper, floor, lamps and what they light."""
    floor = Ground(canvas, WALL_NEAR)
    lighting = Lighting(light=light, time_of_day=time_of_day)
    return [
        _hall(canvas, lighting).layer(),
        floor.layer(canvas, _floor(floor, light)),
        _paper(canvas, time_of_day),
        _lamps(canvas, lighting).layer(),
        _pools(canvas, time_of_day),
    ]


def _hall(canvas: Canvas, lighting: Lighting) -> Cutout:
    """The hall behind: a dark brick wall, a rail with cables, a ladder, a round screen."""
    row = bare_wall(canvas, lighting.light, WALL_NEAR, (0.34, 0.33, 0.34))
    half = row.width_m / 2
    rng, bricks = np.random.default_rng(4), round(row.width_m / 0.5)
    places, paints = [], []
    for course in range(int(row.top_m / 0.19) + 1):
        for number in range(bricks):
            x = (number + 0.5 * (course % 2)) * row.width_m / bricks - half
            places.append((x + 0.015, 0.19 * course + 0.012, x + row.width_m / bricks - 0.015, 0.19 * course + 0.178))
            paints.append(lighting.paint((0.36, 0.33, 0.33), rng.uniform(0.82, 1.06)))
    row.boxes(np.array(places), np.array(paints))
    frame_m = canvas.framing.width / row.unit
    for side in (-1, 1):
        x = side * 0.47 * frame_m
        row.ellipse(x, 1.35, 0.62, 0.62, lighting.paint((0.62, 0.60, 0.58)))
        row.ellipse(x, 1.35, 0.56, 0.56, lighting.paint((0.90, 0.89, 0.87)))
        row.box(x - 0.03, 0, x + 0.03, 0.75, lighting.paint(STEEL))
    return row


def _floor(floor: Ground, light: Light) -> Picture:
    """Concrete, darker towards the wall."""
    own = floor.blend(
        tinted((0.34, 0.33, 0.33), light), tinted((0.46, 0.45, 0.44), light), tinted((0.40, 0.39, 0.38), light)
    )
    wear = 0.05 * floor.texture(1.2, 0.9, 1, 4) + 0.05 * floor.texture(0.05, 0.05, 5, 2)
    return toned(own, (1 + wear) * (1 - 0.5 * np.exp(-(floor.scale - WALL_NEAR) / 0.05)))


def _paper(canvas: Canvas, time_of_day: str) -> Layer:
    """The paper from its roll over the frame down to the floor and towards the viewer. It goes along with the stage, so
    that who acts is always before it.
    """
    framing, columns = canvas.framing, canvas.columns(0.0)
    rows, unit = framing.height, framing.pixels_per_m
    y = np.arange(rows, dtype=np.float32)[:, None]
    x = (np.arange(columns, dtype=np.float32)[None] - columns / 2) / framing.width
    floor_y = framing.horizon_px + PAPER_NEAR * EYE_M * unit
    # It gets wider towards the viewer, as the floor does.
    near = np.maximum(1.0, (y - framing.horizon_px) / (floor_y - framing.horizon_px))
    half = 0.335 * near
    mask = np.clip((half - np.abs(x)) * framing.width + 0.5, 0, 1)
    down = y / floor_y
    sweep = np.exp(-(((y - floor_y) / (0.10 * unit + 0.10 * EYE_M * unit)) ** 2))
    spot = np.exp(-((x / 0.26) ** 2) - ((down - 0.62) / 0.55) ** 2)
    shade = 0.62 + 0.40 * spot + 0.16 * np.clip(down - 1, 0, 1) - 0.10 * sweep
    edge = np.clip((half - np.abs(x)) / 0.02, 0, 1)
    shade = shade * (0.90 + 0.10 * edge)
    paper: Picture = np.broadcast_to(colour(PAPERS[time_of_day]), (rows, columns, 3))
    if time_of_day == "neon":
        side = np.clip(0.5 + x / 0.5, 0, 1)[..., None]
        paper = paper * 0.55 + 0.55 * (colour(PINK) * (1 - side) + colour(CYAN) * side) * np.ones(
            (rows, 1, 1), np.float32
        )
    picture = toned(paper, shade * np.ones_like(mask))
    return canvas.layer(np.clip(picture, 0, 1), 0, 0.0, mask=mask)


def _lamps(canvas: Canvas, lighting: Lighting) -> Cutout:
    """A soft box on each side of the paper, a lamp with barn doors beyond, an umbrella."""
    row = Cutout(canvas, LAMPS_NEAR)
    frame_m = canvas.framing.width / row.unit
    one, two = LAMPS[lighting.time_of_day]
    _soft_box(row, lighting, -0.40 * frame_m, 1.95, 1, one)
    _soft_box(row, lighting, 0.40 * frame_m, 1.95, -1, two)
    if frame_m > 5:
        _spot_lamp(row, lighting, 0.27 * frame_m, 2.5, -1, two)
    return row


def _stand(row: Cutout, lighting: Lighting, x: float, high: float) -> None:
    """A column on three legs."""
    dark = lighting.paint(STEEL, 1.2)
    row.box(x - 0.022, 0.2, x + 0.022, high, dark)
    row.box(x - 0.022, 0.2, x - 0.006, high, lighting.paint(STEEL, 2.2))
    for foot in (-0.36, 0.05, 0.36):
        row.line((x, 0.42), (x + foot, -0.01), 0.032, dark)
    row.box(x - 0.045, 0.9, x + 0.045, 0.98, dark)


def _soft_box(row: Cutout, lighting: Lighting, x: float, y: float, side: int, rgb: RGB) -> None:
    """A box of black cloth with a glowing face, tilted down to the middle; side: 1 if it looks to the right."""
    _stand(row, lighting, x, y)
    body = [(-0.42, 0.34), (0.26, 0.62), (0.44, -0.52), (-0.34, -0.26)]
    face = [(0.20, 0.62), (0.34, 0.66), (0.52, -0.50), (0.38, -0.56)]
    row.polygon([(x + side * a, y + b) for a, b in body], lighting.paint((0.10, 0.10, 0.11)))
    row.polygon(
        [(x + side * a, y + b) for a, b in ((-0.42, 0.34), (0.26, 0.62), (0.30, 0.40), (-0.40, 0.22))],
        lighting.paint((0.24, 0.24, 0.26)),
    )
    red, green, blue = rgb
    row.polygon([(x + side * a, y + b) for a, b in face], (0.4 + 0.6 * red, 0.4 + 0.6 * green, 0.4 + 0.6 * blue))
    row.glow(x + side * 0.40, y + 0.02, 0.34, 0.52, (0.40 * red, 0.40 * green, 0.40 * blue))


def _spot_lamp(row: Cutout, lighting: Lighting, x: float, y: float, side: int, rgb: RGB) -> None:
    """A round lamp with flaps that hangs from a rail over the frame."""
    dark = lighting.paint(STEEL)
    row.box(x - 0.02, y + 0.2, x + 0.02, row.top_m + 0.1, dark)
    row.polygon([(x + side * a, y + b) for a, b in ((-0.28, 0.22), (0.10, 0.24), (0.24, -0.08), (-0.06, -0.24))], dark)
    row.polygon(
        [(x + side * a, y + b) for a, b in ((0.08, 0.25), (0.26, 0.30), (0.30, -0.05), (0.22, -0.10))],
        lighting.paint(STEEL, 0.6),
    )
    red, green, blue = rgb
    row.line(
        (x + side * 0.08, y + 0.16),
        (x + side * 0.16, y - 0.14),
        0.07,
        (0.5 + 0.5 * red, 0.5 + 0.5 * green, 0.5 + 0.5 * blue),
    )
    row.glow(x + side * 0.14, y, 0.26, 0.26, (0.45 * red, 0.45 * green, 0.45 * blue))


def _pools(canvas: Canvas, time_of_day: str) -> Layer:
    """Light from both sides on the paper's floor: it is added, and stays in the frame."""
    framing, columns = canvas.framing, canvas.columns(0.0)
    top = int(framing.horizon_px)
    rows, unit = framing.height - top, framing.pixels_per_m
    y = np.arange(0, rows + 4, 4, dtype=np.float32)[:, None]
    x = (np.arange(0, columns + 4, 4, dtype=np.float32)[None] - columns / 2) / framing.width
    lit = np.zeros((len(y), x.shape[1], 3), np.float32)
    floor = EYE_M * unit
    strength = 0.34 if time_of_day == "neon" else 0.14
    for at, rgb in zip((-0.16, 0.16), LAMPS[time_of_day], strict=True):
        pool = np.exp(-(((x - at) / 0.22) ** 2) - ((y - floor) / (0.22 * unit)) ** 2)
        lit += strength * pool[..., None] * colour(rgb)
    return shine(canvas, lit, 4, top, rows, 0.0)
