"""A model that makes its sound together with its picture: resumed, decoded and kept to the bit of stock diffusers."""

import contextlib
import io
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import soundfile
import torch
from diffusers import DiffusionPipeline
from diffusers.pipelines.ltx2 import LTX2Vocoder

from services.catalogue import Catalogue, Model
from services.renderer import render as stage
from services.renderer.checkpoint import Identity, from_bytes, to_bytes
from services.renderer.engine import Engine
from services.renderer.families.contract import Ask
from services.renderer.families.ltx2 import Ltx2
from services.renderer.resume import Step
from services.run import App
from services.work import Made
from tests.renderer import tiny_ltx2
from tests.tasks import WatchedTask, task_for

ASK = Ask(prompt="a ball", negative_prompt="fog", seconds=1, fps=8, width=64, height=64, seed=7, steps=4, guidance=3.0)
IDENTITY = Identity(request="r", numerics="n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx2.save(tmp_path_factory.mktemp("ltx2"))


def loaded(folder: Path, dtype: torch.dtype) -> Ltx2:
    pipeline = DiffusionPipeline.from_pretrained(folder, local_files_only=True, dtype=dtype)
    pipeline.set_progress_bar_config(disable=True)
    return Ltx2(pipeline)


@pytest.fixture(scope="module")
def ltx2(folder: Path) -> Ltx2:
    return loaded(folder, torch.float32)


@pytest.fixture(scope="module")
def models(folder: Path, app: App) -> Catalogue:
    found = msgspec.convert(tomllib.loads(tiny_ltx2.models_toml(folder)), dict[str, Model])
    return Catalogue(models=found, prices=app.catalogue.prices)


def stock(ltx2: Ltx2, ask: Ask = ASK, **options: Any) -> Any:
    return ltx2.pipeline(
        prompt=ask.prompt,
        negative_prompt=ask.negative_prompt,
        width=64,
        height=64,
        num_frames=9,
        frame_rate=8.0,
        num_inference_steps=ask.steps,
        guidance_scale=ask.guidance,
        spatio_temporal_guidance_blocks=[29],
        use_cross_timestep=False,
        generator=torch.Generator("cpu").manual_seed(7),
        output_type="np",
        **options,
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_film_and_sound_are_those_of_stock_diffusers_from_whichever_step_it_goes_on(
    folder: Path, dtype: torch.dtype
) -> None:
    ltx2 = loaded(folder, dtype)
    kept: dict[int, bytes] = {}

    def keep(step: Step) -> None:
        kept[step.number] = to_bytes(step.snapshot(), IDENTITY)
        assert ltx2.preview(step.predicted(), ASK).shape == (2, 2, 3)

    whole = ltx2.denoise(ASK, keep, None)
    assert whole.sound is not None
    expected = stock(ltx2)
    frames, sound = np.stack(list(ltx2.decode(whole.picture, ASK))), ltx2.sound(whole)
    assert np.array_equal(frames, (np.asarray(expected.frames)[0] * 255).round().astype(np.uint8))
    assert sound is not None
    assert sound.rate_hz == 24_000
    assert np.array_equal(sound.samples, expected.audio[0].float().numpy())

    assert sorted(kept) == [1, 2, 3, 4]
    for number, data in kept.items():
        steps: list[int] = []
        again = ltx2.denoise(ASK, lambda step, steps=steps: steps.append(step.number), from_bytes(data, IDENTITY))
        assert again.sound is not None
        assert torch.equal(again.picture, whole.picture), number
        assert torch.equal(again.sound, whole.sound), number
        assert steps == list(range(number + 1, 5))
    assert "step" not in vars(ltx2.pipeline.scheduler)
    assert "_denormalize_latents" not in vars(ltx2.pipeline)


@pytest.mark.parametrize(
    ("ordered", "generated"), [((1280, 720, 4, 24), (1280, 704, 97)), ((64, 64, 1, 8), (64, 64, 9))]
)
def test_it_makes_the_nearest_size_and_enough_frames(
    ltx2: Ltx2, ordered: tuple[int, ...], generated: tuple[int, ...]
) -> None:
    ask = msgspec.structs.replace(ASK, **dict(zip(("width", "height", "seconds", "fps"), ordered, strict=True)))
    made = ltx2.geometry(ask)
    assert (made.width, made.height, made.frames) == generated


def test_without_guidance_each_step_is_one_pass_through_the_network(ltx2: Ltx2) -> None:
    passes: list[int] = []
    hook = ltx2.pipeline.transformer.register_forward_pre_hook(lambda *_: passes.append(1))
    ltx2.denoise(msgspec.structs.replace(ASK, guidance=1.0), lambda _: None, None)
    hook.remove()
    assert len(passes) == ASK.steps


def test_what_is_not_to_be_heard_goes_to_the_negative_prompt(ltx2: Ltx2) -> None:
    made = ltx2.denoise(msgspec.structs.replace(ASK, unheard=("music",)), lambda _: None, None)
    told = ltx2.denoise(msgspec.structs.replace(ASK, negative_prompt="fog, music"), lambda _: None, None)
    assert torch.equal(made.picture, told.picture)


async def rendered(app: App, models: Catalogue, task: WatchedTask) -> Made:
    settings = msgspec.structs.replace(app.settings, checkpoint_every_steps=2)
    with contextlib.closing(Engine(models, settings)) as engine:
        return await stage.render(task, engine, app.store, settings)


async def test_the_sound_is_stored_beside_the_picture_with_the_same_bits_after_a_resume(
    app: App, models: Catalogue
) -> None:
    first = task_for(app, model="tiny-ltx2")
    whole = await rendered(app, models, first)
    assert set(whole.artifacts) == {"picture.mp4", "model.wav", "latents.safetensors", "render.json"}
    samples, rate_hz = soundfile.read(io.BytesIO(await app.store.get_bytes(whole.artifacts["model.wav"].key)))
    assert (rate_hz, samples.shape[1]) == (24_000, 2)
    assert len(samples) / rate_hz == pytest.approx(1, abs=0.05)
    again = await rendered(app, models, task_for(app, model="tiny-ltx2", video=first.token.video, epoch=2))
    for name in ("picture.mp4", "model.wav", "latents.safetensors"):
        assert again.artifacts[name].sha256 == whole.artifacts[name].sha256


@pytest.mark.parametrize("broken", ["not a number", "cannot be decoded"])
async def test_a_sound_that_is_broken_costs_no_film(app: App, models: Catalogue, tmp_path: Path, broken: str) -> None:
    pipeline = tiny_ltx2.build()
    if broken == "not a number":
        torch.nn.init.constant_(pipeline.vocoder.conv_out.weight, float("nan"))
    else:
        pipeline.register_modules(vocoder=LTX2Vocoder(in_channels=8, hidden_channels=32))
    pipeline.save_pretrained(tmp_path)
    model = msgspec.structs.replace(models.models["tiny-ltx2"], pipeline=str(tmp_path))
    models = msgspec.structs.replace(models, models={"tiny-ltx2": model})
    made = await rendered(app, models, task_for(app, model="tiny-ltx2"))
    samples, _ = soundfile.read(io.BytesIO(await app.store.get_bytes(made.artifacts["model.wav"].key)))
    assert not np.isfinite(samples).any()
    assert bool(len(samples)) == (broken == "not a number")
