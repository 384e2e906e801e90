"""A child process that reads what a client gave: it knows nothing of this one's environment, and has limits.

Whatever a file does to its decoder, it does to a child that holds no key and can open next to no file. What it makes it
writes to standard output; status UNFIT means that the file cannot be used, and standard error then says why, in words
for the client. Nothing else that a child says is told to anybody.
"""

import asyncio
import os
import resource
import sys
from collections.abc import Callable

UNFIT = 2
TOO_LONG = "it takes too long to read"
FILES_MAX = 16
WORDS_BYTES_MAX = 1000


class UnfitError(ValueError):
    """What a client gave cannot be used; the message says why, in words for the client."""


def command(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module's child, which imports nothing that merely lies in the working directory."""
    return (sys.executable, "-P", "-m", module, *arguments)


def environment() -> dict[str, str]:
    """All that a child is told: where modules are, and to start no threads for arithmetic, for they take memory."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}


async def run(module: str, *arguments: str, wait_s: float, given: bytes = b"") -> bytes:
    """What a module's child makes of the arguments and of standard input. Raises UnfitError."""
    child = await asyncio.create_subprocess_exec(
        *command(module, *arguments),
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, said = await asyncio.wait_for(child.communicate(given), wait_s)
    except TimeoutError:
        raise UnfitError(TOO_LONG) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise UnfitError(why(child.returncode, said))
    return out


def why(status: int | None, said: bytes) -> str:
    """What to tell the client of a child that ended so, and said this."""
    words = said[:WORDS_BYTES_MAX].decode(errors="replace").strip() if status == UNFIT else ""
    return words or "it can not be decoded"


def confined(work: Callable[[], None], *, memory_bytes_max: int, cpu_s_max: int, threads: bool = False) -> int:
    """Do a child's work within limits, and the status to exit with. Only in a child, which has no other work.

    It writes no file, has few open at once, and standard error is for its last words alone: a decoder that tells a lot
    there would wait for ever for somebody to read it. threads: whether it needs any; without, it can start no process
    either, unless it is root's. What is counted is all that the user has running anywhere, threads too, so that no
    number but 0 would hold for one child.
    """
    limits = {
        resource.RLIMIT_AS: memory_bytes_max,
        resource.RLIMIT_CPU: cpu_s_max,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: FILES_MAX,
    }
    if not threads:
        limits[resource.RLIMIT_NPROC] = 0
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    words = os.dup(sys.stderr.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    try:
        work()
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # Nobody reads on.
        os.dup2(nowhere, sys.stdout.fileno())  # The interpreter will flush what is left.
    except UnfitError as error:
        os.write(words, str(error).encode())
        return UNFIT
    except MemoryError:
        os.write(words, b"it takes too much memory")
        return UNFIT
    return 0
