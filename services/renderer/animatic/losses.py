"""What a prediction of motion is asked for beside its numbers one by one: how they go from knot to knot, how things
come together, what is left of their speed.

Of predicted and clean latents [batch, tokens, channels]; scale [batch, 1, 1] is how much their noise levels count.
Training only.
"""

import torch
from torch import Tensor

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.contact import PAIRS
from services.renderer.animatic.knots import knots_of
from services.renderer.animatic.latents import KNOT, KNOT_SCALE, STATIC_TOKENS, THING
from services.renderer.animatic.world import GRAVITY_M_S2, THINGS_MAX

# The steps from knot to knot count beside the knots themselves, and those of what rests or is struck count more.
JOIN_WEIGHT, REST_WEIGHT, HIT_WEIGHT, MEETING_WEIGHT, BOUNCE_WEIGHT = 8.0, 4.0, 4.0, 2.0, 6.0
RECOIL_WEIGHT = 20.0
RESTING = 1e-4
# Bounces slower than this tell nothing about what a thing is made of.
BOUNCE_M_S = 1.0
# Things that strike each other more slowly than this, in scaled speeds, tell nothing of what they weigh.
STRIKE = 0.5
# Who takes on little of another's speed is heavy, and a small error of it is a large one of its momentum.
HEAVY = 0.3
# The ties of things that touch, or between which something flies.
TOUCHING = [THING.index(tie) for tie in ("meets", "pitches", "catches", "scores", "misses")]
HITS = [KNOT.index(name) for name in ("ground_hit", "thing_hit")]


def motion_error(predicted: Tensor, clean: Tensor, scale: Tensor) -> Tensor:
    """All of these, each by its weight."""
    return (
        JOIN_WEIGHT * join_error(predicted, clean, scale)
        + MEETING_WEIGHT * meeting_error(predicted, clean, scale)
        + BOUNCE_WEIGHT * bounce_error(predicted, clean, scale)
        + RECOIL_WEIGHT * recoil_error(predicted, clean, scale)
    )


def join_error(predicted: Tensor, clean: Tensor, scale: Tensor) -> Tensor:
    """How wrong the steps from knot to knot are, in place and velocity, for the things that there are.

    A thing that is a little off everywhere looks right; one that is off by something else at every knot trembles.
    """
    told, fact = (knots_of(latents) for latents in (predicted, clean))
    steps, true = (knots[..., :4].diff(dim=1) for knots in (told, fact))
    if not true.numel():
        return predicted.new_zeros(())
    present = (clean[:, 1:STATIC_TOKENS, 0] > 0)[:, None, :, None] * scale[..., None]
    resting = (true.abs() < RESTING).all(-1, keepdim=True)
    struck = (fact[:, :-1, :, HITS] > 0).any(-1, keepdim=True)
    counts = 1 + (REST_WEIGHT - 1) * resting + (HIT_WEIGHT - 1) * struck
    return (present * counts * (steps - true) ** 2).mean()


def meeting_error(predicted: Tensor, clean: Tensor, scale: Tensor) -> Tensor:
    """How wrong the gap and the speeds between two things that come together are, and their contact's flag and instant.

    Each may be well placed by itself, and yet they pass through each other, or a ball beside the hands.
    """
    knots = [knots_of(latents) for latents in (predicted, clean)]
    wrong = predicted.new_zeros(())
    if not knots[0].numel():
        return wrong
    contact = slice(KNOT.index("thing_hit"), KNOT.index("hit_at") + 1)
    for first in range(THINGS_MAX - 1):
        pairs = [each[:, :, first : first + 2] for each in knots]
        tied = clean[:, 1 + first : 3 + first, TOUCHING] > 0
        meets = tied.all(1).any(1)[:, None, None] * scale
        apart, true = (pair[:, :, 0, :4] - pair[:, :, 1, :4] for pair in pairs)
        told, fact = (pair[..., contact] for pair in pairs)
        wrong = wrong + (meets * (apart - true) ** 2).mean() + (meets[..., None] * (told - fact) ** 2).mean()
    return wrong


def recoil_error(predicted: Tensor, clean: Tensor, scale: Tensor) -> Tensor:
    """How wrong the share is of the speed at which two things strike each other that each of them takes on.

    Each speed may be nearly right, and yet the light one pushes the heavy one away.
    """
    told, true = (knots_of(latents)[..., KNOT.index("vx")] for latents in (predicted, clean))
    wrong = predicted.new_zeros(())
    if not true.numel():
        return wrong
    struck = knots_of(clean)[:, :-1, :, KNOT.index("thing_hit")] > 0
    for one, two in PAIRS:
        closing, seen = (speeds[:, :-1, two] - speeds[:, :-1, one] for speeds in (true, told))
        strikes = struck[..., one] & struck[..., two] & (closing.abs() > STRIKE)
        for slot in (one, two):
            share = true[..., slot].diff(dim=1) / torch.where(strikes, closing, torch.ones_like(closing))
            off = (told[..., slot].diff(dim=1) - share * seen) / (share.abs() + HEAVY)
            wrong = wrong + (scale[..., 0] * strikes * off**2).mean()
    return wrong


def bounce_error(predicted: Tensor, clean: Tensor, scale: Tensor) -> Tensor:
    """How wrong the share of its speed is that a thing keeps at each bounce off the ground.

    Each knot beside a bounce may be nearly right, and yet rubber comes off the ground like wood.
    """
    told, true = (knots_of(latents) for latents in (predicted, clean))
    if not true.numel():
        return predicted.new_zeros(())
    falls, rises = (_about_contact(knots, true) for knots in (true, told))
    bounces = true[:, :-1, :, KNOT.index("ground_hit")] > 0
    bounces &= (falls[0] < -BOUNCE_M_S) & (falls[1] > 0) & (true[:, 1:, :, KNOT.index("support")] < 0)
    # What comes down on water does not bounce off it.
    bounces &= true[:, 1:, :, KNOT.index("dive")] < 0
    kept = falls[1] / falls[0].clamp(max=-BOUNCE_M_S)
    wrong = (rises[1] - kept * rises[0]) / KNOT_SCALE[KNOT.index("vy")]
    return (scale * bounces * wrong**2).mean()


def _about_contact(knots: Tensor, true: Tensor) -> tuple[Tensor, Tensor]:
    """Vertical speeds [batch, chunks, things] in m/s just before and just after the instant of each chunk's contact
    that the true knots tell.
    """
    speed = knots[..., KNOT.index("vy")] * KNOT_SCALE[KNOT.index("vy")]
    at_s = CHUNK_S * (true[:, :-1, :, KNOT.index("hit_at")] * KNOT_SCALE[KNOT.index("hit_at")] + 0.5)
    return speed[:, :-1] - GRAVITY_M_S2 * at_s, speed[:, 1:] + GRAVITY_M_S2 * (CHUNK_S - at_s)
