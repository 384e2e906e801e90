"""A data folder's manners: one process at a time, and secrets that only its owner can read."""

import fcntl
import os
from pathlib import Path
from typing import IO


class LockedError(Exception):
    """Another living process holds the lock. holder: its process id, as text."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def lock(path: Path) -> IO[str]:
    """Lock the file ``path`` until the returned file is closed, by us and by every child that inherited it.

    Raises LockedError when another process holds it. The file's content is the holder's process id.
    """
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise LockedError(path.read_text() or "unknown") from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def is_locked(path: Path) -> bool:
    """Whether a living process holds the lock; a look leaves no file behind."""
    if not path.exists():
        return False
    try:
        lock(path).close()
    except LockedError:
        return True
    return False


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
