"""The cast: every kind of thing that there is, how large each is, and the groups that they fall into.

Tables only; what each can do is `figures.py`'s, where each lives `habitats.py`'s.
"""

from typing import Literal, get_args

Kind = Literal[
    "ball", "box", "balloon", "man", "woman", "child", "dog", "cat", "horse", "bird", "car", "tree",
    "robot", "astronaut", "rabbit", "cow", "elephant", "bear", "duck", "fish", "shark", "butterfly", "raptor",
    "dragon", "bus", "truck", "bicycle", "skateboard", "boat", "plane", "rocket", "helicopter", "train", "bottle",
    "cup", "umbrella", "lamp", "fan", "backpack", "guitar", "sword", "parachute", "flag", "chair", "table", "house",
    "tower", "castle", "hoop", "flower", "snowman", "surfboard",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
BODIES: tuple[Kind, ...] = ("ball", "box")
PEOPLE: tuple[Kind, ...] = ("man", "woman", "child")
# Who lives under water; in a lake or at sea their backs are seen.
FINNED: tuple[Kind, ...] = ("fish", "shark")
# Who walks on two legs like people do.
UPRIGHT: tuple[Kind, ...] = (*PEOPLE, "robot", "astronaut")
# What may be under water, below height 0.
DIVING: tuple[Kind, ...] = (*UPRIGHT, *BODIES, *FINNED)
ANIMALS: tuple[Kind, ...] = (
    "dog", "cat", "horse", "bird", "rabbit", "cow", "elephant", "bear", "duck", "fish", "shark", "butterfly", "raptor",
    "dragon",
)  # fmt: skip
WALKERS: tuple[Kind, ...] = ("dog", "cat", "horse", "rabbit", "cow", "elephant", "bear", "raptor")
ROAD: tuple[Kind, ...] = ("car", "bus", "truck", "train", "bicycle", "skateboard")
AIRCRAFT: tuple[Kind, ...] = ("plane", "rocket", "helicopter")
BUILT: tuple[Kind, ...] = ("tree", "house", "tower", "castle", "hoop", "train", "snowman")
# What can be turned over: who somersaults, and what topples.
TURNED_OVER: tuple[Kind, ...] = (*UPRIGHT, "bottle", "cup", "lamp", "chair", "snowman", "tower", "bicycle")
# What never turns about.
FIXED: tuple[Kind, ...] = (
    "tree", "house", "tower", "castle", "hoop", "snowman", "flag", "lamp", "chair", "table", "bottle", "cup", "flower",
    "fan", "rocket",
)  # fmt: skip
# What somebody carries in a hand or on the back, and at which share of the carrier's height it begins.
CARRIED: dict[Kind, float] = {
    "umbrella": 0.48, "backpack": 0.48, "guitar": 0.32, "sword": 0.46, "balloon": 0.85, "cup": 0.55, "flag": 0.0,
    "bottle": 0.52,
}  # fmt: skip
# Where somebody's hands are who has caught something, or a dog's jaws: how far before the middle, and how high, over
# the height.
CATCHING = (0.30, 0.66)
JAWS: dict[Kind, tuple[float, float]] = {"dog": (0.80, 0.74)}
# What somebody rides, and the height of the seat or deck as a share of its own.
RIDDEN: dict[Kind, float] = {"horse": 0.62, "bicycle": 0.83, "skateboard": 0.76, "elephant": 0.92, "dragon": 0.57,
                             "surfboard": 0.76, "parachute": 0.06}  # fmt: skip
# What its rider stands on.
BOARDS: tuple[Kind, ...] = ("skateboard", "surfboard")
# How large a medium one is: a body's radius, everything else's height, in metres.
MEDIUM_M: dict[Kind, float] = {
    "ball": 0.27, "box": 0.27, "balloon": 0.42, "man": 1.78, "woman": 1.68, "child": 1.18, "dog": 0.72, "cat": 0.42,
    "horse": 2.1, "bird": 0.34, "car": 1.45, "tree": 3.2, "robot": 1.7, "astronaut": 1.85, "rabbit": 0.42, "cow": 1.6,
    "elephant": 2.9, "bear": 1.5, "duck": 0.5, "fish": 0.5, "shark": 1.0, "butterfly": 0.3, "raptor": 1.9,
    "dragon": 2.4, "bus": 2.9, "truck": 2.6, "bicycle": 1.05, "skateboard": 0.16, "boat": 2.2, "plane": 2.2,
    "rocket": 4.0, "helicopter": 2.2, "train": 3.0, "bottle": 0.55, "cup": 0.32, "umbrella": 1.0, "lamp": 1.4,
    "fan": 1.2, "backpack": 0.6, "guitar": 1.05, "sword": 1.1, "parachute": 2.6, "flag": 2.6, "chair": 0.95,
    "table": 0.8, "house": 3.4, "tower": 5.0, "castle": 4.6, "hoop": 3.05, "flower": 0.6, "snowman": 1.5,
    "surfboard": 0.16,
}  # fmt: skip
# How far each reaches to the sides of its middle, over what `MEDIUM_M` measures.
REACH: dict[Kind, float] = {
    "ball": 1.0, "box": 1.0, "balloon": 0.4, "man": 0.3, "woman": 0.3, "child": 0.3, "dog": 0.95, "cat": 1.1,
    "horse": 0.95, "bird": 1.2, "car": 1.3, "tree": 0.45, "robot": 0.46, "astronaut": 0.45, "rabbit": 0.72, "cow": 1.15,
    "elephant": 0.97, "bear": 0.94, "duck": 0.96, "fish": 0.91, "shark": 1.4, "butterfly": 0.6, "raptor": 1.03,
    "dragon": 1.2, "bus": 1.3, "truck": 1.27, "bicycle": 1.06, "skateboard": 2.52, "boat": 0.9, "plane": 1.62,
    "rocket": 0.28, "helicopter": 1.4, "train": 1.53, "bottle": 0.17, "cup": 0.62, "umbrella": 0.56, "lamp": 0.29,
    "fan": 0.27, "backpack": 0.49, "guitar": 0.2, "sword": 0.21, "parachute": 0.6, "flag": 0.49, "chair": 0.34,
    "table": 0.91, "house": 0.68, "tower": 0.21, "castle": 0.75, "hoop": 0.43, "flower": 0.3, "snowman": 0.46,
    "surfboard": 7.0,
}  # fmt: skip
SIZES: dict[str, float] = {"tiny": 0.48, "small": 0.70, "medium": 1.0, "large": 1.41, "huge": 2.0}
# People are more alike in size than things.
PERSON_SIZES: dict[str, float] = {"small": 0.88, "medium": 1.0, "large": 1.12}
OTHER_SIZES: dict[str, float] = {"small": 0.78, "medium": 1.0, "large": 1.28}


def grasp(kind: Kind) -> tuple[float, float]:
    """Where something is that one of a kind has caught: how far before its middle, and how high, over its height."""
    return JAWS.get(kind, CATCHING)


def sizes_of(kind: Kind) -> dict[str, float]:
    """The named sizes that a kind comes in, as factors of a medium one."""
    if kind in PEOPLE:
        return PERSON_SIZES
    return SIZES if kind in BODIES else OTHER_SIZES


def extent_m(kind: Kind, factor: float) -> float:
    """A body's radius, anything else's height; factor: its size over a medium one's."""
    return MEDIUM_M[kind] * factor


def tall_m(kind: Kind, factor: float) -> float:
    """From the ground to the top."""
    return extent_m(kind, factor) * (2 if kind in BODIES else 1)


assert set(MEDIUM_M) == set(REACH) == set(KINDS)
