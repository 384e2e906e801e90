"""How the speeds of two bodies change when they strike each other: each takes on a share of the speed at which they
come together, and which share that is, is learnt from what the two are.

It knows no masses, no materials and no law; where no contact is told it says nothing.
"""

from itertools import permutations

import torch
from torch import Tensor, nn

from services.renderer.animatic.contact import SPEED, Bodies, told_together
from services.renderer.animatic.latents import CHANNELS
from services.renderer.animatic.world import THINGS_MAX

ORDERS = tuple(permutations(range(THINGS_MAX), 2))
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

    def forward(self, knots: Tensor, things: Tensor, bodies: Bodies) -> tuple[Tensor, Tensor]:
        """By how much each speed changes in each chunk [B, knots - 1, things], scaled as speeds are, and the weight
        that this has: 0 where nothing is struck.

        knots: [B, knots, things, numbers of a knot]; things: their tokens [B, things, CHANNELS].
        """
        pairs = torch.stack([torch.cat([things[:, one], things[:, two]], -1) for one, two in ORDERS], 1)
        # What things are is told before, and not bent to fit how they move.
        shares = SHARE_MAX * torch.sigmoid(self.leave(nn.functional.silu(self.enter(pairs.detach().float()))))
        speeds = knots[:, :-1, :, SPEED].float()
        changes, told = torch.zeros_like(speeds), torch.zeros_like(speeds)
        for index, (one, two) in enumerate(ORDERS):
            together = told_together(knots, bodies, (one, two))
            slot = nn.functional.one_hot(torch.tensor(one, device=knots.device), THINGS_MAX)
            closing = speeds[:, :, two] - speeds[:, :, one]
            changes = changes + slot * (together * shares[:, index] * closing)[..., None]
            told = told + slot * together[..., None]
        return changes / told.clamp(min=1e-6), told * self.sure.clamp(max=SURE_MAX).exp()
