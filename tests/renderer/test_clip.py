"""The family of clips, as the renderer's others: the same bits after a resume, every frame, the clip's sound."""

from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from services.renderer.families.clip import Clip, ClipPipeline
from services.renderer.families.contract import Ask, Given
from services.renderer.resume import Step
from services.work import StageError
from tests.clips import bouncing, clicks, written

FRAMES, HITS = bouncing(1.2, fps=24)
ASK = Ask(
    prompt="a ball",
    negative_prompt="",
    seconds=2,
    fps=24,
    width=320,
    height=180,
    seed=7,
    steps=6,
    guidance=1.0,
    clip_sha256="0" * 64,
    clip_frames=29,
)


@pytest.fixture
def family() -> Clip:
    return Clip(ClipPipeline())


@pytest.fixture
def given(tmp_path: Path) -> Given:
    path = tmp_path / "clip"
    path.write_bytes(written(FRAMES, fps=24, sound=clicks(HITS, 1.2)))
    return Given(clip=path, clip_s=29 / 24)


def test_a_look_that_is_gone_on_with_gives_the_same_bits(family: Clip, given: Given) -> None:
    steps: list[Step] = []
    whole = family.denoise(ASK, steps.append, None, given).picture
    assert [step.number for step in steps] == [1, 2, 3, 4, 5, 6]
    more: list[Step] = []
    again = family.denoise(ASK, more.append, steps[3].snapshot(), given).picture
    assert [step.number for step in more] == [5, 6]
    assert torch.equal(whole, again)
    assert family.preview(steps[0].predicted(), ASK).shape == (144, 256, 3)


def test_its_frames_are_the_clip_s_and_so_is_its_sound(family: Clip, given: Given) -> None:
    frames = list(family.decode(torch.zeros(1), ASK, given))
    assert len(frames) == 29
    assert max(np.abs(one.astype(int) - two).mean() for one, two in zip(frames, FRAMES, strict=False)) < 4
    sound = family.sound(family.denoise(ASK, lambda _: None, None, given), given)
    assert sound is not None
    assert sound.rate_hz == 48_000
    assert np.argmax(np.abs(sound.samples[0]) > 0.1) / 48_000 == pytest.approx(HITS[0], abs=0.003)


def test_what_can_not_be_read_is_the_client_s_to_know(family: Clip, given: Given) -> None:
    with pytest.raises(StageError, match=r"breaks off after 1\.2 s"):
        family.denoise(replace(ASK, clip_frames=240), lambda _: None, None, given)
    assert given.clip is not None
    given.clip.write_bytes(given.clip.read_bytes()[:500])
    with pytest.raises(StageError, match="it is damaged"):
        list(family.decode(torch.zeros(1), ASK, given))
    with pytest.raises(StageError, match="there is none"):
        family.denoise(ASK, lambda _: None, None)
