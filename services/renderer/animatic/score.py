"""Scores of decoded films: what words ask for, what physics asks for.

It makes no films, reads no prompt and looks at no picture.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.floating import fate, in_water, landings, water_deed
from services.renderer.animatic.kinds import FINNED, PEOPLE, ROAD
from services.renderer.animatic.latents import FPS, FRAMES_PER_CHUNK
from services.renderer.animatic.motion import Hit
from services.renderer.animatic.overlapping import is_behind
from services.renderer.animatic.world import (
    ACTIVITIES,
    BALL_PLAY,
    BOX_RESTITUTION_SHARE,
    GRAVITY_M_S2,
    MATERIALS,
    Scene,
    Thing,
)

PLAYED = {name: "catch" if name == "pass" else name for name in BALL_PLAY}
DRIVEN = (*ROAD, "boat", "surfboard")
STILL_M, FIRST_WAY_S = 0.3, 1.7
LOUD_M_S = 1.5
# Two bodies collide where both tell of one contact, at about one depth, and neither is bent by more than this for it.
SAME_CONTACT_S, BENT_MAX_M, SAME_DEPTH = 0.001, 0.1, 0.2
RESTING_M_S = 0.03
# A ball that keeps about this share of its way, or hangs for a moment, has gone through a net.
SLOWED = (-0.2, 0.6)
# An activity counts as seen when it is done for this share of a film, or of the half of it in which it should be.
DONE, HALF = 0.25, 0.5
JUMP_M = 0.08
# Beyond these angles somebody has turned over, or lies; who changes sides so often in a second looks about, or spins.
FLIPPED_RAD, TOPPLED_RAD = 4.0, 1.0
# Who faces us within this is on neither side.
TURNS_HZ, SIDEWAYS = (0.2, 0.75), 0.2


def doing(film: DecodedScene, thing: DecodedThing) -> tuple[str, int]:
    """What a thing is seen to do, and which way over the ground."""
    motion = thing.motion
    # Somebody who has gone as far as they go may come back: the first way counts.
    last = -1 if thing.figure is None else min(len(motion.x_m), int(FIRST_WAY_S * FPS)) - 1
    seconds = film.seconds if thing.figure is None else last / FPS
    way = float(motion.x_m[last] - motion.x_m[0]) + film.camera.follow_m_s * seconds
    direction = 0 if abs(way) < STILL_M else (1 if way > 0 else -1)
    return _body(thing, way, direction) if thing.figure is None else _figure(thing, direction, film.rate)


def _body(thing: DecodedThing, way: float, direction: int) -> tuple[str, int]:
    """Read from the path alone."""
    motion = thing.motion
    if in_water(motion).any():
        return water_deed(thing, direction)
    if motion.height_m.max() < 0.12:
        return ("stand", 0) if direction == 0 else ("roll" if thing.kind == "ball" else "slide", direction)
    if direction and abs(way) > 0.9:
        return "throw", direction
    return ("toss" if motion.height_m.argmax() > 4 and motion.vy_m_s[:4].mean() > 1 else "bounce"), 0


def _figure(thing: DecodedThing, direction: int, rate: float) -> tuple[str, int]:
    """Read from the path and from what its knots say it does; rate: how fast the world goes by."""
    motion = thing.motion
    done = dict(zip(ACTIVITIES, motion.doing.mean(0).tolist(), strict=True))
    if at_once := _at_once(thing, done):
        return at_once, 0
    if (deed := "" if done["ride"] > DONE else _turned(thing, done, rate)) or thing.kind in DRIVEN:
        return deed or ("drive" if direction else "stand"), direction
    if thing.kind in ("balloon", "parachute"):
        return ("stand" if motion.grounded.mean() > 0.5 else "float"), direction
    # In a long film, who has come to a stop stands for most of it.
    first = dict(zip(ACTIVITIES, motion.doing[: int(FIRST_WAY_S * FPS)].mean(0).tolist(), strict=True))
    gone = max(("walk", "run", "fly", "swim"), key=lambda deed: max(done[deed], first[deed]))
    if done[gone] > DONE or first[gone] > HALF:
        return ({"fan": "spin", "rocket": "launch"}.get(thing.kind, gone)), direction
    if motion.doing[:, ACTIVITIES.index("throw")].max() > DONE:
        return "pitch", 0
    if motion.grounded.mean() < DONE and done["ride"] < DONE:
        return "float", direction
    if not motion.grounded.all() and float((motion.height_m * ~motion.grounded).max()) > JUMP_M and done["ride"] < DONE:
        return "jump", 0
    most = max(("sit", "dance", "wave", "talk", "ride"), key=done.__getitem__)
    return (most if done[most] > DONE else "stand"), direction if most == "ride" else 0


def _at_once(thing: DecodedThing, done: dict[str, float]) -> str:
    """What an activity tells by itself, all through, at the beginning or at the end; "" for none of these."""
    act = dict(zip(ACTIVITIES, thing.motion.doing.T, strict=True))
    lurks = act["crouch"][: FPS // 2].mean() > HALF and act["run"].max() > HALF > act["run"][:3].max()
    told = {
        "dive": act["dive"][:FPS].mean() > HALF and thing.kind not in FINNED,
        "ambush": lurks,
        "swing": done["swing"] > DONE,
        "open": act["shut"][:3].mean() > DONE,
        "catch": act["catch"][-1] > DONE,
    }
    return next((deed for deed, seen in told.items() if seen), "")


def _turned(thing: DecodedThing, done: dict[str, float], rate: float) -> str:
    """What somebody does by turning: over in the air, down to the ground, or about; "" for none of these."""
    motion = thing.motion
    if np.ptp(np.unwrap(motion.angle_rad)) > FLIPPED_RAD:
        return "flip"
    if abs(float(motion.angle_rad[-1])) > TOPPLED_RAD:
        return "topple"
    if float(motion.doing[-1, ACTIVITIES.index("lie")]) > 0.5:
        return "fall"
    still = max(done[name] for name in ("walk", "run", "fly", "swim", "dance", "wave", "talk", "sit")) < DONE
    sides = np.sign(motion.facing[np.abs(motion.facing) > SIDEWAYS])
    changes_hz = int((np.diff(sides) != 0).sum()) / (rate * len(motion.facing) / FPS)
    if still and changes_hz > TURNS_HZ[0]:
        return "spin" if changes_hz > TURNS_HZ[1] else "look"
    return ""


def collides(film: DecodedScene) -> bool:
    """Whether two bodies tell of one contact, at one depth, and hardly have to be bent to touch in it."""
    for one, two in combinations([thing for thing in film.things if thing.figure is None], 2):
        apart = abs(one.depth - two.depth)
        for hit in (hit for hit in one.motion.hits if not hit.ground):
            for twin in (twin for twin in two.motion.hits if not twin.ground):
                bent_m = max(_bent_m(one, hit, film.rate), _bent_m(two, twin, film.rate))
                if abs(hit.at_s - twin.at_s) < SAME_CONTACT_S and bent_m < BENT_MAX_M and apart < SAME_DEPTH:
                    return True
    return False


def ending(film: DecodedScene) -> str:
    """How the flight of a ball is seen to end: "catch" (in hands), "miss" (it comes back), "score" (it goes on slower,
    or hangs), or "".
    """
    for motion in (thing.motion for thing in film.things if thing.figure is None):
        if motion.held[-1]:
            return "catch"
        for hit in (hit for hit in motion.hits if not hit.ground and hit.before[0]):
            kept = hit.after[0] / hit.before[0]
            if kept < SLOWED[1]:
                return "score" if kept > SLOWED[0] else "miss"
    return ""


def _bent_m(thing: DecodedThing, hit: Hit, rate: float) -> float:
    """How far the chunk of a contact had to be bent; rate: how fast the world goes by."""
    return float(thing.motion.corrections_m[int(hit.at_s * rate / CHUNK_S)])


def share(found: Sequence[bool]) -> float:
    """The share of trues; not a number where there are none."""
    return float(np.mean(found)) if len(found) else float("nan")


def camera(film: DecodedScene) -> str:
    """How the camera is seen to move."""
    seen = film.camera
    if seen.move not in ("still", "left", "right"):
        return seen.move
    way = seen.pan_to_m - seen.pan_from_m
    return "still" if abs(way) < 0.3 else "left" if way < 0 else "right"


def _things_right(scene: Scene, film: DecodedScene, thing: Thing, seen: DecodedThing) -> dict[str, bool]:
    """What is right about a thing, by name; only what words ask for."""
    right = {"kind": seen.kind == thing.kind, "colour": seen.colour == thing.looks.colour}
    if thing.is_body:
        right |= {"size": seen.size == thing.looks.size, "material": seen.material == thing.looks.material}
    elif thing.kind in PEOPLE and seen.figure is not None:
        figure, looks = seen.figure, thing.looks
        right["clothes and age"] = (figure.skirt, figure.hat, figure.old) == (looks.skirt, looks.hat, looks.old)
        right["face"] = (figure.mood, figure.goggles) == (looks.mood, looks.goggles)
    if thing.looks.sport:
        right["which ball"] = seen.sport == thing.looks.sport
    if thing.in_water:
        right["floats or sinks"] = fate(seen) == (thing.then or thing.action)
    fled = scene.meeting == "ambush" and thing.action == "run"
    if scene.meeting not in ("hit", "meet", "pitch", "carry", *PLAYED) and not fled:
        action, direction = doing(film, seen)
        right["action"] = action == thing.action
        right["direction"] = direction == thing.direction or not thing.direction
    return right


def rights(scene: Scene, film: DecodedScene) -> list[tuple[str, bool]]:
    """What words say of a film and of each of its things, where the count is right, by name, and whether it is so."""
    whole = {
        "place": film.place == scene.place,
        "time of day": film.time_of_day == scene.time_of_day,
        "weather": film.weather == scene.weather,
        "style and palette": (film.style, film.palette) == (scene.style, scene.palette),
        "camera": camera(film) == scene.camera,
        "view and angle": (film.camera.view, film.camera.angle) == (scene.view, scene.angle),
        "lens": (film.camera.lens, film.camera.shallow) == (scene.lens, scene.shallow),
        "speed": (film.rate < 1, film.lapse) == (scene.slow, scene.lapse),
        "count": len(film.things) == len(scene.things),
    }
    if scene.meeting in ("hit", "meet"):
        whole["collision happens"] = collides(film)
    if scene.meeting in PLAYED:
        whole["caught, scored, missed"] = ending(film) == PLAYED[scene.meeting]
    if len(film.things) == 2 and (behind := is_behind(scene)) is not None:
        whole["before or behind"] = (film.things[0].depth > film.things[1].depth) == behind
    things = zip(scene.things, film.things, strict=False)
    return [*whole.items(), *(each for pair in things for each in _things_right(scene, film, *pair).items())]


def attributes(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> dict[str, float]:
    """Shares of films, or of things where the count is right, that have what the words say."""
    rows: dict[str, list[bool]] = {}
    for scene, film in zip(scenes, made, strict=True):
        everything = rights(scene, film)
        for name, right in everything:
            rows.setdefault(name, []).append(right)
        rows.setdefault("all right", []).append(all(right for _, right in everything))
    return {name: share(found) for name, found in rows.items()}


def physics(made: Sequence[DecodedScene]) -> dict[str, float]:
    """Physics across chunks: speed kept at bounces by material, gravity of flights, joins, and resting things that
    stay.
    """
    bounces: dict[str, list[float]] = {}
    gravity, corrections, tremble = list[float](), list[float](), list[float]()
    for film in made:
        corrections += film.corrections_m.tolist()
        for thing in (thing for thing in film.things if thing.figure is None):
            elastic = 1.0 if thing.kind == "ball" else BOX_RESTITUTION_SHARE
            for hit in landings(thing.motion):
                if -hit.before[1] > LOUD_M_S and hit.after[1] > 0.3:
                    bounces.setdefault(thing.material, []).append(hit.after[1] / -hit.before[1] / elastic)
            gravity += [pull / film.rate**2 for pull in _flights(thing)]
            tremble += _steps_at_rest_m(thing)
    table = {
        f"restitution {name} (true {MATERIALS[name].restitution})": float(np.median(bounces.get(name, [np.nan])))
        for name in MATERIALS
    }
    table["restitution error, median"] = float(
        np.median(
            [abs(kept - MATERIALS[name].restitution) for name, row in bounces.items() for kept in row] or [np.nan]
        )
    )
    table["gravity error, median"] = float(np.median(np.abs(np.array(gravity or [np.nan]) / GRAVITY_M_S2 - 1)))
    table["trembling at rest mm"] = 1000 * float(np.sqrt(np.mean(np.square(tremble or [np.nan]))))
    table["join correction m, median"] = float(np.median(corrections or [np.nan]))
    table["join correction m, 95 %"] = float(np.percentile(corrections or [np.nan], 95))
    return table


def _steps_at_rest_m(thing: DecodedThing) -> list[float]:
    """How far a thing on the ground gets from knot to knot while the knots say that it hardly moves."""
    motion = thing.motion
    resting = motion.grounded[::FRAMES_PER_CHUNK] & (np.abs(motion.vx_m_s[::FRAMES_PER_CHUNK]) < RESTING_M_S)
    return np.diff(motion.x_m[::FRAMES_PER_CHUNK])[resting[:-1] & resting[1:]].tolist()


def _flights(thing: DecodedThing) -> list[float]:
    """Gravity from parabolas through whole flights of at least nine frames, which span two joins or more."""
    free = (thing.motion.height_m > 0.03) & ~thing.motion.held
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = thing.motion.height_m[start + 1 : end - 1]
        struck = any(start < hit.at_s * FPS < end for hit in thing.motion.hits)
        if len(inside) >= 9 and not struck:
            found.append(float(-2 * np.polyfit(np.arange(len(inside)) / FPS, inside, 2)[0]))
    return found
