"""The credit ledger: pure rules that make the next entry, and the one place that writes them, with CAS.

An account's last entry is its balance. Nothing is ever changed or removed, no total falls below zero, a hold ends
once, and granted = available + held + captured at every entry.
"""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Iterable

from msgspec.structs import replace

from proto import codec
from proto.ledger import Entry, Hold, Transfer
from proto.streams import ledger_subject, transfer_subject
from services import retry
from services.bus import Bus, ConflictError

_READ_AT_ONCE = 100


class NotEnoughCreditsError(Exception):
    """The account's available credits do not cover the hold. Nothing was written."""


class TooManyHoldsError(Exception):
    """The account has as many videos in work as it may. Nothing was written."""


def opened(account: str) -> Entry:
    """The balance of an account that has no entry yet: nothing, n = 0."""
    return Entry(account=account, n=0, kind="grant", amount=0, at=0, available=0, held=0, captured_total=0)


def grant(head: Entry, *, amount: int, transfer: str, at: float) -> Entry:
    """``amount`` (1 or more) new credits become available."""
    if amount < 1:
        message = f"a grant is 1 credit or more, not {amount}"
        raise ValueError(message)
    return _next(head, kind="grant", amount=amount, transfer=transfer, at=at, available=head.available + amount)


def hold(head: Entry, *, video: str, amount: int, at: float, open_max: int) -> Entry:
    """``amount`` (0 or more) credits are set aside for ``video``. Raises NotEnoughCreditsError or TooManyHoldsError."""
    if amount < 0:
        message = f"a hold is 0 credits or more, not {amount}"
        raise ValueError(message)
    if amount > head.available:
        raise NotEnoughCreditsError
    if len(head.holds) >= open_max:
        raise TooManyHoldsError
    return _next(
        head,
        kind="hold",
        amount=amount,
        video=video,
        at=at,
        available=head.available - amount,
        held=head.held + amount,
        holds={**head.holds, video: Hold(amount=amount, at=at)},
    )


def settle(head: Entry, *, video: str, captured: int, at: float) -> Entry:
    """The hold of ``video`` ends: ``captured`` (0 to its amount) is kept, the rest returns."""
    amount = head.holds[video].amount
    if not 0 <= captured <= amount:
        message = f"captured {captured} of a hold of {amount}"
        raise ValueError(message)
    return _next(
        head,
        kind="settle",
        amount=amount,
        video=video,
        at=at,
        captured=captured,
        refunded=amount - captured,
        available=head.available + amount - captured,
        held=head.held - amount,
        captured_total=head.captured_total + captured,
        holds={name: value for name, value in head.holds.items() if name != video},
    )


def audit(entries: Iterable[Entry]) -> Entry:
    """Replay one account's entries from the first; its balance, or ValueError that names the entry that is wrong."""
    head: Entry | None = None
    granted = 0
    for entry in entries:
        before = head or opened(entry.account)
        granted += entry.amount if entry.kind == "grant" else 0
        match entry.kind:
            case "grant":
                again = grant(before, amount=entry.amount, transfer=entry.transfer, at=entry.at)
            case "hold":
                again = hold(before, video=entry.video, amount=entry.amount, at=entry.at, open_max=2**31)
            case "settle":
                again = settle(before, video=entry.video, captured=entry.captured, at=entry.at)
        if again != entry or entry.available + entry.held + entry.captured_total != granted:
            message = f"entry {entry.n} of {entry.account} does not follow from the one before"
            raise ValueError(message)
        head = entry
    if head is None:
        message = "no entries"
        raise ValueError(message)
    return head


def _next(head: Entry, **changes: object) -> Entry:
    """The entry after ``head``: its totals and holds carried on, the movement's own fields set anew."""
    blank = {"video": "", "transfer": "", "captured": 0, "refunded": 0}
    prev = codec.digest(codec.encode(head)) if head.n else ""
    return replace(head, **(blank | {"n": head.n + 1, "prev": prev} | changes))


class Ledger:
    """The ledger in NATS. Every write is CAS on the account's last sequence, so any process may write."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self._locks: dict[str, asyncio.Lock] = {}

    async def head(self, account: str) -> tuple[int, Entry]:
        """Sequence and last entry of an account; 0 and an empty balance if it has none."""
        found = await self.bus.last("LEDGER", ledger_subject(account), Entry)
        return found or (0, opened(account))

    async def hold(self, account: str, video: str, amount: int, open_max: int) -> Entry:
        """Hold ``amount`` for ``video``; if it is held already, the balance as it is."""
        async with self._one_writer(account):
            while True:
                seq, head = await self.head(account)
                if video in head.holds:
                    return head
                entry = hold(head, video=video, amount=amount, at=time.time(), open_max=open_max)
                if await self._write(account, entry, seq):
                    return entry

    async def settle(self, account: str, video: str, captured: int) -> int:
        """End the hold of ``video`` and return the entry's n; if it has ended before, that entry's n."""
        async with self._one_writer(account):
            while True:
                seq, head = await self.head(account)
                if video not in head.holds:
                    return await self._settled_before(account, video)
                entry = settle(head, video=video, captured=captured, at=time.time())
                if await self._write(account, entry, seq):
                    return entry.n

    async def grant(self, account: str, amount: int, transfer: str) -> Entry:
        """Give credits once for each ``transfer``; the account's last entry afterwards."""
        mark = codec.encode(Transfer(id=transfer, account=account, amount=amount))
        async with self._one_writer(account):
            while True:
                seq, head = await self.head(account)
                done = await self.bus.last("LEDGER", transfer_subject(transfer), Transfer)
                if done is not None:
                    if (done[1].account, done[1].amount) != (account, amount):
                        message = f"transfer {transfer} was made before with another account or amount"
                        raise ValueError(message)
                    return head
                entry = grant(head, amount=amount, transfer=transfer, at=time.time())
                try:
                    await self.bus.publish_both(
                        (transfer_subject(transfer), mark, 0),
                        (ledger_subject(account), codec.encode(entry), seq),
                        id=secrets.token_hex(16),  # Two batches of one name at once would be mixed.
                    )
                except ConflictError:
                    continue
                return entry

    async def entries(self, account: str, first: int = 1, last: int | None = None) -> list[Entry]:
        """An account's entries number ``first`` to ``last`` (by default all), oldest first. It reads little else."""
        head_seq, head = await self.head(account)
        last = head.n if last is None else min(last, head.n)
        found: list[Entry] = []
        if first > last:
            return found
        after = 0 if first == 1 else await self._seq(account, first, head_seq) - 1
        async with contextlib.aclosing(self.bus.follow("LEDGER", ledger_subject(account), after=after)) as messages:
            async for message in messages:
                found.append(codec.decode(message.data, Entry))
                if found[-1].n >= last:
                    break
        return found

    async def _seq(self, account: str, n: int, head_seq: int) -> int:
        """The sequence of an account's entry ``n``: numbers rise with it and none is missing, so by bisection."""
        low, high = n, head_seq
        while True:
            async for attempt in retry.nats_policy(30):
                with attempt:
                    message = await self.bus.js.get_msg(
                        "LEDGER", (low + high) // 2, ledger_subject(account), direct=True, next=True
                    )
            seq, found = message.seq or 0, codec.decode(message.data or b"", Entry).n
            if found == n:
                return seq
            low, high = (seq + 1, high) if found < n else (low, (low + high) // 2 - 1)

    async def _settled_before(self, account: str, video: str) -> int:
        """The n of the entry that settled ``video``, looked for from the newest back; 0 if there was never a hold."""
        last = (await self.head(account))[1].n
        while last > 0:
            entries = await self.entries(account, max(1, last - _READ_AT_ONCE + 1), last)
            for entry in reversed(entries):
                if entry.kind == "settle" and entry.video == video:
                    return entry.n
            last = entries[0].n - 1
        return 0

    def _one_writer(self, account: str) -> asyncio.Lock:
        """In this process one writer an account at a time; others are told by CAS, and read the head anew."""
        return self._locks.setdefault(account, asyncio.Lock())

    async def _write(self, account: str, entry: Entry, seq: int) -> bool:
        try:
            await self.bus.publish(ledger_subject(account), entry, expect=seq)
        except ConflictError:
            return False
        return True
