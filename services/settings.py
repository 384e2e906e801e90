"""All settings as one frozen value, read from the environment once. Nothing else reads the environment."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct


class SettingsError(ValueError):
    """The environment is not fit to start with; the message lists everything that is wrong."""


class Settings(Struct, frozen=True, kw_only=True):
    """What an operator can set, each as ``MATINEE_`` and the name in capitals."""

    nats_url: str = "nats://127.0.0.1:4222"
    """Where NATS is, with user and password if it wants them."""
    s3_endpoint: str = "http://127.0.0.1:9000"
    """Where the S3 store is; http or https and host:port, no path."""
    s3_access_key: str = "matinee"
    """The access key of the S3 store."""
    s3_secret_key: str = "matinee-secret"  # noqa: S105 - a default for a loopback store, as MinIO has one
    """The secret key of the S3 store."""
    s3_bucket: str = "matinee"
    """The bucket that keeps films, uploads and checkpoints; made if it is not there."""
    data: str = ""
    """The folder of ``matinee up``; by default ``matinee`` in the user's data home."""
    host: str = "127.0.0.1"
    """The address that the gateway listens on."""
    port: int = 8080
    """The port that the gateway listens on."""
    api_key: str = ""
    """A key of the account of ``matinee up``, kept in its data folder in place of the one before; without it the
    kept one, or a new one. For ``matinee render``, the key to show."""
    models: str = ""
    """A models file to use instead of the packaged one."""
    prices: str = ""
    """A price list to use instead of the packaged one."""
    log_format: str = ""
    """``pretty`` or ``json``; by default pretty on a terminal and JSON elsewhere."""
    log_level: str = "info"
    """``debug``, ``info``, ``warning`` or ``error``."""
    metrics_port: int = 0
    """The port for ``/metrics`` of a service that is not the gateway; 0 is none. Under ``matinee up`` the scheduler's:
    renderer, audio and billing have the next three."""
    metrics_host: str = "127.0.0.1"
    """The address that ``/metrics`` of a service that is not the gateway listens on."""
    replicas: int = 1
    """Copies of every stream; 3 on a NATS cluster of three."""
    body_bytes_max: int = 28 * 1024 * 1024
    """The largest HTTP body that the gateway reads; a picture of 20 MiB as a data URL fits."""
    clip_bytes_max: int = 100 * 1024 * 1024
    """The largest form that the gateway reads with a clip in it, which it keeps on disk meanwhile."""
    open_holds_max: int = 200
    """The most videos that an account may have in work, at most 500: each ledger entry names them all."""
    job_timeout_s: int = 3600
    """A job that has not ended after this many seconds fails as ``expired`` and is refunded."""
    keep_jobs_days: int = 90
    """How long job records are kept, in streams that are not there yet; an existing one is left as it is."""
    jetstream_bytes_max: int = 0
    """What JetStream may store in all, if its server is limited: new work is refused at nine tenths. 0: not known."""
    checkpoint_every_steps: int = 5
    """A renderer stores its latents after every so many denoising steps."""
    torch_threads: int = 1
    """Threads that a renderer computes with; part of a checkpoint's numerics class. More help large models on a CPU."""
    webhook_private: bool = False
    """Whether webhooks may go to http and to private addresses; for a closed network or a test only."""
    url: str = ""
    """The address of a running Matinee, for ``matinee render``; by default the one that ``matinee up`` has started."""
    state_home: str = ""
    """Where training keeps its checkpoints; by default ``matinee`` in the user's state home."""


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in ``environ``; SettingsError names every variable that is wrong."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in msgspec.structs.fields(Settings):
        name = f"MATINEE_{field.encode_name.upper()}"
        text = environ.get(name)
        if text is None or text == "":
            continue
        try:
            values[field.name] = msgspec.convert(text, field.type, strict=False)
        except msgspec.ValidationError as error:
            problems.append(f"{name}={text!r}: {error}")
    if problems:
        raise SettingsError("; ".join(problems))
    settings = Settings(**values)
    problems = _problems(settings)
    if problems:
        raise SettingsError("; ".join(problems))
    if not settings.data:
        settings = msgspec.structs.replace(settings, data=str(_home(environ, "XDG_DATA_HOME", ".local/share")))
    if not settings.state_home:
        settings = msgspec.structs.replace(settings, state_home=str(_home(environ, "XDG_STATE_HOME", ".local/state")))
    return settings


def given(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment sets the setting ``name``, be it to its default."""
    return bool(environ.get(f"MATINEE_{name.upper()}"))


def environment(settings: Settings, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The whole environment of a child process: ours, with the variables that give it these settings."""
    return {
        **environ,
        **{f"MATINEE_{name.upper()}": str(value) for name, value in msgspec.structs.asdict(settings).items()},
    }


def hostname() -> str:
    """This machine's name in letters that a NATS subject allows."""
    return "".join(c if c.isalnum() else "-" for c in socket.gethostname())[:24] or "host"


def _home(environ: Mapping[str, str], variable: str, fallback: str) -> Path:
    return Path(environ.get(variable) or Path.home() / fallback) / "matinee"


def _problems(settings: Settings) -> list[str]:
    """Everything about the values that their types do not say."""
    checks = {
        "MATINEE_PORT must be 0 to 65535": 0 <= settings.port <= 65535,
        "MATINEE_S3_ENDPOINT must begin with http:// or https://": settings.s3_endpoint.startswith(
            ("http://", "https://")
        ),
        "MATINEE_LOG_FORMAT must be pretty or json": settings.log_format in {"", "pretty", "json"},
        "MATINEE_LOG_LEVEL must be debug, info, warning or error": settings.log_level
        in {"debug", "info", "warning", "error"},
        "MATINEE_REPLICAS must be 1, 3 or 5": settings.replicas in {1, 3, 5},
        "MATINEE_CHECKPOINT_EVERY_STEPS must be at least 1": settings.checkpoint_every_steps >= 1,
        "MATINEE_TORCH_THREADS must be at least 1": settings.torch_threads >= 1,
        "MATINEE_OPEN_HOLDS_MAX must be 1 to 500": 1 <= settings.open_holds_max <= 500,
        "MATINEE_METRICS_PORT must be 0 to 65532": 0 <= settings.metrics_port <= 65532,
        "MATINEE_JOB_TIMEOUT_S must be at least 1": settings.job_timeout_s >= 1,
    }
    return [message for message, ok in checks.items() if not ok]
