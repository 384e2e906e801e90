"""Shots of films that are made with pictures of any shape, in every role."""

import numpy as np
import pytest

from services.renderer.animatic.pictured import shot_preview
from tests.renderer.animatic.photos import scene, walks


@pytest.mark.parametrize("role", ["first_frame", "environment", "style"])
@pytest.mark.parametrize("shape", [(16, 512), (512, 16)])
def test_frames_are_made_with_the_thinnest_pictures(role: str, shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(5).integers(0, 255, (*shape, 3)).astype(np.uint8)
    frame = shot_preview(scene(walks(), move="in"), {role: picture}, 160, 90, 0.5, first=True)
    assert frame.shape == (90, 160, 3)
    assert frame.std() > 5
