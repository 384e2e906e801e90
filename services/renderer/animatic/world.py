"""The world that the model learns: what can be done, where, when, in what weather and how it is filmed.

Side view, metres and seconds, x to the right, y up, ground at y = 0. Tables and values only: `staging.py` draws
scenes from seeds, `simulate.py` moves bodies, `acting.py` figures, and none of them is used when a film is made.
"""

from typing import Literal, get_args

from msgspec import Struct

from services.renderer.animatic.kinds import BODIES, REACH, Kind, extent_m

RGB = tuple[float, float, float]
Action = Literal[
    "bounce", "toss", "roll", "slide", "throw", "stand", "walk", "run", "jump", "sit", "dance", "wave", "fly",
    "float", "drive", "swim", "talk", "ride", "fall", "flip", "spin", "topple", "look", "launch", "pitch", "swing",
    "open", "catch", "dive", "ambush", "sink",
]  # fmt: skip
ACTIONS: tuple[Action, ...] = get_args(Action)
# What a figure can be seen doing at one instant, each 0 to 1; with none of them it stands.
ACTIVITIES: tuple[str, ...] = (
    "walk", "run", "sit", "dance", "wave", "fly", "crouch", "swim", "talk", "ride", "lie", "throw", "swing",
    "catch", "shut", "dive",
)  # fmt: skip
MOODS: tuple[str, ...] = ("smile", "laugh", "surprise", "fear", "sad")
COLOURS: dict[str, RGB] = {
    "red": (0.84, 0.13, 0.12),
    "orange": (0.95, 0.50, 0.10),
    "yellow": (0.96, 0.82, 0.16),
    "green": (0.16, 0.60, 0.24),
    "blue": (0.13, 0.32, 0.82),
    "purple": (0.50, 0.20, 0.68),
    "pink": (0.96, 0.50, 0.68),
    "brown": (0.45, 0.28, 0.15),
    "grey": (0.52, 0.53, 0.55),
    "white": (0.93, 0.93, 0.91),
    "black": (0.09, 0.09, 0.11),
}
HAIR: dict[str, RGB] = {
    "black": (0.08, 0.07, 0.07),
    "brown": (0.33, 0.20, 0.11),
    "blond": (0.88, 0.73, 0.40),
    "red": (0.70, 0.28, 0.10),
    "grey": (0.72, 0.72, 0.72),
}
# What a ball may be besides a plain one, with the colour that it then has.
SPORTS: dict[str, str] = {"basketball": "orange", "football": "white", "tennis": "yellow"}
PLACES: tuple[str, ...] = (
    "meadow", "beach", "desert", "snow", "room", "street", "forest", "stage", "rooftop", "jungle", "mountain",
    "kitchen", "studio", "lake", "sea", "underwater", "clouds", "castle", "space", "court", "office",
)  # fmt: skip
INDOORS: tuple[str, ...] = ("room", "stage", "kitchen", "studio", "court", "office")
TIMES_OF_DAY: tuple[str, ...] = ("day", "sunset", "night", "dawn", "neon")
# The first of each is what there is when nothing is said.
WEATHERS: tuple[str, ...] = ("clear", "fog", "rain", "snowfall", "wind", "storm", "fire")
STYLES: tuple[str, ...] = (
    "plain", "cinematic", "anime", "watercolour", "noir", "comic", "clay", "pixel", "blueprint", "documentary",
    "realistic",
)  # fmt: skip
PALETTES: tuple[str, ...] = ("natural", "warm", "cool", "pastel", "sepia", "vivid")
CAMERAS: tuple[str, ...] = (
    "still", "left", "right", "follow", "up", "down", "in", "out", "orbit", "handheld", "drone", "dolly_in",
    "dolly_out",
)  # fmt: skip
VIEWS: tuple[str, ...] = ("full", "wide", "medium", "close")
ANGLES: tuple[str, ...] = ("level", "low", "high")
LENSES: tuple[str, ...] = ("normal", "wide", "telephoto", "fisheye")
THINGS_MAX = 3
# In a ride the first sits on the second, in a carry the first holds the second: which of the two bears the other.
BEARERS = {"ride": 1, "carry": 0}
GRAVITY_M_S2 = 9.81
# A swing's ropes from the pivot to the seat, and the seat's height when it hangs at rest.
SWING_ROPE_M, SWING_SEAT_M = 1.9, 0.45
STAGE_HALF_WIDTH_M = 2.9
# How a ball may end its flight at somebody or something: names of meetings.
BALL_PLAY = ("catch", "pass", "score", "miss")
# How fast the world goes by in slow motion.
SLOW_MOTION = 0.5


class Material(Struct, frozen=True, kw_only=True):
    """How a material behaves.

    restitution: speed after over speed before a ball's bounce (a box keeps `BOX_RESTITUTION_SHARE` of it); rolling and
    sliding: deceleration on the ground in m/s^2; density: over that of water, a ball's or box's as a whole (of rubber
    they are hollow).
    """

    restitution: float
    rolling: float
    sliding: float
    density: float


MATERIALS: dict[str, Material] = {
    "rubber": Material(restitution=0.85, rolling=0.9, sliding=3.2, density=0.3),
    "wood": Material(restitution=0.5, rolling=0.6, sliding=2.2, density=0.6),
    "metal": Material(restitution=0.7, rolling=0.4, sliding=1.6, density=3.0),
}
BOX_RESTITUTION_SHARE = 0.55
# What bodies end up doing in water.
IN_WATER: tuple[Action, ...] = ("float", "sink")

# Pairs that training never shows together, so that evaluation can ask for them: each word of a pair is well known
# from other company.
HELD_OUT_KIND_COLOUR: tuple[tuple[str, str], ...] = (
    ("ball", "purple"), ("box", "orange"), ("box", "pink"), ("car", "yellow"), ("dog", "white"), ("woman", "green"),
    ("robot", "red"), ("bus", "blue"), ("umbrella", "yellow"),
)  # fmt: skip
HELD_OUT_ACTION_PLACE: tuple[tuple[str, str], ...] = (
    ("run", "snow"), ("dance", "beach"), ("sit", "forest"), ("wave", "castle"), ("talk", "rooftop"),
)  # fmt: skip
HELD_OUT_PLACE_TIME: tuple[tuple[str, str], ...] = (("beach", "night"), ("desert", "sunset"), ("jungle", "dawn"))


class Looks(Struct, frozen=True, kw_only=True):
    """What a thing looks like. colour, second and hair are names of `COLOURS` and `HAIR`, the rgb beside them is 0..1
    and a little off the named one.

    factor: its size over that of a medium one of its kind, size the name nearest to it. material: of bodies, else "".
    sport: which ball a ball is, "" for a plain one. lettered: bears a text. The rest is of people (of animals, only
    hair is seen, as mane and tail): second is their trousers' colour (and their hat's), skin 0 (light) to 1 (dark),
    mood one of `MOODS` or "".
    """

    kind: Kind
    colour: str
    rgb: RGB
    size: str
    factor: float
    material: str = ""
    second: str = "black"
    second_rgb: RGB = (0.09, 0.09, 0.11)
    hair: str = "brown"
    hair_rgb: RGB = (0.33, 0.20, 0.11)
    skin: float = 0.0
    old: bool = False
    skirt: bool = False
    hat: bool = False
    goggles: bool = False
    mood: str = ""
    sport: str = ""
    lettered: bool = False

    @property
    def extent_m(self) -> float:
        """A body's radius, anything else's height."""
        return extent_m(self.kind, self.factor)

    @property
    def half_width_m(self) -> float:
        """How far it reaches to each side."""
        return REACH[self.kind] * self.extent_m


class Thing(Struct, frozen=True, kw_only=True):
    """One thing and how it starts.

    depth 0 (near) to 1 (far), things at one depth can touch; direction is -1 (left), 0 or 1 (right); pace is "",
    "slow", "fast", "low" or "high" and is what an adverb in the caption says; then: what a figure does after its
    action is over, or a body that has fallen into water, "" for nothing else. For bodies height_m is the clearance
    above the ground or the water, below 0 in it; vx_m_s is also the speed of the water in which one floats, seed that
    of its waves; spin_rad_s counts anticlockwise, and meets_s is when one ends its flight in a hand or at a hoop, 0 for
    never. For figures vx_m_s is the speed at which they go, way_m how far before they stop (0: they go on; of what
    sinks, how high above the ground it does), meets_s when a ball comes to a catcher, or when an ambush breaks out,
    facing -1 to 1 which way they look when they do not go; of who swings, x_m is the bar's and spin_rad_s how far it
    swings, in radians; of who dives, height_m is the board's.
    """

    looks: Looks
    depth: float
    action: Action
    direction: int
    pace: str
    x_m: float
    then: Action | Literal[""] = ""
    height_m: float = 0.0
    vx_m_s: float = 0.0
    vy_m_s: float = 0.0
    angle_rad: float = 0.0
    spin_rad_s: float = 0.0
    way_m: float = 0.0
    meets_s: float = 0.0
    facing: float = 1.0
    seed: int = 0

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.looks.kind

    @property
    def is_body(self) -> bool:
        """Whether it falls, bounces and rolls by physics alone."""
        return self.looks.kind in BODIES

    @property
    def in_water(self) -> bool:
        """Whether it is a body that is in water from the beginning, or comes to be."""
        return self.is_body and (self.action in IN_WATER or self.then in IN_WATER)


class Scene(Struct, frozen=True, kw_only=True):
    """A scene before anything moves. meeting says how the first two things come together: "", "hit" (first into
    second), "meet" (both move), "with" (side by side), "chase" (the first after the second), "ride" (the first on the
    second), "carry" (the first holds the second), "pitch" (the first throws the second), "catch" (the first catches the
    second), "pass" (the first throws the second to the third), "score" or "miss" (a ball goes into a hoop, or off its
    board: the first into the second, or the second, which the first throws, into the third), "ambush" (the first lies
    in wait for the second, maybe behind the third).

    pan_from_m and pan_to_m: the camera's x at the first and the last frame; follow_m_s: its speed beside what it
    follows; reach: how far any other move goes, 1 is usual. In a scene that is followed all x are seen from the camera.
    alike: all things look and act the same. lapse: hours go by (the sky moves on, the things do not hurry). titled: a
    text stands over the picture.
    """

    things: tuple[Thing, ...]
    place: str
    time_of_day: str
    camera: str
    pan_from_m: float
    pan_to_m: float
    follow_m_s: float
    meeting: str
    alike: bool
    weather: str = WEATHERS[0]
    style: str = STYLES[0]
    palette: str = PALETTES[0]
    view: str = VIEWS[0]
    angle: str = ANGLES[0]
    lens: str = LENSES[0]
    shallow: bool = False
    slow: bool = False
    lapse: bool = False
    titled: bool = False
    reach: float = 1.0

    @property
    def tied(self) -> int:
        """How many of the things come together: the first two or three, or none."""
        if not self.meeting:
            return 0
        thrown = self.meeting in ("score", "miss") and not self.things[0].is_body
        hidden = self.meeting == "ambush" and len(self.things) == 3
        return 3 if self.meeting == "pass" or thrown or hidden else 2
