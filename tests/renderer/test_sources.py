"""A film's source that is not there, is none, or is another model's: the film fails, and the client reads why."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import safetensors.torch
import torch

from proto.job import Artifact, Source
from services.catalogue import Catalogue
from services.renderer import sources
from services.renderer.engine import Engine
from services.renderer.families.contract import Denoised, Script, ScriptShot
from services.renderer.render import render
from services.run import App
from services.work import StageError
from tests.tasks import WatchedTask, task_for

WEIGHTS = Path(sources.__file__).parent / "animatic" / "weights"
SCRIPT = Script(shots=(ScriptShot(prompt="a ball", num_frames=24),))


@pytest.fixture(scope="module")
def both(catalogue: Catalogue, app: App) -> Iterator[Engine]:
    """An engine for a model that can go on from another film, and for one that cannot."""
    model = msgspec.structs.replace(catalogue.models["tiny-wan"], pipeline=str(WEIGHTS))
    models = {**catalogue.models, "animatic": model}
    with contextlib.closing(Engine(msgspec.structs.replace(catalogue, models=models), app.settings)) as engine:
        yield engine


def made_from(app: App, latents: Artifact, model: str = "animatic") -> WatchedTask:
    task = task_for(app, model=model, prompt="at night")
    source = Source(video="video_1", way="remix", seconds=1, latents=latents)
    task.request = msgspec.structs.replace(task.request, source=source)
    return task


async def stored(app: App, account: str, file: Path) -> Artifact:
    return await app.store.put_file(f"videos/{account}/v/0-1/latents.safetensors", file, "application/octet-stream")


async def failure(app: App, engine: Engine, task: WatchedTask) -> str:
    with pytest.raises(StageError) as caught:
        await render(task, engine, app.store, app.settings)
    assert not caught.value.retryable
    return caught.value.code


async def test_a_source_that_is_gone(app: App, both: Engine, account: str) -> None:
    gone = Artifact(key=f"videos/{account}/none", sha256="0" * 64, size_bytes=1, media_type="x/y")
    assert await failure(app, both, made_from(app, gone)) == "source_gone"


async def test_bytes_that_are_no_latents(app: App, both: Engine, account: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no latents")
    assert await failure(app, both, made_from(app, await stored(app, account, tmp_path / "file"))) == "invalid_source"


async def test_latents_without_a_script(app: App, both: Engine, account: str, tmp_path: Path) -> None:
    safetensors.torch.save_file({"latents": torch.zeros(1, 4, 8)}, tmp_path / "file")
    assert await failure(app, both, made_from(app, await stored(app, account, tmp_path / "file"))) == "invalid_source"


async def test_latents_of_another_shape(app: App, both: Engine, account: str, tmp_path: Path) -> None:
    sources.save(tmp_path / "file", Denoised(picture=torch.zeros(1, 16, 7, 8, 8)), SCRIPT)
    assert await failure(app, both, made_from(app, await stored(app, account, tmp_path / "file"))) == "invalid_source"


async def test_a_model_that_knows_words_only(app: App, both: Engine, account: str, tmp_path: Path) -> None:
    sources.save(tmp_path / "file", Denoised(picture=torch.zeros(1, 16, 7, 8, 8)), SCRIPT)
    task = made_from(app, await stored(app, account, tmp_path / "file"), model="tiny-wan")
    assert await failure(app, both, task) == "unsupported_source"
