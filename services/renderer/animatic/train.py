"""From nothing to weights in one command: `python -m services.renderer.animatic.train --preset cpu --minutes 90 --out
DIR`.

Scenes are simulated from seeds in one worker process, the network trains in this one, or in several of them whose
weights are averaged every so often. A run that was stopped goes on from its last checkpoint. It downloads nothing,
reads no other model, and writes only DIR and the checkpoint.
"""

import argparse
import copy
import hashlib
import math
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import torch
from msgspec import Struct
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from services.renderer.animatic import group
from services.renderer.animatic.data import Batch, Readings, Scenes
from services.renderer.animatic.losses import motion_error
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.pipeline import build_pipeline
from services.renderer.animatic.striking import drawn, learn
from services.renderer.animatic.text import AnimaticTextEncoder, build_tokenizer
from services.settings import load


class Preset(Struct, frozen=True, kw_only=True):
    """Sizes of the network and of a batch, the peak learning rate, and how many strikes the first lesson has."""

    width: int
    layers: int
    batch_size: int
    learning_rate: float
    strikes: int


STRIKES = 100_000
PRESETS = {
    "cpu": Preset(width=192, layers=6, batch_size=32, learning_rate=2e-3, strikes=STRIKES),
    "gpu": Preset(width=256, layers=8, batch_size=512, learning_rate=2e-3, strikes=STRIKES),
    "smoke": Preset(width=64, layers=2, batch_size=16, learning_rate=3e-3, strikes=50),
}
SIGMA_FLOOR = 0.05
HIGH_LEVELS, HIGH_LEVEL_FROM = 0.25, 0.75
# A run begins with reading alone, and goes on with one reading in so many steps; see `Readings`.
READING_SHARE, READING_EVERY, READING_BATCH = 0.12, 2, 2
READING_FROM = 0.75
# Of the peak learning rate. Each lesson has optimizers of its own: films have the larger gradients, and in moments that
# are shared those of readings would count for nothing.
LESSONS = {"films": 1.0, "readings": 0.5}
WARM_UP_STEPS, DECAY_SHARE = 200, 0.3
EMA_DECAY = 0.999
CHECKPOINT_S = 300
REPORT_STEPS = 50
# Processes that train together begin with scenes so many seeds apart.
APART = 10**9
SUMS = "SHA256SUMS"
WORDS = "text_encoder.words.weight"


class Denoiser(nn.Module):
    """Text encoder and transformer as one module, which is how they are trained."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        heads = preset.width // 32
        self.text_encoder = AnimaticTextEncoder(vocabulary_size=len(build_tokenizer()), width=preset.width, heads=heads)
        self.transformer = AnimaticTransformer(
            width=preset.width, layers=preset.layers, heads=heads, text_width=preset.width
        )


def noise_levels(count: int) -> Tensor:
    """Logit-normal levels (Esser et al., 2024), with a share of high ones, where only words can say what there is."""
    normal = torch.sigmoid(torch.randn(count) * 1.1)
    high = HIGH_LEVEL_FROM + (1 - HIGH_LEVEL_FROM) * torch.rand(count)
    return torch.where(torch.rand(count) < HIGH_LEVELS, high, normal)


def flow_loss(model: Denoiser, batch: Batch, levels: Tensor, device: torch.device) -> Tensor:
    """The velocity's squared error at noise levels [batch], written as the clean scene's error over sigma squared,
    with a floor under sigma.
    """
    clean, weights = batch.clean.to(device), batch.weights.to(device)
    sigma = levels.to(device)[:, None, None]
    noisy = (1 - sigma) * clean + sigma * torch.randn_like(clean)
    with torch.autocast(device.type, torch.bfloat16):
        text = model.text_encoder(batch.input_ids.to(device))
        predicted = model.transformer.predict_clean(noisy, 1000 * sigma.flatten(), text)
    scale = 1 / sigma.clamp(min=SIGMA_FLOOR) ** 2
    error = weights * scale * (predicted.float() - clean) ** 2
    return error.sum() / weights.sum() + motion_error(predicted.float(), clean, scale)


def learning_rate_share(step: int, progress: float) -> float:
    """Warm-up by steps, then flat, then down to nothing over the last share of the time."""
    down = (1 - progress) / DECAY_SHARE
    return min(1.0, (step + 1) / WARM_UP_STEPS) * (1 if down >= 1 else math.sin(math.pi / 2 * max(0.0, down)) ** 2)


def optimizers_for(model: Denoiser) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the blocks, AdamW for the rest; whoever makes a step sets its learning rate."""
    matrices = [
        p for name, p in model.named_parameters() if p.ndim == 2 and ".blocks." in name and "modulation" not in name
    ]
    chosen = {id(p) for p in matrices}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    return [
        torch.optim.Muon(matrices, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, betas=(0.9, 0.98), weight_decay=0.01),
    ]


class Training:
    """Everything that a stopped run needs to go on: weights, their moving average, the optimizers, the step and the
    time used.
    """

    def __init__(self, preset: Preset, device: torch.device) -> None:
        torch.manual_seed(0)
        self.preset, self.device = preset, device
        self.model = Denoiser(preset).to(device)
        self.average = copy.deepcopy(self.model).requires_grad_(requires_grad=False)
        self.optimizers = {lesson: optimizers_for(self.model) for lesson in LESSONS}
        self.step, self.used_s = 0, 0.0

    def strike(self) -> None:
        """The first lesson, of one layer and the same in all processes; the clock does not run."""
        recoil = self.model.transformer.agreement.recoil
        learn(recoil, drawn(self.preset.strikes))
        self.average.transformer.agreement.recoil.load_state_dict(recoil.state_dict())

    def advance(self, lesson: str, batch: Batch, levels: Tensor, progress: float) -> float:
        """One optimizer step of a lesson at noise levels [batch]; progress 0..1 of the whole run sets the learning
        rate. Returns the loss.
        """
        loss = flow_loss(self.model, batch, levels, self.device)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        rate = self.preset.learning_rate * LESSONS[lesson] * learning_rate_share(self.step, progress)
        for optimizer in self.optimizers[lesson]:
            for parameters in optimizer.param_groups:
                parameters["lr"] = rate
            optimizer.step()
            optimizer.zero_grad()
        decay = min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        for kept, new in zip(self.average.parameters(), self.model.parameters(), strict=True):
            kept.lerp_(new.detach(), 1 - decay)
        self.step += 1
        return loss.item()

    def save(self, path: Path) -> None:
        """Write the checkpoint, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "step": self.step,
            "used_s": self.used_s,
            "vocabulary": words_by_row(),
            "optimizers": {
                lesson: [optimizer.state_dict() for optimizer in optimizers]
                for lesson, optimizers in self.optimizers.items()
            },
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint. Words that are new to the grammar begin anew, the others keep what they mean."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        known, today = {word: row for row, word in enumerate(state["vocabulary"])}, words_by_row()
        fresh = self.model.text_encoder.words.weight.detach().clone()
        for name in ("model", "average"):
            state[name][WORDS] = carried(state[name][WORDS], fresh, known, today)
            getattr(self, name).load_state_dict(state[name])
        for lesson, optimizers in self.optimizers.items():
            for optimizer, kept in zip(optimizers, state["optimizers"][lesson], strict=True):
                optimizer.load_state_dict(kept)
                moments = optimizer.state.get(self.model.text_encoder.words.weight, {})
                for name in {"exp_avg", "exp_avg_sq"} & set(moments):
                    moments[name] = carried(moments[name], torch.zeros_like(fresh), known, today)
        self.step, self.used_s = state["step"], state["used_s"]

    def meet(self) -> None:
        """Go on from the average of weights, their moving averages and time over all processes of the group; the
        optimizers keep their own moments.
        """
        self.used_s = group.average([*self.model.parameters(), *self.average.parameters()], self.used_s)

    def export(self, out: Path) -> None:
        """Write the averaged weights as a pipeline folder in diffusers format, with the digest of every file."""
        pipeline = build_pipeline(self.average.text_encoder, self.average.transformer)
        pipeline.save_pretrained(out, max_shard_size="15MB")
        files = sorted(path for path in out.rglob("*") if path.is_file() and path.name != SUMS)
        lines = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}" for path in files
        ]
        (out / SUMS).write_text("\n".join(lines) + "\n")


def words_by_row() -> list[str]:
    """The words that the rows of the table of words stand for, in order."""
    vocabulary = build_tokenizer().get_vocab()
    return sorted(vocabulary, key=vocabulary.__getitem__)


def carried(rows: Tensor, fresh: Tensor, known: dict[str, int], today: Sequence[str]) -> Tensor:
    """Rows of a table of words [words, width], in the order of the words of today; new words get fresh rows."""
    return torch.stack([rows[known[word]] if word in known else fresh[row] for row, word in enumerate(today)])


def train(preset: Preset, minutes: float, out: Path, checkpoint: Path, steps_max: int | None = None) -> list[float]:
    """Train for so many minutes in all (or at most so many steps) and export to `out`. Returns the losses of this
    call. In a group of processes, the first writes what there is to write.
    """
    training = Training(preset, torch.device("cuda" if torch.cuda.is_available() else "cpu"))
    first = group.rank() == 0
    if checkpoint.exists():
        training.load(checkpoint)
    else:
        if first:
            print(f"first, {preset.strikes} strikes", flush=True)  # noqa: T201
        training.strike()
    seed = training.step * 1000 + group.rank() * APART
    torch.manual_seed(seed)
    scenes = _loader(Scenes(seed=seed, batch_size=preset.batch_size))
    readings = _loader(Readings(seed=seed, batch_size=preset.batch_size * READING_BATCH))
    losses: list[float] = []
    mark = saved = time.monotonic()
    while steps_max is None or len(losses) < steps_max:
        if group.meets(len(losses)):
            training.meet()
            if training.used_s >= minutes * 60:
                break
            if first and time.monotonic() - saved > CHECKPOINT_S:
                training.save(checkpoint)
                training.export(out)
                saved = time.monotonic()
        progress = max(training.used_s / (minutes * 60), len(losses) / steps_max if steps_max else 0.0)
        if progress < READING_SHARE or training.step % READING_EVERY == 0:
            lesson, batch = "readings", next(readings)
            levels = READING_FROM + (1 - READING_FROM) * torch.rand(len(batch.clean))
        else:
            lesson, batch = "films", next(scenes)
            levels = noise_levels(len(batch.clean))
        losses.append(training.advance(lesson, batch, levels, progress))
        now = time.monotonic()
        training.used_s, mark = training.used_s + now - mark, now
        if first and training.step % REPORT_STEPS == 0:
            _report(training, losses[-REPORT_STEPS:])
    training.meet()
    if first:
        training.save(checkpoint)
        training.export(out)
    return losses


def _report(training: Training, losses: Sequence[float]) -> None:
    mean = sum(losses) / len(losses)
    print(f"step {training.step} loss {mean:.4f} minutes {training.used_s / 60:.1f}", flush=True)  # noqa: T201


def _loader(batches: IterableDataset[Batch]) -> Iterator[Batch]:
    """Batches made ahead of time by one worker process, which starts when the first is asked for."""
    yield from DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=8)


def _run(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(arguments.threads)
    checkpoint = arguments.checkpoint or Path(load().state_home) / "train" / f"{arguments.preset}.pt"
    train(PRESETS[arguments.preset], arguments.minutes, arguments.out, checkpoint)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", choices=tuple(PRESETS), default="cpu")
    parser.add_argument("--minutes", type=float, default=90, help="training time in all, resumed runs included")
    parser.add_argument("--out", type=Path, required=True, help="the pipeline folder to write")
    parser.add_argument("--checkpoint", type=Path, help="default: $XDG_STATE_HOME/matinee/train/<preset>.pt")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads; on a busy machine one is fastest")
    parser.add_argument("--processes", type=int, default=1, help="that train together; one for each CPU core is best")
    arguments = parser.parse_args()
    group.run(partial(_run, arguments), arguments.processes)


if __name__ == "__main__":
    main()
