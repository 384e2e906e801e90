"""Draws cow, elephant and bear: flesh on the skeleton of `quadruped_pose.py`, the heads from `beast_heads.py`.

Main is the coat, second a cow's patches and the insides of an elephant's ears, hair a cow's tail. It decides no
movement.
"""

import cmath
import math
from collections.abc import Callable

from msgspec import structs

from services.renderer.animatic.cast.beast_breeds import BEAR, COW, ELEPHANT
from services.renderer.animatic.cast.beast_heads import bear_head, bell, cow_head, elephant_head
from services.renderer.animatic.cast.breeds import Breed, Leg, Point
from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.placing import darker, mixed, xy
from services.renderer.animatic.cast.quadruped_pose import LegBones, Skeleton, along_spine, skeleton
from services.renderer.animatic.cast.shapes import Shape, chain, ellipse, joined, moved, polygon, smooth, stroke, turned
from services.renderer.animatic.cast.turning import Part, turned_about

HOOF = (0.20, 0.16, 0.14)
PINK = (0.93, 0.66, 0.64)
NAIL = (0.93, 0.88, 0.78)
FAR = 0.72
HOOF_OUTLINE = ((-0.036, 0.020), (0.034, 0.020), (0.060, -0.043), (-0.046, -0.043))
PATCHES: tuple[tuple[Point, ...], ...] = (
    ((-0.62, 0.86), (-0.36, 0.90), (-0.28, 0.74), (-0.38, 0.60), (-0.50, 0.58), (-0.64, 0.66)),
    ((-0.14, 0.90), (0.10, 0.90), (0.14, 0.70), (0.02, 0.56), (-0.12, 0.60), (-0.20, 0.74)),
    ((-0.22, 0.46), (-0.06, 0.50), (0.00, 0.38), (-0.08, 0.28), (-0.24, 0.30)),
    ((0.22, 0.62), (0.34, 0.70), (0.46, 0.56), (0.42, 0.44), (0.28, 0.46)),
)


def skeleton_of(breed: Breed, figure: Figure, pose: Pose) -> Skeleton:
    """The bones of a figure in a pose."""
    strides = (stride_m(figure, "walk") / figure.tall_m, stride_m(figure, "run") / figure.tall_m)
    return skeleton(breed, strides, structs.replace(pose, sit=max(pose.sit, pose.lie)))


def cow(figure: Figure, pose: Pose) -> list[Shape]:
    """A cow with patches, horns, an udder and a bell."""
    bones = skeleton_of(COW, figure, pose)

    def on(points: tuple[Point, ...]) -> list[Point]:
        return [xy(along_spine(complex(*at), COW, bones.spine, bones.arch)) for at in points]

    trunk = flesh(COW, bones, figure.main, tuple(smooth(on(patch), figure.second) for patch in PATCHES))
    udder = joined([smooth(on(((-0.34, 0.40), (-0.10, 0.36), (-0.12, 0.26), (-0.22, 0.22), (-0.32, 0.27))), PINK),
                    *(chain(on(((x, 0.25), (x, 0.195))), [0.022, 0.016], PINK) for x in (-0.27, -0.18))])  # fmt: skip
    tail = [xy(point) for point in bones.tail]
    tassel = chain(tail[-2:], [0.030, 0.038], figure.hair)
    far, near = _legs(COW, bones, lambda leg, build: _hoofed(figure, leg, build))
    head = cow_head(figure, pose)
    throat = bones.neck + 0.62 * (bones.head - bones.neck) - 0.135j
    swing = 0.15 * math.sin(pose.beat_rad) + 0.4 * (pose.walk + pose.run) * math.sin(2 * pose.stride_rad)
    behind = [
        chain(tail, [0.026, 0.022, 0.020, 0.018, 0.017, 0.016, 0.016, 0.016], darker(figure.main, 0.85)),
        tassel,
    ]
    drawn = _grouped(COW, behind, far, [udder, trunk], near, bell(throat, swing), _put(head, bones))
    return turned_about(drawn, figure, pose)


def elephant(figure: Figure, pose: Pose) -> list[Shape]:
    """An elephant: legs like columns, and a trunk."""
    bones = skeleton_of(ELEPHANT, figure, pose)
    folds = tuple(
        stroke([xy(along_spine(complex(x + dx, y), ELEPHANT, bones.spine, bones.arch)) for dx, y in line], 0.008,
               darker(figure.main, 0.82))
        for x, line in ((-0.14, ((0.0, 0.60), (0.03, 0.52), (0.02, 0.44))), (0.02, ((0.0, 0.66), (0.02, 0.56))),
                        (-0.06, ((0.0, 0.44), (0.05, 0.40))))
    )  # fmt: skip
    tail = [xy(point) for point in bones.tail]
    far, near = _legs(ELEPHANT, bones, lambda leg, build: _column(figure, leg, build))
    head = elephant_head(figure, pose)
    behind = [
        chain(tail, [0.028, 0.022, 0.018, 0.016, 0.014, 0.014, 0.014, 0.014], darker(figure.main, 0.85)),
        chain(tail[-2:], [0.022, 0.030], darker(figure.main, 0.4)),
    ]
    trunk = flesh(ELEPHANT, bones, figure.main, folds)
    return turned_about(_grouped(ELEPHANT, behind, far, [trunk], near, [], _put(head, bones)), figure, pose)


def bear(figure: Figure, pose: Pose) -> list[Shape]:
    """A bear: heavy, with a hump at the shoulders and broad paws."""
    bones = skeleton_of(BEAR, figure, pose)
    far, near = _legs(BEAR, bones, lambda leg, build: _pawed(figure, leg, build))
    head = bear_head(figure, pose)
    tail = ellipse(xy(bones.tail[4]), 0.075, 0.065, 0.0, darker(figure.main, 0.9))
    chest = chain([xy(bones.neck + 0.4 * (bones.head - bones.neck) - 0.21j), xy(bones.spine[1] + complex(0.20, -0.16))],
                  [0.045, 0.05], mixed(figure.main, (0.95, 0.82, 0.62), 0.35))  # fmt: skip
    trunk = flesh(BEAR, bones, figure.main, (chest,))
    return turned_about(_grouped(BEAR, [tail], far, [trunk], near, [], _put(head, bones)), figure, pose)


def flesh(breed: Breed, bones: Skeleton, rgb: RGB, marks: tuple[Shape, ...]) -> Shape:
    """Body and neck in one."""
    back, belly = (
        [along_spine(complex(*at), breed, bones.spine, bones.arch) for at in side] for side in (breed.back, breed.belly)
    )
    way = bones.head - bones.neck
    wide, narrow = breed.neck_radii
    neck = chain([xy(bones.neck), xy(bones.neck + 0.5 * way), xy(bones.head)],
                 [wide, 0.5 * wide + 0.5 * narrow, narrow], rgb)  # fmt: skip
    return joined([smooth([xy(at) for at in (*back, *belly)], rgb, marks=marks), neck])


def _grouped(
    breed: Breed,
    behind: list[Shape],
    far: list[Shape],
    trunk: list[Shape],
    near: list[Shape],
    before: list[Shape],
    head: list[Shape],
) -> list[Part]:
    """All of an animal from back to front, as it turns about."""
    return [
        Part(shapes=behind),
        Part(shapes=far, aside=-breed.half),
        Part(shapes=trunk),
        Part(shapes=near, aside=breed.half),
        Part(shapes=before),
        Part(shapes=head, head=True),
    ]


def _put(head: list[Shape], bones: Skeleton) -> list[Shape]:
    return moved(turned(head, bones.head_rad, (0.0, 0.0)), *xy(bones.head))


def _legs(
    breed: Breed, bones: Skeleton, draw: Callable[[LegBones, Leg], list[Shape]]
) -> tuple[list[Shape], list[Shape]]:
    """The legs of the far side, in the body's shade, and of the near one."""
    legs = [draw(leg, build) for build, leg in zip((breed.hind, breed.fore) * 2, bones.legs, strict=True)]
    return [_farther(shape) for leg in legs[:2] for shape in leg], [shape for leg in legs[2:] for shape in leg]


def _farther(shape: Shape) -> Shape:
    marks = tuple(_farther(mark) for mark in shape.marks)
    return structs.replace(shape, rgb=darker(shape.rgb, FAR), marks=marks)


def _points(leg: LegBones) -> list[Point]:
    return [xy(leg.root), xy(leg.joint), xy(leg.hock), xy(leg.foot)]


def _hoofed(figure: Figure, leg: LegBones, build: Leg) -> list[Shape]:
    hoof = moved(turned([polygon(HOOF_OUTLINE, HOOF, rounding=0.7)], leg.foot_rad, (0.0, 0.0)), *xy(leg.foot))
    return [chain(_points(leg), build.radii, figure.main), *hoof]


def _column(figure: Figure, leg: LegBones, build: Leg) -> list[Shape]:
    """A round leg as thick below as above, with nails around its foot."""
    turn = cmath.rect(1.0, 0.5 * leg.foot_rad)
    flat = build.radii[3]
    sole = polygon([xy(leg.foot + turn * complex(x, y)) for x, y in
                    ((-0.8 * flat, 0.05), (0.8 * flat, 0.05), (1.12 * flat, -0.6 * flat), (flat, -flat),
                     (-flat, -flat), (-1.08 * flat, -0.6 * flat))], figure.main)  # fmt: skip
    nails = tuple(ellipse(xy(leg.foot + turn * complex(x * flat, -0.80 * flat)), 0.022, 0.024, 0.0, NAIL)
                  for x in (0.95, 0.48, 0.0))  # fmt: skip
    return [joined([chain(_points(leg), build.radii, figure.main, marks=nails), sole])]


def paw_turn(leg: LegBones, length: float) -> complex:
    """How a paw of a length is turned: toes down as it is lifted, but never into the ground."""
    steepest = math.asin(min(1.0, max(0.0, leg.foot.imag - 0.05) / length))
    return cmath.rect(1.0, max(leg.foot_rad, -steepest) if leg.foot.imag > 0 else leg.foot_rad)


def _pawed(figure: Figure, leg: LegBones, build: Leg) -> list[Shape]:
    """A thick leg on a broad paw with claws."""
    flat = build.radii[3]
    turn = paw_turn(leg, 0.17)
    paw = chain([xy(leg.foot), xy(leg.foot + turn * complex(0.075, -0.012))], [flat, flat - 0.012], figure.main)
    claws = [chain([xy(leg.foot + turn * complex(0.115 + 0.016 * index, -0.018 * index - 0.012)),
                    xy(leg.foot + turn * complex(0.160 + 0.010 * index, -0.020 * index - 0.030))], [0.012, 0.005], HOOF)
             for index in range(2)]  # fmt: skip
    return [*claws, joined([chain(_points(leg), build.radii, figure.main), paw])]
