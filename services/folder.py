"""A data folder's manners: one process at a time, ports that stay, and secrets that only its owner can read."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from services.ports import are_free, free_ports


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
    """Write a file that only its owner can read, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


class Kept(Struct, frozen=True, kw_only=True):
    """What a server's folder remembers: its ports and the one identity that may use it."""

    ports: tuple[int, ...]
    user: str
    secret: str


def recall(path: Path, ports: int) -> Kept:
    """What the folder remembers. Ports that a stranger took are chosen anew: clients learn them at each start."""
    if path.exists():
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
        if len(kept.ports) == ports and are_free(kept.ports):
            return kept
        kept = msgspec.structs.replace(kept, ports=free_ports(ports))
    else:
        kept = Kept(ports=free_ports(ports), user="matinee", secret=secrets.token_hex(24))
    write_private(path, msgspec.json.encode(kept).decode())
    return kept
