"""A child for tests: it tells what it can do, or ends in one of the ways in which children do."""

import os
import resource
import sys
from pathlib import Path

from services.confined import UnfitError, confined


def work() -> None:
    """Do what the arguments say."""
    task, *words = sys.argv[1:]
    tasks = {"environment": environment, "files": files, "write": write, "start": start}
    sys.stdout.write(tasks.get(task, fail)(task, *words))


def environment(_: str) -> str:
    """The names in it."""
    return " ".join(os.environ)


def files(_: str) -> str:
    """How many can be opened."""
    count = 0
    try:
        while True:
            os.open(os.devnull, os.O_RDONLY)
            count += 1
    except OSError:
        return str(count)


def write(_: str, path: str) -> str:
    """Whether a file can be written."""
    try:
        Path(path).write_text("x")
    except OSError:
        return "refused"
    return "written"


def start(_: str) -> str:
    """Whether another process can be started, by anybody but root."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        if os.fork() == 0:
            os._exit(0)
    except BlockingIOError:
        return "refused"
    return "started"


def fail(way: str) -> str:
    """In one of several ways."""
    if way == "broken":
        raise ValueError("/a/path/of/the/server")
    if way == "memory":
        bytearray(2 * resource.getrlimit(resource.RLIMIT_AS)[0])
    if way == "talkative":
        os.write(2, bytes(1_000_000))
    raise UnfitError("it is blue")


if __name__ == "__main__":
    sys.exit(confined(work, memory_bytes_max=2**30, cpu_s_max=10))
