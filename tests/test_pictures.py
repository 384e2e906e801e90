"""Films made from pictures, through all five services and from the command line: storyboards, and bad files."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image

from proto import codec
from proto.job import Job
from proto.timeline import Timeline
from tests.gateway.boards import board, grid
from tests.gateway.test_references import BAD, GOOD, data_url, saved
from tests.plumbing.command import matinee
from tests.stack import Stack
from tests.test_films import MODELS, frames_of, jumps, latents_of, made

pytestmark = pytest.mark.asyncio(loop_scope="module")

COLOURS = ((200, 60, 40), (40, 160, 70), (60, 80, 200))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with Stack.running(tmp_path_factory.mktemp("pictures"), MODELS, checkpoint_every_steps=4) as stack:
        yield stack


def plain(wide: int, high: int, number: int) -> np.ndarray:
    """A picture of one colour, another for each number."""
    return np.full((high, wide, 3), COLOURS[number], np.uint8)


def colours(frames: np.ndarray, *at: int) -> list[int]:
    """Which of the colours frames show."""
    seen = frames[list(at)].mean((1, 2))
    return [int(np.abs(np.array(COLOURS) - each).sum(1).argmin()) for each in seen]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def three(stack: Stack) -> Job:
    """A film of three panels and one text."""
    page = saved(Image.fromarray(board(grid(1, 3, (900, 300)), (900, 300), draw=plain)), "PNG")
    given = [{"role": "storyboard", "image_url": data_url(page)}]
    prompt = "a red ball bounces on the grass by day"
    return await made(stack, model="animatic", prompt=prompt, seconds="3", seed=7, references=given)


async def test_each_panel_is_a_shot(stack: Stack, three: Job) -> None:
    frames = await frames_of(stack, three)
    assert len(frames) == 72
    assert colours(frames, 0, 23, 24, 47, 48, 71) == [0, 0, 1, 1, 2, 2]
    assert sorted(np.argsort(-jumps(frames))[:2].tolist()) == [23, 47]
    timeline = codec.decode(await stack.app.store.get_bytes(three.artifacts["timeline.json"].key), Timeline)
    assert timeline.cuts_s == (1.0, 2.0)
    assert (timeline.contacts, timeline.motions) == ((), ())
    _, script = await latents_of(stack, three)
    assert [shot.num_frames for shot in script.shots] == [24, 24, 24]
    _, video = await stack.call("GET", f"/v1/videos/{three.id}")
    assert (video["matinee"]["shots"], video["matinee"]["panels"]) == (3, 3)


async def test_a_film_that_is_made_from_it_has_its_panels(stack: Stack, three: Job) -> None:
    night = await made(stack, f"/{three.id}/remix", prompt="make it night")
    assert colours(await frames_of(stack, night), 0, 24, 48) == [0, 1, 2]
    longer = await made(stack, "/extensions", prompt="the ball rolls away", seconds="1", video={"id": three.id})
    frames = await frames_of(stack, longer)
    assert len(frames) == 96
    assert colours(frames, 0, 24, 48, 95) == [0, 1, 2, 2]


async def test_the_command_line_says_what_is_wrong_with_a_picture(stack: Stack, tmp_path: Path) -> None:
    async def told(name: str, file: bytes, role: str) -> None:
        path = tmp_path / name.replace(" ", "-")
        path.write_bytes(file)
        key = {"MATINEE_API_KEY": stack.key}
        wanted = ("a", "--model", "animatic", "--url", stack.url, "--reference", f"{role}={path}")
        run = await matinee("render", *wanted, **key)
        assert run.code == 1
        assert BAD[name][1] in run.err, run.err

    bad = [name for name in BAD if name != "nothing"]
    await asyncio.gather(*(told(name, BAD[name][0](), "first_frame") for name in bad[::3]))
    await told("cut off", BAD["cut off"][0](), "storyboard")


async def test_the_command_line_makes_films_of_pictures_of_all_kinds(stack: Stack, tmp_path: Path) -> None:
    for name in ("cmyk", "turned by exif"):
        picture, film = tmp_path / "picture", tmp_path / "film.mp4"
        picture.write_bytes(GOOD[name][0]())
        wanted = ("a ball rolls", "--model", "animatic", "--size", "192x128", "--seconds", "1", "--seed", "1")
        run = await matinee(
            *("render", *wanted, "--image", str(picture), "--url", stack.url, "-o", str(film)),
            MATINEE_API_KEY=stack.key,
        )
        assert run.code == 0, run.err
        assert film.stat().st_size > 1000
