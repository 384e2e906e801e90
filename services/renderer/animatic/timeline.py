"""What happens in a decoded film, for whoever makes its sound: contacts, steps and motions, where and when.

Straight from the decoded latents: nothing is detected in pictures and nothing is added.
"""

import math
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from proto.timeline import Caller, Contact, Motion, Timeline
from services.renderer.animatic.camera import CameraPath
from services.renderer.animatic.cast.bird import SPAN, WING_BEAT_RAD
from services.renderer.animatic.cast.household import CAGE_RADIUS
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.diving import ENTRY_WIDE, PARTED, RISING_WIDE
from services.renderer.animatic.draw import scene_seed
from services.renderer.animatic.floating import in_water, landings, plunge
from services.renderer.animatic.footfalls import FEET, ground_speed, jumps, steps
from services.renderer.animatic.kinds import AIRCRAFT, ANIMALS, JAWS, ROAD, UPRIGHT
from services.renderer.animatic.landing import needs_jetty
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.lurking import springs_s
from services.renderer.animatic.motion import Hit
from services.renderer.animatic.plunging import dive_of, dives
from services.renderer.animatic.posing import beat_hz
from services.renderer.animatic.viewing import camera_of
from services.renderer.animatic.weather.lightning import lightning_s
from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2

SPEED_MIN_M_S = 0.1
# Two things that touch each report it; the reports of one contact are at most this far apart.
SAME_CONTACT_S = 0.1
SURFACES = {
    "meadow": "grass", "beach": "sand", "desert": "sand", "snow": "snow", "room": "floor", "street": "street",
    "forest": "leaves", "stage": "boards", "rooftop": "street", "jungle": "leaves", "mountain": "street",
    "kitchen": "floor", "studio": "floor", "lake": "water", "sea": "water", "underwater": "sand", "clouds": "snow",
    "castle": "street", "space": "sand", "court": "boards", "office": "floor",
}  # fmt: skip
# Whose engine sounds as what; a bicycle and a skateboard roll, a surfboard hisses over the water.
ENGINES = {"car": "drive", "bicycle": "roll", "skateboard": "roll", "boat": "boat", "surfboard": "surf"} | {
    kind: kind for kind in (*ROAD, *AIRCRAFT) if kind not in ("car", "bicycle", "skateboard")
}
WINGED = ("bird", "duck", "dragon", "butterfly")
CLOTH = ("flag", "parachute")
# A foot's width beside its owner's height.
FOOT_SHARE = 0.15
# Wings push the air as they beat down, and a little as they rise.
UPSTROKE_SHARE = 0.3
# From this share of flying on, a bird's wings beat.
FLIES = 0.3
# What those are made of that have no material of their own, for when they fall over.
STUFF = {"bottle": "glass", "cup": "glass", "lamp": "metal", "tower": "stone", "man": "body", "woman": "body",
         "child": "body", "robot": "metal", "bicycle": "metal", "snowman": "snow"}  # fmt: skip
# The tip of a rod that falls over comes down at sqrt(3 g h).
FALLING_ROD, LYING = 3.0, 0.7
IDLE_M_S = 0.5
# When half of it is there something is done. How fast cloth opens that does not fall, and beside the speed of a fall.
HALF, OPENS_M_S, OPENS_SHARE = 0.5, 2.0, 5.0
# Where animals are is told four times a second.
PRESENT_FRAMES = FPS // 4


def timeline(scene: DecodedScene, width: int, height: int) -> Timeline:
    """A shot's events. width and height: of the pictures, which set where on the screen an event is seen."""
    camera = camera_of(scene, width, height)
    contacts = [contact for thing in scene.things for contact in _ground_contacts(scene, thing, camera)]
    contacts += _meetings(scene, camera)
    contacts += [contact for thing in scene.things for contact in _footfalls(scene, thing, camera)]
    contacts += [contact for thing in scene.things for contact in _openings(thing, camera)]
    contacts += [contact for thing in scene.things for contact in _splashes(scene, thing, camera)]
    motions = tuple(motion for thing in scene.things for motion in _motions(scene, thing, camera))
    return Timeline(
        seconds=scene.seconds,
        place=scene.place,
        time_of_day=scene.time_of_day,
        contacts=tuple(sorted(contacts, key=lambda contact: contact.at_s)),
        motions=motions,
        weather=scene.weather,
        flashes_s=lightning_s(scene_seed(scene), scene.seconds) if scene.weather == "storm" else (),
        present=tuple(_present(thing, camera) for thing in scene.things if thing.kind in ANIMALS),
    )


def _openings(thing: DecodedThing, camera: CameraPath) -> list[Contact]:
    """Where cloth that was shut opens: a parachute, an umbrella."""
    motion = thing.motion
    shut = motion.doing[:, ACTIVITIES.index("shut")] > HALF
    return [
        Contact(
            at_s=(index + 1) / FPS,
            thing=thing.slot,
            kind="opens",
            material="cloth",
            against="",
            speed_m_s=max(OPENS_M_S, OPENS_SHARE * -float(motion.vy_m_s[index])),
            x=_screen_x(camera, thing, float(motion.x_m[index]), index / FPS),
            size_m=thing.tall_m,
            distance_m=camera.seems_m(thing.depth, index / FPS),
        )
        for index in np.flatnonzero(shut[:-1] & ~shut[1:]).tolist()
    ]


def _splashes(scene: DecodedScene, thing: DecodedThing, camera: CameraPath) -> list[Contact]:
    """Where somebody dives into water, and where they come up."""
    dive = dive_of(thing.motion, thing.motion.x_m + camera.followed_m) if thing.kind in UPRIGHT else None
    if dive is None:
        return []
    times = ((dive.entry, ENTRY_WIDE, 1.0), (dive.rising, RISING_WIDE, PARTED))
    return [
        Contact(
            at_s=plunge.at_s,
            thing=thing.slot,
            kind=thing.kind,
            material=STUFF.get(thing.kind, "body"),
            against="water",
            speed_m_s=share * plunge.speed_m_s,
            x=_screen_x(camera, thing, plunge.x_m - scene.camera.follow_m_s * plunge.at_s, plunge.at_s),
            size_m=wide * thing.tall_m,
            distance_m=camera.seems_m(thing.depth, plunge.at_s),
        )
        for plunge, wide, share in times
        if plunge is not None
    ]


def _present(thing: DecodedThing, camera: CameraPath) -> Caller:
    """Where an animal is all the time, and when it leaps out of an ambush, for what it may call."""
    at_s = [index / FPS for index in range(0, len(thing.motion.x_m), PRESENT_FRAMES)]
    path = zip(at_s, thing.motion.x_m[::PRESENT_FRAMES].tolist(), strict=True)
    samples = tuple((at, _screen_x(camera, thing, x_m, at)) for at, x_m in path)
    springs = tuple(springs_s(thing.motion))
    return Caller(thing=thing.slot, kind=thing.kind, size_m=thing.tall_m, samples=samples, springs_s=springs)


def _screen_x(camera: CameraPath, thing: DecodedThing, x_m: float, at_s: float) -> float:
    """Where on the screen, -1 to 1."""
    return float(np.clip(2 * camera.column_px(x_m, thing.depth, at_s) / camera.width - 1, -1, 1))


def _contact(thing: DecodedThing, camera: CameraPath, hit: Hit, against: str, speed_m_s: float) -> Contact:
    return Contact(
        at_s=hit.at_s,
        thing=thing.slot,
        kind=thing.kind,
        material=thing.material or STUFF.get(thing.kind, "wood"),
        against=against,
        speed_m_s=speed_m_s,
        x=_screen_x(camera, thing, hit.x_m, hit.at_s),
        size_m=thing.tall_m,
        distance_m=camera.seems_m(thing.depth, hit.at_s),
    )


def _ground_contacts(scene: DecodedScene, thing: DecodedThing, camera: CameraPath) -> list[Contact]:
    """Where a body meets the ground, or something that falls over; against: what the place's ground is made of."""
    if thing.figure is not None:
        falls = [hit for hit in thing.motion.hits if hit.ground and _lies(thing, hit.at_s)]
        speed = math.sqrt(FALLING_ROD * GRAVITY_M_S2 * thing.extent_m) * scene.rate
        return [_contact(thing, camera, hit, _ground(scene, thing), speed) for hit in falls]
    splash = plunge(thing.motion)
    hits = [(hit, _ground(scene, thing)) for hit in landings(thing.motion)]
    hits += [(splash, "water")] if splash is not None else []
    loud = [(hit, ground) for hit, ground in hits if -hit.before[1] > SPEED_MIN_M_S]
    return [_contact(thing, camera, hit, ground, -hit.before[1]) for hit, ground in loud]


def _ground(scene: DecodedScene, thing: DecodedThing) -> str:
    """What something stands on."""
    return SURFACES["stage"] if needs_jetty(thing, scene.place) else SURFACES[scene.place]


def _lies(thing: DecodedThing, at_s: float) -> bool:
    """Whether a figure lies on the ground from an instant on, and did not before."""
    motion = thing.motion
    down = (
        np.maximum(np.abs(motion.angle_rad) / (np.pi / 2), motion.doing[:, ACTIVITIES.index("lie")]) * motion.grounded
    )
    index = round(at_s * FPS)
    before, after = down[: max(1, index - FPS // 2)], down[index : index + FPS // 2]
    return bool(len(after) and after.max() > LYING and before[-1] < LYING)


def _footfalls(scene: DecodedScene, thing: DecodedThing, camera: CameraPath) -> list[Contact]:
    """Where somebody's feet come down: steps, take-offs and landings."""
    diving = np.flatnonzero(dives(thing.motion)) / FPS
    falls = [fall for fall in jumps(thing) if not _lies(thing, fall.at_s)]
    falls = [fall for fall in falls if not (np.abs(diving - fall.at_s) < SAME_CONTACT_S).any()]
    return [
        Contact(
            at_s=fall.at_s,
            thing=thing.slot,
            kind=thing.kind,
            material=FEET[thing.kind],
            against=_ground(scene, thing),
            speed_m_s=fall.speed_m_s,
            x=_screen_x(camera, thing, fall.x_m, fall.at_s),
            size_m=FOOT_SHARE * thing.extent_m,
            distance_m=camera.seems_m(thing.depth, fall.at_s),
        )
        for fall in (*steps(scene, thing), *falls)
    ]


def _meetings(scene: DecodedScene, camera: CameraPath) -> list[Contact]:
    """Where two things meet: one contact for each of the two, against the other's material.

    Bodies tell it, each its own side; hands, boards and nets are what a ball is struck against. The instant is told
    best by the one that came faster, for its path is what shows the contact; the closing speed is the difference of
    what the two were doing.
    """
    contacts: list[Contact] = []
    for thing in (thing for thing in scene.things if thing.figure is None):
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
                contacts.append(_contact(thing, camera, together, other.material or _taken_by(other, hit), speed))
    return contacts


def _taken_by(other: DecodedThing, hit: Hit) -> str:
    """What of a figure a ball meets: hands or jaws, a hoop's board, or its net."""
    if other.kind != "hoop":
        return "jaws" if other.kind in JAWS else "hands"
    return "board" if hit.before[0] * hit.after[0] < 0 else "net"


def _motions(scene: DecodedScene, thing: DecodedThing, camera: CameraPath) -> list[Motion]:
    """Stretches of the film in which a thing rolls, slides, flies, drives or beats its wings, frame by frame."""
    kinds, speeds = _moving(scene, thing)
    starts = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    found = []
    for start, end in pairwise(starts):
        if kinds[start] and end - start > 1:
            places = [
                _screen_x(camera, thing, float(thing.motion.x_m[index]), index / FPS) for index in range(start, end)
            ]
            samples = zip((index / FPS for index in range(start, end)), speeds[start:end].tolist(), places, strict=True)
            found.append(
                Motion(
                    kind=str(kinds[start]),
                    thing=thing.slot,
                    material=thing.material,
                    size_m=thing.tall_m,
                    samples=tuple(samples),
                    distance_m=float(
                        np.mean([camera.seems_m(thing.depth, index / FPS) for index in range(start, end)])
                    ),
                )
            )
    return found


def _moving(scene: DecodedScene, thing: DecodedThing) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """What a thing does at every frame, "" for nothing that sounds of itself, and how fast."""
    motion, speeds = thing.motion, ground_speed(scene, thing)
    moves = speeds > SPEED_MIN_M_S
    if thing.figure is None:
        ground = "roll" if thing.kind == "ball" else "slide"
        free = moves & ~motion.held & ~in_water(motion)
        return np.where(free, np.where(motion.grounded, ground, "air"), ""), speeds
    done = dict(zip(ACTIVITIES, motion.doing.T, strict=True))
    if done["swing"].mean() > FLIES:
        return np.full(len(speeds), "swing"), np.hypot(motion.vx_m_s, motion.vy_m_s)
    if thing.kind in ENGINES:
        runs = moves | ~motion.grounded | (done["fly"] > FLIES)
        engine = ENGINES[thing.kind]
        sounds = "slide" if engine == "surf" and SURFACES[scene.place] != "water" else engine
        return np.where(runs, sounds, ""), np.where(runs, np.maximum(speeds, IDLE_M_S), 0.0)
    if thing.kind in CLOTH:
        return np.full(len(speeds), "cloth"), np.ones(len(speeds))
    if thing.kind == "fan":
        turns = done["fly"] > HALF
        tips_m_s = 2 * np.pi * beat_hz(motion) * scene.rate * CAGE_RADIUS * thing.tall_m
        return np.where(turns, "fan", ""), np.where(turns, tips_m_s, 0.0)
    if thing.kind in WINGED and done["fly"].max() > FLIES:
        flies = done["fly"]
        return np.where(flies > FLIES, "wings", ""), flies * _wing_speed(thing, len(flies))
    return np.where(done["swim"] > FLIES, "swim", ""), speeds


def _wing_speed(thing: DecodedThing, num_frames: int) -> NDArray[np.float64]:
    """How fast the tips of beating wings push the air, frame by frame: the drawing's own beat."""
    beat = 2 * np.pi * beat_hz(thing.motion)
    swing = np.cos(beat * np.arange(num_frames) / FPS)
    return WING_BEAT_RAD * SPAN * thing.extent_m * beat * np.maximum(-swing, UPSTROKE_SHARE * swing)
