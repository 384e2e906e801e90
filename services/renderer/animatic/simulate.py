"""Moves the things of many scenes at once: flight and friction in closed form, contacts at their exact instants.

Works on arrays [scenes, things]; figures, which act of their own will, come from `acting.py`. It knows nothing of
words, latents or pictures, and only training and evaluation ever call it.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.acting import act_out
from services.renderer.animatic.buoyancy import Water
from services.renderer.animatic.world import (
    ACTIVITIES,
    BALL_PLAY,
    BEARERS,
    BOX_RESTITUTION_SHARE,
    GRAVITY_M_S2,
    MATERIALS,
    STAGE_HALF_WIDTH_M,
    THINGS_MAX,
    Scene,
)

SUBSTEPS = 40
STEP_S = CHUNK_S / SUBSTEPS
# A bounce slower than this would touch the ground twice within one chunk; the thing comes to rest instead.
SETTLE_M_S = GRAVITY_M_S2 * CHUNK_S / 2
BALL_GRIP = 0.87
BOX_GRIP = 0.6
# What is left of a ball's speed (along, down) when it has gone through a net.
NET_KEEPS = (0.12, 0.45)

MOVING = ("x", "height", "vx", "vy", "angle", "spin")

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Tracks(Struct, frozen=True, kw_only=True):
    """Motion sampled at the chunks' starts: arrays [scenes, knots, things].

    x, height (clearance above the ground), vx, vy in metres and m/s; angle in radians; spin in rad/s; support: rests
    on the ground. ground_hit, thing_hit: such a contact happens in the chunk that starts here; hit_at: when, as a
    share of the chunk (0 where none). held: was caught, and is in somebody's hands. facing -1..1 and doing [scenes,
    knots, things, ACTIVITIES] 0..1 are figures', but for "dive", which bodies do all the time where there is water:
    their heights may be below 0. What is held, or borne by another (see `bearing.py`), is told from its seat or hand,
    and rests there: all its numbers are 0. valid [scenes]: at most one contact a thing a chunk, and everything stays on
    the stage. In a scene that the camera follows, x and vx are as seen from it.
    """

    x: Floats
    height: Floats
    vx: Floats
    vy: Floats
    angle: Floats
    spin: Floats
    support: Bools
    ground_hit: Bools
    thing_hit: Bools
    hit_at: Floats
    held: Bools
    facing: Floats
    doing: Floats
    valid: Bools


class _Bodies:
    """The bodies' state. One row a scene, one column a slot; slots without a body have present False and never touch
    anything.
    """

    def __init__(self, scenes: Sequence[Scene]) -> None:
        shape = (len(scenes), THINGS_MAX)
        self.present = np.zeros(shape, bool)
        self.ball = np.zeros(shape, bool)
        names = ("x", "height", "vx", "vy", "angle", "spin", "radius", "bounce", "slowing", "mass", "depth", "elastic",
                 "due")  # fmt: skip
        columns = {name: np.zeros(shape) for name in names}
        columns["radius"][:], columns["mass"][:] = 0.2, 1.0
        for row, scene in enumerate(scenes):
            for slot, thing in enumerate(scene.things):
                if not thing.is_body:
                    continue
                stuff, ball = MATERIALS[thing.looks.material], thing.kind == "ball"
                self.present[row, slot], self.ball[row, slot] = True, ball
                values = (
                    thing.x_m,
                    thing.height_m,
                    thing.vx_m_s,
                    thing.vy_m_s,
                    thing.angle_rad,
                    thing.spin_rad_s,
                    thing.looks.extent_m,
                    stuff.restitution * (1 if ball else BOX_RESTITUTION_SHARE),
                    stuff.rolling if ball else stuff.sliding,
                    stuff.density * thing.looks.extent_m**2 * (math.pi if ball else 4.0),
                    thing.depth,
                    stuff.restitution,
                    round(thing.meets_s / STEP_S),
                )
                for name, value in zip(names, values, strict=True):
                    columns[name][row, slot] = value
        self.x, self.height, self.vx, self.vy = (columns[name] for name in names[:4])
        self.angle, self.spin, self.radius, self.bounce = (columns[name] for name in names[4:8])
        self.slowing, self.mass, self.depth, self.elastic, self.due = (columns[name] for name in names[8:])
        self.ends = np.array([scene.meeting for scene in scenes])[:, None]
        self.held = np.zeros(shape, bool)
        self.water = Water(scenes, self.ball, self.radius, self.height)
        self.support = self.present & (self.height <= 0) & (self.vy <= 0) & ~self.water.wet
        self.roll()

    def roll(self) -> None:
        """On the ground a ball rolls without slipping and a box does not turn."""
        self.spin = np.where(self.support, np.where(self.ball, -self.vx / self.radius, 0.0), self.spin)

    def fly(self, step_s: float) -> tuple[Bools, Floats]:
        """Advance everything by a step, bouncing off the ground where it is met, or breaking the water. Returns who
        met it, and when within the step.
        """
        water, wet, afloat = self.water, self.water.wet, self.water.afloat.copy()
        borne = water.step({name: getattr(self, name)[water.at] for name in MOVING}, step_s)
        speed = np.abs(self.vx)
        moving_s = np.minimum(step_s, speed / np.maximum(self.slowing, 1e-9))
        along = np.sign(self.vx) * (speed * moving_s - self.slowing * moving_s**2 / 2)
        self.x = self.x + np.where(self.support, along, self.vx * step_s)
        height = self.height + self.vy * step_s - GRAVITY_M_S2 * step_s**2 / 2
        hit = self.present & ~self.support & ~afloat & (height < 0)
        when_s = np.where(
            hit, (self.vy + np.sqrt(np.maximum(self.vy**2 + 2 * GRAVITY_M_S2 * self.height, 0))) / GRAVITY_M_S2, 0
        )
        rebound = np.where(wet, 1.0, -self.bounce) * (self.vy - GRAVITY_M_S2 * when_s)
        rest = hit & ~wet & (rebound < SETTLE_M_S)
        left_s = step_s - when_s
        grip = np.where(wet, 1.0, np.where(self.ball, BALL_GRIP, BOX_GRIP))
        self.angle = self.angle + self.spin * np.where(hit, when_s, step_s)
        self.spin = np.where(hit & ~wet, np.where(self.ball, -self.vx * grip / self.radius, 0.0), self.spin)
        self.vx = np.where(
            self.support, np.sign(self.vx) * (speed - self.slowing * moving_s), np.where(hit, self.vx * grip, self.vx)
        )
        self.height = np.where(hit, rebound * left_s - GRAVITY_M_S2 * left_s**2 / 2, height)
        self.vy = np.where(hit, rebound - GRAVITY_M_S2 * left_s, self.vy - GRAVITY_M_S2 * step_s)
        self.support = self.support | rest
        self.height, self.vy = np.where(self.support, 0.0, self.height), np.where(self.support, 0.0, self.vy)
        self.height = np.where(self.present, np.maximum(self.height, np.where(wet, -np.inf, 0.0)), 0.0)
        for name, values in borne.items():
            own = getattr(self, name)
            own[water.at] = np.where(afloat[water.at], values, own[water.at])
        water.afloat |= hit & wet
        self.roll()
        return hit, when_s

    def arrive(self, instant: int) -> Bools:
        """End the flights that end after so many substeps: in hands, in a net, or at a board. Returns which."""
        now = self.present & (self.due == instant) & (instant > 0)
        off = now & (self.ends == "miss")
        net = now & (self.ends == "score")
        self.held |= now & ~off & ~net
        self.vx = np.where(off, -self.elastic * self.vx, np.where(net, NET_KEEPS[0] * self.vx, self.vx))
        self.vy = np.where(net, NET_KEEPS[1] * self.vy, self.vy)
        for name in MOVING:
            setattr(self, name, np.where(self.held, 0.0, getattr(self, name)))
        self.present &= ~self.held
        return now

    def touch(self, one: int, two: int) -> tuple[Bools, Bools]:
        """Let two columns collide where they overlap and approach. Returns [scenes] who did, and where the contact is
        not one that the world allows.
        """
        dx, dy = (
            self.x[:, two] - self.x[:, one],
            (self.height + self.radius)[:, two] - (self.height + self.radius)[:, one],
        )
        reach = self.radius[:, one] + self.radius[:, two]
        near = self.present[:, one] & self.present[:, two] & (self.depth[:, one] == self.depth[:, two])
        near &= (np.abs(dx) < reach) & (np.abs(dy) < reach)
        if not near.any():
            return near, near
        nx, ny, gap = self._normal(one, two, dx, dy)
        closing = (self.vx[:, one] - self.vx[:, two]) * nx + (self.vy[:, one] - self.vy[:, two]) * ny
        hit = near & (gap < 0) & (closing > 1e-3)
        elastic = np.sqrt(self.elastic[:, one] * self.elastic[:, two])
        mass_one, mass_two = self.mass[:, one], self.mass[:, two]
        impulse = np.where(hit, (1 + elastic) * closing / (1 / mass_one + 1 / mass_two), 0.0)
        for slot, mass, sign in ((one, mass_one, -1), (two, mass_two, 1)):
            self.vx[:, slot] += sign * impulse * nx / mass
            lifted = self.vy[:, slot] + sign * impulse * ny / mass
            self.vy[:, slot] = np.where(self.support[:, slot], 0.0, lifted)
            self.x[:, slot] += np.where(hit, sign * -gap / 2 * nx, 0.0)
        self.roll()
        turned = ~self.ball & (np.abs(np.sin(2 * self.angle)) > 1e-3)
        refused = hit & ((np.abs(ny) > 0.75) | turned[:, one] | turned[:, two])
        return hit & (closing > 0.12), refused

    def _normal(self, one: int, two: int, dx: Floats, dy: Floats) -> tuple[Floats, Floats, Floats]:
        """Contact normal from one to two, and the gap between them (negative where they overlap)."""
        ball_one, ball_two = self.ball[:, one], self.ball[:, two]
        radius_one, radius_two = self.radius[:, one], self.radius[:, two]
        half = np.where(ball_one, np.where(ball_two, 0.0, radius_two), radius_one)
        # The nearest point of a box to a ball's centre, seen from the ball: offsets inside the box's half width do
        # not count.
        off_x = np.sign(dx) * np.maximum(np.abs(dx) - half, 0)
        off_y = np.sign(dy) * np.maximum(np.abs(dy) - half, 0)
        distance = np.hypot(off_x, off_y)
        rounds = np.where(ball_one, radius_one, 0.0) + np.where(ball_two, radius_two, 0.0)
        flat = (self.support[:, one] & self.support[:, two]) | (~ball_one & ~ball_two) | (distance < 1e-6)
        nx = np.where(flat, np.where(dx < 0, -1.0, 1.0), off_x / np.maximum(distance, 1e-6))
        ny = np.where(flat, 0.0, off_y / np.maximum(distance, 1e-6))
        mixed = ball_one != ball_two
        level = np.where(ball_one & ball_two, distance - rounds, np.abs(dx) - radius_one - radius_two)
        return nx, ny, np.where(flat, level, np.where(mixed | (ball_one & ball_two), distance - rounds, level))


def simulate(scenes: Sequence[Scene], knots: int) -> Tracks:
    """Simulate scenes for `knots` chunk starts (the last chunk is run too). See `Tracks`."""
    bodies = _Bodies(scenes)
    shape = (len(scenes), knots, THINGS_MAX)
    kept = {name: np.zeros(shape) for name in MOVING}
    support, ground_hit, thing_hit, held = (np.zeros(shape, bool) for _ in range(4))
    hit_at, valid = np.zeros(shape), np.ones(len(scenes), bool)
    for knot in range(knots):
        for name, values in kept.items():
            values[:, knot] = getattr(bodies, name)
        support[:, knot], held[:, knot] = bodies.support, bodies.held
        for substep in range(SUBSTEPS):
            hit, when_s = bodies.fly(STEP_S)
            valid &= ~(hit & (ground_hit[:, knot] | thing_hit[:, knot])).any(1)
            ground_hit[:, knot] |= hit
            hit_at[:, knot] = np.where(hit, (substep + when_s / STEP_S) / SUBSTEPS, hit_at[:, knot])
            arrived = bodies.arrive(knot * SUBSTEPS + substep + 1)
            if arrived.any():
                valid &= ~(arrived & (ground_hit[:, knot] | thing_hit[:, knot])).any(1)
                thing_hit[:, knot] |= arrived
                hit_at[:, knot] = np.where(arrived, (substep + 1) / SUBSTEPS, hit_at[:, knot])
            for one, two in ((0, 1), (0, 2), (1, 2)):
                met, refused = bodies.touch(one, two)
                if met.any() or refused.any():
                    both = np.zeros((len(scenes), THINGS_MAX), bool)
                    both[:, one] = both[:, two] = met
                    valid &= ~refused & ~(both & (ground_hit[:, knot] | thing_hit[:, knot])).any(1)
                    thing_hit[:, knot] |= both
                    hit_at[:, knot] = np.where(both, (substep + 1) / SUBSTEPS, hit_at[:, knot])
    facing, doing = np.zeros(shape), np.zeros((*shape, len(ACTIVITIES)))
    doing[..., ACTIVITIES.index("dive")] = bodies.water.wet[:, None]
    for row, scene in enumerate(scenes):
        told = {name: values[row] for name, values in kept.items()}
        told |= {"support": support[row], "touch": ground_hit[row], "hit_at": hit_at[row]}
        _act(scene, knots, told | {"facing": facing[row], "doing": doing[row]})
        if scene.meeting in BALL_PLAY:
            _struck(scene, thing_hit[row], hit_at[row])
    valid &= (np.abs(kept["x"]) < STAGE_HALF_WIDTH_M).all((1, 2))
    return Tracks(
        **kept,
        support=support,
        ground_hit=ground_hit,
        thing_hit=thing_hit,
        hit_at=hit_at,
        held=held,
        facing=facing,
        doing=doing,
        valid=valid,
    )


def _struck(scene: Scene, thing_hit: Bools, hit_at: Floats) -> None:
    """Whoever catches a ball, and the hoop that one hits, touch it when it touches them; in place."""
    ball = next(slot for slot, thing in enumerate(scene.things) if thing.is_body)
    other = 0 if scene.meeting == "catch" else scene.tied - 1
    thing_hit[:, other] = thing_hit[:, ball]
    hit_at[:, other] = np.where(thing_hit[:, ball], hit_at[:, ball], hit_at[:, other])


def _act(scene: Scene, knots: int, told: dict[str, NDArray[Any]]) -> None:
    """Write what the figures of a scene do into arrays [knots, things], in place. Who is borne by another is told from
    the seat, where all that is told is 0.
    """
    for slot, thing in enumerate(scene.things):
        if not thing.is_body:
            act = act_out(thing, scene.follow_m_s, knots)
            for name, values in told.items():
                values[:, slot] = getattr(act, name)
    if scene.meeting in BEARERS:
        bearer = BEARERS[scene.meeting]
        for name, values in told.items():
            if name == "facing":
                values[:, 1 - bearer] = values[:, bearer]
            elif name != "doing":
                values[:, 1 - bearer] = 0
