"""Draws a dragon: a long neck and tail on the skeleton of `quadruped_pose.py`, spikes, horns and leather wings.

Main is the hide, second the wings' skin and the spikes. In units of its height until the end.
"""

import cmath
import math
from itertools import pairwise

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.beast_breeds import DRAGON
from services.renderer.animatic.cast.beasts import paw_turn
from services.renderer.animatic.cast.breeds import Leg
from services.renderer.animatic.cast.eye import eye
from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.quadruped_pose import LegBones, Skeleton, along_spine, skeleton
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.turning import Part, turned_about

SAND = (0.95, 0.88, 0.64)
IVORY = (0.95, 0.92, 0.82)
AMBER = (0.99, 0.82, 0.20)
MOUTH = (0.55, 0.12, 0.14)
CLAW = (0.20, 0.16, 0.15)
FAR = 0.70
NECK_PARTS = 7
# How the neck bends to an S, in heights, standing; it is straight in flight.
NECK_BEND = 0.10
# How far ahead of its feet's middle it is drawn, so that its own middle is in the middle.
FORWARD = 0.22
WING_ROOT = complex(0.06, 0.53)
# A wing as (along its span 0..1, along the body): shoulder, wrist, then tips and the skin between them, back to the
# body; and the same points raised at rest, from the shoulder.
SPREAD = ((0.0, 0.04), (0.42, 0.16), (1.0, -0.06), (0.74, -0.16), (0.80, -0.40), (0.52, -0.32), (0.44, -0.52),
          (0.22, -0.36), (0.0, -0.36))  # fmt: skip
RAISED = ((0.02, -0.02), (-0.10, 0.30), (-0.50, 0.44), (-0.42, 0.27), (-0.62, 0.22), (-0.44, 0.13), (-0.52, 0.02),
          (-0.34, 0.02), (-0.24, -0.04))  # fmt: skip
# How far to its sides a wing is seen as it turns about.
WING_ASIDE = 0.30
SPAN, SWEEP, PLANE, WRIST = 1.15, 0.16, 0.62, 0.42
WING_BEAT_RAD, WING_LAG_RAD = 0.85, 0.7


def dragon(figure: Figure, pose: Pose) -> list[Shape]:
    """A dragon standing, walking, sitting or flying."""
    flying = min(1.0, max(pose.fly, 0.5 * pose.airborne))
    held = structs.replace(
        pose,
        sit=max(pose.sit, pose.lie),
        airborne=max(pose.airborne, 0.85 * pose.fly),
        walk=pose.walk * (1 - pose.fly),
        run=pose.run * (1 - pose.fly),
        vy_m_s=0.5 * pose.vy_m_s,
    )
    strides = (stride_m(figure, "walk") / figure.tall_m, stride_m(figure, "run") / figure.tall_m)
    bones = skeleton(DRAGON, strides, held)
    builds = (DRAGON.hind, DRAGON.fore) * 2
    legs = [_leg(figure, build, _drawn_up(build, leg, flying)) for build, leg in zip(builds, bones.legs, strict=True)]
    far = [structs.replace(shape, rgb=darker(shape.rgb, FAR)) for leg in legs[:2] for shape in leg]
    neck = _neck(bones, flying)
    head = moved(turned(_head(figure, pose), bones.head_rad, (0.0, 0.0)), *xy(neck[-1]))
    root = along_spine(WING_ROOT, DRAGON, bones.spine, bones.arch)
    heave = 0.05 * flying * math.sin(pose.beat_rad + 2.4)
    drawn = [
        Part(shapes=_wing(figure, pose, root + complex(0.05, 0.01), flying, is_near=False), aside=-WING_ASIDE),
        Part(shapes=_spikes(figure, bones, neck)),
        Part(shapes=far, aside=-DRAGON.half),
        Part(shapes=[_trunk(figure, bones, neck)]),
        Part(shapes=[shape for leg in legs[2:] for shape in leg], aside=DRAGON.half),
        Part(shapes=head, head=True),
        Part(shapes=_wing(figure, pose, root, flying, is_near=True), aside=WING_ASIDE),
    ]
    ahead = [structs.replace(part, shapes=moved(part.shapes, FORWARD, heave)) for part in drawn]
    return turned_about(ahead, figure, pose)


def _drawn_up(build: Leg, leg: LegBones, flying: float) -> LegBones:
    """A leg laid back along the body as far as it flies."""
    ahead = build.bend < 0
    joint = leg.root + complex(-0.02, -0.15) if ahead else leg.root + complex(0.02, -0.16)
    hock = joint + (complex(-0.03, -0.12) if ahead else complex(-0.17, -0.03))
    foot = hock + (complex(-0.10, -0.03) if ahead else complex(-0.11, -0.02))

    def between(one: complex, two: complex) -> complex:
        return one + (two - one) * flying

    return LegBones(
        root=leg.root,
        joint=between(leg.joint, joint),
        hock=between(leg.hock, hock),
        foot=between(leg.foot, foot),
        foot_rad=leg.foot_rad * (1 - flying) - (1.8 if ahead else 1.9) * flying,
    )


def _neck(bones: Skeleton, flying: float) -> list[complex]:
    """Points from the neck's base to the head, bent like an S."""
    way = bones.head - bones.neck
    aside = 1j * way / abs(way) * NECK_BEND * (1 - 0.7 * flying)
    return [bones.neck + way * share - aside * math.sin(2 * math.pi * share) * 0.8
            for share in (index / (NECK_PARTS - 1) for index in range(NECK_PARTS))]  # fmt: skip


def _trunk(figure: Figure, bones: Skeleton, neck: list[complex]) -> Shape:
    """Tail, body and neck in one, with plates along the belly and a point like a spade on the tail."""
    back, belly = (
        [xy(along_spine(complex(*at), DRAGON, bones.spine, bones.arch)) for at in side]
        for side in (DRAGON.back, DRAGON.belly)
    )
    wide, narrow = DRAGON.neck_radii
    radii = [float(radius) for radius in np.linspace(wide, narrow, NECK_PARTS)]
    front = [xy(at - 0.9j * cmath.rect(r, cmath.phase(neck[-1] - neck[0]) * 0.4) + 0.5 * r)
             for at, r in zip(neck, radii, strict=True)]  # fmt: skip
    pale = mixed(figure.main, SAND, 0.75)
    plates = chain([*front[::-1], *belly[1:]], [*(0.55 * r for r in radii[::-1]), *([0.06] * (len(belly) - 1))], pale)
    seams = [stroke([(x - 0.09, y + 0.02), (x + 0.09, y - 0.02)], 0.009, darker(pale, 0.78)) for x, y in front[1:6]]
    tail = bones.tail
    tip = tail[-1] - tail[-2]
    spade = [tail[-1] + tip / abs(tip) * complex(x, y) for x, y in
             ((-0.03, 0.02), (0.0, 0.085), (0.15, 0.0), (0.0, -0.085), (-0.03, -0.02))]  # fmt: skip
    thick = [float(radius) for radius in np.linspace(0.115, 0.020, len(tail))]
    body = smooth([*back, *belly], figure.main, marks=(plates, *seams))
    return joined([
        body,
        chain([xy(at) for at in neck], radii, figure.main),
        chain([xy(at) for at in tail], thick, figure.main),
        polygon([xy(at) for at in spade], figure.main),
    ])  # fmt: skip


def _spikes(figure: Figure, bones: Skeleton, neck: list[complex]) -> list[Shape]:
    """A row of triangles down the neck, the back and the tail."""
    wide, narrow = DRAGON.neck_radii
    back = [along_spine(complex(*at), DRAGON, bones.spine, bones.arch) for at in DRAGON.back]
    crest = [at + 1j * r * 0.9 * (neck[-1] - neck[0]) / abs(neck[-1] - neck[0])
             for at, r in zip(neck[::-1], np.linspace(narrow, wide, NECK_PARTS), strict=True)][1:6]  # fmt: skip
    over = [at + 0.75j * r for at, r in zip(bones.tail, np.linspace(0.115, 0.02, len(bones.tail)), strict=True)]
    line = [*crest, *back[:1:-1], *over[1:7]]
    found = []
    for index, (before, after) in enumerate(pairwise(line)):
        way = after - before
        size = 0.105 if index < 9 else 0.105 - 0.011 * (index - 9)
        middle, along = 0.5 * (before + after), way / max(abs(way), 1e-6)
        peak = middle + size * (0.45 * along - 1j * along)
        found.append(polygon([xy(middle - 0.055 * along + 0.04j * along), xy(peak), xy(middle + 0.055 * along
                             + 0.04j * along)], figure.second, rounding=0.5))  # fmt: skip
    return found


def _leg(figure: Figure, build: Leg, bones: LegBones) -> list[Shape]:
    """A strong leg with three claws."""
    flat = build.radii[3]
    turn = paw_turn(bones, 0.14 + flat)
    paw = chain([xy(bones.foot), xy(bones.foot + turn * 0.06)], [flat, flat - 0.012], figure.main)
    claws = [chain([xy(bones.foot + turn * complex(x, y)), xy(bones.foot + turn * complex(x + 0.055, y - 0.014))],
                   [0.016, 0.004], CLAW) for x, y in ((0.075, -0.012), (0.085, -0.030), (0.04, -0.030))]  # fmt: skip
    points = [xy(bones.root), xy(bones.joint), xy(bones.hock), xy(bones.foot)]
    return [joined([chain(points, build.radii, figure.main), paw]), *claws]


def _head(figure: Figure, pose: Pose) -> list[Shape]:
    """A long snout with nostrils, a jaw that opens, two horns and a fin behind the cheek."""
    gape = 0.10 + 0.42 * pose.mouth + 0.16 * pose.fly + 0.2 * (figure.mood == "laugh")
    hide = figure.main
    horn = [(-0.04, 0.08), (-0.13, 0.135), (-0.20, 0.195)]
    fin = polygon([(-0.03, 0.03), (-0.15, 0.075), (-0.12, 0.02), (-0.18, -0.01), (-0.11, -0.04), (-0.13, -0.09),
                   (-0.02, -0.05)], figure.second, rounding=0.5)  # fmt: skip
    jaw = smooth([(-0.02, -0.04), (0.10, -0.055), (0.24, -0.055), (0.27, -0.075), (0.22, -0.105), (0.08, -0.115),
                  (-0.03, -0.09)], mixed(hide, SAND, 0.6))  # fmt: skip
    inside = smooth([(0.0, -0.03), (0.26, -0.05), (0.24, -0.06 - 0.20 * gape), (0.05, -0.09)], MOUTH, rounding=0.0)
    fangs = [polygon([(x - 0.014, -0.045), (x + 0.014, -0.045), (x + 0.002, -0.082)], IVORY, rounding=0.0)
             for x in (0.26, 0.215, 0.14)]  # fmt: skip
    skull = smooth([(-0.10, 0.02), (-0.07, 0.09), (0.02, 0.115), (0.10, 0.085), (0.18, 0.045), (0.255, 0.065),
                    (0.305, 0.035), (0.31, -0.02), (0.26, -0.05), (0.10, -0.052), (0.0, -0.06),
                    (-0.08, -0.05)], hide)  # fmt: skip
    return [
        chain([(x + 0.06, y + 0.005) for x, y in horn], [0.030, 0.024, 0.005], darker(IVORY, FAR)),
        *([inside] if gape > 0.12 else []),
        *turned([jaw], -gape, (0.0, -0.06)),
        *fangs,
        skull,
        ellipse((0.265, 0.040), 0.013, 0.009, 0.6, darker(hide, 0.4), rounding=0.0),
        fin,
        chain(horn, [0.032, 0.025, 0.005], IVORY),
        *eye((0.062, 0.040), 0.038, figure.mood, hide, AMBER),
        *([stroke([(0.005, 0.085), (0.115, 0.066)], 0.026, darker(hide, 0.75))] if figure.mood == "" else []),
    ]


def _wing(figure: Figure, pose: Pose, root: complex, flying: float, *, is_near: bool) -> list[Shape]:
    """Skin between a shoulder, a wrist, three tips and the body; its outer half follows the beat a little later."""
    middle = 0.45 if is_near else 0.30
    inner = middle + WING_BEAT_RAD * math.sin(pose.beat_rad)
    outer = middle + WING_BEAT_RAD * math.sin(pose.beat_rad - WING_LAG_RAD)
    rise = 0.02 * math.sin(pose.beat_rad) + 0.10 * pose.dance * math.sin(pose.beat_rad) - 0.10 * pose.crouch
    points = []
    for (span, chord), (x, y) in zip(SPREAD, RAISED, strict=True):
        up = SPAN * (min(span, WRIST) * math.sin(inner) + max(0.0, span - WRIST) * math.sin(outer))
        spread = complex(chord - SWEEP * span + (0.0 if is_near else 0.14 * span), up + PLANE * math.cos(inner) * chord)
        at_rest = complex(x + (0.0 if is_near else 0.10), y) * cmath.rect(1.0, rise)
        points.append(root + spread * flying + at_rest * (1 - flying))
    skin = darker(figure.second, 1.0 if is_near else 0.66)
    bone: RGB = darker(figure.main, 0.92 if is_near else 0.62)
    fingers = [chain([xy(points[1]), xy(points[tip])], [0.020, 0.007], bone) for tip in (2, 4, 6)]
    thumb = chain([xy(points[1]), xy(points[1] + 0.18 * (points[1] - points[0]))], [0.020, 0.004], CLAW)
    arm = chain([xy(points[0]), xy(points[1])], [0.045, 0.026], bone)
    return [polygon([xy(at) for at in points], skin, rounding=0.45), *fingers, thumb, arm]
