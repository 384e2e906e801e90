"""What a contact with another says of places: where two bodies are that touch in it, and how far away, and how far each
gets before it.

Geometry of the network's own numbers alone, so that it need not work out from two sizes how far apart two middles are:
no speed is changed by it, and where no contact is told it says nothing. It knows no masses.
"""

from itertools import combinations

import torch
from msgspec import Struct
from torch import Tensor

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.kinds import BODIES, MEDIUM_M
from services.renderer.animatic.latents import (
    BODY_KINDS,
    KNOT,
    KNOT_SCALE,
    KNOT_SHIFT,
    SIZE_SCALE,
    STATIC_TOKENS,
    THING,
)
from services.renderer.animatic.world import THINGS_MAX

PLACE, SPEED, HEIGHT, HIT, HIT_AT = (KNOT.index(name) for name in ("x", "vx", "height", "thing_hit", "hit_at"))
PAIRS = tuple(combinations(range(THINGS_MAX), 2))
# Sizes beyond these are nothing that words ask for.
SIZE_MAX = 2.0
# Balls of whatever sizes touch within this share of both radii to the side of each other, at the least.
SIDEWAYS = 0.3


class Bodies(Struct, frozen=True, kw_only=True, eq=False):
    """What is told of each thing: radius [B, things] in metres, and whether it is a ball, or there and a body at all (0
    or 1).
    """

    radius_m: Tensor
    ball: Tensor
    body: Tensor


def bodies_of(clean: Tensor) -> Bodies:
    """The things' tokens of clean latents [B, N, CHANNELS] as bodies."""
    things = clean[:, 1:STATIC_TOKENS].float()
    kinds = things[..., BODY_KINDS]
    medium_m = torch.tensor([MEDIUM_M[kind] for kind in BODIES], device=clean.device)
    size = (things[..., THING.index("size")] * SIZE_SCALE).clamp(-SIZE_MAX, SIZE_MAX).exp()
    kind, there = kinds.argmax(-1), things[..., THING.index("present")] > 0
    return Bodies(
        radius_m=medium_m[kind] * size,
        ball=(kind == BODIES.index("ball")).float(),
        body=(there & (kinds.amax(-1) > 0)).float(),
    )


def share_before(knots: Tensor) -> Tensor:
    """For which share of each chunk [B, knots - 1, things] a thing goes at its first knot's speed: until it strikes
    another, where that is told, else for half of it. knots: [B, knots, things, numbers of a knot].
    """
    at = (knots[:, :-1, :, HIT_AT].float() * KNOT_SCALE[HIT_AT] + KNOT_SHIFT[HIT_AT]).clamp(0, 1)
    return 0.5 + knots[:, :-1, :, HIT].detach().float().clamp(0, 1) * (at - 0.5)


def told_together(knots: Tensor, bodies: Bodies) -> Tensor:
    """How surely each two things strike each other within each chunk [B, knots - 1, things, things], 0..1: bodies that
    both tell of a contact in it.

    Nothing is learnt through it: what follows from a contact would be right more often if none were told.
    """
    told = knots[:, :-1, :, HIT].detach().float().clamp(0, 1) * bodies.body[:, None]
    return told[..., None] * told[..., None, :] * (1 - torch.eye(THINGS_MAX, device=knots.device))


def contact_gaps(knots: Tensor, together: Tensor, bodies: Bodies, pair: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """The gap [B, knots] between the places of two things (the first's less the second's, scaled as places are) where
    they touch within a chunk, and how surely they do, 0..1: at the knot before and at the one after.

    knots: [B, knots, things, numbers of a knot]; together: of `told_together`.
    """
    first, second = (knots[:, :, slot].float() for slot in pair)
    apart = first - second
    told = together[..., pair[0], pair[1]]
    at = (first[:, :-1, HIT_AT] + second[:, :-1, HIT_AT]) / 2 * KNOT_SCALE[HIT_AT] + KNOT_SHIFT[HIT_AT]
    at_s = CHUNK_S * at.clamp(0, 1)
    side = torch.where(apart[:, :-1, PLACE] < 0, -1.0, 1.0)
    moved = KNOT_SCALE[SPEED] * apart[..., SPEED]
    touching = side * _reach_m(apart[:, :-1], bodies, pair)
    before = (touching - moved[:, :-1] * at_s) / KNOT_SCALE[PLACE]
    after = (touching + moved[:, 1:] * (CHUNK_S - at_s)) / KNOT_SCALE[PLACE]
    surely = torch.zeros_like(apart[..., PLACE])
    gaps = torch.zeros_like(surely)
    for knot, gap in ((slice(None, -1), before), (slice(1, None), after)):
        gaps[:, knot] += told * gap
        surely[:, knot] += told
    return gaps / surely.clamp(min=1e-6), surely


def depths_of(depths: Tensor, firm: Tensor, together: Tensor) -> Tensor:
    """How far away things are [B, things], where two that strike each other are equally far away; of three, nearly.

    firm: how much each counts as told [B, things]; together: of `told_together`.
    """
    share = firm[:, None] / (firm[:, None] + firm[..., None])
    nearer = share * (depths[:, None] - depths[..., None])
    return depths + (together.amax(1) * nearer).sum(-1).to(depths)


def _reach_m(apart: Tensor, bodies: Bodies, pair: tuple[int, int]) -> Tensor:
    """How far apart the middles of two bodies that touch are, along the ground [B, knots]; balls of different sizes
    touch above the line between their feet.
    """
    one, two = (bodies.radius_m[:, slot, None] for slot in pair)
    up = apart[..., HEIGHT] * KNOT_SCALE[HEIGHT] + one - two
    along = ((one + two) ** 2 - up**2).clamp(min=SIDEWAYS**2 * (one + two) ** 2).sqrt()
    balls = (bodies.ball[:, pair[0]] * bodies.ball[:, pair[1]])[:, None]
    return balls * along + (1 - balls) * (one + two)
