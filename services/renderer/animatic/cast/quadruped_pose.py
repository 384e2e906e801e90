"""How a four-legged animal holds itself: a breed and a pose become a skeleton, in units of the animal's height.

Looking right, standing on y = 0. Points are complex numbers x + iy, so that turning is multiplying. It draws nothing.
"""

import cmath
import math

from msgspec import Struct

from services.renderer.animatic.cast.breeds import Breed, Leg
from services.renderer.animatic.cast.figure import Pose
from services.renderer.animatic.cast.gait import Step, step

TAIL_POINTS = 8
# When feet come down, as shares of a cycle: (hind left, fore left, hind right, fore right). The walk has four even
# beats; the gallop pushes off with the hind feet, flies stretched, lands on the fore feet and gathers.
WALK_CONTACTS, WALK_DUTY = (0.0, 0.25, 0.5, 0.75), 0.62
RUN_CONTACTS, RUN_DUTY = (0.0, 0.48, 0.10, 0.58), 0.26
RUN_LIFT = 0.15
# Where neck and muzzle of those point who lie in wait, and how far under the muzzle its own lower edge does.
LURK_NECK_RAD, LURK_HEAD_RAD, JAW_RAD = 0.12, 0.02, 0.18
# How far those who lie in wait come down, and their shoulders further than their hips, over the room under them.
LOW, FORE_LOWER = 0.62, 0.22
# Where in the gallop's cycle the animal is gathered the most.
GATHERED = 0.93


class LegBones(Struct, frozen=True, kw_only=True):
    """A leg from root over middle joint and hock (or wrist) to the foot; foot_rad: how the foot is turned."""

    root: complex
    joint: complex
    hock: complex
    foot: complex
    foot_rad: float


class Skeleton(Struct, frozen=True, kw_only=True):
    """Where an animal's bones are. legs: hind left, fore left, hind right, fore right; spine: hip and shoulder, arch
    how far the back bends up between them; head: middle of the skull; tail: from root to tip.
    """

    legs: tuple[LegBones, LegBones, LegBones, LegBones]
    spine: tuple[complex, complex]
    arch: float
    neck: complex
    head: complex
    head_rad: float
    tail: tuple[complex, ...]


class Amounts(Struct, frozen=True, kw_only=True):
    """A pose's weights, made to fit together: walking and running share what sitting and leaping leave."""

    walk: float
    run: float
    sit: float
    dance: float
    crouch: float
    lurk: float
    spring: float
    leap: float
    rise: float


def amounts_of(pose: Pose) -> Amounts:
    """The pose's weights; rise: -1 (falls fast) to 1 (goes up fast)."""
    going = max(1.0, pose.walk + pose.run)
    free = (1 - pose.airborne) * (1 - pose.sit)
    return Amounts(
        walk=pose.walk / going * free,
        run=pose.run / going * free,
        sit=pose.sit,
        dance=pose.dance * free,
        crouch=max(0.0, pose.crouch - pose.lurk) * (1 - pose.sit),
        lurk=pose.lurk * (1 - pose.sit) * (1 - pose.airborne),
        spring=pose.spring * pose.airborne,
        leap=pose.airborne,
        rise=math.tanh(pose.vy_m_s / 1.6),
    )


def along_spine(point: complex, breed: Breed, spine: tuple[complex, complex], arch: float) -> complex:
    """Where a point of the standing animal is once hip and shoulder are elsewhere and the back is arched."""
    hip, shoulder = complex(*breed.hind.root), complex(*breed.fore.root)
    share = (point - hip) / (shoulder - hip)
    bent = 4 * share.real * (1 - share.real) if 0 < share.real < 1 else 0.0
    across = 1j * (spine[1] - spine[0]) / abs(spine[1] - spine[0])
    return spine[0] + share.real * (spine[1] - spine[0]) + across * (share.imag * abs(shoulder - hip) + arch * bent)


def skeleton(breed: Breed, strides: tuple[float, float], pose: Pose) -> Skeleton:
    """The skeleton of a breed in a pose. strides: the way of a walking and of a galloping cycle, in heights."""
    amounts = amounts_of(pose)
    spine, arch = _spine(breed, pose, amounts)
    legs = tuple(_leg(breed, index, spine, strides, pose, amounts) for index in range(4))
    pitch = cmath.phase(spine[1] - spine[0]) - cmath.phase(complex(*breed.fore.root) - complex(*breed.hind.root))
    neck = along_spine(complex(*breed.neck), breed, spine, arch)
    head, head_rad = _head(breed, neck, pitch, pose, amounts)
    return Skeleton(
        legs=(legs[0], legs[1], legs[2], legs[3]),
        spine=spine,
        arch=arch,
        neck=neck,
        head=head,
        head_rad=head_rad,
        tail=_tail(breed, along_spine(complex(*breed.tail), breed, spine, arch), pitch, pose, amounts),
    )


def _spine(breed: Breed, pose: Pose, amounts: Amounts) -> tuple[tuple[complex, complex], float]:
    """Hip and shoulder, and how far the back is arched."""
    hip, shoulder = complex(*breed.hind.root), complex(*breed.fore.root)
    stride, beat = pose.stride_rad, pose.beat_rad
    belly = min(y for _, y in breed.belly)
    gathered = amounts.run * math.cos(stride - 2 * math.pi * GATHERED)
    length = abs(shoulder - hip) * (1 - 0.07 * gathered - 0.16 * amounts.sit)
    raised = math.asin(min(0.95, (shoulder.imag * 1.04 - breed.sit) / (abs(shoulder - hip) * 0.84)))
    pitch = cmath.phase(shoulder - hip) * (1 - amounts.sit) + raised * amounts.sit
    pitch += 0.10 * amounts.run * math.sin(stride) + 0.30 * amounts.leap * amounts.rise
    pitch += amounts.dance * (0.66 + 0.10 * math.sin(beat)) - 0.10 * amounts.crouch
    hip += amounts.sit * (0.06 + 1j * (breed.sit - hip.imag))
    hip += 1j * (0.010 * amounts.walk * math.cos(2 * stride) - 0.028 * amounts.run * math.cos(2 * stride))
    hip += amounts.dance * (0.10 + 1j * (0.05 * math.sin(beat) ** 2 - 0.05))
    hip -= 1j * (hip.imag * 0.24 * amounts.crouch + LOW * belly * amounts.lurk)
    pitch -= math.asin(FORE_LOWER * belly / length) * amounts.lurk
    at_rest = (1 - amounts.walk) * (1 - amounts.run)
    arch = 0.045 * gathered + 0.05 * amounts.sit + 0.004 * at_rest * math.sin(beat) + 0.03 * amounts.crouch
    arch += 0.03 * amounts.lurk - 0.05 * amounts.spring
    return (hip, hip + cmath.rect(length, pitch)), arch


def _leg(
    breed: Breed,
    index: int,
    spine: tuple[complex, complex],
    strides: tuple[float, float],
    pose: Pose,
    amounts: Amounts,
) -> LegBones:
    is_fore, is_right = bool(index % 2), index >= 2
    leg = breed.fore if is_fore else breed.hind
    root = spine[1] if is_fore else spine[0]
    walk = step(pose.stride_rad - 2 * math.pi * WALK_CONTACTS[index], WALK_DUTY)
    run = step(pose.stride_rad - 2 * math.pi * RUN_CONTACTS[index], RUN_DUTY)
    middle = complex(leg.foot_x, leg.radii[3])
    going = amounts.walk * (walk.ahead * strides[0] + 1j * breed.lift * walk.lift)
    going += amounts.run * (run.ahead * strides[1] + 1j * RUN_LIFT * run.lift)
    fold = 0.9 * amounts.walk * _folded(walk) + 1.5 * amounts.run * _folded(run)
    foot, flat = middle + going, 0.0
    # The shoulder blade glides with the foot; hips hardly do.
    root += going.real * (0.22 if is_fore else 0.08)
    if is_fore:
        foot = _mix(foot, complex(root.real + 0.03, middle.imag), amounts.sit)
        paws = complex(0.15, -0.20) + cmath.rect(0.07, pose.beat_rad + (math.pi if is_right else 0.0))
        foot = _mix(foot, root + paws, amounts.dance)
        foot = _mix(foot, root + leg.root[1] * complex(0.36, 0.26 * amounts.rise - 0.66), amounts.leap)
        # A paw ahead of the other, both of them flat on the ground, or both stretched out at whoever comes by.
        foot += amounts.lurk * (0.13 if is_right else 0.02)
        stretched = root + leg.root[1] * cmath.rect(1.02, 0.10 + 0.30 * amounts.rise - (0.16 if is_right else 0.0))
        foot = _mix(foot, stretched, amounts.spring)
        fold += 1.1 * amounts.dance + (0.5 + 0.7 * amounts.rise) * (amounts.leap - amounts.spring)
        fold -= 0.2 * amounts.spring
    else:
        foot = _mix(foot, complex(root.real + 0.30, middle.imag), amounts.sit)
        flat = 1.45 * amounts.sit
        hop = max(0.0, math.sin(pose.beat_rad + (math.pi if is_right else 0.0)))
        foot += amounts.dance * complex(0.06, 0.05 * hop)
        foot = _mix(foot, root + leg.root[1] * complex(-0.12 - 0.34 * amounts.rise, -0.80), amounts.leap)
        fold += (0.55 + 0.25 * amounts.rise) * amounts.leap
        foot += amounts.lurk * 0.17
        flat += 0.85 * amounts.lurk
        foot = _mix(foot, root + leg.root[1] * complex(-0.50 - 0.42 * amounts.rise, -0.62), amounts.spring)
    # The far feet stand a little ahead, so that four legs are seen on a standing animal.
    foot += 0.0 if is_right else leg.far_ahead * (1 - amounts.walk) * (1 - amounts.run) * (1 - 0.6 * amounts.sit)
    return _bones(leg, root, foot, fold, flat)


def _folded(at: Step) -> float:
    """How far a foot is folded back: most of all early in its way through the air."""
    return 0.0 if at.swing is None else math.sin(math.pi * at.swing) * (1.25 - 0.75 * at.swing)


def _mix(one: complex, two: complex, share: float) -> complex:
    return one + (two - one) * share


def _bones(leg: Leg, root: complex, foot: complex, fold_rad: float, flat_rad: float) -> LegBones:
    """The leg from its root to its foot. The cannon follows the line of the leg, folds ahead over a lifted foot and
    lies back when the animal sits on it; a leg that is too short for its foot stretches.
    """
    line = cmath.phase((root - foot) / 1j)
    tilt = (0.85 * line - leg.lean_rad - fold_rad) * (1 - flat_rad / 1.45) + flat_rad
    hock = foot + cmath.rect(leg.cannon, math.pi / 2 + tilt)
    hock = complex(hock.real, max(hock.imag, leg.radii[2]))
    reach = abs(hock - root)
    stretch = max(1.0, reach / (0.995 * (leg.upper + leg.lower)))
    upper, lower = leg.upper * stretch, leg.lower * stretch
    cosine = (upper**2 + reach**2 - lower**2) / (2 * upper * max(reach, 1e-6))
    joint = root + cmath.rect(upper, cmath.phase(hock - root) + leg.bend * math.acos(max(-1.0, min(1.0, cosine))))
    joint = complex(joint.real, max(joint.imag, leg.radii[1]))
    return LegBones(root=root, joint=joint, hock=hock, foot=foot, foot_rad=-1.0 * fold_rad)


def _head(breed: Breed, neck: complex, pitch: float, pose: Pose, amounts: Amounts) -> tuple[complex, float]:
    """The middle of the skull and where the muzzle points."""
    nod = 0.05 * amounts.walk * math.sin(2 * pose.stride_rad) + 0.08 * amounts.run * math.sin(pose.stride_rad - 0.6)
    up = breed.neck_rad + (breed.neck_run_rad - breed.neck_rad) * amounts.run + nod
    up += 0.35 * pitch - 0.40 * amounts.crouch + amounts.dance * 0.10 * math.sin(pose.beat_rad)
    turned = breed.head_rad + 0.30 * nod + 0.12 * amounts.run + 0.25 * amounts.leap * amounts.rise
    up += (LURK_NECK_RAD - up) * amounts.lurk - 0.25 * amounts.spring
    turned += (LURK_HEAD_RAD - turned) * amounts.lurk
    if pose.gape_rad:
        # The ball comes, or is, in the middle between the jaws, and the head goes to it.
        up -= 0.22 * pose.catch
        turned += (pose.aim_rad + JAW_RAD + 0.5 * pose.gape_rad - turned) * pose.catch
    else:
        up, turned = up + 0.18 * pose.catch, turned + 0.38 * pose.catch
    turned += amounts.dance * (0.15 + 0.10 * math.sin(pose.beat_rad)) + 0.012 * math.sin(pose.beat_rad)
    return neck + cmath.rect(breed.neck_length, up), turned


def _tail(breed: Breed, root: complex, pitch: float, pose: Pose, amounts: Amounts) -> tuple[complex, ...]:
    """Points from the tail's root to its tip: it hangs or stands, streams in the gallop, wags with the beat."""
    going = min(1.0, amounts.run + amounts.leap)
    wag = math.sin(2 * pose.beat_rad) * 0.20 * amounts.dance + math.sin(pose.beat_rad) * 0.10
    wag += 0.10 * amounts.walk * math.sin(2 * pose.stride_rad) + 0.12 * going * math.sin(pose.stride_rad)
    heading = breed.tail_rad + (breed.tail_run_rad - breed.tail_rad) * going + wag * 0.5
    heading += (0.35 * pitch) * (1 - amounts.sit) + (math.pi - 0.1 - heading) * amounts.sit
    curl = breed.tail_curl_rad * (1 - 0.6 * going) * (1 - 0.5 * amounts.sit) + wag
    # Low and straight behind who lies in wait, and only its tip twitches.
    heading += (3.25 - heading) * amounts.lurk
    curl += (0.45 * math.sin(2 * pose.beat_rad) - 0.25 - curl) * amounts.lurk
    points = [root]
    for index in range(TAIL_POINTS - 1):
        turn = heading + curl * (index / (TAIL_POINTS - 2)) ** 1.3 + 0.5 * wag * math.sin(index)
        following = points[-1] + cmath.rect(breed.tail_length / (TAIL_POINTS - 1), turn)
        points.append(complex(following.real, max(following.imag, 0.03)))
    return tuple(points)
