"""Who draws what: the table from kinds to drawings."""

from collections.abc import Callable

from services.renderer.animatic.cast.balloon import balloon
from services.renderer.animatic.cast.bird import bird
from services.renderer.animatic.cast.car import car
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.people import child, man, woman
from services.renderer.animatic.cast.quadruped import cat, dog, horse
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.tree import tree

DRAWINGS: dict[str, Callable[[Figure, Pose], list[Shape]]] = {
    "balloon": balloon,
    "bird": bird,
    "car": car,
    "cat": cat,
    "child": child,
    "dog": dog,
    "horse": horse,
    "man": man,
    "tree": tree,
    "woman": woman,
}


def shapes_of(figure: Figure, pose: Pose) -> list[Shape]:
    """The shapes of a figure of any kind, from back to front."""
    return DRAWINGS[figure.kind](figure, pose)
