"""A child process that paints frames: `python -m services.renderer.animatic.easel`, started by `ahead.py` alone.

From standard input it reads how a painter is made and which frames it shall paint; to standard output it writes them,
one after the other. It ends when nobody is there to read or to write, or when painting raises: who started it paints
that frame again, and is told. It loads no network.
"""

import gc
import os
import pickle
import sys
from typing import BinaryIO

# Whatever a library prints, it is no frame.
_OUT = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

# What painters are made of, loaded before there is something to paint.
import services.renderer.animatic.film  # noqa: E402, F401


def main() -> None:
    """Paint until standard input ends."""
    try:
        while True:
            paint(sys.stdin.buffer, _OUT)
            gc.collect()  # A painter knows itself, and is large.
    except (EOFError, BrokenPipeError):
        pass


def paint(given: BinaryIO, out: BinaryIO) -> None:
    """Paint the frames of one shot."""
    painter, indexes = pickle.load(given)(), pickle.load(given)  # noqa: S301 (our parent's)
    for index in indexes:
        pickle.dump(painter.frame(index), out, pickle.HIGHEST_PROTOCOL)
        out.flush()


if __name__ == "__main__":
    main()
