"""Who draws what: the table from kinds to drawings."""

from collections.abc import Callable

from services.renderer.animatic.cast.astronaut import astronaut
from services.renderer.animatic.cast.balloon import balloon
from services.renderer.animatic.cast.beasts import bear, cow, elephant
from services.renderer.animatic.cast.bicycle import bicycle
from services.renderer.animatic.cast.bird import bird
from services.renderer.animatic.cast.boat import boat
from services.renderer.animatic.cast.buildings import house, tower
from services.renderer.animatic.cast.bus import bus
from services.renderer.animatic.cast.butterfly import butterfly
from services.renderer.animatic.cast.car import car
from services.renderer.animatic.cast.carried import backpack, guitar, sword, umbrella
from services.renderer.animatic.cast.castle import castle
from services.renderer.animatic.cast.dragon import dragon
from services.renderer.animatic.cast.duck import duck
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.flag import flag
from services.renderer.animatic.cast.furniture import chair, table
from services.renderer.animatic.cast.garden import flower, snowman
from services.renderer.animatic.cast.helicopter import helicopter
from services.renderer.animatic.cast.hoop import hoop
from services.renderer.animatic.cast.household import bottle, cup, fan, lamp
from services.renderer.animatic.cast.parachute import parachute
from services.renderer.animatic.cast.people import child, man, woman
from services.renderer.animatic.cast.plane import plane
from services.renderer.animatic.cast.quadruped import cat, dog, horse
from services.renderer.animatic.cast.rabbit import rabbit
from services.renderer.animatic.cast.raptor import raptor
from services.renderer.animatic.cast.robot import robot
from services.renderer.animatic.cast.rocket import rocket
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.skateboard import skateboard
from services.renderer.animatic.cast.surfboard import surfboard
from services.renderer.animatic.cast.swimmers import fish, shark
from services.renderer.animatic.cast.train import train
from services.renderer.animatic.cast.tree import tree
from services.renderer.animatic.cast.truck import truck

DRAWINGS: dict[str, Callable[[Figure, Pose], list[Shape]]] = {
    "astronaut": astronaut,
    "backpack": backpack,
    "balloon": balloon,
    "bear": bear,
    "bicycle": bicycle,
    "bird": bird,
    "boat": boat,
    "bottle": bottle,
    "bus": bus,
    "butterfly": butterfly,
    "car": car,
    "castle": castle,
    "cat": cat,
    "chair": chair,
    "child": child,
    "cow": cow,
    "cup": cup,
    "dog": dog,
    "dragon": dragon,
    "duck": duck,
    "elephant": elephant,
    "fan": fan,
    "fish": fish,
    "flag": flag,
    "flower": flower,
    "guitar": guitar,
    "helicopter": helicopter,
    "hoop": hoop,
    "horse": horse,
    "house": house,
    "lamp": lamp,
    "man": man,
    "parachute": parachute,
    "plane": plane,
    "rabbit": rabbit,
    "raptor": raptor,
    "robot": robot,
    "rocket": rocket,
    "shark": shark,
    "skateboard": skateboard,
    "snowman": snowman,
    "surfboard": surfboard,
    "sword": sword,
    "table": table,
    "tower": tower,
    "train": train,
    "tree": tree,
    "truck": truck,
    "umbrella": umbrella,
    "woman": woman,
}


def shapes_of(figure: Figure, pose: Pose) -> list[Shape]:
    """The shapes of a figure of any kind, from back to front."""
    return DRAWINGS[figure.kind](figure, pose)
