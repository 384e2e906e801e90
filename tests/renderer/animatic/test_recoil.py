"""Which share each of two bodies takes on of the speed at which they come together, where they tell of a contact."""

import torch

from services.renderer.animatic.contact import HIT, Bodies, told_together
from services.renderer.animatic.latents import CHANNELS, KNOT
from services.renderer.animatic.recoil import Recoil

BODIES = Bodies(radius_m=torch.ones(1, 3), ball=torch.ones(1, 3), body=torch.tensor([[1.0, 1.0, 0.0]]))
THINGS = torch.zeros(1, 3, CHANNELS)


def _knots(hits: tuple[float, float, float]) -> torch.Tensor:
    """Three things at two knots, and how surely each tells of a contact."""
    knots = torch.zeros(1, 2, 3, len(KNOT))
    knots[0, :, :, HIT] = torch.tensor(hits)
    return knots


def test_a_new_layer_lets_each_take_on_all_of_it() -> None:
    shares, weights = Recoil()(THINGS, told_together(_knots((1.0, 1.0, -1.0)), BODIES))
    assert shares[0, 0, 0, 1] == shares[0, 0, 1, 0] == 1
    assert (weights[0, 0] > 1).nonzero().tolist() == [[0, 1], [1, 0]]


def test_what_tells_of_no_contact_or_is_no_body_goes_on() -> None:
    assert not Recoil()(THINGS, told_together(_knots((1.0, -1.0, 1.0)), BODIES))[1].any()
