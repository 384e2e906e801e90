"""The door fits more than one family: geometry, and the embedded model through the same engine."""

import contextlib
from pathlib import Path

import av
import msgspec
import pytest
import torch

from proto import codec
from proto.render import RenderReport
from proto.timeline import Timeline
from services.catalogue import Catalogue
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.pipeline import build_pipeline
from services.renderer.animatic.text import AnimaticTextEncoder, build_tokenizer
from services.renderer.engine import Engine
from services.renderer.families import FAMILIES, family_of
from services.renderer.families.contract import Ask
from services.renderer.families.wan import Wan
from services.renderer.render import render
from services.run import App
from tests.renderer import tiny_wan
from tests.tasks import task_for


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model as it is before training: whole, and without meaning."""
    folder = tmp_path_factory.mktemp("animatic")
    torch.manual_seed(0)
    words = AnimaticTextEncoder(vocabulary_size=len(build_tokenizer()))
    build_pipeline(words, AnimaticTransformer()).save_pretrained(folder)
    return folder


@pytest.fixture
def animatic(untrained: Path, catalogue: Catalogue) -> Catalogue:
    model = msgspec.structs.replace(catalogue.models["tiny-wan"], pipeline=str(untrained))
    return msgspec.structs.replace(catalogue, models={"animatic": model})


def test_every_family_is_found_by_the_class_of_its_pipeline() -> None:
    assert {family_of(name).__name__ for name in FAMILIES} == {"Animatic", "Clip", "Ltx2", "Wan"}
    with pytest.raises(KeyError):
        family_of("NoSuchPipeline")


@pytest.mark.parametrize(
    ("ordered", "generated"), [((1280, 720, 4, 24), (1280, 720, 97)), ((90, 50, 1, 16), (96, 48, 17))]
)
def test_wan_makes_the_nearest_size_and_enough_frames(
    ordered: tuple[int, int, int, int], generated: tuple[int, int, int]
) -> None:
    width, height, seconds, fps = ordered
    ask = Ask(
        prompt="",
        negative_prompt="",
        seconds=seconds,
        fps=fps,
        width=width,
        height=height,
        seed=0,
        steps=1,
        guidance=1.0,
    )
    made = Wan(tiny_wan.build()).geometry(ask)
    assert (made.width, made.height, made.frames) == generated


async def test_the_embedded_model_goes_through_the_same_door(app: App, animatic: Catalogue, tmp_path: Path) -> None:
    with contextlib.closing(Engine(animatic, app.settings)) as engine:
        task = task_for(app, model="animatic", width=128, height=72, prompt="a red ball and a zeppelin")
        made = await render(task, engine, app.store, app.settings)
    report = codec.decode(await app.store.get_bytes(made.artifacts["render.json"].key), RenderReport)
    assert (report.pipeline, report.generated_width, report.generated_frames) == ("AnimaticPipeline", 128, 24)
    assert "zeppelin" in made.unknown_words == report.unknown_words
    assert made.replaced_words == report.replaced_words == {"zeppelin": "balloon"}
    timeline = codec.decode(await app.store.get_bytes(made.artifacts["timeline.json"].key), Timeline)
    assert timeline.seconds == 1
    await app.store.get_file(made.artifacts["picture.mp4"], tmp_path / "picture.mp4")
    with av.open(str(tmp_path / "picture.mp4")) as film:
        assert sum(1 for _ in film.decode(film.streams.video[0])) == 24


async def test_an_engine_changes_from_one_model_to_another(app: App, catalogue: Catalogue, animatic: Catalogue) -> None:
    both = msgspec.structs.replace(catalogue, models={**catalogue.models, **animatic.models})
    with contextlib.closing(Engine(both, app.settings)) as engine:
        assert len(engine.servable()) == 2
        for model in both.models.values():
            assert (await engine.load(model.pipeline)).pipeline == model.pipeline
