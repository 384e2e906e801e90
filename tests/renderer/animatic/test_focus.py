"""Depth of field: what is blurred grows soft edges and keeps its light, and what repeats goes on repeating."""

import numpy as np

from services.renderer.animatic.focus import soft_cutout, soft_ground


def test_a_blurred_cutout_keeps_its_light_and_its_period() -> None:
    painted = np.zeros((60, 240, 4), np.uint8)
    painted[..., 3] = 255
    painted[20:40, 70:90] = (200, 100, 50, 0)
    painted[20:40, 190:210] = (200, 100, 50, 0)
    soft, border = soft_cutout(painted, 4.0, 120, above=True)
    assert soft.shape == (60 + 2 * border, 240, 4)
    assert np.abs(soft[:, 20:100].astype(int) - soft[:, 140:220].astype(int)).max() <= 3
    covered = (255 - soft[border : border + 60, 20:140, 3].astype(int)).sum()
    assert abs(covered / (20 * 20 * 255) - 1) < 0.1
    edge = soft[border + 30, 60:100].astype(int)
    assert (edge[:, 0] <= 255 - edge[:, 3] + 1).all(), "colours are multiplied by what they cover"


def test_the_ground_is_sharp_where_the_stage_is() -> None:
    rng = np.random.default_rng(1)
    painted = rng.integers(0, 255, (90, 200, 4), dtype=np.uint8)
    painted[..., 3] = 0
    blur = np.abs(np.linspace(0, 2, 90) - 1) * 9
    soft = soft_ground(painted, blur).astype(float)
    assert np.abs(soft[45, :, :3] - painted[45, :, :3]).mean() < 8
    assert soft[80, :, :3].std() < 0.3 * painted[80, :, :3].std()
