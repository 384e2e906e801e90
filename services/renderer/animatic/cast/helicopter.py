"""Draws a helicopter: a round cabin of glass, a tail boom, skids; both rotors turn with the beat."""

import math

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.lettering import ink_on, lettering
from services.renderer.animatic.cast.placing import darker, mixed, placed, readable
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, limb, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.wheel import CHROME

GLASS, PILOT, BLADE = (0.42, 0.58, 0.70), (0.14, 0.14, 0.18), (0.16, 0.16, 0.18)
TAIL_LAMP = (0.90, 0.12, 0.10)
BODY = ((0.84, 0.36), (0.82, 0.50), (0.70, 0.66), (0.52, 0.755), (0.25, 0.790), (-0.02, 0.775), (-0.20, 0.715),
        (-0.60, 0.660), (-1.16, 0.635), (-1.17, 0.585), (-0.60, 0.545), (-0.28, 0.455), (-0.14, 0.300),
        (0.05, 0.205), (0.40, 0.185), (0.70, 0.220))  # fmt: skip
FIN = ((-1.00, 0.62), (-1.16, 0.86), (-1.26, 0.90), (-1.245, 0.62), (-1.28, 0.44), (-1.20, 0.45), (-1.05, 0.58))
MAST, HUB, TAIL_HUB = 0.20, 0.955, (-1.19, 0.66)
# Beats go round slowly: the rotors turn faster by these.
TURNS, TAIL_TURNS = 1.7, 2.3
SPAN, TAIL_SPAN = 1.16, 0.19


def helicopter(figure: Figure, pose: Pose) -> list[Shape]:
    """A helicopter seen from the side; in flight it noses down a little."""
    whole = [
        limb((MAST, 0.76), (MAST, HUB), 0.036, 0.024, darker(CHROME, 0.7)),
        *_blades(TURNS * pose.beat_rad, far=True),
        *_skids(),
        smooth(FIN, figure.second, rounding=0.6, gloss=0.3),
        polygon([(-0.72, 0.625), (-0.86, 0.625), (-0.93, 0.56), (-0.80, 0.56)], figure.second, rounding=0.5),
        _body(figure, pose),
        *_glass(),
        smooth(
            [(0.44, 0.775), (0.42, 0.845), (0.20, 0.872), (-0.05, 0.845), (-0.22, 0.735), (0.10, 0.745)],
            darker(figure.main, 0.85), rounding=0.8, gloss=0.4,
        ),
        *_blades(TURNS * pose.beat_rad, far=False),
        ellipse((MAST, HUB), 0.052, 0.034, 0.0, CHROME, gloss=0.5),
        *_tail_rotor(TAIL_TURNS * pose.beat_rad),
    ]  # fmt: skip
    return placed(turned(whole, -0.07 * pose.fly, (0.0, 0.5)), figure, pose)


def _body(figure: Figure, pose: Pose) -> Shape:
    """Cabin and boom in one, with a stripe of the second colour, a door and its lettering."""
    stripe = stroke([(-1.3, 0.60), (-0.55, 0.585), (-0.18, 0.43), (0.2, 0.335), (0.9, 0.335)], 0.050, figure.second)
    belly = polygon([(-0.3, 0.1), (0.9, 0.1), (0.9, 0.235), (-0.3, 0.235)], darker(figure.main, 0.6))
    door = stroke([(0.155, 0.70), (0.125, 0.45), (0.155, 0.25)], 0.012, darker(figure.main, 0.5))
    text = lettering(figure.lettering, (-0.05, 0.545), 0.33, 0.20, ink_on(figure.main))
    marks = (belly, stripe, door, *readable(text, -0.05, pose))
    return smooth(BODY, figure.main, rounding=0.9, gloss=0.6, marks=marks)


def _glass() -> list[Shape]:
    """The bubble around the pilot, with the frame of its door."""
    outline = [(0.20, 0.43), (0.20, 0.70), (0.33, 0.73), (0.50, 0.715), (0.66, 0.635), (0.775, 0.505), (0.795, 0.41)]
    pilot = (
        ellipse((0.43, 0.60), 0.072, 0.078, 0.0, PILOT),
        ellipse((0.39, 0.43), 0.13, 0.105, 0.0, PILOT),
        stroke([(0.62, 0.50), (0.66, 0.41)], 0.022, PILOT),
    )
    glint = polygon([(0.58, 0.40), (0.635, 0.40), (0.715, 0.62), (0.66, 0.66)], mixed(GLASS, (1.0, 1.0, 1.0), 0.35))
    pane = polygon([outline[0], outline[0], *outline[1:]], GLASS, rounding=0.5, gloss=0.7, marks=(glint, *pilot))
    return [pane, stroke([(0.535, 0.425), (0.545, 0.705)], 0.018, darker(GLASS, 0.35), rounding=0.0)]


def _skids() -> list[Shape]:
    """Two struts down to a runner that turns up in front."""
    runner = [(-0.28, 0.028), (0.62, 0.025), (0.75, 0.045), (0.83, 0.105)]
    struts = [limb((top, 0.25), (low, 0.035), 0.018, 0.015, BLADE) for top, low in ((0.06, -0.04), (0.46, 0.54))]
    return [*struts, stroke(runner, 0.036, BLADE, gloss=0.3)]


def _blades(turn_rad: float, *, far: bool) -> list[Shape]:
    """Those blades of four that are on the far or the near side now, as long as they are seen to be."""
    drawn = []
    for quarter in range(4):
        angle = turn_rad + quarter * math.pi / 2
        reach, depth = SPAN * math.cos(angle), math.sin(angle)
        if (depth > 0) == far:
            tip = (MAST + reach, HUB + 0.022 + 0.030 * depth)
            drawn.append(chain([(MAST, HUB), tip], [0.016, 0.022], darker(BLADE, 0.8 if far else 1.0)))
    return drawn


def _tail_rotor(turn_rad: float) -> list[Shape]:
    """Two crossed blades on the tail, and a lamp."""
    x, y = TAIL_HUB
    bars = [stroke([(x - TAIL_SPAN, y), (x + TAIL_SPAN, y)], 0.028, BLADE) for _ in range(2)]
    crossed = [*turned(bars[:1], turn_rad, TAIL_HUB), *turned(bars[1:], turn_rad + math.pi / 2, TAIL_HUB)]
    return [
        *crossed,
        ellipse(TAIL_HUB, 0.030, 0.030, 0.0, CHROME, gloss=0.5),
        ellipse((-1.235, 0.905), 0.020, 0.020, 0.0, TAIL_LAMP, rounding=0.0, glow=0.6),
    ]
