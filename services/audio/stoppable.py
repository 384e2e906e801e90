"""Blocking work that ends with its task, although the functions that do it know of no task.

Every function that the work calls, of Python or of C, looks first whether the task must stop (CPython's profile hook),
so the longest wait is one decoded frame or one filter, not one film.
"""

import sys
from collections.abc import Callable
from typing import TypeVar

from services.work import Task

T = TypeVar("T")


async def stoppable(task: Task, work: Callable[[], T]) -> T:
    """What ``work`` gives, done in a thread. Raises StoppedError within a fraction of a second of a stop."""

    def guarded() -> T:
        sys.setprofile(lambda *_: task.check())
        try:
            return work()
        finally:
            sys.setprofile(None)

    return await task.in_thread(guarded)
