"""Which posture a pose comes to: activities by their weights, then what takes a part of the body or all of it; and how
the whole body is then turned and laid.
"""

import math
from collections.abc import Callable

from services.renderer.animatic.cast.aloft import diving, flying, jumping, tumbling
from services.renderer.animatic.cast.antics import boarding, crouching, dancing, riding, sitting, sitting_to_us
from services.renderer.animatic.cast.borne import hanging, pedalling, swinging
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.gestures import DRAWING, catching, talking, throwing, waving
from services.renderer.animatic.cast.level import lying, swimming, treading
from services.renderer.animatic.cast.posture import Posture, blended
from services.renderer.animatic.cast.shapes import Shape, moved, turned
from services.renderer.animatic.cast.skeleton import Build
from services.renderer.animatic.cast.stalking import lurking, pouncing
from services.renderer.animatic.cast.upright import running, standing, walking
from services.renderer.animatic.world import SWING_SEAT_M

WEIGHT_MIN = 1e-3
# Who turns over in the air by more than this, in radians, falls rather than jumps: from none of it to all.
TUMBLING = (0.15, 0.70)
# How far swimmers and fliers are tipped forward, and how high swimmers' middles are, in heights.
SWIM_TIP_RAD, FLY_TIP_RAD, AFLOAT = 1.42, 1.20, 0.075
# Where the middles of those are who tread water, and of a body that is stretched to the fingertips.
TREADING, STRETCHED = -0.16, 0.62
# How much of a tumble there is in the middle of falling down.
FLAILING = 0.6
# From these weights on, who lies is on the ground and who sits or swings has sat down.
LAID, SWUNG = 0.2, 0.5


def held(figure: Figure, pose: Pose, build: Build) -> Posture:
    """How a person of a build holds itself. Weights that add up to more than 1 share the body between them; words, a
    wave, a throw and a catch take arms and face of whatever goes on, a crouch and a jump take the whole body.
    """
    tall, phase, beat, near = figure.tall_m, pose.stride_rad, pose.beat_rad, 1 if pose.facing >= 0 else 0
    acts: list[tuple[float, Callable[[], Posture]]] = [
        (pose.walk, lambda: walking(phase, stride_m(figure, "walk") / tall)),
        (pose.run, lambda: running(phase, stride_m(figure, "run") / tall)),
        (pose.sit, lambda: _turning(pose, sitting(beat), sitting_to_us(beat))),
        (pose.dance, lambda: dancing(beat)),
        (pose.swim, lambda: _turning(pose, swimming(beat), treading(beat))),
        (pose.ride, lambda: _riding(figure, pose, build, near)),
        (pose.swing, lambda: swinging(build, pose.onward_m_s)),
        (pose.lie, lambda: lying(beat)),
        (pose.fly, lambda: flying(beat)),
    ]
    total = sum(weight for weight, _ in acts)
    acts.append((max(0.0, 1 - total), lambda: standing(beat)))
    parts = [(weight / max(1.0, total), act()) for weight, act in acts if weight > WEIGHT_MIN]
    share = sum(weight for weight, _ in parts)
    whole = blended([part for _, part in parts], [weight / share for weight, _ in parts])
    whole = _over(whole, lambda: tumbling(beat, near), FLAILING * 4 * pose.lie * (1 - pose.lie))
    whole = _over(whole, lambda: talking(whole, beat, near), pose.talk * (1 - pose.swim))
    whole = _over(whole, lambda: waving(whole, beat), pose.wave)
    whole = _over(whole, lambda: throwing(whole, pose.throw, near), min(1.0, pose.throw / DRAWING))
    whole = _over(whole, lambda: catching(whole, build), pose.catch)
    whole = _over(whole, crouching, pose.crouch)
    whole = _over(whole, lambda: lurking(build, beat, near), pose.lurk)
    whole = _over(whole, diving, pose.dive)
    return _over(whole, lambda: _in_the_air(pose, near), pose.airborne * max(0.0, 1 - pose.fly - pose.lie))


def laid(shapes: list[Shape], figure: Figure, pose: Pose) -> list[Shape]:
    """A person's shapes turned as the pose says: swimmers and fliers tipped ahead, who lies down to the ground, who
    swings about the seat, who dives about the middle of the stretched body, whose fingertips are first to be where the
    soles would be.
    """
    if pose.swing > SWUNG:
        return moved(turned(shapes, pose.angle_rad, (0.0, 0.0)), 0.0, SWING_SEAT_M)
    ahead = pose.swim * SWIM_TIP_RAD + pose.fly * FLY_TIP_RAD
    angle = math.remainder(pose.angle_rad, 2 * math.pi)
    down = math.copysign(math.pi / 2, angle if abs(angle) > TUMBLING[0] else pose.facing)
    angle = angle * (1 - pose.lie) + down * pose.lie - pose.facing * ahead
    if not angle and not pose.swim:
        return shapes
    middle = figure.tall_m / 2
    about = middle + (STRETCHED - 0.5) * figure.tall_m * pose.dive * (1 - pose.sunk)
    afloat = (AFLOAT * abs(pose.facing) + TREADING * (1 - abs(pose.facing))) * figure.tall_m
    whole = moved(turned(shapes, angle, (0.0, about)), 0.0, pose.swim * (afloat - middle))
    if not pose.lie:
        return whole
    lowest = min(float(outline[:, 1].min()) for shape in whole for outline in shape.outlines)
    return moved(whole, 0.0, -lowest * min(1.0, pose.lie / LAID))


def sits(pose: Pose) -> bool:
    """Whether the thighs are before the trunk."""
    return pose.sit + pose.swing > SWUNG


def one_leg_hidden(pose: Pose) -> bool:
    """Whether what somebody sits astride hides the leg behind it."""
    astride = pose.ride > 0.5 and not (pose.stands_on or pose.hangs or pose.cycle_m)
    return astride and abs(pose.facing) > 0.5


def _riding(figure: Figure, pose: Pose, build: Build, near: int) -> Posture:
    """Astride, or as what bears one wants it."""
    if pose.stands_on:
        return boarding(pose.beat_rad, near, wide=pose.surfs)
    if pose.hangs:
        return hanging(build, pose.beat_rad)
    if pose.cycle_m:
        return pedalling(build, pose.stride_rad, pose.cycle_m / figure.tall_m, near)
    return riding(pose.beat_rad)


def _turning(pose: Pose, aside: Posture, to_us: Posture) -> Posture:
    """Between what one does seen from the side and what one does who faces the viewer."""
    share = abs(pose.facing)
    return blended([aside, to_us], [share, 1 - share])


def _in_the_air(pose: Pose, near: int) -> Posture:
    """A jump, a leap at somebody, or a fall head over heels."""
    low, high = TUMBLING
    over = min(1.0, max(0.0, (abs(math.remainder(pose.angle_rad, 2 * math.pi)) - low) / (high - low)))
    leap = blended([jumping(pose.vy_m_s), pouncing(pose.vy_m_s, near)], [1 - pose.spring, pose.spring])
    return blended([leap, tumbling(pose.beat_rad, near)], [1 - over, over])


def _over(under: Posture, over: Callable[[], Posture], weight: float) -> Posture:
    return blended([under, over()], [1 - weight, weight]) if weight > WEIGHT_MIN else under
