"""Who leads: one scheduler at a time holds a lease in KV. Leading late or twice is harmless, as every write is CAS."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import nats.errors

from proto.messages import Lease
from proto.streams import LEASE_S
from services import logs, metrics, retry
from services.bus import Bus, ConflictError, StorageFullError
from services.cancellation import end, heed

log = logs.get(__name__)

_KEY = "scheduler"
_UNWRITTEN: tuple[type[BaseException], ...] = (StorageFullError, *retry.BROKEN)


@contextlib.asynccontextmanager
async def held(bus: Bus, holder: str) -> AsyncIterator[asyncio.Event]:
    """Wait until the lease is ours and keep it renewed. The event that is given is set when it is lost."""
    revision = await _acquire(bus, holder)
    lost = asyncio.Event()
    renewing = asyncio.create_task(_renew(bus, holder, revision, lost))
    metrics.leading.set(1)
    log.info("lease.taken", holder=holder)
    try:
        yield lost
    finally:
        metrics.leading.set(0)
        renewing.cancel()
        if not lost.is_set():
            with contextlib.suppress(Exception):
                await asyncio.wait_for(bus.delete("lease", _KEY), 1)


async def while_held(bus: Bus, holder: str, *duties: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Wait for the lease, then do all ``duties`` until it is lost. What one of them raises ends them all."""
    async with held(bus, holder) as lost:
        tasks = [asyncio.create_task(duty()) for duty in duties]
        over = asyncio.create_task(lost.wait())
        try:
            done, _ = await asyncio.wait([*tasks, over], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await end([*tasks, over])


async def _acquire(bus: Bus, holder: str) -> int:
    while True:
        try:
            found = await bus.raw_last("KV_lease", f"$KV.lease.{_KEY}")
            if found is None or not found[1]:
                return await bus.put("lease", _KEY, Lease(holder=holder), expect=found[0] if found else 0)
        except (ConflictError, StorageFullError, nats.errors.Error) as error:
            log.debug("lease.missed", why=repr(error))
        await asyncio.sleep(LEASE_S / 12)


async def _renew(bus: Bus, holder: str, revision: int, lost: asyncio.Event) -> None:
    """Renew three times a lease; over a short absence of NATS the lease is taken up again if nobody else has it."""
    renewed = time.monotonic()
    while True:
        heed()
        await asyncio.sleep(LEASE_S / 3)
        try:
            revision = await bus.put("lease", _KEY, Lease(holder=holder), expect=revision, wait_max_s=LEASE_S / 3)
            renewed = time.monotonic()
        except ConflictError:
            log.warning("lease.lost", holder=holder)
            lost.set()
            return
        except _UNWRITTEN as error:
            log.warning("lease.unrenewed", why=repr(error), age_s=round(time.monotonic() - renewed, 1))
            if time.monotonic() - renewed > LEASE_S:
                lost.set()
                return
