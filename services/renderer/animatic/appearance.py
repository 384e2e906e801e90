"""What a thing looks like, read from the numbers of its token: colours, hair, skin, face, what it wears.

It knows nothing of how anything moves, and paints nothing.
"""

import math
from collections.abc import Mapping, Sequence

from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.kinds import ANIMALS, PEOPLE, Kind, tall_m
from services.renderer.animatic.world import HAIR, MOODS, RGB

# A token's numbers, -1..1, by their names.
Numbers = Mapping[str, float]
# How much paler than its coat an animal's chest, paws and wing tips are.
MARKING = 0.45
# How far off a colour of hair some hair is. Nothing else is of so few colours: left as told, hair that no word names
# would be of none of them, but green.
HAIR_VARIES = 0.03


def figure_of(kind: Kind, factor: float, value: Numbers) -> Figure:
    """The looks of what is no body. factor: its size over a medium one's."""
    main = paint(value, "red", "green", "blue")
    clothed = kind in PEOPLE
    return Figure(
        kind=kind,
        tall_m=tall_m(kind, factor),
        main=main,
        second=paint(value, "second_red", "second_green", "second_blue") if clothed else _marking(kind, main),
        hair=_hair(paint(value, "hair_red", "hair_green", "hair_blue")),
        skin=share(value["skin"]),
        old=value["old"] > 0,
        skirt=value["skirt"] > 0,
        hat=value["hat"] > 0,
        goggles=value["goggles"] > 0,
        mood=named(value, MOODS),
    )


def paint(value: Numbers, red: str, green: str, blue: str) -> RGB:
    """The colour that three numbers tell, 0..1."""
    return (share(value[red]), share(value[green]), share(value[blue]))


def named(value: Numbers, names: Sequence[str]) -> str:
    """The name that is most said to hold, or "" where none is."""
    most = max(names, key=value.__getitem__)
    return most if value[most] > 0 else ""


def share(number: float) -> float:
    """A number of -1..1 as a share 0..1."""
    return min(1.0, max(0.0, (number + 1) / 2))


def _marking(kind: Kind, main: RGB) -> RGB:
    """The second colour of what wears no clothes: paler fur or feathers, or the same paint."""
    pale = MARKING if kind in ANIMALS else 0.0
    red, green, blue = (part + (1 - part) * pale for part in main)
    return (red, green, blue)


def _hair(told: RGB) -> RGB:
    """Of the colours of hair the nearest to what is told, and a little off it."""
    name = min(HAIR, key=lambda each: math.dist(HAIR[each], told))
    red, green, blue = (
        part + min(HAIR_VARIES, max(-HAIR_VARIES, off - part)) for part, off in zip(HAIR[name], told, strict=True)
    )
    return (red, green, blue)
