"""Which posture a pose comes to: activities by their weights, then what takes a part of the body or all of it."""

from services.renderer.animatic.cast.antics import crouching, dancing, jumping, sitting, waving
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.gait import stride_m
from services.renderer.animatic.cast.posture import Posture, blended
from services.renderer.animatic.cast.upright import running, standing, walking

WEIGHT_MIN = 1e-3


def held(figure: Figure, pose: Pose) -> Posture:
    """How a person holds itself. Weights that add up to more than 1 share the body between them; a wave takes the arm
    and the face of whatever goes on, a crouch and a jump take the whole body.
    """
    tall, phase, beat = figure.tall_m, pose.stride_rad, pose.beat_rad
    acts = [
        (pose.walk, lambda: walking(phase, stride_m(figure, "walk") / tall)),
        (pose.run, lambda: running(phase, stride_m(figure, "run") / tall)),
        (pose.sit, lambda: sitting(beat)),
        (pose.dance, lambda: dancing(beat)),
    ]
    total = sum(weight for weight, _ in acts)
    acts.append((max(0.0, 1 - total), lambda: standing(beat)))
    parts = [(weight / max(1.0, total), act()) for weight, act in acts if weight > WEIGHT_MIN]
    share = sum(weight for weight, _ in parts)
    whole = blended([part for _, part in parts], [weight / share for weight, _ in parts])
    whole = _over(whole, waving(whole, beat), pose.wave)
    whole = _over(whole, crouching(), pose.crouch)
    return _over(whole, jumping(pose.vy_m_s), pose.airborne)


def _over(under: Posture, over: Posture, weight: float) -> Posture:
    return blended([under, over], [1 - weight, weight]) if weight > WEIGHT_MIN else under
