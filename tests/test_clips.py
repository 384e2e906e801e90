"""A clip from a user's disk to a film with sound, through all five services: what is seen in it is heard, in time."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import openai
import pytest
import pytest_asyncio

from proto import codec
from proto.job import Job
from proto.receipt import Receipt
from services.audio import film
from services.audio.heard import hear
from tests.clips import bouncing, clicks, written
from tests.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = Path(__file__).parents[1] / "services" / "renderer" / "clip"
MODELS = (
    f'[foley]\npipeline = "{PIPELINE}"\nsizes = ["1280x720"]\nseconds = [4]\nside_max = 2048\nseconds_max = 20\n'
    "steps = 12\nguidance = 1.0\nclips = true\nsources = true\n"
)
SECONDS = 2.7
FRAMES, HITS = bouncing(SECONDS, fps=30, size=(480, 270))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with Stack.running(tmp_path_factory.mktemp("clips"), MODELS, checkpoint_every_steps=2) as stack:
        yield stack


async def ordered(stack: Stack, clip: bytes, prompt: str, **fields: str) -> str:
    form = aiohttp.FormData({"prompt": prompt, "model": "foley", "seed": "7", **fields})
    form.add_field("video", clip, filename="clip.mp4")
    headers = {"Authorization": f"Bearer {stack.key}"}
    async with stack.http.post(f"{stack.url}/v1/videos/edits", data=form, headers=headers) as response:
        made = await response.json()
        assert response.status == 200, made
    return str(made["id"])


async def receipt_of(stack: Stack, job: Job) -> Receipt:
    assert job.state == "completed", job.error
    return codec.decode(await stack.app.store.get_bytes(job.artifacts["receipt.json"].key), Receipt)


async def sound_of(stack: Stack, job: Job, folder: Path) -> Any:
    await stack.app.store.get_file(job.artifacts["video.mp4"], folder / "film.mp4")
    return film.read_sound(folder / "film.mp4")


async def test_what_is_seen_in_a_clip_is_heard_when_it_happens(stack: Stack, tmp_path: Path) -> None:
    client = openai.OpenAI(base_url=f"{stack.url}/v1", api_key=stack.key)
    clip = tmp_path / "ball.mp4"
    clip.write_bytes(written(FRAMES))
    made = await asyncio.to_thread(
        client.videos.edit, prompt="A rubber ball bounces on a wooden floor", video=clip, extra_body={"model": "foley"}
    )
    assert (made.size, made.seconds) == ("480x270", "3")
    job = await stack.ended(made.id)
    receipt = await receipt_of(stack, job)
    assert (receipt.width, receipt.height, receipt.fps, receipt.frames) == (480, 270, 24, round(SECONDS * 24))
    assert receipt.render is not None
    assert receipt.render.clip is not None
    assert (receipt.render.pipeline, receipt.render.clip.sha256) == ("ClipPipeline", job.artifacts["clip"].sha256)
    assert receipt.sound is not None
    assert receipt.sound.source == "pixels"
    assert receipt.sync.verdict == "in_sync"
    assert receipt.sync.offset_median_ms == pytest.approx(0, abs=5)
    sounding = await sound_of(stack, job, tmp_path)
    heard = np.array([onset.at_s for onset in hear(sounding)])
    late_ms = [1000 * min(heard - hit, key=abs) for hit in HITS]
    assert len(HITS) >= 3
    assert abs(np.median(late_ms)) < 15, "against the instants at which the ball truly met the floor"
    assert np.max(np.abs(late_ms)) < 40
    assert len(sounding) == pytest.approx(receipt.seconds * 48_000, abs=1_024)
    assert (job.price, job.artifacts["clip"].size_bytes) == (2, clip.stat().st_size)
    assert await stack.app.store.list_keys("uploads/") == []


async def test_its_film_again_in_other_words_has_the_same_picture(stack: Stack) -> None:
    video = await ordered(stack, written(FRAMES), "A ball bounces on wood")
    before = await stack.ended(video)
    status, made = await stack.call("POST", f"/v1/videos/{video}/remix", {"prompt": "calm piano music"})
    assert status == 200, made
    after = await stack.ended(made["id"])
    assert after.artifacts["picture.mp4"].sha256 == before.artifacts["picture.mp4"].sha256
    receipt = await receipt_of(stack, after)
    assert receipt.sound is not None
    assert receipt.sound.music is not None
    assert receipt.sync.verdict == "in_sync"


async def test_its_own_sound_is_kept_in_time_and_replaced_on_request(stack: Stack, tmp_path: Path) -> None:
    clip = written(FRAMES, sound=clicks(HITS, SECONDS))
    kept, replaced = [
        await stack.ended(video)
        for video in [
            await ordered(stack, clip, "A ball, soft piano music", stems="true"),
            await ordered(stack, clip, "A ball", effects="replace"),
        ]
    ]
    receipt = await receipt_of(stack, kept)
    assert receipt.sound is not None
    assert receipt.sound.model is not None
    assert (receipt.sound.source, receipt.sound.model.left_out) == ("model", "")
    assert receipt.sound.music is not None, "what the words ask for is added to what the clip came with"
    assert receipt.sound.stems_lufs["model"] > -40
    receipt = await receipt_of(stack, replaced)
    assert receipt.sound is not None
    assert receipt.sound.model is not None
    assert (receipt.sound.source, receipt.sound.model.left_out) == ("pixels", "asked")
    onsets = [onset.at_s for onset in hear(await sound_of(stack, kept, tmp_path))]
    assert all(min(abs(onset - hit) for onset in onsets) < 0.03 for hit in HITS)


async def test_a_film_that_is_deleted_is_not_made_to_its_end_and_costs_what_was_done(stack: Stack) -> None:
    clip = written(bouncing(6, size=(1280, 720))[0])
    video = await ordered(stack, clip, "A ball bounces")
    await stack.until(video, "running", "render", steps=2)
    await stack.call("DELETE", f"/v1/videos/{video}")
    job = await stack.ended(video)
    assert job.error is not None
    assert job.error.code == "cancelled"
    assert job.settlement is not None
    assert 0 < job.settlement.captured < job.price
