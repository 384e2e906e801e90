"""A film by a model that makes its own sound, through all five services: kept, replaced, or left away."""

import io
from collections.abc import AsyncIterator
from typing import Any

import av
import pytest
import pytest_asyncio
import soundfile

from proto import codec
from proto.job import Job
from proto.receipt import Receipt
from tests.renderer import tiny_ltx2
from tests.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    folder = tmp_path_factory.mktemp("own-sound")
    models = tiny_ltx2.models_toml(tiny_ltx2.save(folder / "tiny-ltx2"))
    async with Stack.running(folder, models, checkpoint_every_steps=2) as stack:
        yield stack


async def made(stack: Stack, **body: Any) -> Job:
    job = await stack.ended(await stack.order(model="tiny-ltx2", seed=7, seconds="2", **body))
    assert job.state == "completed", job.error
    return job


async def receipt_of(stack: Stack, job: Job) -> Receipt:
    return codec.decode(await stack.app.store.get_bytes(job.artifacts["receipt.json"].key), Receipt)


async def test_the_model_s_sound_is_kept_and_measured_and_may_be_had_as_it_came(stack: Stack) -> None:
    job = await made(stack, prompt='A man says "Hello."', stems=True)
    receipt = await receipt_of(stack, job)
    assert receipt.sound is not None
    assert receipt.sound.model is not None
    assert (receipt.sound.source, receipt.sound.model.left_out, receipt.sound.model.rate_hz) == ("model", "", 24_000)
    assert receipt.sync.source == "pixels"
    assert receipt.true_peak_db <= -1
    assert "speech.json" not in job.artifacts
    film = await stack.app.store.get_bytes(job.artifacts["video.mp4"].key)
    with av.open(io.BytesIO(film)) as container:
        assert container.streams.audio[0].rate == 48_000
        assert sum(frame.samples for frame in container.decode(audio=0)) == pytest.approx(96_000, abs=1_024)
    headers = {"Authorization": f"Bearer {stack.key}"}
    url = f"{stack.url}/v1/videos/{job.id}/content"
    async with stack.http.get(url, params={"variant": "model"}, headers=headers) as answer:
        assert soundfile.info(io.BytesIO(await answer.read())).samplerate == 24_000


async def test_it_is_replaced_or_left_away_on_request(stack: Stack) -> None:
    replaced = await receipt_of(stack, await made(stack, effects="replace"))
    assert replaced.sound is not None
    assert replaced.sound.model is not None
    assert (replaced.sound.source, replaced.sound.model.left_out) == ("pixels", "asked")
    silent = await made(stack, audio="off")
    with av.open(io.BytesIO(await stack.app.store.get_bytes(silent.artifacts["video.mp4"].key))) as container:
        assert not container.streams.audio
