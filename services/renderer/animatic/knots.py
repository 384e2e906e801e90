"""Motion as knots in time instead of tokens: the same numbers of latents, in tensors.

What they mean is told in `latents.py`; nothing here changes one.
"""

import torch.nn.functional as F
from torch import Tensor

from services.renderer.animatic.latents import CHANNELS, KNOT, KNOTS_PER_TOKEN, MOTION, STATIC_TOKENS
from services.renderer.animatic.world import THINGS_MAX


def knots_of(latents: Tensor) -> Tensor:
    """[..., knots, things, numbers of a knot] of latents [..., tokens, CHANNELS]."""
    motion = latents[..., STATIC_TOKENS:, :MOTION].unflatten(-1, (KNOTS_PER_TOKEN, len(KNOT)))
    return motion.unflatten(-3, (-1, THINGS_MAX)).transpose(-3, -2).flatten(-4, -3)


def tokens_of(knots: Tensor) -> Tensor:
    """Motion tokens [..., tokens, CHANNELS] of knots [..., knots, things, numbers of a knot]."""
    motion = knots.unflatten(-3, (-1, KNOTS_PER_TOKEN)).transpose(-3, -2).flatten(-2).flatten(-3, -2)
    return F.pad(motion, (0, CHANNELS - MOTION))
