"""Gaits: how far a stride goes, and where in it a foot is. It knows no limbs and draws nothing."""

import math

from msgspec import Struct

from services.renderer.animatic.cast.figure import Figure

# The way of one full cycle as a multiple of the height: (walking, running). What has wheels turns them once in a
# cycle.
STRIDES = {
    "man": (0.80, 1.50),
    "woman": (0.80, 1.50),
    "child": (0.72, 1.40),
    "dog": (0.90, 2.00),
    "cat": (0.95, 2.20),
    "horse": (0.85, 1.90),
    "bird": (0.60, 1.00),
    "robot": (0.80, 1.40),
    "astronaut": (0.78, 1.40),
    "rabbit": (1.10, 2.30),
    "cow": (0.85, 1.75),
    "elephant": (0.72, 1.20),
    "bear": (0.90, 1.75),
    "duck": (0.52, 0.90),
    "raptor": (0.80, 1.60),
    "dragon": (0.85, 1.70),
    "car": (1.38, 1.38),
    "bus": (1.00, 1.00),
    "truck": (1.13, 1.13),
    "bicycle": (2.01, 2.01),
    "skateboard": (1.57, 1.57),
    "train": (1.07, 1.07),
    "plane": (0.40, 0.40),
}


class Step(Struct, frozen=True, kw_only=True):
    """Where a foot is in its cycle. ahead: of its middle place, as a share of the stride, falling evenly while the foot
    is on the ground. lift: 0 on the ground to 1 at its highest. stance: 0 when the foot comes down to 1 when it leaves
    the ground, None in the air. swing: 0..1 through the air, None on the ground.
    """

    ahead: float
    lift: float
    stance: float | None
    swing: float | None


def stride_m(figure: Figure, gait: str) -> float:
    """The way that a full cycle of ``walk`` or ``run`` covers, in metres: 2 pi of a pose's stride_rad."""
    walk, run = STRIDES.get(figure.kind, (1.0, 1.0))
    return figure.tall_m * (run if gait == "run" else walk)


def step(phase_rad: float, duty: float) -> Step:
    """A foot that touches the ground at phase 0 and stays there for a share of the cycle (duty, 0..1, not 0 or 1)."""
    turn = (phase_rad / (2 * math.pi)) % 1.0
    if turn < duty:
        return Step(ahead=duty / 2 - turn, lift=0.0, stance=turn / duty, swing=None)
    swing = (turn - duty) / (1 - duty)
    # A cubic that leaves and meets the ground with the ground's own speed, so that feet neither jerk nor scuff.
    slope = -(1 - duty) / duty
    return Step(
        ahead=duty * (_eased(swing, slope) - 0.5), lift=math.sin(math.pi * swing) ** 2, stance=None, swing=swing
    )


def _eased(at: float, slope: float) -> float:
    """The cubic from 0 to 1 with a slope at both ends."""
    return at * (slope + at * (3 - 3 * slope + at * (2 * slope - 2)))
