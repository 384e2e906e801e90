"""Hair of people, by kind and age, and hats, in the units of `headform.py`."""

import math

from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.cast.headform import Head, hair_rgb, on, turned
from services.renderer.animatic.cast.placing import darker
from services.renderer.animatic.cast.shapes import Shape, ellipse, smooth, stroke

# Outlines of the same points seen from the front and from the right side.
FRONT_CUT = [
    (-0.76, -0.05),
    (-0.86, 0.55),
    (-0.52, 1.03),
    (0, 1.17),
    (0.52, 1.03),
    (0.86, 0.55),
    (0.76, -0.05),
    (0.67, 0.46),
    (0.42, 0.76),
    (0, 0.72),
    (-0.42, 0.76),
    (-0.67, 0.46),
]
SIDE_CUT = [
    (-0.66, -0.50),
    (-1, 0.28),
    (-0.70, 0.98),
    (0, 1.17),
    (0.54, 1.04),
    (0.80, 0.74),
    (0.71, 0.66),
    (0.52, 0.80),
    (0.22, 0.70),
    (0.04, 0.16),
    (-0.10, -0.16),
    (-0.36, -0.36),
]
FRONT_FRINGE = [
    (-0.78, -0.30),
    (-0.90, 0.50),
    (-0.55, 1.05),
    (0, 1.20),
    (0.55, 1.05),
    (0.90, 0.50),
    (0.78, -0.30),
    (0.70, 0.18),
    (0.44, 0.52),
    (0.16, 0.74),
    (-0.22, 0.44),
    (-0.66, 0.16),
]
SIDE_FRINGE = [
    (-0.60, -0.60),
    (-1, 0.28),
    (-0.70, 1.0),
    (0, 1.20),
    (0.56, 1.06),
    (0.82, 0.68),
    (0.70, 0.30),
    (0.54, 0.46),
    (0.34, 0.56),
    (0.12, 0.46),
    (-0.02, 0.10),
    (-0.20, -0.40),
]
FRONT_BALD = [
    (-0.72, -0.20),
    (-0.88, 0.10),
    (-0.84, 0.46),
    (-0.72, 0.62),
    (-0.74, 0.40),
    (-0.70, 0.15),
    (-0.66, -0.05),
    (-0.68, -0.25),
]
SIDE_BALD = [
    (-0.50, -0.50),
    (-0.88, -0.10),
    (-0.96, 0.34),
    (-0.78, 0.66),
    (-0.30, 0.46),
    (-0.06, 0.22),
    (-0.06, -0.12),
    (-0.26, -0.38),
]
FRONT_LONG = [
    (-0.98, 0.3),
    (-0.62, 1.08),
    (0, 1.2),
    (0.62, 1.08),
    (0.98, 0.3),
    (1.0, -0.7),
    (0.84, -1.5),
    (0, -1.3),
    (-0.84, -1.5),
    (-1.0, -0.7),
]
SIDE_LONG = [
    (-1.04, 0.35),
    (-0.72, 1.02),
    (0, 1.18),
    (0.46, 1.02),
    (0.40, 0.4),
    (0.06, -0.3),
    (-0.10, -1.0),
    (-0.46, -1.66),
    (-1.0, -1.56),
    (-1.16, -0.6),
]
PONYTAIL = [(-0.70, 0.80), (-1.20, 0.66), (-1.42, 0.0), (-1.30, -1.0), (-1.08, -0.5), (-0.80, 0.1)]


def hair_behind(figure: Figure, look: Head) -> list[Shape]:
    """Hair that hangs behind the head."""
    rgb, gaze = hair_rgb(figure), look.gaze
    if figure.kind == "woman" and figure.old:
        return [ellipse((-0.95 * gaze.along, 1.22 - 0.35 * abs(gaze.along)), 0.38, 0.36, 0, rgb)]
    if figure.kind == "woman" and figure.skirt:
        return [smooth(turned(FRONT_LONG, SIDE_LONG, gaze), rgb, gloss=0.15)]
    if figure.kind == "woman":
        tail = [(x * gaze.along * 1.25, y) for x, y in PONYTAIL]
        return [smooth(tail, rgb, gloss=0.15)] if abs(gaze.along) > 0.25 else []
    if figure.kind == "child" and figure.skirt:
        bunches = []
        for turn in (-2.0, 2.0):
            x, _ = on(gaze, turn, 0.3)
            bunches.append(ellipse((x * 1.45, 0.12), 0.26, 0.46, 0.35 if x < 0 else -0.35, rgb))
        return bunches
    return []


def hair(figure: Figure, look: Head) -> list[Shape]:
    """Hair over the head."""
    rgb, gaze = hair_rgb(figure), look.gaze
    if figure.kind == "man" and figure.old:
        side = smooth(turned(FRONT_BALD, SIDE_BALD, gaze), rgb)
        thin, edge = max(0.0, 1 - abs(gaze.along) / 0.2), 0.78 if gaze.along >= 0 else -0.78
        lock = [(edge + (abs(x) - 0.78) * math.copysign(thin, edge), y) for x, y in FRONT_BALD]
        other = [smooth(lock, rgb)] if thin else []
        x, _ = on(gaze, 0, -0.38)
        return [side, *other, ellipse((x, -0.37), 0.28, 0.09, 0, rgb, rounding=0.6)]
    if figure.kind == "woman" or figure.skirt:
        return [smooth(turned(FRONT_FRINGE, SIDE_FRINGE, gaze), rgb, rounding=0.7, gloss=0.15)]
    cut = smooth(turned(FRONT_CUT, SIDE_CUT, gaze), rgb, rounding=0.7)
    if figure.kind == "child":
        sign = 1 if gaze.along >= 0 else -1
        tuft = smooth(
            [
                (-0.30 * sign, 1.0),
                (-0.10 * sign, 1.30),
                (0.16 * sign, 1.34),
                (0.10 * sign, 1.16),
                (0.34 * sign, 1.16),
                (0.3 * sign, 0.9),
            ],
            rgb,
        )
        return [tuft, cut]
    return [cut]


def hat(figure: Figure, look: Head) -> list[Shape]:
    """A round hat, or a child's cap with its peak forward."""
    rgb, along = figure.second, look.gaze.along
    band = stroke([(-0.9, 0.62), (0.9, 0.62)], 0.22, darker(rgb, 0.55))
    if figure.kind == "child":
        crown = smooth(
            [(-0.90, 0.50), (-0.92, 0.90), (-0.5, 1.26), (0, 1.36), (0.5, 1.26), (0.92, 0.90), (0.90, 0.50), (0, 0.46)],
            rgb,
        )
        peak = ellipse((0.80 * along, 0.50), 0.30 + 0.36 * abs(along), 0.11, 0, darker(rgb, 0.80))
        return [crown, peak]
    crown = smooth(
        [(-0.84, 0.55), (-0.80, 1.1), (-0.52, 1.46), (0, 1.40), (0.52, 1.46), (0.80, 1.1), (0.84, 0.55), (0, 0.5)],
        rgb,
        marks=(band,),
    )
    return [crown, ellipse((0.06 * along, 0.54), 1.28, 0.15, 0, rgb)]
