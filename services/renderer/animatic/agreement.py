"""The network's last layer for motion: speeds that change as they should, and places that agree with them and with each
other.

A place that is told anew in every token is off by something else in each, so that what flies would drift sideways in
steps of centimetres, and what collides would miss; and so is a speed. This layer takes the network's speeds, and how it
expects them to change from knot to knot, each with how sure it is of it, and gives the speeds that fit all of them
best; then the same of its places, of how far it expects things to get from knot to knot at these speeds, and of the
gaps between things: weighted least squares, in closed form. Of two bodies that both tell of one contact it expects
besides that they touch in it (`contact.py`), and how they part (`recoil.py`). How sure it is of what is learnt; it
knows no physics and sees no words.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.contact import (
    PAIRS,
    Bodies,
    bodies_of,
    contact_gaps,
    depths_of,
    share_before,
    told_together,
)
from services.renderer.animatic.knots import knots_of, tokens_of
from services.renderer.animatic.latents import KNOT, KNOT_SCALE, KNOTS_PER_TOKEN, MOTION, STATIC_TOKENS, THING
from services.renderer.animatic.recoil import SURE_MAX, Recoil
from services.renderer.animatic.world import THINGS_MAX

# The places that are made to agree, with the speeds of the same direction.
COORDINATES = (("x", "vx"), ("height", "vy"))
DEPTH = THING.index("depth")
# How sure a new network is, as a logarithm, beside a place itself (0), and how sure it can ever be.
SURE_FROM, SURE_OF_SPEEDS_FROM, TOUCHING_FROM = -2.0, -4.0, 4.0
LENGTHS_KEPT = 8


class Agreement(nn.Module):
    """Speeds and places of all things at all knots by least squares; see the module."""

    def __init__(self, width: int) -> None:
        super().__init__()
        told = 2 * len(COORDINATES) * KNOTS_PER_TOKEN
        self.changes = nn.Linear(width, told)
        self.steps = nn.Linear(width, told)
        self.gaps = nn.Linear(2 * width, told)
        for layer in (self.changes, self.steps, self.gaps):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.recoil = Recoil()
        self.touching = nn.Parameter(torch.tensor(TOUCHING_FROM))

    def forward(self, clean: Tensor, hidden: Tensor) -> Tensor:
        """Clean latents [B, N, CHANNELS] with other speeds and places, given the last block's tokens [B, N, W]. Latents
        without motion tokens come back as they are.
        """
        told = knots_of(clean)
        if not told.numel():
            return clean
        last = hidden[:, STATIC_TOKENS:].unflatten(1, (-1, THINGS_MAX))
        out = clean.clone()
        things, bodies = clean[:, 1:STATIC_TOKENS], bodies_of(clean)
        together = told_together(told, bodies)
        steadied = self._steadied(told, last, self.recoil(told, things, together))
        agreed = tokens_of(self._placed(steadied, last, together, bodies))
        out[:, STATIC_TOKENS:, :MOTION] = agreed[..., :MOTION].to(clean)
        out[:, 1:STATIC_TOKENS, DEPTH] = depths_of(things[..., DEPTH], together)
        return out

    def _steadied(self, knots: Tensor, last: Tensor, struck: tuple[Tensor, Tensor]) -> Tensor:
        """Knots with speeds that change as expected, thing by thing; struck: the changes along the ground of what is
        struck, and their weights.
        """
        changes, sure = ([*each[:, :-1].unbind(-1)] for each in _by_knot(self.changes(last), SURE_OF_SPEEDS_FROM))
        changes[0], sure[0] = _both(changes[0], sure[0], *struck)
        after = torch.from_numpy(_changes(knots.shape[1])).to(knots.device)
        steady = {}
        for index, (_, speed) in enumerate(COORDINATES):
            v, expected, weight = (
                each.float().transpose(1, 2).flatten(0, 1)
                for each in (knots[..., KNOT.index(speed)], changes[index], sure[index])
            )
            fitted = _fitted(v, after, expected, weight)
            steady[speed] = fitted.unflatten(0, (-1, THINGS_MAX)).transpose(1, 2)
        return _with(knots, steady)

    def _placed(self, knots: Tensor, last: Tensor, together: Tensor, bodies: Bodies) -> Tensor:
        """Knots with places that fit their speeds, and each other."""
        beside = torch.stack([torch.cat([last[:, :, one], last[:, :, two]], -1) for one, two in PAIRS], 2)
        steps, sure_steps = _by_knot(self.steps(last), SURE_FROM)
        gaps, sure_gaps = ([*each.unbind(-1)] for each in _by_knot(self.gaps(beside), SURE_FROM))
        touching = [contact_gaps(knots, together, bodies, pair) for pair in PAIRS]
        touch, surely = (torch.stack(each, -1) for each in zip(*touching, strict=True))
        gaps[0], sure_gaps[0] = _both(gaps[0], sure_gaps[0], touch, surely * self.touching.clamp(max=SURE_MAX).exp())
        early = share_before(knots)
        differences = torch.from_numpy(_differences(knots.shape[1])).to(knots.device)
        places = {}
        for index, (place, speed) in enumerate(COORDINATES):
            x, v = knots[..., KNOT.index(place)].float(), knots[..., KNOT.index(speed)].float()
            along = CHUNK_S * KNOT_SCALE[KNOT.index(speed)] / KNOT_SCALE[KNOT.index(place)]
            far = along * (early * v[:, :-1] + (1 - early) * v[:, 1:]) + steps[:, :-1, :, index]
            expected = torch.cat([far.flatten(1), gaps[index].flatten(1)], 1)
            sure = torch.cat([sure_steps[:, :-1, :, index].flatten(1), sure_gaps[index].flatten(1)], 1)
            places[place] = _fitted(x.flatten(1), differences, expected.float(), sure.float()).unflatten(1, x.shape[1:])
        return _with(knots, places)


def _both(one: Tensor, sure_of_one: Tensor, two: Tensor, sure_of_two: Tensor) -> tuple[Tensor, Tensor]:
    """Two expectations of the same as one, and the weight that this has."""
    sure = sure_of_one + sure_of_two
    return (sure_of_one * one + sure_of_two * two) / sure, sure


def _with(knots: Tensor, told: Mapping[str, Tensor]) -> Tensor:
    """Knots [..., numbers of a knot] with some of their numbers [...], by name, in place of what they had."""
    numbers = zip(KNOT, knots.unbind(-1), strict=True)
    return torch.stack([told.get(name, number).to(knots) for name, number in numbers], -1)


def _by_knot(told: Tensor, sure_from: float) -> tuple[Tensor, Tensor]:
    """What a layer tells of each token [B, T, things, ...], as two of [B, knots, things, coordinates]: what is
    expected, and the weight that this has; sure_from: its logarithm where the layer is new.
    """
    parts = told.unflatten(-1, (2, KNOTS_PER_TOKEN, len(COORDINATES)))
    expected, sure = parts.permute(3, 0, 1, 4, 2, 5).flatten(2, 3)
    return expected, (sure_from + sure).clamp(max=SURE_MAX).exp()


@lru_cache(LENGTHS_KEPT)
def _changes(knots: int) -> NDArray[np.float32]:
    """Which knots each expectation of one thing is the difference of, as rows of 1 and -1."""
    return np.diff(np.eye(knots, dtype=np.float32), axis=0)


@lru_cache(LENGTHS_KEPT)
def _differences(knots: int) -> NDArray[np.float32]:
    """Which places [knots * things] each expectation is the difference of, as rows of 1 and -1: all steps, all gaps."""
    count = knots * THINGS_MAX
    place = np.eye(count, dtype=np.float32).reshape(knots, THINGS_MAX, count)
    steps = np.diff(place, axis=0)
    gaps = np.stack([place[:, one] - place[:, two] for one, two in PAIRS], 1)
    return np.concatenate([steps.reshape(-1, count), gaps.reshape(-1, count)])


def _fitted(told: Tensor, differences: Tensor, expected: Tensor, sure: Tensor) -> Tensor:
    """The numbers [B, n] of least squares from told ones [B, n], all of weight 1, and from their expected differences
    [B, m] of weights [B, m].
    """
    weighed = differences.T * sure[:, None]
    matrix = torch.eye(told.shape[1], device=told.device) + weighed @ differences
    right = told + (weighed @ expected[..., None])[..., 0]
    return torch.cholesky_solve(right[..., None], torch.linalg.cholesky(matrix))[..., 0]
