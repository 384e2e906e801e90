"""How a film's making looks while it is waited for: one moving line on a terminal, plain lines elsewhere.

It only shows; it asks nothing of anybody.
"""

import sys
import time
from types import TracebackType
from typing import Self

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from services.client import Json

PLAIN_INTERVAL_S = 1.0

_STAGES = {
    "queued": "waiting in line",
    "voice": "speaking",
    "render": "drawing",
    "sound": "making the sound",
    "mux": "writing the film",
    "settle": "settling the price",
    "completed": "done",
    "failed": "failed",
}


class View(Struct, frozen=True, kw_only=True):
    """What is shown. fraction: of the stage, 0 to 1; detail: ``step 3 of 20, 4 s left`` or nothing."""

    stage: str
    detail: str
    fraction: float


def view(film: Json) -> View:
    """What a film's record (see ``Client.watch``) looks like to a person."""
    live = film.get("live") or film.get("matinee") or {}
    stage = live.get("stage") or "render" if film["status"] == "in_progress" else film["status"]
    step, steps, eta_s = live.get("step") or 0, live.get("steps") or 0, live.get("eta_s")
    running = film["status"] == "in_progress"
    parts = [_steps(step, steps)] if running and stage == "render" and steps else []
    if running and eta_s is not None:
        parts.append(f"{eta_s:.0f} s left")
    fraction = live.get("fraction")
    if fraction is None:
        fraction = film.get("progress", 0) / 100
    return View(stage=_STAGES.get(stage, stage), detail=", ".join(parts), fraction=min(1.0, max(0.0, fraction)))


def _steps(step: int, steps: int) -> str:
    """Denoising is counted in steps; what follows it is decoding."""
    return f"step {step} of {steps}" if step < steps else f"{steps} steps done, decoding the frames"


class Display:
    """Shows each new view; use it as a context. Everything goes to standard error."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=1.0, detail="")
        self._last = View(stage="", detail="", fraction=0)
        self._last_at = 0.0

    def show(self, film: Json) -> None:
        """Show where the film is now; on plain output a stage at once, steps at most once a second."""
        now = view(film)
        if self._console.is_terminal:
            self._progress.update(self._task, description=now.stage, detail=now.detail, completed=now.fraction)
        elif now.stage != self._last.stage or (
            now.detail != self._last.detail and time.monotonic() - self._last_at >= PLAIN_INTERVAL_S
        ):
            sys.stderr.write(f"{now.stage}{': ' if now.detail else ''}{now.detail}\n")
            sys.stderr.flush()
            self._last, self._last_at = now, time.monotonic()

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._progress.stop()
