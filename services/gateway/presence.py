"""Who is there to make films: the leases that workers and the leading scheduler renew in KV. It only looks."""

import asyncio
import time

from proto import codec
from proto.flow import STAGES
from proto.messages import Presence
from proto.streams import LEASE_S
from services.bus import Bus


class Presences:
    """The leases as they are renewed. One that was not renewed for ``LEASE_S`` seconds does not count."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self._workers: dict[str, tuple[float, str]] = {}
        self._leader_seen_at: float | None = None

    async def run(self) -> None:
        """Follow the leases until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._follow_workers())
            tasks.create_task(self._follow_leader())

    def missing(self) -> list[str]:
        """The services that are not there now: ``scheduler`` and the verbs that no worker offers."""
        now = time.monotonic()
        self._workers = {name: seen for name, seen in self._workers.items() if now - seen[0] < LEASE_S}
        offered = {verb for _, verb in self._workers.values()}
        leads = self._leader_seen_at is not None and now - self._leader_seen_at < LEASE_S
        return ([] if leads else ["scheduler"]) + [verb for verb in STAGES if verb not in offered]

    async def _follow_workers(self) -> None:
        async for message in self.bus.follow("KV_workers", "$KV.workers.*"):
            try:
                verb = codec.decode(message.data, Presence).verb if message.data else ""
            except codec.BadMessageError:
                verb = ""
            self._workers[message.subject] = (time.monotonic(), verb)

    async def _follow_leader(self) -> None:
        async for message in self.bus.follow("KV_lease", "$KV.lease.*"):
            self._leader_seen_at = time.monotonic() if message.data else None
