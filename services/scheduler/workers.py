"""The workers as the leader sees them: who lives, who waits for a job, whose job is lost with them.

An offer (a worker's nonce) is good for one job. For a moment after it was given to one, the worker still makes it,
because its next word is on its way; so an offer that was given is not given again for one lease. A worker that makes it
even after that has never got its token, as the job moved on before that was stored, and does wait: its offer is given
to another job, whose token has an id of its own. What is seen here is a hint and may be lost; the jobs' records are the
truth.
"""

import time
from collections.abc import Callable

from msgspec import Struct

from proto import codec
from proto.job import Job
from proto.messages import Presence
from proto.streams import LEASE_S
from services import logs
from services.bus import Bus

log = logs.get(__name__)

_ASTRAY_S = 20.0


class Seen(Struct, kw_only=True):
    """One worker: what it said last and when, which of its offers was given last and when, and since when it has not
    had the job in hand that it was given. Times are monotonic."""

    presence: Presence
    at: float
    given: str = ""
    given_at: float = 0.0
    astray_since: float = 0.0

    def lives(self, now: float) -> bool:
        """Whether its lease has not lapsed."""
        return now - self.at <= LEASE_S

    def waits(self, now: float) -> bool:
        """Whether it lives and its offer is still good."""
        nonce = self.presence.nonce
        was_just_given = nonce == self.given and now - self.given_at < LEASE_S
        return bool(nonce) and self.lives(now) and not was_just_given


class Workers:
    """Every worker, by name. on_change is called whenever one of them has said something."""

    def __init__(self, bus: Bus, on_change: Callable[[], None]) -> None:
        self._bus, self._on_change = bus, on_change
        self._seen: dict[str, Seen] = {}

    async def follow(self) -> None:
        """Keep what is seen up to date, for ever. Garbage is logged and passed over."""
        async for message in self._bus.follow("KV_workers", "$KV.workers.*"):
            name = message.subject.rpartition(".")[2]
            try:
                self._hear(name, codec.decode(message.data, Presence) if message.data else None)
            except codec.BadMessageError as error:
                log.warning("lead.rejected", subject=message.subject, reason=str(error))
            self._on_change()

    def waiting(self) -> list[Presence]:
        """The offers that a job may be given to now."""
        now = time.monotonic()
        return [seen.presence for seen in self._seen.values() if seen.waits(now)]

    def give(self, offer: Presence) -> None:
        """The offer is used up."""
        seen = self._seen.get(offer.worker)
        if seen is not None:
            seen.given, seen.given_at, seen.astray_since = offer.nonce, time.monotonic(), 0.0

    def take_back(self, offer: Presence) -> None:
        """The offer is good after all: no job was given to it."""
        seen = self._seen.get(offer.worker)
        if seen is not None:
            seen.given = ""

    def still_offers(self, job: Job) -> bool:
        """Whether the job's worker still makes the offer that the job was given to, so has not got its token."""
        seen = self._seen.get(job.worker)
        return seen is not None and seen.presence.nonce == job.nonce

    def is_lost(self, job: Job) -> bool:
        """Whether a running job's worker is gone, or has long been seen with other work in its hands."""
        now = time.monotonic()
        seen = self._seen.get(job.worker)
        if not self._bus.is_connected or now - self._bus.connected_at <= LEASE_S:
            return False  # What was not heard was perhaps said.
        if seen is None or not seen.lives(now):
            return True
        if seen.presence.video == job.id or self.still_offers(job):
            seen.astray_since = 0.0
            return False
        seen.astray_since = seen.astray_since or now
        return now - seen.astray_since > _ASTRAY_S

    def _hear(self, name: str, presence: Presence | None) -> None:
        """Note what a worker says, or that it has gone; forget those that have long said nothing."""
        now = time.monotonic()
        if presence is None:
            self._seen.pop(name, None)
        else:
            seen = self._seen.setdefault(name, Seen(presence=presence, at=now))
            seen.presence, seen.at = presence, now
        self._seen = {name: seen for name, seen in self._seen.items() if now - seen.at < 10 * LEASE_S}
