"""Attention with rotary positions, of which both the denoiser and the text encoder are made.

It knows neither words nor scenes.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def sinusoids(values: Tensor, width: int, wavelength_min: float, wavelength_max: float) -> Tensor:
    """Sines and cosines of values at `width // 2` wavelengths in geometric steps: [..., width]."""
    lengths = torch.logspace(math.log10(wavelength_min), math.log10(wavelength_max), width // 2, device=values.device)
    angles = values[..., None].float() * (2 * math.pi / lengths)
    return torch.cat([angles.sin(), angles.cos()], -1)


def rotate(heads: Tensor, turns: Tensor) -> Tensor:
    """Rotary position embedding (Su et al., 2021) of [B, H, N, D] by `turns` [N, D], sines first."""
    sine, cosine = turns.chunk(2, -1)
    first, second = heads.chunk(2, -1)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)


class Attention(nn.Module):
    """Multi-head attention with normalised queries and keys; to itself with rotary positions, or across to a text with
    a mask.
    """

    def __init__(self, width: int, heads: int, context_width: int | None = None) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key_value = nn.Linear(context_width or width, 2 * width, bias=False)
        self.out = nn.Linear(width, width)
        self.query_norm, self.key_norm = nn.RMSNorm(width // heads), nn.RMSNorm(width // heads)

    def forward(
        self, hidden: Tensor, context: Tensor, turns: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """hidden [B, N, W] looks at context [B, M, C]; turns [N, D] for rotary positions, mask [B, 1, 1, M] is added
        to the scores.
        """
        query, key, value = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for part in (self.query(hidden), *self.key_value(context).chunk(2, -1))
        )
        # torch's bfloat16 attention is far slower on a CPU than its float32 one, and the scores are better off in
        # float32 anyway.
        with torch.autocast(hidden.device.type, enabled=False):
            query, key = self.query_norm(query.float()), self.key_norm(key.float())
            if turns is not None:
                query, key = rotate(query, turns), rotate(key, turns)
            mixed = F.scaled_dot_product_attention(
                query, key, value.float(), attn_mask=None if mask is None else mask.float()
            )
        return self.out(mixed.transpose(1, 2).flatten(2).to(hidden.dtype))
