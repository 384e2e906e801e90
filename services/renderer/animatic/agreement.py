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

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

import torch
from torch import Tensor, nn

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.conditioning import Held
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
# How much more what is held counts than what is told.
HELD_WEIGHT = 1e4
# How much more speeds before a contact count than those after it.
COMING_WEIGHT = 30.0


class _Sums(NamedTuple):
    """Sums of a few of all knots' numbers: which of them [m, few], and how many times each [m, few] or [B, m, few]."""

    which: Tensor
    parts: Tensor


class _Expected(NamedTuple):
    """What sums are expected to be [B, m], and the weight that this has [B, m]."""

    of: _Sums
    value: Tensor
    sure: Tensor


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

    def forward(self, clean: Tensor, hidden: Tensor, held: Held | None = None) -> Tensor:
        """Clean latents [B, N, CHANNELS] with other speeds and places, given the last block's tokens [B, N, W]; those
        that are held count `HELD_WEIGHT` times as much as told ones. Latents without motion tokens have nothing to fit.
        """
        clean = clean if held is None else held.put(clean)
        told = knots_of(clean)
        if not told.numel():
            return clean
        weights = torch.ones_like(clean)
        if held is not None:
            weights = weights + HELD_WEIGHT * held.holds.to(clean)
        firm = knots_of(weights)
        last = hidden[:, STATIC_TOKENS:].unflatten(1, (-1, THINGS_MAX))
        out = clean.clone()
        things, bodies = clean[:, 1:STATIC_TOKENS], bodies_of(clean)
        together = told_together(told, bodies)
        # What comes before a contact is no matter of what comes after it.
        coming = 1 + COMING_WEIGHT * torch.nn.functional.pad(together.sum(-1), (0, 0, 0, 1))
        steadied = self._steadied(told, firm * coming[..., None], last, self.recoil(things, together))
        agreed = tokens_of(self._placed(steadied, firm, last, together, bodies))
        out[:, STATIC_TOKENS:, :MOTION] = agreed[..., :MOTION].to(clean)
        out[:, 1:STATIC_TOKENS, DEPTH] = depths_of(things[..., DEPTH], weights[:, 1:STATIC_TOKENS, DEPTH], together)
        return out

    def _steadied(self, knots: Tensor, firm: Tensor, last: Tensor, struck: tuple[Tensor, Tensor]) -> Tensor:
        """Knots with speeds that change as expected; firm: how much they count as told; struck: of `Recoil`, along the
        ground.
        """
        changes, sure = (each[:, :-1] for each in _by_knot(self.changes(last), SURE_OF_SPEEDS_FROM))
        steps, _ = _differences(knots.shape[1], knots.device)
        steady = {}
        for index, (_, speed) in enumerate(COORDINATES):
            told = [_Expected(steps, changes[..., index].flatten(1), sure[..., index].flatten(1))]
            if not index:
                told += _partings(*struck)
            steady[speed] = _fitted(knots, firm, speed, told)
        return _with(knots, steady)

    def _placed(self, knots: Tensor, firm: Tensor, last: Tensor, together: Tensor, bodies: Bodies) -> Tensor:
        """Knots with places that fit their speeds, and each other."""
        beside = torch.stack([torch.cat([last[:, :, one], last[:, :, two]], -1) for one, two in PAIRS], 2)
        steps, sure_steps = _by_knot(self.steps(last), SURE_FROM)
        gaps, sure_gaps = ([*each.unbind(-1)] for each in _by_knot(self.gaps(beside), SURE_FROM))
        touching = [contact_gaps(knots, together, bodies, pair) for pair in PAIRS]
        touch, surely = (torch.stack(each, -1) for each in zip(*touching, strict=True))
        gaps[0], sure_gaps[0] = _both(gaps[0], sure_gaps[0], touch, surely * self.touching.clamp(max=SURE_MAX).exp())
        early = share_before(knots)
        in_time, beside_each_other = _differences(knots.shape[1], knots.device)
        places = {}
        for index, (place, speed) in enumerate(COORDINATES):
            v = knots[..., KNOT.index(speed)].float()
            along = CHUNK_S * KNOT_SCALE[KNOT.index(speed)] / KNOT_SCALE[KNOT.index(place)]
            far = along * (early * v[:, :-1] + (1 - early) * v[:, 1:]) + steps[:, :-1, :, index]
            told = [
                _Expected(in_time, far.flatten(1), sure_steps[:, :-1, :, index].flatten(1)),
                _Expected(beside_each_other, gaps[index].flatten(1), sure_gaps[index].flatten(1)),
            ]
            places[place] = _fitted(knots, firm, place, told)
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
def _differences(knots: int, device: torch.device) -> tuple[_Sums, _Sums]:
    """All steps from knot to knot, and all gaps between two things, of numbers [knots * things]."""
    number = torch.arange(knots * THINGS_MAX, device=device).unflatten(0, (knots, THINGS_MAX))
    one, two = torch.tensor(PAIRS, device=device).T
    steps = torch.stack([number[1:], number[:-1]], -1).flatten(0, 1)
    gaps = torch.stack([number[:, one], number[:, two]], -1).flatten(0, 1)
    less = torch.tensor([1.0, -1.0], device=device)
    return _Sums(steps, less.expand(len(steps), 2)), _Sums(gaps, less.expand(len(gaps), 2))


def _partings(shares: Tensor, sure: Tensor) -> Iterator[_Expected]:
    """That by how much a thing's speed changes in a chunk, less its share [B, knots - 1, things, things] of the speed
    at which the other comes towards it, is nothing; with a weight where they strike each other.
    """
    number = torch.arange((shares.shape[1] + 1) * THINGS_MAX, device=shares.device).unflatten(0, (-1, THINGS_MAX))
    for one, two in permutations(range(THINGS_MAX), 2):
        share = shares[..., one, two]
        which = torch.stack([number[1:, one], number[:-1, one], number[:-1, two]], -1)
        parts = torch.stack([torch.ones_like(share), share - 1, -share], -1)
        yield _Expected(_Sums(which, parts), torch.zeros_like(share), sure[..., one, two])


def _fitted(knots: Tensor, firm: Tensor, name: str, told: Iterable[_Expected]) -> Tensor:
    """One of the numbers of all knots [B, knots, things] by least squares, from itself, of weights `firm`, and from
    what is told of its sums.
    """
    number, own = (each[..., KNOT.index(name)].float() for each in (knots, firm))
    count = number[0].numel()
    matrix, right = torch.diag_embed(own.flatten(1)).flatten(1), (own * number).flatten(1)
    for each in told:
        which, parts = each.of.which, each.of.parts
        weighed = each.sure.float()[..., None] * parts
        products = weighed[..., None] * parts[..., None, :]
        at = which[..., None] * count + which[:, None]
        matrix = matrix.index_add(1, at.flatten(), products.flatten(1))
        right = right.index_add(1, which.flatten(), (weighed * each.value.float()[..., None]).flatten(1))
    factor = torch.linalg.cholesky(matrix.unflatten(1, (count, count)))
    return torch.cholesky_solve(right[..., None], factor)[..., 0].unflatten(1, number.shape[1:])
