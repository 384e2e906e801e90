"""The first lesson: how two bodies part that strike each other, from simulated collisions alone.

Of films one in twenty has a collision, and among all else that they teach, what the bodies weigh would be learnt last.
It takes a few minutes, and what it leaves is not changed by films. Training only.
"""

import itertools
from collections.abc import Iterator

import torch
from msgspec import Struct
from torch import Tensor

from services.renderer.animatic.contact import PAIRS
from services.renderer.animatic.data import drawn_for
from services.renderer.animatic.knots import knots_of
from services.renderer.animatic.latents import KNOT, LOOKS, STATIC_TOKENS, knots_for, pack
from services.renderer.animatic.losses import HEAVY, STRIKE
from services.renderer.animatic.recoil import Recoil
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.world import Scene

# Other lessons and the scores never come this far.
FIRST_SEED = 10**12
SCENES_MAX, FRAMES = 1024, 96
BATCH, ROUNDS, LEARNING_RATE, DECAY_SHARE = 512, 50, 3e-3, 0.5
# The network tells looks nearly as they are: so much, in their own scale, they are off here.
BLUR = 0.05
SPEED, HIT = KNOT.index("vx"), KNOT.index("thing_hit")


class Strikes(Struct, frozen=True, kw_only=True, eq=False):
    """looks [strikes, 2, LOOKS] of a body and of what it strikes; share [strikes] that it takes on of the speed at
    which that comes towards it.
    """

    looks: Tensor
    share: Tensor


def drawn(count: int) -> Strikes:
    """At least so many strikes of simulated scenes, two of each contact."""
    looks, shares, found = [], [], 0
    for scenes in _colliding(min(count, SCENES_MAX)):
        tracks = simulate(scenes, knots_for(FRAMES))
        latents = torch.from_numpy(pack(scenes, tracks)[tracks.valid])
        knots = knots_of(latents)
        struck, speed = knots[:, :-1, :, HIT] > 0, knots[..., SPEED]
        for one, two in PAIRS:
            closing = speed[:, :-1, two] - speed[:, :-1, one]
            film, knot = (struck[..., one] & struck[..., two] & (closing.abs() > STRIKE)).nonzero(as_tuple=True)
            seen = latents[film, 1:STATIC_TOKENS, : len(LOOKS)]
            for this, other, towards in ((one, two, closing), (two, one, -closing)):
                looks.append(seen[:, [this, other]])
                shares.append((speed[film, knot + 1, this] - speed[film, knot, this]) / towards[film, knot])
                found += len(film)
        if found >= count:
            return Strikes(looks=torch.cat(looks), share=torch.cat(shares))
    raise AssertionError("seeds do not end")


def learn(recoil: Recoil, strikes: Strikes) -> None:
    """Fit a new layer to strikes, by AdamW; the same numbers give the same layer."""
    chance = torch.Generator().manual_seed(0)
    device = recoil.leave.weight.device
    optimizer = torch.optim.AdamW([*recoil.enter.parameters(), *recoil.leave.parameters()])
    steps = -(-ROUNDS * len(strikes.share) // BATCH)
    for step in range(steps):
        these = torch.randint(len(strikes.share), (BATCH,), generator=chance)
        looks, share = strikes.looks[these], strikes.share[these]
        looks = looks + BLUR * torch.randn(looks.shape, generator=chance)
        off = (recoil.shares(looks.to(device)) - share.to(device)) / (share.to(device).abs() + HEAVY)
        (off**2).mean().backward()
        for parameters in optimizer.param_groups:
            parameters["lr"] = LEARNING_RATE * min(1.0, (1 - step / steps) / DECAY_SHARE)
        optimizer.step()
        optimizer.zero_grad()


def _colliding(at_once: int) -> Iterator[list[Scene]]:
    """Scenes in which bodies come together, so many at a time, without end."""
    scenes = map(drawn_for, itertools.count(FIRST_SEED))
    struck = (scene for scene in scenes if scene.meeting in ("hit", "meet"))
    while True:
        yield list(itertools.islice(struck, at_once))
