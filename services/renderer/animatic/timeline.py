"""What happens in a decoded film, for whoever makes its sound: contacts, steps and motions, where and when.

Straight from the decoded latents: nothing is detected in pictures and nothing is added.
"""

import math
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from proto.timeline import Contact, Motion, Timeline
from services.renderer.animatic.cast.bird import SPAN, WING_BEAT_RAD
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.draw import framing_of, pan_path
from services.renderer.animatic.footfalls import FEET, ground_speed, jumps, steps
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import Hit
from services.renderer.animatic.posing import beat_hz
from services.renderer.animatic.world import ACTIVITIES

SPEED_MIN_M_S = 0.1
# Two things that touch each report it; the reports of one contact are at most this far apart.
SAME_CONTACT_S = 0.1
SURFACES = {
    "meadow": "grass", "beach": "sand", "desert": "sand", "snow": "snow", "room": "floor", "street": "street",
    "forest": "leaves", "stage": "boards",
}  # fmt: skip


# A foot's width beside its owner's height.
FOOT_SHARE = 0.15
# Wings push the air as they beat down, and a little as they rise.
UPSTROKE_SHARE = 0.3
# From this share of flying on, a bird's wings beat.
FLIES = 0.3


def timeline(scene: DecodedScene, width: int, height: int) -> Timeline:
    """The film's events. width and height: of the pictures, which set where on the screen an event is seen."""
    framing = framing_of(scene, width, height)
    contacts = [contact for thing in scene.things for contact in _ground_contacts(scene, thing, framing)]
    contacts += _meetings(scene, framing)
    contacts += [contact for thing in scene.things for contact in _footfalls(scene, thing, framing)]
    motions = tuple(motion for thing in scene.things for motion in _motions(scene, thing, framing))
    return Timeline(
        seconds=scene.seconds,
        place=scene.place,
        time_of_day=scene.time_of_day,
        contacts=tuple(sorted(contacts, key=lambda contact: contact.at_s)),
        motions=motions,
    )


def _screen_x(scene: DecodedScene, thing: DecodedThing, framing: Framing, x_m: float, at_s: float) -> float:
    """Where on the screen, -1 to 1."""
    camera = pan_path(scene)
    camera_m = float(np.interp(at_s * FPS, np.arange(len(camera)), camera))
    return float(np.clip(2 * framing.x_px(x_m, camera_m, thing.depth) / framing.width - 1, -1, 1))


def _contact(
    scene: DecodedScene, thing: DecodedThing, framing: Framing, hit: Hit, against: str, speed_m_s: float
) -> Contact:
    return Contact(
        at_s=hit.at_s,
        thing=thing.slot,
        kind=thing.kind,
        material=thing.material,
        against=against,
        speed_m_s=speed_m_s,
        x=_screen_x(scene, thing, framing, hit.x_m, hit.at_s),
        size_m=_width_m(thing),
    )


def _width_m(thing: DecodedThing) -> float:
    return thing.extent_m * (1 if thing.figure else 2)


def _ground_contacts(scene: DecodedScene, thing: DecodedThing, framing: Framing) -> list[Contact]:
    """Where a body meets the ground; against: what the place's ground is made of."""
    if thing.figure is not None:
        return []
    hits = [hit for hit in thing.motion.hits if hit.ground and -hit.before[1] > SPEED_MIN_M_S]
    return [_contact(scene, thing, framing, hit, SURFACES[scene.place], -hit.before[1]) for hit in hits]


def _footfalls(scene: DecodedScene, thing: DecodedThing, framing: Framing) -> list[Contact]:
    """Where somebody's feet come down: steps, take-offs and landings."""
    return [
        Contact(
            at_s=fall.at_s,
            thing=thing.slot,
            kind=thing.kind,
            material=FEET[thing.kind],
            against=SURFACES[scene.place],
            speed_m_s=fall.speed_m_s,
            x=_screen_x(scene, thing, framing, fall.x_m, fall.at_s),
            size_m=FOOT_SHARE * thing.extent_m,
        )
        for fall in (*steps(scene, thing), *jumps(thing))
    ]


def _meetings(scene: DecodedScene, framing: Framing) -> list[Contact]:
    """Where two things meet: one contact for each of the two, against the other's material.

    Each thing tells its own side of it. The instant is told best by the one that came faster, for its path is what
    shows the contact; the closing speed is the difference of what the two were doing.
    """
    contacts: list[Contact] = []
    for thing in scene.things:
        for hit in (hit for hit in thing.motion.hits if not hit.ground):
            twins = ((other, twin) for other in scene.things if other is not thing for twin in other.motion.hits)
            others = [(abs(twin.at_s - hit.at_s), other, twin) for other, twin in twins if not twin.ground]
            others = [found for found in others if found[0] < SAME_CONTACT_S]
            if not others:
                continue
            _, other, twin = min(others, key=lambda found: found[0])
            speed = math.dist(hit.before, twin.before)
            if speed > SPEED_MIN_M_S:
                _, at_s = max((math.hypot(*side.before), side.at_s) for side in (hit, twin))
                together = replace(hit, at_s=at_s)
                contacts.append(_contact(scene, thing, framing, together, other.material, speed))
    return contacts


def _motions(scene: DecodedScene, thing: DecodedThing, framing: Framing) -> list[Motion]:
    """Stretches of the film in which a thing rolls, slides, flies, drives or beats its wings, frame by frame."""
    kinds, speeds = _moving(scene, thing)
    starts = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    found = []
    for start, end in pairwise(starts):
        if kinds[start] and end - start > 1:
            places = [
                _screen_x(scene, thing, framing, float(thing.motion.x_m[index]), index / FPS)
                for index in range(start, end)
            ]
            samples = zip((index / FPS for index in range(start, end)), speeds[start:end].tolist(), places, strict=True)
            found.append(
                Motion(
                    kind=str(kinds[start]),
                    thing=thing.slot,
                    material=thing.material,
                    size_m=_width_m(thing),
                    samples=tuple(samples),
                )
            )
    return found


def _moving(scene: DecodedScene, thing: DecodedThing) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """What a thing does at every frame, "" for nothing that sounds of itself, and how fast."""
    motion, speeds = thing.motion, ground_speed(scene, thing)
    moves = speeds > SPEED_MIN_M_S
    if thing.figure is None:
        ground = "roll" if thing.kind == "ball" else "slide"
        return np.where(moves, np.where(motion.grounded, ground, "air"), ""), speeds
    if thing.kind == "car":
        return np.where(moves, "drive", ""), speeds
    flies = motion.doing[:, ACTIVITIES.index("fly")] * (thing.kind == "bird")
    return np.where(flies > FLIES, "wings", ""), flies * _wing_speed(thing, len(flies))


def _wing_speed(thing: DecodedThing, num_frames: int) -> NDArray[np.float64]:
    """How fast the tips of beating wings push the air, frame by frame: the drawing's own beat."""
    beat = 2 * np.pi * beat_hz(thing.motion)
    swing = np.cos(beat * np.arange(num_frames) / FPS)
    return WING_BEAT_RAD * SPAN * thing.extent_m * beat * np.maximum(-swing, UPSTROKE_SHARE * swing)
