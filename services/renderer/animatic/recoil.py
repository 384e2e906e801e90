"""How the speeds of two bodies change when they strike each other: each takes on a share of the speed at which they
come together, and which share that is, is learnt from what the two are.

It knows no masses, no materials and no law; where no contact is told it says nothing.
"""

import torch
from torch import Tensor, nn

from services.renderer.animatic.latents import CHANNELS
from services.renderer.animatic.world import THINGS_MAX

WIDTH = 64
# No body takes on more than this share: a light one that a heavy one strikes, and springs off.
SHARE_MAX = 2.0
# How sure a new layer is, as a logarithm, beside a told speed (0), and how sure it can ever be.
SURE_FROM, SURE_MAX = 3.0, 6.0


class Recoil(nn.Module):
    """Shares by the tokens of two things, and how much they count beside speeds that are told."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(2 * CHANNELS, WIDTH)
        self.leave = nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.sure = nn.Parameter(torch.tensor(SURE_FROM))

    def forward(self, things: Tensor, together: Tensor) -> tuple[Tensor, Tensor]:
        """Which share [B, knots - 1, things, things] each (first) takes on of the speed at which another (second) comes
        towards it within each chunk, 0..SHARE_MAX, and the weight that this has: 0 where nothing is struck.

        things: their tokens [B, things, CHANNELS]; together: of `told_together`.
        """
        one = things[:, :, None].expand(-1, -1, THINGS_MAX, -1)
        # What things are is told before, and not bent to fit how they move.
        pairs = torch.cat([one, one.transpose(1, 2)], -1).detach().to(self.enter.weight.dtype)
        shares = SHARE_MAX * torch.sigmoid(self.leave(nn.functional.silu(self.enter(pairs))))[..., 0]
        return shares.float()[:, None].expand_as(together), together * self.sure.clamp(max=SURE_MAX).exp()
