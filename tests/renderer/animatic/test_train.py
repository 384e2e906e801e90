"""Training: the loss falls in a few steps, a stopped run goes on, what it writes makes films, and processes train
together.
"""

import subprocess
import sys
from functools import partial
from itertools import islice
from pathlib import Path

import torch
from diffusers import DiffusionPipeline

from services.renderer.animatic import group
from services.renderer.animatic.data import Batch, Readings, Scenes
from services.renderer.animatic.latents import SCENE, STATIC_TOKENS
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.text import BOS_ID, PAD_ID, UNKNOWN_ID
from services.renderer.animatic.train import PRESETS, Training, flow_loss, train


def loss_on(batch: Batch, training: Training) -> float:
    """The same films at the same noise."""
    torch.manual_seed(7)
    with torch.no_grad():
        return flow_loss(training.model, batch, torch.full((len(batch.clean),), 0.7), torch.device("cpu")).item()


def test_twenty_steps_learn_something_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    out, checkpoint = tmp_path / "out", tmp_path / "smoke.pt"
    batch, training = next(iter(Scenes(seed=5, batch_size=16))), Training(PRESETS["smoke"], torch.device("cpu"))
    before = loss_on(batch, training)
    assert len(train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=20)) == 20
    training.load(checkpoint)
    assert loss_on(batch, training) < 0.98 * before
    first = torch.load(checkpoint, weights_only=True)
    train(PRESETS["smoke"], minutes=5, out=out, checkpoint=checkpoint, steps_max=2)
    again = torch.load(checkpoint, weights_only=True)
    assert (first["step"], again["step"]) == (20, 22)
    loaded = DiffusionPipeline.from_pretrained(out)
    loaded.set_progress_bar_config(disable=True)
    assert type(loaded) is AnimaticPipeline
    frames = loaded("a red ball", num_frames=8, num_inference_steps=2, width=64, height=64).frames
    assert frames.shape == (1, 8, 64, 64, 3)


def test_a_run_goes_on_when_the_grammar_has_learnt_a_word(tmp_path: Path) -> None:
    before, checkpoint = Training(PRESETS["smoke"], torch.device("cpu")), tmp_path / "smoke.pt"
    before.advance("readings", next(iter(Readings(seed=5, batch_size=4))), torch.full((4,), 0.7), progress=0.0)
    assert not any(optimizer.state for optimizer in before.optimizers["films"])
    before.save(checkpoint)
    state = torch.load(checkpoint, weights_only=True)
    known = state["vocabulary"]
    ball, box = known.index("ball"), known.index("box")
    known.remove("ball")
    for tables in (state["model"], state["average"]):
        rows = tables["text_encoder.words.weight"]
        tables["text_encoder.words.weight"] = torch.cat([rows[:ball], rows[ball + 1 :]])
    torch.save(state, checkpoint)
    after = Training(PRESETS["smoke"], torch.device("cpu"))
    fresh = after.model.text_encoder.words.weight[ball].clone()
    after.load(checkpoint)
    words = after.model.text_encoder.words.weight
    assert torch.equal(words[box], before.model.text_encoder.words.weight[box])
    assert torch.equal(words[ball], fresh)


def test_batches_may_be_as_large_as_the_largest_preset_asks_for() -> None:
    size = PRESETS["gpu"].batch_size
    assert len(next(iter(Readings(seed=5, batch_size=2 * size))).clean) == 2 * size
    films = iter(Scenes(seed=5, batch_size=size))
    assert all(len(next(films).clean) for _ in range(3))


def test_some_captions_have_none_but_unknown_words_beside_scenes_that_are_usual() -> None:
    unread, count = [], 0
    for batch in islice(Readings(seed=5, batch_size=64), 12):
        for ids, clean in zip(batch.input_ids, batch.clean, strict=True):
            said = ids[(ids != PAD_ID) & (ids != BOS_ID)]
            unread += [clean] if len(said) and (said == UNKNOWN_ID).all() else []
            count += 1
    assert 0.01 < len(unread) / count < 0.06
    assert sum(bool((clean[1:STATIC_TOKENS, 0] > 0).any()) for clean in unread) > 0.8 * len(unread)
    assert all(
        (clean[0, [SCENE.index(name) for name in ("day", "clear", "plain", "natural")]] > 0).all() for clean in unread
    )


def averaged(out: Path) -> None:
    """What one of two processes does: it brings its rank, and takes the average away."""
    weights = torch.full((3,), float(group.rank()))
    used_s = group.average([weights], 10.0 * group.rank())
    assert [group.meets(steps) for steps in (0, 1, group.STEPS)] == [True, False, True]
    (out / str(group.rank())).write_text(f"{weights.tolist()} {used_s}")


def test_processes_go_on_from_the_average_of_what_they_have(tmp_path: Path) -> None:
    group.run(partial(averaged, tmp_path), 2)
    assert [(tmp_path / rank).read_text() for rank in "01"] == ["[0.5, 0.5, 0.5] 5.0"] * 2
    assert group.average([torch.ones(1)], 7.0) == 7.0


def test_two_processes_train_together_and_write_one_checkpoint(tmp_path: Path) -> None:
    out, checkpoint = tmp_path / "out", tmp_path / "smoke.pt"
    command = [sys.executable, "-m", "services.renderer.animatic.train", "--preset", "smoke", "--minutes", "0.05",
               "--processes", "2", "--out", str(out), "--checkpoint", str(checkpoint)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert torch.load(checkpoint, weights_only=True)["step"] % group.STEPS == 0
    assert (out / "model_index.json").exists()
