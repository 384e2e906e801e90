"""How the speeds of two bodies change when they strike each other: each takes on a share of the speed at which they
come together, and which share that is, is learnt from what the two look like (`striking.py`).

It knows no masses, no materials and no law; where no contact is told it says nothing.
"""

import torch
from torch import Tensor, nn

from services.renderer.animatic.latents import LOOKS
from services.renderer.animatic.world import THINGS_MAX

WIDTH = 64
# No body takes on more than this share: a light one that a heavy one strikes, and springs off.
SHARE_MAX = 2.0
# How sure a new layer is, as a logarithm, beside a told speed (0), and how sure it can ever be.
SURE_FROM, SURE_MAX = 3.0, 6.0


class Recoil(nn.Module):
    """Shares by the looks of two things, and how much they count beside speeds that are told."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(2 * len(LOOKS), WIDTH)
        self.leave = nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.sure = nn.Parameter(torch.tensor(SURE_FROM))

    def shares(self, looks: Tensor) -> Tensor:
        """Which share [...], 0..SHARE_MAX, a body takes on of the speed at which another comes towards it: looks
        [..., 2, LOOKS] of both.
        """
        seen = nn.functional.silu(self.enter(looks.flatten(-2).to(self.enter.weight.dtype)))
        return (SHARE_MAX * torch.sigmoid(self.leave(seen)))[..., 0].float()

    def forward(self, things: Tensor, together: Tensor) -> tuple[Tensor, Tensor]:
        """The share [B, knots - 1, things, things] that each (first) takes on of the speed at which another (second)
        comes towards it within each chunk, and the weight that this has: 0 where nothing is struck.

        things: their tokens [B, things, CHANNELS]; together: of `told_together`.
        """
        one = things[:, :, None, : len(LOOKS)].expand(-1, -1, THINGS_MAX, -1)
        with torch.no_grad():  # What things are is not bent to fit how they move, nor what that makes of them.
            shares = self.shares(torch.stack([one, one.transpose(1, 2)], -2))
        return shares[:, None].expand_as(together), together * self.sure.clamp(max=SURE_MAX).exp()
