"""Work that knows of no task ends when its task does."""

import threading
import time

import numpy as np
import pytest

from services.audio.stoppable import stoppable
from services.run import App
from services.work import StoppedError
from tests.tasks import task_for


async def test_it_gives_what_the_work_gives(app: App) -> None:
    assert await stoppable(task_for(app, verb="sound"), lambda: 42) == 42


async def test_endless_work_stops_and_its_thread_with_it(app: App) -> None:
    task, ended = task_for(app, verb="sound"), threading.Event()

    def work() -> None:
        try:
            while True:
                np.sqrt(np.arange(1_000))
        finally:
            ended.set()

    task._loop.call_later(0.05, task.stop)
    started = time.monotonic()
    with pytest.raises(StoppedError):
        await stoppable(task, work)
    assert ended.is_set()
    assert time.monotonic() - started < 1
