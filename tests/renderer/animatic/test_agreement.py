"""Places that agree with speeds and with each other, as far as the layer is sure."""

import pytest
import torch

from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.agreement import DEPTH, Agreement
from services.renderer.animatic.conditioning import Held
from services.renderer.animatic.contact import PAIRS, bodies_of, contact_gaps, told_together
from services.renderer.animatic.knots import knots_of, tokens_of
from services.renderer.animatic.latents import (
    BODY_KINDS,
    CHANNELS,
    KNOT,
    KNOT_SCALE,
    MOTION,
    STATIC_TOKENS,
    THING,
    knots_for,
    pack,
    tokens_for,
)
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import THINGS_MAX

WIDTH = 16
X, HEIGHT, VX, VY, HIT = (KNOT.index(name) for name in ("x", "height", "vx", "vy", "thing_hit"))


def _made() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    tokens = tokens_for(48)
    clean = torch.randn(2, tokens, CHANNELS)
    # Nothing strikes anything.
    clean[:, STATIC_TOKENS:, [HIT, len(KNOT) + HIT]] = -1.0
    return clean, torch.randn(2, tokens, WIDTH)


def _disagreement(latents: torch.Tensor) -> torch.Tensor:
    """How far the steps of places are from what the speeds say."""
    knots = knots_of(latents)
    along = CHUNK_S * KNOT_SCALE[VX] / KNOT_SCALE[X]
    return knots[..., X].diff(dim=1) - along * (knots[:, 1:, :, VX] + knots[:, :-1, :, VX]) / 2


@torch.no_grad()
def test_only_places_and_speeds_change_and_they_agree_better() -> None:
    clean, hidden = _made()
    agreed = Agreement(WIDTH)(clean, hidden)
    changed = (agreed != clean).flatten(0, 1).any(0).nonzero().flatten().tolist()
    assert changed == [each + part for part in (0, len(KNOT)) for each in (X, HEIGHT, VX, VY)]
    assert torch.equal(agreed[:, :STATIC_TOKENS], clean[:, :STATIC_TOKENS])
    assert _disagreement(agreed).std() < _disagreement(clean).std()


def test_what_is_only_read_has_no_places() -> None:
    clean, hidden = (made[:, :STATIC_TOKENS] for made in _made())
    assert torch.equal(Agreement(WIDTH)(clean, hidden), clean)


@torch.no_grad()
def test_a_layer_that_is_sure_of_the_steps_leaves_no_disagreement() -> None:
    clean, hidden = _made()
    layer = Agreement(WIDTH)
    layer.steps.bias.unflatten(0, (2, -1))[1] = 20.0
    assert _disagreement(layer(clean, hidden)).abs().max() < 0.1 < _disagreement(clean).abs().max()


@torch.no_grad()
def test_a_layer_that_is_sure_of_a_gap_keeps_it() -> None:
    clean, hidden = _made()
    layer = Agreement(WIDTH)
    told = layer.gaps.bias.unflatten(0, (2, 2, 2))
    told[0, :, 0], told[1, :, 0] = 0.0, 20.0
    places = knots_of(layer(clean, hidden))[..., X]
    assert max((places[..., one] - places[..., two]).abs().max().item() for one, two in PAIRS) < 0.2


@torch.no_grad()
def test_told_contacts_bring_two_bodies_together() -> None:
    scenes = [scene for scene in map(draw_scene, range(300)) if scene.meeting in ("hit", "meet")]
    tracks = simulate(scenes, knots_for(96))
    true = torch.from_numpy(pack(scenes, tracks)[tracks.valid])
    off = true.clone()
    off[:, STATIC_TOKENS::THINGS_MAX, [X, len(KNOT) + X]] += 0.2
    off[:, 1, DEPTH] += 0.4
    agreed = Agreement(WIDTH)(off, torch.zeros(*off.shape[:2], WIDTH))
    knots, bodies = knots_of(agreed), bodies_of(agreed)
    gaps, surely = contact_gaps(knots, told_together(knots, bodies), bodies, (0, 1))
    apart = knots[:, :, 0, X] - knots[:, :, 1, X]
    assert (gaps - apart)[surely > 0].abs().median() < 0.1
    assert torch.allclose(agreed[:, 1, DEPTH], agreed[:, 2, DEPTH])


@torch.no_grad()
def test_what_collides_parts_by_its_share_of_the_speeds_that_come_out() -> None:
    torch.manual_seed(0)
    knots = torch.randn(1, 6, THINGS_MAX, len(KNOT))
    struck = torch.zeros(1, 5, THINGS_MAX, THINGS_MAX)
    struck[0, 2, 0, 1] = struck[0, 2, 1, 0] = 1.0
    shares = torch.tensor([[0.0, 0.3, 0.0], [1.5, 0.0, 0.0], [0.0, 0.0, 0.0]]).expand_as(struck)
    told = torch.zeros(1, 3, THINGS_MAX, WIDTH)
    fitted = Agreement(WIDTH)._steadied(knots, torch.ones_like(knots), told, (shares, 1e4 * struck))
    before, after = fitted[0, 2, :, VX], fitted[0, 3, :, VX]
    assert (after - before)[0].item() == pytest.approx(0.3 * (before[1] - before[0]).item(), abs=1e-2)
    assert (after - before)[1].item() == pytest.approx(1.5 * (before[0] - before[1]).item(), abs=1e-2)


@torch.no_grad()
def test_places_that_agree_already_stay() -> None:
    clean, hidden = _made()
    clean[:, STATIC_TOKENS:, :MOTION] = 0.0
    assert Agreement(WIDTH)(clean, hidden) == pytest.approx(clean, abs=1e-6)


@torch.no_grad()
def test_what_is_held_stays_and_what_follows_goes_on_from_there() -> None:
    clean, hidden = _made()
    layer = Agreement(WIDTH)
    layer.steps.bias.unflatten(0, (2, -1))[1] = 20.0
    holds = torch.zeros(clean.shape[1:], dtype=torch.bool)
    holds[STATIC_TOKENS : STATIC_TOKENS + 2 * THINGS_MAX, :MOTION] = True
    held = Held(clean=clean[0] + 3.0 * holds, holds=holds)
    agreed = layer(clean, hidden, held)
    assert torch.allclose(agreed[:, holds], held.clean[holds].expand(2, -1), atol=0.2)
    assert _disagreement(agreed)[:, 4:].abs().max() < 0.1


@torch.no_grad()
def test_what_comes_after_a_contact_does_not_slow_what_comes_before_it() -> None:
    clean, hidden = _made()
    knots = knots_of(clean)
    knots[..., HIT] = -1.0
    knots[:, 4, :2, HIT] = 1.0
    clean[:, STATIC_TOKENS:] = tokens_of(knots)
    clean[:, 1:STATIC_TOKENS, THING.index("present")] = 1.0
    clean[:, 1:STATIC_TOKENS, BODY_KINDS] = 1.0
    told, agreed = knots[..., VX], knots_of(Agreement(WIDTH)(clean, hidden))[..., VX]
    before, after = ((agreed - told)[:, knot, :2].abs().mean() for knot in (4, 5))
    assert 5 * before < after
