"""Cancellation that is heard: Python 3.11 may lose one. It decides nothing about what is cancelled."""

import asyncio
from collections.abc import Iterable
from typing import Any


def heed() -> None:
    """Raise CancelledError if this task was cancelled.

    Python 3.11's ``wait_for``, and so every request of nats-py, forgets a cancellation that comes together with its
    result. Loops for ever call this once a round.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def end(tasks: Iterable[asyncio.Task[Any]], again_s: float = 0.5) -> None:
    """Cancel tasks until each has heard it, and wait for their ends; what they raise is left in them."""
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=again_s)
