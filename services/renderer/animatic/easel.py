"""A child process that paints frames: `python -m services.renderer.animatic.easel`, started by `ahead.py` alone.

From standard input it reads how a painter is made and which frames it shall paint; to standard output it writes them,
one after the other, or what painting raised. It ends when nobody is there to read or to write. It loads no network.
"""

import os
import pickle
import sys
from typing import BinaryIO

# What painters are made of, loaded before there is something to paint.
import services.renderer.animatic.film  # noqa: F401


def main() -> None:
    """Paint until standard input ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Whatever a library prints, it is no frame.
    try:
        while True:
            paint(sys.stdin.buffer, out)
    except (EOFError, BrokenPipeError):
        pass


def paint(given: BinaryIO, out: BinaryIO) -> None:
    """Paint the frames of one shot. What is kept for them goes with it."""
    painter, indexes = pickle.load(given)(), pickle.load(given)  # noqa: S301 (our parent's)
    for index in indexes:
        try:
            made = painter.frame(index)
        except Exception as error:  # noqa: BLE001 (it is raised over there)
            pickle.dump(error, out)
            out.flush()
            return
        pickle.dump(made, out, pickle.HIGHEST_PROTOCOL)
        out.flush()


if __name__ == "__main__":
    main()
