"""Draws where and when a scene is, its weather, and how it is filmed: camera, view, style, colours.

Training and evaluation only.
"""

import random

from services.renderer.animatic.habitats import WATER, shared_habitat
from services.renderer.animatic.world import (
    ANGLES,
    CAMERAS,
    INDOORS,
    LENSES,
    PALETTES,
    PLACES,
    STYLES,
    TIMES_OF_DAY,
    VIEWS,
    WEATHERS,
    Scene,
    Thing,
)

# How often the camera does something else than stand, when it does not follow.
CAMERA_WEIGHTS = {"still": 7, "left": 3, "right": 3, "up": 1.2, "down": 1.2, "in": 1.5, "out": 1.3, "orbit": 1.4,
                  "handheld": 1.8, "drone": 1.6, "dolly_in": 1.6, "dolly_out": 1.4}  # fmt: skip
TIME_WEIGHTS = {"day": 4, "sunset": 3, "night": 3, "dawn": 1.6, "neon": 1.6}
# How often what goes without saying is there.
USUAL = {"weather": 0.62, "style": 0.62, "palette": 0.8, "view": 0.66, "angle": 0.82, "lens": 0.8}
SLOW, LAPSE, TITLED, ANYWHERE = 0.07, 0.05, 0.04, 0.08
# How often only what is looked at is sharp, by the lens and from close by; and how often who holds a camera in the hand
# films with a fisheye.
SHALLOW, CLOSELY_SHALLOW = {"normal": 0.06, "wide": 0.03, "telephoto": 0.4, "fisheye": 0.02}, 0.25
ACTION_CAMERA = 0.4


def setting(rng: random.Random, things: tuple[Thing, ...]) -> tuple[str, str, str]:
    """Place, time and weather: mostly where the things live, sometimes anywhere; but nothing bounces on water."""
    fitting = shared_habitat(things)
    anywhere = rng.random() < ANYWHERE and not any(thing.action == "dive" or thing.in_water for thing in things)
    dry = any(thing.is_body and not thing.in_water for thing in things)
    all_places = [place for place in PLACES if not (dry and place in WATER)]
    place = rng.choice(sorted(fitting) if fitting and not anywhere else all_places)
    time_of_day = rng.choices(tuple(TIME_WEIGHTS), weights=tuple(TIME_WEIGHTS.values()))[0]
    calm = place in (*INDOORS, "underwater", "space")
    weather = _usually(rng, WEATHERS, 0.93 if calm else USUAL["weather"])
    return place, time_of_day, weather


def filmed(rng: random.Random, things: tuple[Thing, ...], meeting: str, *, alike: bool, followed: bool) -> Scene:
    """A scene of these things, with everything but where, when and the weather."""
    camera, half, follow = "follow", 0.0, things[-1 if meeting == "ride" else 0].vx_m_s if followed else 0.0
    if not followed:
        camera = rng.choices(tuple(CAMERA_WEIGHTS), weights=tuple(CAMERA_WEIGHTS.values()))[0]
        half = rng.uniform(0.5, 0.9) * {"left": -1, "right": 1}.get(camera, 0)
    slow, view = rng.random() < SLOW, _usually(rng, VIEWS, USUAL["view"])
    lens = _usually(rng, LENSES, USUAL["lens"])
    if camera == "handheld" and rng.random() < ACTION_CAMERA:
        lens = "fisheye"
    shallow = CLOSELY_SHALLOW if (view, lens) == ("close", LENSES[0]) else SHALLOW[lens]
    return Scene(
        things=things,
        place=PLACES[0],
        time_of_day=TIMES_OF_DAY[0],
        camera=camera,
        pan_from_m=-half,
        pan_to_m=half,
        follow_m_s=follow,
        meeting=meeting,
        alike=alike,
        style=_usually(rng, STYLES, USUAL["style"]),
        palette=_usually(rng, PALETTES, USUAL["palette"]),
        view=view,
        angle=_usually(rng, ANGLES, USUAL["angle"]),
        lens=lens,
        shallow=rng.random() < shallow,
        slow=slow,
        lapse=not slow and rng.random() < LAPSE,
        titled=rng.random() < TITLED,
        reach=rng.uniform(0.8, 1.2),
    )


def _usually(rng: random.Random, names: tuple[str, ...], share: float) -> str:
    """The first of some names at a share, else any of the others."""
    return names[0] if rng.random() < share else rng.choice(names[1:])


assert set(CAMERA_WEIGHTS) | {"follow"} == set(CAMERAS)
assert set(TIME_WEIGHTS) == set(TIMES_OF_DAY)
assert set(SHALLOW) == set(LENSES)
