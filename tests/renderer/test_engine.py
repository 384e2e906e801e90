"""Weights that do not fit the code are refused before anything is made of them, with what to do about it."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import torch
from safetensors.torch import load_file, save_file

from services.catalogue import Catalogue
from services.renderer.animatic import ahead
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.pipeline import build_pipeline
from services.renderer.animatic.text import AnimaticTextEncoder, build_tokenizer
from services.renderer.engine import Engine
from services.renderer.families.animatic import Animatic
from services.renderer.families.contract import Ask, Script, ScriptShot, Source
from services.renderer.families.wan import Wan
from services.run import App
from services.work import StageError
from tests.eventually import is_alive
from tests.renderer import tiny_wan

Weights = dict[str, torch.Tensor]


@pytest.fixture(scope="module")
def sound_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model with weights that fit."""
    folder = tmp_path_factory.mktemp("fits")
    build_pipeline(AnimaticTextEncoder(vocabulary_size=len(build_tokenizer())), AnimaticTransformer()).save_pretrained(
        folder
    )
    return folder


def fewer_channels(weights: Weights) -> None:
    name = next(name for name, tensor in weights.items() if tensor.ndim == 2)
    weights[name] = weights[name][:, :-1].contiguous()


def fewer_words(weights: Weights) -> None:
    weights["words.weight"] = weights["words.weight"][:-5].contiguous()


def a_part_is_missing(weights: Weights) -> None:
    weights.pop(next(iter(weights)))


async def refusal(app: App, catalogue: Catalogue, folder: Path) -> str:
    model = msgspec.structs.replace(catalogue.models["tiny-wan"], pipeline=str(folder))
    one = Catalogue(models={"m": model}, prices=catalogue.prices)
    with contextlib.closing(Engine(one, app.settings)) as engine, pytest.raises(StageError) as caught:
        await engine.load(str(folder))
    assert caught.value.code == "model_unavailable"
    return caught.value.message


@pytest.mark.parametrize(
    ("component", "spoil", "why"),
    [
        ("transformer", fewer_channels, "expected shape"),
        ("text_encoder", fewer_words, "words.weight expected shape"),
        ("transformer", a_part_is_missing, "1 weights are missing"),
    ],
)
async def test_weights_of_other_code_are_refused(
    app: App,
    catalogue: Catalogue,
    sound_folder: Path,
    tmp_path: Path,
    component: str,
    spoil: Callable[[Weights], None],
    why: str,
) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(sound_folder, folder)
    file = folder / component / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    spoil(weights)
    save_file(weights, file, metadata={"format": "pt"})
    message = await refusal(app, catalogue, folder)
    assert f"The weights in {folder} do not fit this version of Matinee" in message
    assert why in message


async def test_who_paints_goes_with_the_model(
    app: App, catalogue: Catalogue, sound_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "cores", lambda: 2)
    other = str(shutil.copytree(sound_folder, tmp_path / "other"))
    both = {
        name: msgspec.structs.replace(catalogue.models["tiny-wan"], pipeline=folder)
        for name, folder in (("one", str(sound_folder)), ("other", other))
    }
    ahead.dismiss()
    with contextlib.closing(Engine(Catalogue(models=both, prices=catalogue.prices), app.settings)) as engine:
        await engine.load(str(sound_folder))
        first = {child.pid for child in ahead._idle}
        await engine.load(other)
    assert len(first) == len(ahead._idle) == 2
    assert not any(map(is_alive, first))


async def test_words_without_embeddings_are_refused(app: App, catalogue: Catalogue, tmp_path: Path) -> None:
    build_pipeline(AnimaticTextEncoder(vocabulary_size=100), AnimaticTransformer()).save_pretrained(tmp_path)
    assert "the text encoder 100" in await refusal(app, catalogue, tmp_path)
    assert ahead._idle == [], "nobody is left who would paint for it"


ASK = Ask(prompt="a", negative_prompt="", seconds=1, fps=24, width=64, height=64, seed=0, steps=1, guidance=1.0)


def test_a_film_from_a_film_without_its_latents_is_none() -> None:
    pipeline = build_pipeline(AnimaticTextEncoder(vocabulary_size=len(build_tokenizer())), AnimaticTransformer())
    script = Script(shots=(ScriptShot(prompt="a ball", num_frames=24),))
    ask = msgspec.structs.replace(ASK, source=Source(way="edit", script=script, latents_sha256="0" * 64))
    with pytest.raises(StageError) as caught:
        Animatic(pipeline).denoise(ask, lambda _: None, None)
    assert caught.value.code == "source_gone"


def test_a_film_told_anew_shot_by_shot_has_each_shots_own_words() -> None:
    shots = "Shot 1: a man in a red coat walks {} in the snow. Shot 2: a brown dog runs {} on the white beach."
    pipeline = build_pipeline(AnimaticTextEncoder(vocabulary_size=len(build_tokenizer())), AnimaticTransformer())
    made = Animatic(pipeline).script(msgspec.structs.replace(ASK, prompt=shots.format("by day", "by day"), seconds=4))
    source = Source(way="edit", script=made, latents_sha256="0" * 64)

    def edited(prompt: str) -> list[str]:
        ask = msgspec.structs.replace(ASK, prompt=prompt, seconds=4, source=source)
        return [shot.prompt for shot in Animatic(pipeline).script(ask).shots]

    anew = edited(shots.format("at night", "by day"))
    assert ["night" in shot for shot in anew] == [True, False]
    assert not any("this time" in shot for shot in anew)
    assert all(shot.endswith("this time at night") for shot in edited("at night"))


def test_words_beyond_the_text_encoder_are_told() -> None:
    pipeline = build_pipeline(AnimaticTextEncoder(vocabulary_size=len(build_tokenizer())), AnimaticTransformer())
    short = "a red ball bounces on the grass"
    long = f"{short} {'and a dog runs ' * 20} by the castle {'and a cat sits ' * 8}"
    found = Animatic(pipeline).unread_words
    assert found(msgspec.structs.replace(ASK, prompt=short)) == ()
    assert "castle" in found(msgspec.structs.replace(ASK, prompt=long))
    assert not {"red", "cat"} & set(found(msgspec.structs.replace(ASK, prompt=long)))
    wan = Wan(tiny_wan.build())
    assert wan.unread_words(ASK) == ()
    assert wan.unread_words(msgspec.structs.replace(ASK, prompt="ball " * 600 + "castle"))[-1] == "castle"
