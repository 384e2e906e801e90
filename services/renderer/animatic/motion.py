"""Closed-form motion between knots: where a thing is at any instant, when it touches, and how much had to be bent to
make knots meet.

Each chunk is read from its two knots alone. Nothing is carried from chunk to chunk and nothing is simulated: what the
knots say is shown.
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.latents import BODY_KNOT, FPS
from services.renderer.animatic.world import ACTIVITIES, GRAVITY_M_S2

Floats = NDArray[np.float64]
X, HEIGHT, VX, VY, SINE, COSINE, SURFACE, SUPPORT, GROUND_HIT, THING_HIT, HIT_AT, HELD = range(len(BODY_KNOT))
FACING = len(BODY_KNOT)
DIVE = FACING + 1 + ACTIVITIES.index("dive")
# Who dives as much as this may be under the water, below height 0.
DIVES = 0.5
# A contact closer to a knot than this share of a chunk is read as if it were this far away.
HIT_MARGIN = 0.02
# The contact's own time and the landings of both arcs are three tellings of one instant, and their mean is the best; an
# arc that lands farther outside the chunk than this share of it tells nothing.
LANDING_SLACK = 0.3


class Hit(Struct, frozen=True, kw_only=True):
    """A contact as the knots tell it: when, with what, where, and the velocities (x, y) just before and just after."""

    at_s: float
    ground: bool
    x_m: float
    height_m: float
    before: tuple[float, float]
    after: tuple[float, float]


class Motion(Struct, frozen=True, kw_only=True):
    """A thing's motion at given instants [n], its contacts in order of time, and the correction at each join in metres
    [chunks]. held: in somebody's hands. facing -1..1 and doing [n, ACTIVITIES] 0..1 mean something for figures.
    """

    x_m: Floats
    height_m: Floats
    vx_m_s: Floats
    vy_m_s: Floats
    angle_rad: Floats
    grounded: NDArray[np.bool_]
    held: NDArray[np.bool_]
    facing: Floats
    doing: Floats
    hits: tuple[Hit, ...]
    corrections_m: Floats


class Chunk:
    """The motion between two knots, as polynomials in the time since the first."""

    def __init__(self, one: Floats, two: Floats, radius_m: float, *, flat: bool) -> None:
        self.grounded_from, self.grounded_to = one[SUPPORT] > 0, two[SUPPORT] > 0
        # What rests on the ground or in a hand does not fall.
        self.held_from, self.held_to = one[HELD] > 0, two[HELD] > 0
        wet = tuple(bool(knot[DIVE] > DIVES) for knot in (one, two))
        self.free = tuple(
            not (knot[SUPPORT] > 0 or knot[HELD] > 0 or (under and knot[HEIGHT] < 0))
            for knot, under in zip((one, two), wet, strict=True)
        )
        self.ground_hit = bool(one[GROUND_HIT] > 0 and one[GROUND_HIT] >= one[THING_HIT])
        # From above into water, which brakes steadily from the contact to the second knot.
        self.plunges = self.ground_hit and self.free[0] and wet[1] and bool(two[HEIGHT] < 0)
        self.hit = bool(self.ground_hit or one[THING_HIT] > 0)
        self.place = (one[[X, HEIGHT]], two[[X, HEIGHT]])
        self.velocity = (one[[VX, VY]], two[[VX, VY]])
        grounds = (self.grounded_from, self.grounded_to)
        for grounded, under, place, velocity in zip(grounds, wet, self.place, self.velocity, strict=True):
            lowest = -math.inf if under else 0.0
            place[1], velocity[1] = (0.0, 0.0) if grounded else (max(place[1], lowest), velocity[1])
        self.lifted_m = max(
            abs(float(knot[HEIGHT] - place[1])) for knot, place in zip((one, two), self.place, strict=True)
        )
        self.angles = tuple(_angle(knot, flat=flat) for knot in (one, two))
        self.spins_rad_s = tuple(float(knot[SURFACE]) / radius_m for knot in (one, two))
        told = [float(one[HIT_AT]) * CHUNK_S, *(self._landings() if self.ground_hit else [])]
        self.hit_s = float(np.clip(np.mean(told), HIT_MARGIN * CHUNK_S, (1 - HIT_MARGIN) * CHUNK_S))
        self._meet()

    def _landings(self) -> list[float]:
        """When the arc from the first knot reaches the ground, and when the arc to the second leaves it."""
        found = []
        if self.free[0]:
            found.append(_fall_s(self.place[0][1], self.velocity[0][1]))
        if self.free[1]:
            found.append(CHUNK_S - _fall_s(self.place[1][1], -self.velocity[1][1]))
        return [at_s for at_s in found if -LANDING_SLACK * CHUNK_S < at_s < (1 + LANDING_SLACK) * CHUNK_S]

    def share(self, hit_s: float, x_m: float) -> None:
        """Take a contact's instant and place from what two things tell of it together."""
        self.hit_s = hit_s
        self._meet(np.array([x_m, self.touch[1]]))

    def _meet(self, touch_m: Floats | None = None) -> None:
        """Where the arcs from both knots meet at the contact, and how far each has to be bent for it."""
        fall = np.array([0.0, -GRAVITY_M_S2])
        self.pull = tuple(fall * free for free in self.free)
        rest_s = CHUNK_S - self.hit_s
        ahead = self.place[0] + self.velocity[0] * self.hit_s + self.pull[0] * self.hit_s**2 / 2
        back = self.place[1] - self.velocity[1] * rest_s + self.pull[1] * rest_s**2 / 2
        self.before = self.velocity[0] + self.pull[0] * self.hit_s
        self.after = self.velocity[1] - self.pull[1] * rest_s
        braked = (self.before - self.after) * rest_s / 2 * self.plunges
        self.touch = (ahead + back - braked) / 2 if touch_m is None else touch_m
        if self.ground_hit:
            self.touch[1] = 0.0
        self.bends = (self.touch - ahead, self.touch - back)
        # What water takes is no correction.
        self.bent_m = max(float(np.abs(self.bends[0]).max()), float(np.abs(self.bends[1] + braked).max()))

    def correction_m(self) -> float:
        """How far the knots are from one motion: the bend at the contact, or the gap that a steady acceleration would
        leave; at least as far as they had to be put onto the ground.
        """
        if self.hit:
            return max(self.lifted_m, self.bent_m)
        gap = self.place[1] - self.place[0] - (self.velocity[0] + self.velocity[1]) * CHUNK_S / 2
        return max(self.lifted_m, float(np.abs(gap).max()))

    def at(self, since_s: Floats) -> tuple[Floats, Floats]:
        """Places and velocities [n, 2] (x, height), since the first knot."""
        t = since_s[:, None]
        if self.hit:
            u, rest_s = CHUNK_S - t, CHUNK_S - self.hit_s
            first = (
                self.place[0] + self.velocity[0] * t + self.pull[0] * t**2 / 2 + self.bends[0] * (t / self.hit_s) ** 2
            )
            second = self.place[1] - self.velocity[1] * u + self.pull[1] * u**2 / 2 + self.bends[1] * (u / rest_s) ** 2
            early = t < self.hit_s
            speed = np.where(early, self.velocity[0] + self.pull[0] * t, self.velocity[1] - self.pull[1] * u)
            return np.where(early, first, second), speed
        s = t / CHUNK_S
        place = (2 * s**3 - 3 * s**2 + 1) * self.place[0] + (3 * s**2 - 2 * s**3) * self.place[1]
        place = place + CHUNK_S * ((s**3 - 2 * s**2 + s) * self.velocity[0] + (s**3 - s**2) * self.velocity[1])
        return place, self.velocity[0] * (1 - s) + self.velocity[1] * s

    def grounded(self, since_s: Floats) -> NDArray[np.bool_]:
        """Whether it rests on the ground: as at the first knot, and from a contact on as at the second."""
        return np.where(self.hit & (since_s >= self.hit_s), self.grounded_to, self.grounded_from)

    def held(self, since_s: Floats) -> NDArray[np.bool_]:
        """Whether somebody holds it: as at the first knot, and from a contact on as at the second."""
        return np.where(self.hit & (since_s >= self.hit_s), self.held_to, self.held_from)

    def angle(self, since_s: Floats) -> Floats:
        """Angles between the knots' own, by as many turns as the spins say; what meets nothing turns smoothly."""
        turn = self.angles[1] - self.angles[0]
        turn += 2 * np.pi * np.round((sum(self.spins_rad_s) / 2 * CHUNK_S - turn) / (2 * np.pi))
        s = since_s / CHUNK_S
        if self.hit:
            return self.angles[0] + turn * s
        one, two = (spin * CHUNK_S for spin in self.spins_rad_s)
        smooth = turn * (3 * s**2 - 2 * s**3) + one * (s**3 - 2 * s**2 + s) + two * (s**3 - s**2)
        return np.asarray(self.angles[0] + smooth)


def _fall_s(height_m: float, vy_m_s: float) -> float:
    """How long a free fall to the ground takes."""
    return float((vy_m_s + np.sqrt(vy_m_s**2 + 2 * GRAVITY_M_S2 * max(height_m, 0.0))) / GRAVITY_M_S2)


def _angle(knot: Floats, *, flat: bool) -> float:
    """A knot's angle; a box that rests lies on one of its sides."""
    angle = float(np.arctan2(knot[SINE], knot[COSINE]))
    return round(angle / (np.pi / 2)) * np.pi / 2 if flat and knot[SUPPORT] > 0 else angle


def chunks_of(knots: Floats, radius_m: float, chunks: int, *, flat: bool) -> list[Chunk]:
    """The chunks of one thing, from its knots [knots, KNOT] in physical units. flat: it has sides to lie on."""
    return [Chunk(knots[index], knots[index + 1], radius_m, flat=flat) for index in range(chunks)]


def follow(pieces: Sequence[Chunk], knots: Floats, times_s: Floats) -> Motion:
    """The motion of one thing at times (ascending, within the film), from its chunks and their knots [knots, KNOT]."""
    chunks = len(pieces)
    which = np.clip((times_s / CHUNK_S + 1e-9).astype(int), 0, chunks - 1)
    place, velocity, angle = np.zeros((len(times_s), 2)), np.zeros((len(times_s), 2)), np.zeros(len(times_s))
    grounded, held = np.zeros(len(times_s), bool), np.zeros(len(times_s), bool)
    for index in np.unique(which):
        here = which == index
        since_s = times_s[here] - index * CHUNK_S
        place[here], velocity[here] = pieces[index].at(since_s)
        angle[here] = pieces[index].angle(since_s)
        grounded[here], held[here] = pieces[index].grounded(since_s), pieces[index].held(since_s)
    hits = tuple(
        Hit(
            at_s=index * CHUNK_S + piece.hit_s,
            ground=piece.ground_hit,
            x_m=float(piece.touch[0]),
            height_m=float(piece.touch[1]),
            before=(float(piece.before[0]), float(piece.before[1])),
            after=(float(piece.after[0]), float(piece.after[1])),
        )
        for index, piece in enumerate(pieces)
        if piece.hit
    )
    share = np.clip(times_s / CHUNK_S - which, 0, 1)[:, None]
    done = knots[which, FACING:] * (1 - share) + knots[which + 1, FACING:] * share
    corrections = np.array([piece.correction_m() for piece in pieces])
    return Motion(
        x_m=place[:, 0],
        height_m=np.where(done[:, DIVE - FACING] > DIVES, place[:, 1], np.maximum(place[:, 1], 0.0)),
        vx_m_s=velocity[:, 0],
        vy_m_s=velocity[:, 1],
        angle_rad=angle,
        grounded=grounded,
        held=held,
        facing=np.clip(done[:, 0], -1, 1),
        doing=np.clip(done[:, 1:], 0, 1),
        hits=hits,
        corrections_m=corrections,
    )


def rolled(motion: Motion, radius_m: float) -> Motion:
    """The same of a ball: on the ground it turns by exactly the way gone, as strides do, in a hand not at all."""
    told = np.diff(np.unwrap(motion.angle_rad))
    steps = np.where(motion.grounded[1:], -np.diff(motion.x_m) / radius_m, np.where(motion.held[1:], 0.0, told))
    return replace(motion, angle_rad=motion.angle_rad[0] + np.concatenate([[0.0], np.cumsum(steps)]))


def slowed(motion: Motion, rate: float) -> Motion:
    """The same motion in the time of a film in which the world goes by at a rate."""
    if rate == 1:
        return motion
    hits = tuple(
        replace(
            hit,
            at_s=hit.at_s / rate,
            before=(hit.before[0] * rate, hit.before[1] * rate),
            after=(hit.after[0] * rate, hit.after[1] * rate),
        )
        for hit in motion.hits
    )
    end_s = len(motion.x_m) / FPS
    return replace(
        motion,
        vx_m_s=motion.vx_m_s * rate,
        vy_m_s=motion.vy_m_s * rate,
        hits=tuple(hit for hit in hits if hit.at_s < end_s),
    )
