"""The network's last layer for motion: places that agree with the speeds, and with each other.

A place that is told anew in every token is off by something else in each, so that what flies would drift sideways in
steps of centimetres, and what collides would miss. This layer takes the network's places, its speeds, and what it
expects of the steps from knot to knot and of the gaps between things, each with how sure it is of it, and gives the
places that fit all of them best: weighted least squares, in closed form. How sure it is of what is learnt; it knows no
physics and sees no words.
"""

from functools import lru_cache
from itertools import combinations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.knots import knots_of, tokens_of
from services.renderer.animatic.latents import KNOT, KNOT_SCALE, KNOTS_PER_TOKEN, MOTION, STATIC_TOKENS
from services.renderer.animatic.world import THINGS_MAX

# The places that are made to agree, with the speeds of the same direction.
COORDINATES = (("x", "vx"), ("height", "vy"))
PAIRS = tuple(combinations(range(THINGS_MAX), 2))
# How sure a new network is, as a logarithm, beside a place itself (0), and how sure it can ever be.
SURE_FROM, SURE_MAX = -2.0, 6.0
LENGTHS_KEPT = 8


class Agreement(nn.Module):
    """Places of all things at all knots by least squares; see the module."""

    def __init__(self, width: int) -> None:
        super().__init__()
        told = 2 * len(COORDINATES) * KNOTS_PER_TOKEN
        self.steps = nn.Linear(width, told)
        self.gaps = nn.Linear(2 * width, told)
        for layer in (self.steps, self.gaps):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, clean: Tensor, hidden: Tensor) -> Tensor:
        """Clean latents [B, N, CHANNELS] with other places, given the last block's tokens [B, N, W]. Those that are
        read only, without motion, have no places.
        """
        knots = knots_of(clean)
        if not knots.numel():
            return clean
        last = hidden[:, STATIC_TOKENS:].unflatten(1, (-1, THINGS_MAX))
        beside = torch.stack([torch.cat([last[:, :, one], last[:, :, two]], -1) for one, two in PAIRS], 2)
        steps, sure_steps = _by_knot(self.steps(last))
        gaps, sure_gaps = _by_knot(self.gaps(beside))
        differences = torch.from_numpy(_differences(knots.shape[1])).to(clean.device)
        agreed = knots.clone()
        for index, (place, speed) in enumerate(COORDINATES):
            x, v = knots[..., KNOT.index(place)].float(), knots[..., KNOT.index(speed)].float()
            along = CHUNK_S * KNOT_SCALE[KNOT.index(speed)] / KNOT_SCALE[KNOT.index(place)]
            told = along * (v[:, 1:] + v[:, :-1]) / 2 + steps[:, :-1, :, index]
            expected = torch.cat([told.flatten(1), gaps[..., index].flatten(1)], 1)
            sure = torch.cat([sure_steps[:, :-1, :, index].flatten(1), sure_gaps[..., index].flatten(1)], 1)
            fitted = _fitted(x.flatten(1), differences, expected.float(), sure.float())
            agreed[..., KNOT.index(place)] = fitted.unflatten(1, x.shape[1:]).to(clean)
        out = clean.clone()
        out[:, STATIC_TOKENS:, :MOTION] = tokens_of(agreed)[..., :MOTION]
        return out


def _by_knot(told: Tensor) -> tuple[Tensor, Tensor]:
    """What a layer tells of each token [B, T, things, ...], as two of [B, knots, things, coordinates]: what is
    expected, and the weight that this has.
    """
    parts = told.unflatten(-1, (2, KNOTS_PER_TOKEN, len(COORDINATES)))
    expected, sure = parts.permute(3, 0, 1, 4, 2, 5).flatten(2, 3)
    return expected, (SURE_FROM + sure).clamp(max=SURE_MAX).exp()


@lru_cache(LENGTHS_KEPT)
def _differences(knots: int) -> NDArray[np.float32]:
    """Which places [knots * things] each expectation is the difference of, as rows of 1 and -1: all steps, all gaps."""
    count = knots * THINGS_MAX
    place = np.eye(count, dtype=np.float32).reshape(knots, THINGS_MAX, count)
    steps = place[1:] - place[:-1]
    gaps = np.stack([place[:, one] - place[:, two] for one, two in PAIRS], 1)
    return np.concatenate([steps.reshape(-1, count), gaps.reshape(-1, count)])


def _fitted(places: Tensor, differences: Tensor, expected: Tensor, sure: Tensor) -> Tensor:
    """The places [B, n] of least squares from told ones [B, n], all of weight 1, and from their expected differences
    [B, m] of weights [B, m].
    """
    weighed = differences.T * sure[:, None]
    matrix = torch.eye(places.shape[1], device=places.device) + weighed @ differences
    right = places + (weighed @ expected[..., None])[..., 0]
    return torch.cholesky_solve(right[..., None], torch.linalg.cholesky(matrix))[..., 0]
