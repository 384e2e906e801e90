"""Told contacts: two bodies touch in them, and each goes at its old speed until then."""

import numpy as np
import pytest
import torch

from services.renderer.animatic.contact import (
    HIT,
    HIT_AT,
    PLACE,
    bodies_of,
    contact_gaps,
    depths_of,
    share_before,
    told_together,
)
from services.renderer.animatic.knots import knots_of
from services.renderer.animatic.latents import BODY_KINDS, KNOT, KNOT_SCALE, STATIC_TOKENS, knots_for, pack
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene

SCENES = 400


@pytest.fixture(scope="module")
def collisions() -> torch.Tensor:
    """Latents of simulated scenes in which the first two things collide."""
    scenes = [scene for scene in map(draw_scene, range(SCENES)) if scene.meeting in ("hit", "meet")]
    tracks = simulate(scenes, knots_for(96))
    return torch.from_numpy(pack(scenes, tracks)[np.flatnonzero(tracks.valid)])


def _gaps(latents: torch.Tensor, knots: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Of the first two things, by their latents' tokens and these knots."""
    bodies = bodies_of(latents)
    return contact_gaps(knots, told_together(knots, bodies), bodies, (0, 1))


def test_what_really_collides_is_as_far_apart_as_the_contact_says(collisions: torch.Tensor) -> None:
    knots = knots_of(collisions)
    gaps, surely = _gaps(collisions, knots)
    true = knots[:, :, 0, PLACE] - knots[:, :, 1, PLACE]
    off_m = ((gaps - true)[surely > 0] * KNOT_SCALE[PLACE]).abs()
    assert len(off_m) >= 2 * len(collisions)
    assert off_m.median() < 0.02


def test_where_no_contact_is_told_nothing_is_expected(collisions: torch.Tensor) -> None:
    knots = knots_of(collisions).clone()
    knots[..., HIT] = -1.0
    assert not _gaps(collisions, knots)[1].any()
    assert (share_before(knots) == 0.5).all()


def test_figures_do_not_touch_as_bodies_do(collisions: torch.Tensor) -> None:
    figures = collisions.clone()
    figures[:, 1:STATIC_TOKENS, BODY_KINDS] = -1.0
    assert not _gaps(figures, knots_of(figures))[1].any()


def test_what_strikes_each_other_is_equally_far_away(collisions: torch.Tensor) -> None:
    apart = torch.tensor([0.4, -0.2, 0.9]).expand(len(collisions), -1)
    firm = torch.ones_like(apart)
    together = told_together(knots_of(collisions), bodies_of(collisions))
    depths = depths_of(apart, firm, together)
    assert torch.allclose(depths[:, 0], depths[:, 1])
    assert torch.allclose(depths.sum(1), apart.sum(1))
    still = knots_of(collisions).clone()
    still[..., HIT] = -1.0
    assert torch.equal(depths_of(apart, firm, told_together(still, bodies_of(collisions))), apart)


def test_until_it_strikes_a_thing_goes_on_as_it_went() -> None:
    knots = torch.zeros(1, 2, 3, len(KNOT))
    knots[..., HIT], knots[..., HIT_AT] = 1.0, -0.5
    assert share_before(knots).flatten().tolist() == pytest.approx([0.25] * 3)


def test_one_that_is_held_stays_as_far_away_as_it_is() -> None:
    together = torch.zeros(1, 1, 3, 3)
    together[..., 0, 1] = together[..., 1, 0] = 1.0
    depths = depths_of(torch.tensor([[0.2, 0.6, 0.9]]), torch.tensor([[1e4, 1.0, 1.0]]), together)
    assert torch.allclose(depths, torch.tensor([[0.2, 0.2, 0.9]]), atol=1e-3)


def test_that_nothing_strikes_anything_is_not_learnt_from_what_follows(collisions: torch.Tensor) -> None:
    knots = knots_of(collisions).requires_grad_()
    assert not told_together(knots, bodies_of(collisions)).requires_grad
