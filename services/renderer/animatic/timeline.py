"""What happens in a decoded film, for whoever makes its sound: contacts, rolling and sliding, where and when.

Straight from the decoded latents: nothing is detected in pictures and nothing is added.
"""

import math
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from proto.timeline import Contact, Motion, Timeline
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.draw import camera_path, framing_of
from services.renderer.animatic.framing import Framing
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.motion import Hit

SPEED_MIN_M_S = 0.1
# Two things that touch each report it; the reports of one contact are at most this far apart.
SAME_CONTACT_S = 0.1
SURFACES = {"meadow": "grass", "beach": "sand", "desert": "sand", "snow": "snow", "room": "floor"}


def timeline(scene: DecodedScene, width: int, height: int) -> Timeline:
    """The film's events. width and height: of the pictures, which set where on the screen an event is seen."""
    framing = framing_of(scene, width, height)
    contacts = [contact for thing in scene.things for contact in _ground_contacts(scene, thing, framing)]
    contacts += _meetings(scene, framing)
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
    camera = camera_path(scene)
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
        size_m=2 * thing.radius_m,
    )


def _ground_contacts(scene: DecodedScene, thing: DecodedThing, framing: Framing) -> list[Contact]:
    """Where a thing meets the ground; against: what the place's ground is made of."""
    hits = [hit for hit in thing.motion.hits if hit.ground and -hit.before[1] > SPEED_MIN_M_S]
    return [_contact(scene, thing, framing, hit, SURFACES[scene.place], -hit.before[1]) for hit in hits]


def _meetings(scene: DecodedScene, framing: Framing) -> list[Contact]:
    """Where two things meet: one contact for each of the two, against the other's material.

    Each thing tells its own side of it: the instant is their mean, the closing speed the difference of what the two
    were doing.
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
                together = replace(hit, at_s=(hit.at_s + twin.at_s) / 2)
                contacts.append(_contact(scene, thing, framing, together, other.material, speed))
    return contacts


def _motions(scene: DecodedScene, thing: DecodedThing, framing: Framing) -> list[Motion]:
    """Stretches of the film in which a thing rolls, slides or flies, sampled at every frame."""
    motion = thing.motion
    speeds = np.hypot(motion.vx_m_s, motion.vy_m_s)
    ground = "roll" if thing.kind == "ball" else "slide"
    kinds = np.where(speeds < SPEED_MIN_M_S, "", np.where(motion.grounded, ground, "air"))
    starts = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    found = []
    for start, end in pairwise(starts):
        if kinds[start] and end - start > 1:
            samples = tuple(
                (
                    index / FPS,
                    float(speeds[index]),
                    _screen_x(scene, thing, framing, float(motion.x_m[index]), index / FPS),
                )
                for index in range(start, end)
            )
            found.append(
                Motion(
                    kind=str(kinds[start]),
                    thing=thing.slot,
                    material=thing.material,
                    size_m=2 * thing.radius_m,
                    samples=samples,
                )
            )
    return found
