"""The lesson on bodies that strike each other: what it is drawn from, and what momentum its teaching leaves."""

import numpy as np
import pytest
import torch

from services.renderer.animatic.evaluation.trials import collisions
from services.renderer.animatic.latents import LOOKS, STATIC_TOKENS, pack_static
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.recoil import SHARE_MAX, Recoil
from services.renderer.animatic.striking import Strikes, drawn, learn
from services.renderer.animatic.world import MATERIALS


@pytest.fixture(scope="module")
def strikes() -> Strikes:
    return drawn(1500)


def error(recoil: Recoil, strikes: Strikes) -> float:
    with torch.no_grad():
        return float((recoil.shares(strikes.looks) - strikes.share).abs().median())


def test_each_takes_on_a_share_of_the_speed_at_which_they_meet(strikes: Strikes) -> None:
    assert len(strikes.share) >= 1500
    assert strikes.share.min() > -0.1  # (what rolls slows down besides)
    assert strikes.share.max() < SHARE_MAX


def test_the_lesson_is_learnt_and_the_same_strikes_teach_the_same(strikes: Strikes) -> None:
    torch.manual_seed(0)
    one, two = Recoil(), Recoil()
    two.load_state_dict(one.state_dict())
    before = error(one, strikes)
    for recoil in (one, two):
        learn(recoil, strikes)
    assert error(one, strikes) < 0.5 * before
    assert all(torch.equal(this, that) for this, that in zip(one.parameters(), two.parameters(), strict=True))
    assert all(parameter.grad is None for parameter in one.parameters()), "films would take up what is left"


def test_no_momentum_is_lost_by_the_shares_that_ship(pipeline: AnimaticPipeline) -> None:
    scenes = collisions(64)
    looks = torch.from_numpy(pack_static(scenes))[:, 1 : STATIC_TOKENS - 1, : len(LOOKS)]
    recoil = pipeline.transformer.agreement.recoil
    with torch.no_grad():
        shares = torch.stack([recoil.shares(looks), recoil.shares(looks.flip(1))], 1).numpy()
    masses = np.array(
        [[MATERIALS[each.looks.material].density * each.looks.extent_m**2 for each in scene.things] for scene in scenes]
    )
    given = masses * shares
    assert np.median(np.abs(given[:, 0] - given[:, 1]) / given.mean(1)) < 0.1
