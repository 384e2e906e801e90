"""A film through the engine with a real store: what it gives, how it stops, how it goes on after it was torn away."""

import asyncio
import contextlib
import io
import json
import time
from pathlib import Path
from typing import Any

import av
import msgspec
import pytest
import torch
from PIL import Image

from proto import codec
from proto.render import RenderReport
from services.catalogue import Catalogue
from services.renderer.engine import Engine
from services.renderer.render import render
from services.run import App
from services.settings import Settings
from services.store import checkpoint_prefix
from services.work import Made, StageError, StoppedError
from tests.renderer import tiny_wan
from tests.tasks import WatchedTask, task_for


@pytest.fixture(scope="module")
def quick(app: App) -> Settings:
    return msgspec.structs.replace(app.settings, checkpoint_every_steps=2)


async def test_a_model_that_does_not_cut_says_so(app: App, engine: Engine, quick: Settings) -> None:
    task = task_for(app)
    task.request = msgspec.structs.replace(task.request, shots=2)
    with pytest.raises(StageError) as caught:
        await render(task, engine, app.store, quick)
    assert caught.value.code == "unsupported_shots"
    task.request = msgspec.structs.replace(task.request, shots=1, merged_shots=2)
    made = await render(task, engine, app.store, quick)
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert (report.shots, report.merged_shots) == (1, 2)


async def test_a_film_is_made_as_ordered(app: App, engine: Engine, quick: Settings, tmp_path: Path) -> None:
    task = task_for(app, width=96, height=64)
    seen: list[dict[str, Any]] = []
    task.on_progress = seen.append
    made = await render(task, engine, app.store, quick)

    assert set(made.artifacts) == {"picture.mp4", "latents.safetensors", "render.json"}
    await app.store.get_file(made.artifacts["picture.mp4"], tmp_path / "picture.mp4")
    with av.open(str(tmp_path / "picture.mp4")) as film:
        stream = film.streams.video[0]
        frames = list(film.decode(stream))
        assert (len(frames), stream.average_rate, stream.width, stream.height) == (24, 24, 96, 64)
        assert not film.streams.audio
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert (report.pipeline, report.seed, report.steps, report.guidance) == ("WanPipeline", 7, 6, 3.0)
    assert (report.quality, report.resampled) == ("standard", False)
    assert (report.generated_frames, report.frames, report.resumed_from_step) == (25, 24, 0)
    assert (task.steps_done, task.steps) == (6, 6)

    previews = [fields["preview"] for fields in seen if fields.get("preview")]
    assert len(previews) == 6
    assert Image.open(io.BytesIO(previews[0])).size == (256, 171)
    fractions = [fields["fraction"] for fields in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1


async def test_an_odd_size_is_generated_at_the_nearest_and_resampled(
    app: App, engine: Engine, quick: Settings, tmp_path: Path
) -> None:
    made = await render(task_for(app, width=90, height=50), engine, app.store, quick)
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert (report.width, report.height) == (90, 50)
    assert (report.generated_width, report.generated_height, report.resampled) == (96, 48, True)
    await app.store.get_file(made.artifacts["picture.mp4"], tmp_path / "picture.mp4")
    with av.open(str(tmp_path / "picture.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (90, 50)


async def test_steps_and_guidance_may_be_other_than_the_models(app: App, engine: Engine, quick: Settings) -> None:
    task = task_for(app)
    task.request = msgspec.structs.replace(task.request, steps=3, guidance=1.0, quality="draft")
    made = await render(task, engine, app.store, quick)
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert (report.steps, report.guidance, report.quality) == (3, 1.0, "draft")
    assert (task.steps_done, task.steps) == (3, 3)


@pytest.mark.parametrize("at", [1, 3, 6])
async def test_a_cancelled_film_stops_within_a_step(app: App, engine: Engine, quick: Settings, at: int) -> None:
    task = task_for(app)
    stopped_at: list[float] = []

    def stop(fields: dict[str, Any]) -> None:
        if fields["step"] == at and not stopped_at:
            stopped_at.append(time.monotonic())
            task._stopped.set()

    task.on_progress = stop
    with pytest.raises(StoppedError):
        await render(task, engine, app.store, quick)
    assert time.monotonic() - stopped_at[0] < 1
    assert task.steps_done == at
    kept = await app.store.list_keys(checkpoint_prefix(task.token.video))
    assert len(kept) <= 1  # what was being written is there when the stage ends, so that nothing comes after it


async def test_a_stage_that_is_torn_away_ends_its_thread_first(app: App, engine: Engine, quick: Settings) -> None:
    task = task_for(app)
    running = await until_step(app, engine, quick, task, 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    done = task.steps_done
    assert await asyncio.get_running_loop().run_in_executor(engine._thread, lambda: task.steps_done) == done < 6


async def test_another_engine_goes_on_from_the_checkpoint_with_the_same_bits(
    app: App, catalogue: Catalogue, quick: Settings
) -> None:
    whole = await fresh_render(app, catalogue, quick, task_for(app))

    first, torn = Engine(catalogue, quick), task_for(app, epoch=1)
    with contextlib.closing(first):
        running = await until_step(app, first, quick, torn, 5)
        while not await app.store.list_keys(checkpoint_prefix(torn.token.video)):
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    again = await fresh_render(app, catalogue, quick, task_for(app, video=torn.token.video, epoch=2))
    report = codec.decode(await app.store.get_bytes(again.artifacts["render.json"].key), RenderReport)
    assert report.resumed_from_step in {2, 4, 6}
    for name in ("latents.safetensors", "picture.mp4"):
        assert again.artifacts[name].sha256 == whole.artifacts[name].sha256


async def test_a_checkpoint_of_another_request_is_not_used(app: App, catalogue: Catalogue, quick: Settings) -> None:
    first, torn = Engine(catalogue, quick), task_for(app, prompt="a box")
    with contextlib.closing(first):
        running = await until_step(app, first, quick, torn, 5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    other = task_for(app, video=torn.token.video, epoch=2, prompt="a ball")
    made = await fresh_render(app, catalogue, quick, other)
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert report.resumed_from_step == 0


async def test_latents_that_are_not_numbers_fail_the_film(
    app: App, catalogue: Catalogue, quick: Settings, tmp_path: Path
) -> None:
    broken = tiny_wan.build()
    with torch.no_grad():
        broken.transformer.proj_out.weight.fill_(float("nan"))
    broken.save_pretrained(tmp_path)
    model = msgspec.structs.replace(catalogue.models["tiny-wan"], pipeline=str(tmp_path))
    with pytest.raises(StageError, match="not a number") as caught:
        await fresh_render(app, msgspec.structs.replace(catalogue, models={"tiny-wan": model}), quick, task_for(app))
    assert caught.value.code == "render_failed"


async def test_a_model_that_is_not_there_is_not_served(
    app: App, catalogue: Catalogue, quick: Settings, tmp_path: Path
) -> None:
    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": "NoSuchPipeline"}))
    here = catalogue.models["tiny-wan"]
    models = {
        "here": here,
        "gone": msgspec.structs.replace(here, pipeline=str(tmp_path / "none")),
        "unknown": msgspec.structs.replace(here, pipeline=str(tmp_path)),
        "hub": msgspec.structs.replace(here, pipeline="matinee/no-such-model"),
    }
    with contextlib.closing(Engine(msgspec.structs.replace(catalogue, models=models), quick)) as engine:
        assert engine.servable() == (here.pipeline,)
        with pytest.raises(StageError) as caught:
            await render(task_for(app, model="gone"), engine, app.store, quick)
        assert caught.value.code == "model_unavailable"


async def fresh_render(app: App, catalogue: Catalogue, settings: Settings, task: WatchedTask) -> Made:
    """A film by an engine of its own, as another process would have."""
    with contextlib.closing(Engine(catalogue, settings)) as engine:
        return await render(task, engine, app.store, settings)


async def until_step(
    app: App, engine: Engine, settings: Settings, task: WatchedTask, step: int
) -> "asyncio.Task[Made]":
    """A film in work that has done ``step`` steps. The task is slowed down, so that it does not end meanwhile."""
    loop, reached = asyncio.get_running_loop(), asyncio.Event()

    def watch(fields: dict[str, Any]) -> None:
        time.sleep(0.02)
        if fields["step"] >= step:
            loop.call_soon_threadsafe(reached.set)

    task.on_progress = watch
    running = asyncio.ensure_future(render(task, engine, app.store, settings))
    await reached.wait()
    return running
