"""Scores of decoded films: what words ask for, what physics asks for, what pixels show.

It makes no films and reads no prompt.
"""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.motion import Hit
from services.renderer.animatic.world import BOX_RESTITUTION_SHARE, COLOURS, GRAVITY_M_S2, MATERIALS, RADII_M, Scene

STILL_M = 0.35
LOUD_M_S = 1.5
# Two things collide where both tell of it at about the same time, at one depth, with hardly a gap or an overlap.
SAME_CONTACT_S, TOUCH_M, SAME_DEPTH = 0.1, 0.1, 0.15
RESTING_M_S = 0.03


def doing(thing: DecodedThing) -> tuple[str, int]:
    """What a thing is seen to do, and which way: read from its path alone."""
    motion = thing.motion
    way = float(motion.x_m[-1] - motion.x_m[0])
    direction = 0 if abs(way) < STILL_M else (1 if way > 0 else -1)
    if motion.height_m.max() < 0.12:
        return ("stand", 0) if direction == 0 else ("roll" if thing.kind == "ball" else "slide", direction)
    if direction and abs(way) > 0.9:
        return "throw", direction
    return ("toss" if motion.height_m.argmax() > 4 and motion.vy_m_s[:4].mean() > 1 else "bounce"), 0


def collides(film: DecodedScene) -> bool:
    """Whether two things are seen to touch when they say that they hit each other."""
    for one, two in combinations(film.things, 2):
        apart = abs(one.depth - two.depth)
        for hit in (hit for hit in one.motion.hits if not hit.ground):
            for twin in (twin for twin in two.motion.hits if not twin.ground):
                gap_m, late_s = _gap_m(one, hit, two, twin), abs(hit.at_s - twin.at_s)
                if late_s < SAME_CONTACT_S and abs(gap_m) < TOUCH_M and apart < SAME_DEPTH:
                    return True
    return False


def _gap_m(one: DecodedThing, hit: Hit, two: DecodedThing, twin: Hit) -> float:
    """Between balls and upright boxes where they tell of a contact; negative where they overlap."""
    straight = sum(thing.radius_m for thing in (one, two) if thing.kind == "box")
    rounds = sum(thing.radius_m for thing in (one, two) if thing.kind == "ball")
    across = abs(hit.x_m - twin.x_m) - straight
    up = abs(hit.height_m + one.radius_m - twin.height_m - two.radius_m) - straight
    outside = math.hypot(max(across, 0.0), max(up, 0.0))
    return (outside or max(across, up)) - rounds


def share(found: Sequence[bool]) -> float:
    """The share of trues; not a number where there are none."""
    return float(np.mean(found)) if len(found) else float("nan")


def attributes(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> dict[str, float]:
    """Shares of films, or of things where the count is right, that have what the words say."""
    rows: dict[str, list[bool]] = {}

    def note(name: str, *, right: bool) -> None:
        rows.setdefault(name, []).append(right)

    for scene, film in zip(scenes, made, strict=True):
        way = film.camera_to_m - film.camera_from_m
        camera = "still" if abs(way) < 0.3 else "left" if way < 0 else "right"
        whole = [
            film.place == scene.place,
            film.time_of_day == scene.time_of_day,
            camera == scene.camera,
            len(film.things) == len(scene.things),
        ]
        for name, right in zip(("place", "time of day", "camera", "count"), whole, strict=True):
            note(name, right=right)
        for thing, seen in zip(scene.things, film.things, strict=False):
            size = min(RADII_M, key=lambda name, seen=seen: abs(np.log(RADII_M[name] / seen.radius_m)))  # type: ignore[misc]
            parts = [
                seen.kind == thing.kind,
                seen.colour == thing.colour,
                size == thing.size,
                seen.material == thing.material,
            ]
            for name, right in zip(("kind", "colour", "size", "material"), parts, strict=True):
                note(name, right=right)
            if not scene.meeting:
                action, direction = doing(seen)
                parts += [action == thing.action, direction == thing.direction]
                note("action", right=parts[-2])
                note("direction", right=parts[-1])
            whole += parts
        if scene.meeting:
            note("collision happens", right=collides(film))
            whole.append(collides(film))
        note("all right", right=all(whole))
    return {name: share(found) for name, found in rows.items()}


def physics(made: Sequence[DecodedScene]) -> dict[str, float]:
    """Physics across chunks: speed kept at bounces by material, gravity of flights, joins, and resting things that
    stay.
    """
    bounces: dict[str, list[float]] = {}
    gravity: list[float] = []
    corrections: list[float] = []
    tremble: list[float] = []
    for film in made:
        corrections += film.corrections_m.tolist()
        for thing in film.things:
            elastic = 1.0 if thing.kind == "ball" else BOX_RESTITUTION_SHARE
            for hit in thing.motion.hits:
                if hit.ground and -hit.before[1] > LOUD_M_S and hit.after[1] > 0.3:
                    bounces.setdefault(thing.material, []).append(hit.after[1] / -hit.before[1] / elastic)
            gravity += _flights(thing)
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
    resting = motion.grounded[::4] & (np.abs(motion.vx_m_s[::4]) < RESTING_M_S)
    return np.diff(motion.x_m[::4])[resting[:-1] & resting[1:]].tolist()


def _flights(thing: DecodedThing) -> list[float]:
    """Gravity from parabolas through whole flights of at least nine frames, which span two joins or more."""
    free = thing.motion.height_m > 0.03
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = thing.motion.height_m[start + 1 : end - 1]
        struck = any(start < hit.at_s * 24 < end for hit in thing.motion.hits)
        if len(inside) >= 9 and not struck:
            found.append(float(-2 * np.polyfit(np.arange(len(inside)) / 24, inside, 2)[0]))
    return found


def seen_colour(frame: NDArray[np.uint8], empty: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The mean colour 0..1 of what differs between a frame and the same place without things."""
    changed = np.abs(frame.astype(int) - empty).sum(-1) > 60
    return frame[changed].mean(0) / 255 if changed.any() else np.zeros(3)


def pixels_agree(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> float:
    """Share of films with one thing whose pixels are nearest to the colour that the words say."""
    right = []
    for scene, film in zip(scenes, made, strict=True):
        if len(scene.things) == 1:
            frame, empty = film.preview(at=0.4), replace(film, things=()).preview(at=0.4)
            right.append(named(seen_colour(frame, empty), film) == scene.things[0].colour)
    return share(right)


def named(seen: NDArray[np.float64], film: DecodedScene) -> str:
    """The colour whose thing, painted in the same light, would look most like what is seen."""
    if not film.things:
        return ""
    empty = replace(film, things=()).preview(at=0.4)
    looks = {}
    for name, rgb in COLOURS.items():
        painted = replace(film, things=tuple(replace(thing, rgb=rgb) for thing in film.things))
        looks[name] = seen_colour(painted.preview(at=0.4), empty)
    return min(looks, key=lambda name: float(np.abs(looks[name] - seen).sum()))
