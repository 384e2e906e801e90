"""Draws dog, cat and horse: flesh on the skeleton of `quadruped_pose.py`, the head from `heads.py`.

Main is the coat, second the chest and the paws, hair the horse's mane and tail. It decides no movement.
"""

import cmath
import math

import numpy as np
from msgspec import structs

from services.renderer.animatic.cast.breeds import BREEDS, Breed, Leg
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.heads import HEADS
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.quadruped_pose import LegBones, Skeleton, along_spine, skeleton
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, polygon, scaled, smooth, turned
from services.renderer.animatic.cast.turning import ASIDE, Part, turned_about

HOOF = (0.17, 0.14, 0.12)
FAR = 0.72
HOOF_OUTLINE = ((-0.021, 0.012), (0.021, 0.012), (0.040, -0.023), (-0.026, -0.023))


def dog(figure: Figure, pose: Pose) -> list[Shape]:
    """A dog with a long muzzle, hanging ears and a raised tail."""
    return _quadruped(figure, pose)


def cat(figure: Figure, pose: Pose) -> list[Shape]:
    """A cat: long and low, with a round head, pointed ears and a long tail."""
    return _quadruped(figure, pose)


def horse(figure: Figure, pose: Pose) -> list[Shape]:
    """A horse with hooves, a mane and a tail of long hair."""
    return _quadruped(figure, pose)


def _quadruped(figure: Figure, pose: Pose) -> list[Shape]:
    breed, is_horse = BREEDS[figure.kind], figure.kind == "horse"
    strides = (stride_m(figure, "walk") / figure.tall_m, stride_m(figure, "run") / figure.tall_m)
    bones = skeleton(breed, strides, pose)
    legs = [_leg(figure, build, leg) for build, leg in zip((breed.hind, breed.fore) * 2, bones.legs, strict=True)]
    far = [_farther(shape) for leg in legs[:2] for shape in leg]
    near = [shape for leg in legs[2:] for shape in leg]
    trunk = _trunk(figure, breed, bones, turns=abs(pose.facing) < ASIDE)
    head = scaled(HEADS[figure.kind](figure, pose), breed.head_scale, breed.head_scale)
    head = moved(turned(head, bones.head_rad, (0.0, 0.0)), *xy(bones.head))
    legs_far, legs_near = Part(shapes=far, aside=-breed.half), Part(shapes=near, aside=breed.half)
    face = Part(shapes=head, head=True)
    if is_horse:
        tail, mane = Part(shapes=[_hair_tail(figure, bones)]), Part(shapes=[_mane(figure, breed, bones, pose)])
        drawn = [legs_far, Part(shapes=[trunk]), tail, legs_near, face, mane]
    else:
        tail = Part(shapes=[_fur_tail(figure, bones)])
        drawn = [tail, legs_far, Part(shapes=[trunk]), legs_near, face]
    return turned_about(drawn, figure, pose)


def _trunk(figure: Figure, breed: Breed, bones: Skeleton, *, turns: bool) -> Shape:
    """Body and neck in one coat, with the chest's marking; as long as it turns about, the neck does so by itself."""
    back, belly = (
        [along_spine(complex(*at), breed, bones.spine, bones.arch) for at in side] for side in (breed.back, breed.belly)
    )
    way = bones.head - bones.neck
    out = 1j * way / abs(way)
    wide, narrow = breed.neck_radii
    slim = 0.35 * wide + 0.65 * narrow
    nape = [bones.neck + 0.45 * way + 1.02 * slim * out, bones.head + narrow * out]
    throat = [bones.head - narrow * out, bones.neck + 0.55 * way - slim * out]
    neck = chain(
        [xy(bones.neck), xy(bones.neck + 0.5 * way), xy(bones.head)], [0.8 * wide, 0.9 * slim, narrow], figure.main
    )
    marks: tuple[Shape, ...] = ()
    if figure.kind != "horse":
        bib = [xy(throat[0]), xy(belly[0]), xy(belly[1])]
        marks = (chain(bib, [0.045, 0.075, 0.05], figure.second),)
    around = (*back, *belly) if turns else (*back, *nape, *throat, *belly)
    return joined([smooth([xy(at) for at in around], figure.main, marks=marks), neck])


def _leg(figure: Figure, build: Leg, bones: LegBones) -> list[Shape]:
    """Thigh or shoulder, leg and foot in one piece; a hoof apart."""
    points = [xy(bones.root), xy(bones.joint), xy(bones.hock), xy(bones.foot)]
    leg = chain(points, build.radii, figure.main)
    if figure.kind == "horse":
        sock = chain([xy(bones.foot), xy(bones.foot + 0.45 * (bones.hock - bones.foot))], [0.04, 0.04], figure.second)
        leg = structs.replace(leg, marks=(sock,))
        hoof = polygon(HOOF_OUTLINE, HOOF, rounding=0.7)
        return [leg, *moved(turned([hoof], bones.foot_rad, (0.0, 0.0)), *xy(bones.foot))]
    middle = bones.foot + cmath.rect(0.024, bones.foot_rad)
    sock = ellipse(xy(bones.foot), 0.10, 0.075, bones.foot_rad, figure.second)
    paw = ellipse(xy(middle), 0.060, build.radii[3], bones.foot_rad, figure.main, marks=(sock,))
    return [joined([leg, paw])]


def _farther(shape: Shape) -> Shape:
    """A leg of the far side, in the body's shade."""
    marks = tuple(_farther(mark) for mark in shape.marks)
    return structs.replace(shape, rgb=darker(shape.rgb, FAR), marks=marks)


def _fur_tail(figure: Figure, bones: Skeleton) -> Shape:
    """A dog's tail is thick and tapers to a light tip; a cat's is slim all along."""
    points = [xy(point) for point in bones.tail]
    thick, thin = (0.042, 0.020) if figure.kind == "dog" else (0.036, 0.030)
    radii = [float(radius) for radius in np.linspace(thick, thin, len(points))]
    tip = chain(points[-2:], [0.06, 0.06], figure.second)
    return chain(points, radii, darker(figure.main, 0.92), marks=(tip,))


def _hair_tail(figure: Figure, bones: Skeleton) -> Shape:
    """Long hair, thickest below its middle and running out in a point."""
    widths = (0.022, 0.034, 0.046, 0.054, 0.054, 0.046, 0.030, 0.008)
    left, right = [], []
    for index, (point, width) in enumerate(zip(bones.tail, widths, strict=True)):
        before, after = bones.tail[max(0, index - 1)], bones.tail[min(len(bones.tail) - 1, index + 1)]
        across = 1j * (after - before) / abs(after - before)
        left.append(point + width * across)
        right.append(point - width * across)
    lock = chain([xy(point) for point in bones.tail[1:7]], [0.010, 0.013, 0.014, 0.014, 0.010, 0.004],
                 mixed(figure.hair, (1.0, 1.0, 1.0), 0.13))  # fmt: skip
    return smooth([xy(point) for point in (*left, *reversed(right))], figure.hair, marks=(lock,))


def _mane(figure: Figure, breed: Breed, bones: Skeleton, pose: Pose) -> Shape:
    """Hair along the crest from the withers to the ears; it lifts in the gallop."""
    neck = bones.head - bones.neck
    along, out = neck / abs(neck), 1j * neck / abs(neck)
    wide, narrow = breed.neck_radii
    lifted = 0.5 * pose.run + 0.3 * pose.airborne
    crest, locks = [], []
    for index in range(9):
        share = index / 8
        edge = bones.neck + neck * (0.10 + 0.92 * share) + out * (wide + (narrow - wide) * (0.1 + 0.9 * share)) * 0.98
        sway = 0.012 * math.sin(pose.beat_rad + 1.3 * index) + 0.02 * pose.run * math.sin(pose.stride_rad + index)
        crest.append(edge + out * (0.016 + 0.030 * lifted))
        ragged = 0.105 - 0.055 * (index % 2)
        locks.append(edge - out * ragged * (1 - 0.9 * lifted) - along * (0.05 + sway) + 0.02j * lifted)
    ring = [*crest, *reversed(locks)]
    return smooth([xy(point) for point in ring], figure.hair, rounding=0.6)
