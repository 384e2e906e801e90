"""The training's losses ask for what they say, and of what is right for nothing."""

import torch
from torch import Tensor

from services.renderer.animatic.data import Scenes
from services.renderer.animatic.latents import KNOT, KNOT_SCALE, STATIC_TOKENS, knots_for, pack
from services.renderer.animatic.losses import bounce_error, join_error, meeting_error, recoil_error
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import THINGS_MAX


def test_passing_through_each_other_costs_more_than_being_off() -> None:
    scenes = [scene for scene in map(draw_scene, range(200)) if scene.meeting]
    latents = pack(scenes, simulate(scenes, 26))
    clean = torch.from_numpy(latents)
    x = KNOT.index("x")
    off, apart = clean.clone(), clean.clone()
    off[:, STATIC_TOKENS:, x :: len(KNOT)] += 0.1
    apart[:, STATIC_TOKENS::3, x :: len(KNOT)] += 0.1
    scale = torch.ones(len(scenes), 1, 1)
    assert meeting_error(clean, clean, scale) == 0
    assert meeting_error(apart, clean, scale) > 1000 * meeting_error(off, clean, scale)


def test_trembling_costs_more_than_being_off() -> None:
    batch = next(iter(Scenes(seed=5, batch_size=8)))
    off, trembling = batch.clean.clone(), batch.clean.clone()
    off[:, STATIC_TOKENS:] += 0.1
    trembling[:, STATIC_TOKENS:] += 0.1 * torch.randn(
        trembling[:, STATIC_TOKENS:].shape, generator=torch.Generator().manual_seed(0)
    )
    scale = torch.ones(len(batch.clean), 1, 1)
    assert join_error(batch.clean, batch.clean, scale) == 0
    assert join_error(trembling, batch.clean, scale) > 1000 * join_error(off, batch.clean, scale)


def test_a_bounce_that_keeps_another_share_of_its_speed_costs_more_than_a_faster_one() -> None:
    scenes = [scene for scene in map(draw_scene, range(300)) if scene.things[0].action == "bounce"]
    tracks = simulate(scenes, knots_for(96))
    clean = torch.from_numpy(pack(scenes, tracks))
    scale = torch.ones(len(scenes), 1, 1)
    falls = torch.from_numpy(tracks.vy < 0)

    def altered(share_falling: float, share_rising: float) -> Tensor:
        """The same with vertical speeds that are off by shares."""
        speed = KNOT.index("vy")
        changed = tracks.vy * torch.where(falls, 1 + share_falling, 1 + share_rising).numpy() / KNOT_SCALE[speed]
        other = clean.clone()
        motion = other[:, STATIC_TOKENS:].unflatten(1, (-1, 3))
        for half in (0, 1):
            motion[..., half * len(KNOT) + speed] = torch.from_numpy(changed[:, half::2]).float()
        return other

    assert bounce_error(clean, clean, scale) < 1e-12
    assert bounce_error(altered(0.0, -0.1), clean, scale) > 2 * bounce_error(altered(0.1, 0.1), clean, scale)


def test_a_recoil_of_another_share_costs_more_than_a_collision_that_is_all_faster() -> None:
    scenes = [scene for scene in map(draw_scene, range(300)) if scene.meeting in ("hit", "meet")]
    clean = torch.from_numpy(pack(scenes, simulate(scenes, knots_for(96))))
    scale = torch.ones(len(scenes), 1, 1)
    faster, heavier = clean.clone(), clean.clone()
    speeds = [half * len(KNOT) + KNOT.index("vx") for half in (0, 1)]
    faster[:, STATIC_TOKENS:, speeds] *= 1.2
    heavier[:, STATIC_TOKENS::THINGS_MAX, speeds] *= 1.2
    assert recoil_error(clean, clean, scale) < 1e-12
    assert recoil_error(faster, clean, scale) < 1e-12 < recoil_error(heavier, clean, scale)
