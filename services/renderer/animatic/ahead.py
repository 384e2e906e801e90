"""Frames painted ahead of whoever takes them, by all cores.

Threads, not processes: half to nine tenths of a frame's time is spent in OpenCV and NumPy, which let other threads run,
and threads share what a painter has painted beforehand.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
# Painters have all cores already; and with threads of OpenCV's own, some of its filters give other bits.
cv2.setNumThreads(1)
# More threads than this wait for each other: the rest of a frame's time is Python's.
THREADS_MAX = 8


def painted_ahead(paint: Callable[[int], Bytes], indexes: Iterable[int], threads: int | None = None) -> Iterator[Bytes]:
    """What paint gives for each index, in order; threads: one a core unless said.

    paint is called from all threads and must not depend on the order. The first frame is painted alone, for it fills
    what a painter keeps. At most one frame a thread, and one more, wait to be taken. What paint raises is raised in
    its frame's place; whoever takes no more waits only for frames that are being painted.
    """
    count = threads or min(THREADS_MAX, cores())
    left = iter(indexes)
    yield from map(paint, islice(left, 1))
    if count == 1:
        yield from map(paint, left)
        return
    pool = ThreadPoolExecutor(count, thread_name_prefix="paint")
    try:
        begun: deque[Future[Bytes]] = deque(pool.submit(paint, index) for index in islice(left, count + 1))
        while begun:
            frame = begun.popleft().result()
            begun.extend(pool.submit(paint, index) for index in islice(left, 1))
            yield frame
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
