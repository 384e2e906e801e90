"""Same bits for the same request: deterministic settings, and the name of the class of machines that share them."""

import hashlib
import platform
import re
from pathlib import Path

import diffusers
import torch

_WEIGHTS = {".safetensors", ".json", ".model", ".txt"}
_DIGEST_NAME = re.compile(r"[0-9a-f]{64}")


def settle(threads: int) -> None:
    """Make torch deterministic and give it ``threads`` threads. Call it once, from the thread that will compute."""
    torch.set_num_threads(threads)
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(mode=True, warn_only=True)


def device_name() -> str:
    """The accelerator that is used, or the CPU's model, in words."""
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return _cpu_model()


def numerics_class(dtypes: str, threads: int) -> str:
    """16 hexadecimal digits, equal only where the same request surely gives the same bits.

    It covers device and CPU model, vector instructions in use, dtypes, threads, and the versions of what computes.
    """
    facts = (
        device_name(),
        _cpu_model(),
        torch.backends.cpu.get_cpu_capability(),
        dtypes,
        str(threads),
        torch.__version__,
        str(torch.version.cuda),
        str(torch.backends.cudnn.version()),
        diffusers.__version__,
    )
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def weights_digest(folder: Path) -> str:
    """SHA-256 over the names and the SHA-256 of every file of a pipeline.

    A file that the hub's cache stores under its own SHA-256 is not read again.
    """
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _WEIGHTS:
            whole.update(f"{path.relative_to(folder).as_posix()} {_file_digest(path)}\n".encode())
    return whole.hexdigest()


def _file_digest(path: Path) -> str:
    stored_as = path.resolve().name
    if path.is_symlink() and _DIGEST_NAME.fullmatch(stored_as):
        return stored_as
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
