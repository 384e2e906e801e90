"""What castles are built of: walls of blocks, battlements, round towers with pointed roofs, narrow windows.

Painted on what is cut out, in metres there. Same arguments, same bits.
"""

import math

import numpy as np

from services.renderer.animatic.cutout import Cutout
from services.renderer.animatic.light import RGB
from services.renderer.animatic.places.house import Lighting

STONE: RGB = (0.70, 0.66, 0.60)
ROOF: RGB = (0.26, 0.36, 0.56)
RED: RGB = (0.78, 0.14, 0.16)


def masonry(row: Cutout, lighting: Lighting, box: tuple[float, float, float, float], rgb: RGB, seed: int) -> None:
    """Blocks of stone in courses inside left, bottom, right, top; rounder things are shaded by `rounded`."""
    left, bottom, right, top = box
    rng, places, paints = np.random.default_rng(seed), [], []
    row.box(*box, lighting.paint(rgb, 0.80))
    high, wide = 0.19, 0.42
    for course in range(math.ceil((top - bottom) / high)):
        y = bottom + course * high
        x = left - (wide / 2 if course % 2 else 0.0)
        while x < right:
            end = x + wide * rng.uniform(0.8, 1.2)
            if end - 0.012 > left:
                places.append((max(left, x + 0.012), y + 0.012, min(right, end - 0.012), min(top, y + high - 0.012)))
                paints.append(lighting.paint(rgb, rng.uniform(0.88, 1.10)))
            x = end
    row.boxes(np.array(places), np.array(paints))


def merlons(row: Cutout, lighting: Lighting, left: float, right: float, y: float, rgb: RGB, size: float) -> None:
    """Teeth along the top of a wall."""
    count = max(2, round((right - left) / size / 2))
    gap = (right - left) / count
    row.box(left, y - 0.06, right, y, lighting.paint(rgb, 0.68))
    for number in range(count):
        x = left + (number + 0.25) * gap
        row.box(x, y, x + gap / 2, y + size, lighting.paint(rgb))
        row.box(x, y + size - 0.05, x + gap / 2, y + size, lighting.paint(rgb, 1.16))
        row.box(x + gap / 2 - 0.05, y, x + gap / 2, y + size, lighting.paint(rgb, 0.78))


def rounded(row: Cutout, lighting: Lighting, x: float, half: float, bottom: float, top: float) -> None:
    """Shade from one side of a tower to the other."""
    lit = -1 if lighting.light.direction[0] < 0 else 1
    for step in range(10):
        a, b = -1 + 0.2 * step, -0.8 + 0.2 * step
        middle = (a + b) / 2
        factor = 0.66 + 0.42 * math.sqrt(max(0.0, 1 - middle**2)) + 0.12 * middle * lit
        row.tone_box(x + a * half, bottom, x + b * half, top, min(1.0, factor))


def cone(row: Cutout, lighting: Lighting, x: float, half: float, y: float, high: float, rgb: RGB) -> None:
    """A pointed roof with rows of slates, and a pennant on it."""
    side = -1 if lighting.light.direction[0] < 0 else 1
    row.polygon([(x - half, y), (x + half, y), (x, y + high)], lighting.paint(rgb, 0.80))
    row.polygon([(x + side * half, y), (x - side * 0.1 * half, y), (x, y + high)], lighting.paint(rgb, 1.12))
    for step in range(1, 7):
        share = step / 7
        row.box(
            x - half * (1 - share),
            y + high * share - 0.012,
            x + half * (1 - share),
            y + high * share + 0.012,
            lighting.paint(rgb, 0.62),
        )
    row.box(x - half, y - 0.05, x + half, y + 0.03, lighting.paint(rgb, 0.55))
    row.box(x - 0.02, y + high - 0.1, x + 0.02, y + high + 0.75, lighting.paint((0.30, 0.26, 0.22)))
    row.polygon(
        [
            (x, y + high + 0.74),
            (x, y + high + 0.40),
            (x + 0.30, y + high + 0.46),
            (x + 0.62, y + high + 0.58),
            (x + 0.30, y + high + 0.62),
        ],
        lighting.paint(RED),
    )
    row.flies(x + 0.03, y + high + 0.3, x + 0.75, y + high + 0.85, 0.35)


def arrow_slit(row: Cutout, lighting: Lighting, x: float, y: float, *, lit: bool) -> None:
    """A narrow window with a round head; light behind it when it is dark."""
    paint: RGB = (0.98, 0.74, 0.34) if lit else lighting.paint((0.16, 0.15, 0.17))
    row.box(x - 0.13, y - 0.05, x + 0.13, y + 0.62, lighting.paint(STONE, 0.62))
    row.box(x - 0.08, y, x + 0.08, y + 0.46, paint)
    row.ellipse(x, y + 0.46, 0.08, 0.10, paint)
    row.box(x - 0.16, y - 0.09, x + 0.16, y - 0.04, lighting.paint(STONE, 1.12))
