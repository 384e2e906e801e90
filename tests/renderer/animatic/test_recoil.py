"""A share of the speed at which two bodies come together, where they tell of a contact, and nothing elsewhere."""

import torch

from services.renderer.animatic.contact import HIT, SPEED, Bodies, told_together
from services.renderer.animatic.latents import CHANNELS, KNOT
from services.renderer.animatic.recoil import Recoil

BODIES = Bodies(radius_m=torch.ones(1, 3), ball=torch.ones(1, 3), body=torch.tensor([[1.0, 1.0, 0.0]]))
THINGS = torch.zeros(1, 3, CHANNELS)


def _knots(hits: tuple[float, float, float]) -> torch.Tensor:
    """Three things at two knots: the first goes to the right at 2, the second stands, the third goes to the left."""
    knots = torch.zeros(1, 2, 3, len(KNOT))
    knots[0, 0, :, SPEED] = torch.tensor([2.0, 0.0, -1.0])
    knots[0, :, :, HIT] = torch.tensor(hits)
    return knots


def _parted(knots: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """What a new layer says of them."""
    changes, weights = Recoil()(knots, THINGS, told_together(knots, BODIES))
    return changes, weights


def test_a_new_layer_lets_each_take_on_all_of_it() -> None:
    changes, weights = _parted(_knots((1.0, 1.0, -1.0)))
    assert changes.flatten().tolist() == [-2.0, 2.0, 0.0]
    assert (weights[0, 0, :2] > 1).all()
    assert weights[0, 0, 2] == 0


def test_what_tells_of_no_contact_or_is_no_body_goes_on() -> None:
    assert not _parted(_knots((1.0, -1.0, 1.0)))[1].any()


def test_that_nothing_strikes_anything_is_not_learnt_from_how_things_part() -> None:
    knots = _knots((0.5, 0.5, -1.0)).requires_grad_()
    changes, weights = _parted(knots)
    (changes * weights).square().sum().backward()
    assert knots.grad is not None
    assert not knots.grad[..., HIT].any()
    assert knots.grad[..., SPEED].any()
