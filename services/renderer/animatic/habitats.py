"""Where each kind of thing lives: in which places it can stand, go, swim or fly.

For drawing scenes in training and evaluation; a prompt may ask for anything anywhere.
"""

from collections.abc import Iterable

from services.renderer.animatic.kinds import AIRCRAFT, BUILT, ROAD, Kind
from services.renderer.animatic.world import INDOORS, PLACES, Action, Thing

Places = frozenset[str]

EVERYWHERE: Places = frozenset(PLACES)
WATER: Places = frozenset({"lake", "sea"})
LAND: Places = EVERYWHERE - WATER - {"underwater", "clouds"}
OUTDOORS: Places = LAND - frozenset(INDOORS)
SKY: Places = OUTDOORS | WATER | {"clouds", "court", "studio"} - {"space"}
ROADS: Places = OUTDOORS - {"rooftop", "forest", "jungle", "castle", "mountain"} | {"studio"}
# Where what is done, or who does it, says it all. Riders are where their mounts are.
OF_ACTIONS: dict[Action, Places] = {"ride": EVERYWHERE, "dive": WATER, "swim": WATER | {"underwater"},
                                    "pitch": EVERYWHERE - {"underwater", "clouds"}}  # fmt: skip
OF_KINDS: dict[tuple[Kind, Action], Places] = {
    ("surfboard", "drive"): WATER,
    ("surfboard", "stand"): WATER | {"beach", "studio"},
    ("boat", "drive"): WATER,
    ("boat", "stand"): WATER,
}
# Where things are as a matter of course.
EVERYDAY: Places = frozenset({"meadow", "beach", "street", "room", "forest"})
LARGE: tuple[Kind, ...] = ("horse", "cow", "elephant", "bear", "raptor", "dragon")


def habitat(kind: Kind, action: Action) -> Places:
    """The places in which one of a kind does such a thing."""
    if action in OF_ACTIONS:
        return OF_ACTIONS[action]
    if (kind, action) in OF_KINDS:
        return OF_KINDS[kind, action]
    if kind == "astronaut" or (kind == "rocket" and action == "launch"):
        return OUTDOORS
    if action in ("fly", "float", "launch") or kind in AIRCRAFT:
        return SKY if kind in AIRCRAFT or kind in ("dragon", "parachute") else SKY | frozenset(INDOORS)
    if kind == "hoop":
        return frozenset({"court", "street", "rooftop", "studio"})
    if kind in ROAD:
        return ROADS | {"court"} if kind in ("bicycle", "skateboard") else ROADS
    if kind in BUILT or kind in LARGE:
        return OUTDOORS | {"studio", "stage"} if kind in LARGE else OUTDOORS
    return LAND


def shared_habitat(things: Iterable[Thing]) -> Places:
    """The places in which each of some things does what it does; there may be none."""
    return EVERYWHERE.intersection(
        *(WATER if thing.in_water else habitat(thing.kind, thing.action) for thing in things)
    )


def everyday_places(things: Iterable[Thing]) -> Places:
    """The places that go without saying for some things: everyday ones, or those to which they belong if none of these
    is.
    """
    fitting = shared_habitat(things)
    return (fitting & EVERYDAY) or fitting
