"""Checkpoints in the S3 store: a denoising loop's state as one object, so that any renderer of its class may go on.

Key: ``checkpoints/<video>/<attempt>-<epoch>/<step>.safetensors``, written create-only, so an object that is there is
whole. The file is tensors plus one JSON text that names the request and the numerics class it belongs to. A checkpoint
that does not fit, or cannot be read, is passed over; never unpickled, never trusted further than its fields. When the
job has ended the scheduler deletes them.
"""

import asyncio
import contextlib
import json
import re

import msgspec
import safetensors.torch
import torch
from msgspec import Struct
from safetensors import SafetensorError

from services import logs
from services.renderer.resume import Snapshot
from services.store import MissingObjectError, Store, StoreFullError, checkpoint_prefix

log = logs.get(__name__)

_MEDIA_TYPE = "application/octet-stream"
_LAST_WRITE_S = 1.0  # for what is being written when the film is done or stopped; nothing waits longer for it
_STEP = re.compile(r"/(\d{1,9})\.safetensors$")


class Identity(Struct, frozen=True, kw_only=True):
    """What must be equal for a checkpoint to be of use: the digest of all that was asked, and the numerics class."""

    request: str
    numerics: str


def to_bytes(snapshot: Snapshot, identity: Identity) -> bytes:
    """The snapshot as a safetensors file. Its JSON text is Python's, which keeps infinities and every float exactly."""
    header = {**msgspec.structs.asdict(identity), "step": snapshot.step, "states": snapshot.states}
    return safetensors.torch.save(snapshot.tensors, metadata={"matinee": json.dumps(header)})


def from_bytes(data: bytes, identity: Identity) -> Snapshot | None:
    """The snapshot in ``data``, or None if it is not one or belongs to something else."""
    try:
        tensors = safetensors.torch.load(data)
        length = int.from_bytes(data[:8], "little")
        header = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["matinee"])
        if (header["request"], header["numerics"]) != (identity.request, identity.numerics):
            return None
        # Copied: what lies in ``data`` is not aligned as torch's own memory is, and kernels round by alignment.
        tensors = {name: tensor.clone() for name, tensor in tensors.items()}
        return Snapshot(step=int(header["step"]), tensors=tensors, states=dict(header["states"]))
    except (SafetensorError, ValueError, KeyError, TypeError):
        return None


async def newest(store: Store, video: str, identity: Identity) -> Snapshot | None:
    """The checkpoint that is furthest on and fits, of whichever try; None if there is none."""
    keys = await store.list_keys(checkpoint_prefix(video))
    steps = {key: int(found[1]) for key in keys if (found := _STEP.search(key))}
    for key in sorted(steps, key=lambda key: steps[key], reverse=True):
        with contextlib.suppress(MissingObjectError):
            snapshot = from_bytes(await store.get_bytes(key), identity)
            if snapshot is not None:
                return snapshot
            log.info("checkpoint.passed_over", key=key)
    return None


class Writer:
    """Writes one try's checkpoints beside the denoising, in order and one at a time. Use as ``async with``.

    Denoising never waits for it: a snapshot that comes while another is written waits, and a newer one takes its place.
    A store that is away or full costs checkpoints, never the film.
    """

    def __init__(self, store: Store, video: str, attempt: int, epoch: int, identity: Identity) -> None:
        self._store, self._identity = store, identity
        self._folder = f"{checkpoint_prefix(video)}{attempt}-{epoch}/"
        self._loop = asyncio.get_running_loop()
        self._next: Snapshot | None = None
        self._offered = asyncio.Event()
        self._written = ""
        self._closing = False

    def offer(self, snapshot: Snapshot) -> None:
        """Have ``snapshot`` written soon. From any thread; returns at once."""
        self._loop.call_soon_threadsafe(self._take, snapshot)

    async def __aenter__(self) -> "Writer":
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._next, self._closing = None, True
        self._offered.set()
        await asyncio.wait({self._task}, timeout=_LAST_WRITE_S)
        self._task.cancel()
        await asyncio.wait({self._task})

    def _take(self, snapshot: Snapshot) -> None:
        self._next = snapshot
        self._offered.set()

    async def _run(self) -> None:
        while not self._closing:
            await self._offered.wait()
            self._offered.clear()
            if self._next is not None:
                snapshot, self._next = self._next, None
                await self._write(snapshot)

    async def _write(self, snapshot: Snapshot) -> None:
        key = f"{self._folder}{snapshot.step}.safetensors"
        try:
            data = await asyncio.to_thread(to_bytes, snapshot, self._identity)
            await self._store.put_bytes(key, data, _MEDIA_TYPE)
            if self._written:
                await self._store.delete_prefix(self._written)
            self._written = key
        except (StoreFullError, FileExistsError, OSError, SafetensorError) as error:
            log.warning("checkpoint.not_written", key=key, reason=str(error))
        else:
            log.info("checkpoint.written", step=snapshot.step, size_bytes=len(data))


def is_finite(latents: torch.Tensor) -> bool:
    """Whether every number in ``latents`` is one."""
    return bool(torch.isfinite(latents).all())
