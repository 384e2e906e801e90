"""The heads of dog, cat and horse, in units of the animal's height, the middle of the skull at (0, 0) and the muzzle to
the right. Ears lie back as the animal runs.
"""

from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed
from services.renderer.animatic.cast.shapes import Point, Shape, chain, ellipse, joined, smooth, stroke, turned

NOSE = (0.10, 0.08, 0.08)
EYE = (0.09, 0.06, 0.05)
WHITE = (0.97, 0.97, 0.95)
PINK = (0.86, 0.56, 0.56)
GREEN = (0.58, 0.74, 0.30)
# How much wider than between its lips a lower jaw is open, being thick itself, and how far jaws open that snap.
LIPS, SNAP_RAD = 1.18, 0.62
# From how much of a leap on a cat's mouth is seen to be open.
SHOWS = 0.1


def dog_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A domed skull, a long muzzle with a nose, and hanging ears that fly in the gallop."""
    opened = max(LIPS * pose.gape_rad if pose.gape_rad else SNAP_RAD * pose.catch, SNAP_RAD * pose.spring)
    flying = 0.9 * pose.run + 0.5 * pose.airborne
    coat, ear = figure.main, darker(mixed(figure.main, figure.hair, 0.25), 0.80)
    far_ear = smooth([(-0.02, 0.11), (0.04, 0.12), (0.07, 0.02), (0.02, -0.10), (-0.03, -0.04)], darker(ear, 0.75))
    near_ear = smooth(
        [(-0.08, 0.10), (0.0, 0.11), (0.015, 0.03), (-0.01, -0.09), (-0.055, -0.145), (-0.105, -0.10), (-0.11, 0.02)],
        ear,
    )
    blaze = chain([(0.07, -0.11), (0.26, -0.092)], [0.055, 0.045], figure.second)
    skull = ellipse((0.0, 0.0), 0.14, 0.128, 0.0, coat)
    muzzle = chain([(0.03, -0.035), (0.13, -0.045), (0.235, -0.055)], [0.108, 0.084, 0.064], coat, marks=(blaze,))
    return [
        *turned([far_ear], -flying * 0.5, (0.0, 0.10)),
        *(_jaw(figure, opened) if opened else []),
        joined([skull, muzzle]),
        ellipse((0.277, -0.014), 0.036, 0.028, -0.2, NOSE, gloss=0.8),
        stroke([(0.272, -0.085), (0.205, -0.094), (0.145, -0.075)], 0.011, darker(figure.second, 0.45)),
        *_eye((0.085, 0.042), 0.029),
        *turned([near_ear], -flying, (-0.04, 0.09)),
    ]


def _jaw(figure: Figure, opened: float) -> list[Shape]:
    """A dog's lower jaw as it comes down by an angle, with the tongue in it."""
    tongue = chain([(0.06, -0.085), (0.195, -0.105)], [0.030, 0.024], PINK)
    jaw = chain([(0.03, -0.075), (0.215, -0.105)], [0.058, 0.030], darker(figure.second, 0.88))
    inside = smooth([(0.04, -0.04), (0.20, -0.07), (0.20, -0.10), (0.05, -0.10)], darker(PINK, 0.45), rounding=0.0)
    return [inside, *turned([jaw, tongue], -opened, (0.03, -0.05))]


def cat_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A round head with cheeks, a short muzzle, whiskers and two pointed ears."""
    back = 0.35 * pose.run + 0.2 * pose.crouch + 0.35 * max(pose.lurk, pose.spring)
    coat, inside = figure.main, mixed(figure.main, PINK, 0.7)
    ear = smooth([(-0.115, 0.06), (-0.10, 0.19), (-0.085, 0.235), (-0.03, 0.17), (0.025, 0.10), (-0.05, 0.05)], coat)
    lining = smooth([(-0.085, 0.09), (-0.085, 0.185), (-0.01, 0.105)], inside, rounding=0.0)
    far_ear = smooth([(0.02, 0.08), (0.045, 0.18), (0.075, 0.225), (0.10, 0.15), (0.11, 0.07)], darker(coat, 0.78))
    chin = chain([(0.10, -0.075), (0.17, -0.06)], [0.075, 0.055], figure.second)
    skull = ellipse((0.0, 0.0), 0.158, 0.138, 0.0, coat, marks=(chin,))
    cheek = ellipse((0.05, -0.05), 0.115, 0.085, 0.0, coat)
    muzzle = ellipse((0.135, -0.048), 0.058, 0.050, -0.2, coat)
    open_mouth = [
        ellipse((0.138, -0.092), 0.034, 0.046 * pose.spring, -0.2, darker(PINK, 0.42), rounding=0.0),
        *(chain([(x, -0.070), (x, -0.070 - 0.030 * pose.spring)], [0.008, 0.002], WHITE) for x in (0.122, 0.158)),
    ]
    whisker = darker(mixed(figure.second, WHITE, 0.6), 0.9)
    return [
        *turned([far_ear], back, (0.06, 0.08)),
        joined([skull, cheek, muzzle]),
        *turned([ear, lining], back, (-0.05, 0.08)),
        *(open_mouth if pose.spring > SHOWS else []),
        ellipse((0.185, -0.022), 0.017, 0.013, -0.5, PINK),
        stroke([(0.178, -0.045), (0.155, -0.068), (0.125, -0.066)], 0.008, darker(coat, 0.40)),
        ellipse((0.085, 0.030), 0.036, 0.036, 0.0, GREEN, rounding=0.0),
        ellipse((0.092, 0.030), 0.016, 0.032, 0.0, EYE, rounding=0.0),
        ellipse((0.100, 0.044), 0.009, 0.009, 0.0, WHITE, rounding=0.0, glow=0.3),
        *(stroke([(0.13, -0.045), (0.06, -0.045 + rise), (-0.02, -0.05 + 1.8 * rise)], 0.005, whisker)
          for rise in (0.018, -0.022)),
    ]  # fmt: skip


def horse_head(figure: Figure, pose: Pose) -> list[Shape]:
    """A long head with a round cheek, a soft dark nose and small ears."""
    back = 0.5 * pose.run
    coat = figure.main
    soft = chain([(0.235, -0.03), (0.30, -0.03)], [0.055, 0.06], mixed(coat, figure.hair, 0.55))
    cheek = ellipse((0.0, -0.012), 0.080, 0.078, 0.0, coat, marks=(soft,))
    bridge = chain([(0.02, 0.0), (0.13, -0.008), (0.235, -0.016)], [0.068, 0.050, 0.040], coat)
    lips = ellipse((0.235, -0.032), 0.040, 0.034, -0.5, coat)
    near_ear = smooth([(-0.065, 0.045), (-0.068, 0.10), (-0.05, 0.135), (-0.022, 0.095), (-0.02, 0.055)], coat)
    far_ear = smooth([(-0.03, 0.05), (-0.02, 0.12), (0.0, 0.13), (0.012, 0.06)], darker(coat, 0.72))
    return [
        *turned([far_ear], back, (-0.02, 0.05)),
        joined([cheek, bridge, lips]),
        *turned([near_ear], back, (-0.04, 0.05)),
        ellipse((0.248, -0.006), 0.010, 0.007, 0.9, darker(figure.hair, 0.5), rounding=0.0),
        stroke([(0.258, -0.040), (0.225, -0.047), (0.205, -0.042)], 0.006, darker(coat, 0.40)),
        *_eye((0.055, 0.026), 0.016),
    ]


def _eye(middle: Point, radius: float) -> list[Shape]:
    """A dark eye with a light in it."""
    shine = (middle[0] + 0.35 * radius, middle[1] + 0.40 * radius)
    return [
        ellipse(middle, radius, radius, 0.0, EYE, rounding=0.0),
        ellipse(shine, 0.32 * radius, 0.32 * radius, 0.0, WHITE, rounding=0.0, glow=0.3),
    ]


HEADS = {"dog": dog_head, "cat": cat_head, "horse": horse_head}
