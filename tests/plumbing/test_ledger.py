"""The ledger: pure rules under random histories, and CAS writes by competing writers."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proto import codec
from proto.ledger import Entry
from services import ledger
from services.ledger import Ledger, NotEnoughCreditsError
from services.run import App

MOVES = st.lists(st.tuples(st.sampled_from(["grant", "hold", "settle"]), st.integers(1, 60), st.integers(0, 4)))


@given(MOVES)
def test_no_history_breaks_the_books(moves: list[tuple[str, int, int]]) -> None:
    head, entries, granted = ledger.opened("a"), [], 0
    for number, (kind, amount, video) in enumerate(moves):
        name = f"v{video}"
        try:
            head = _move(head, kind, amount, name, number)
        except (NotEnoughCreditsError, KeyError):
            continue
        granted += amount if kind == "grant" else 0
        entries.append(head)
        assert min(head.available, head.held, head.captured_total) >= 0
        assert head.available + head.held + head.captured_total == granted
        assert head.held == sum(hold.amount for hold in head.holds.values())
    if entries:
        assert ledger.audit(entries) == head


def _move(head: Entry, kind: str, amount: int, video: str, number: int) -> Entry:
    if kind == "grant":
        return ledger.grant(head, amount=amount, transfer=f"t{number}", at=number)
    if kind == "hold":
        if video in head.holds:
            raise KeyError(video)
        return ledger.hold(head, video=video, amount=amount, at=number, open_max=9)
    return ledger.settle(head, video=video, captured=min(amount, head.holds[video].amount), at=number)


def test_a_hold_never_makes_credits() -> None:
    head = ledger.grant(ledger.opened("a"), amount=10, transfer="t", at=1)
    with pytest.raises(ValueError, match="-1"):
        ledger.hold(head, video="v", amount=-1, at=2, open_max=9)


def test_an_altered_entry_is_found() -> None:
    first = ledger.grant(ledger.opened("a"), amount=10, transfer="t", at=1)
    second = ledger.hold(first, video="v", amount=4, at=2, open_max=9)
    forged = ledger.grant(ledger.opened("a"), amount=100, transfer="t", at=1)
    with pytest.raises(ValueError, match="entry 2"):
        ledger.audit([forged, second])


STORED = (
    b'{"type":"ledger_entry","account":"acme","n":1,"kind":"grant","amount":50,"at":1764000000.5,"available":50,'
    b'"held":0,"captured_total":0,"transfer":"gift"}',
    b'{"type":"ledger_entry","account":"acme","n":2,"kind":"hold","amount":12,"at":1764000001.25,"available":38,'
    b'"held":12,"captured_total":0,"video":"video_1","holds":{"video_1":{"amount":12,"at":1764000001.25}},'
    b'"prev":"9209910b31647d27ea01ca6453d4245daa2b1aeb8b2e625b79a327a12a59e779"}',
)


class Later(Entry, frozen=True, kw_only=True, tag="ledger_entry"):
    """An entry as it may be once it has one more field."""

    reason: str = ""


@pytest.mark.parametrize("kind", [Entry, Later])
def test_stored_entries_still_follow_from_each_other_with_a_new_field(
    monkeypatch: pytest.MonkeyPatch, kind: type[Entry]
) -> None:
    monkeypatch.setattr(ledger, "Entry", kind)
    entries = [codec.decode(data, kind) for data in STORED]
    assert [codec.encode(entry) for entry in entries] == list(STORED)
    assert ledger.audit(entries).prev == codec.digest(STORED[0])


async def test_competing_writers_never_spend_twice(app: App, account: str) -> None:
    writers = [Ledger(app.bus) for _ in range(4)]
    await writers[0].grant(account, 100, f"first-{account}")

    async def spend(number: int) -> int:
        try:
            await writers[number % 4].hold(account, f"v{number}", 12, 200)
        except NotEnoughCreditsError:
            return 0
        await writers[(number + 1) % 4].settle(account, f"v{number}", number % 13)
        return number % 13

    captured = sum(await asyncio.gather(*(spend(number) for number in range(24))))
    _, head = await writers[0].head(account)
    assert head == ledger.audit(await writers[0].entries(account))
    assert (head.held, head.captured_total, head.available) == (0, captured, 100 - captured)


async def test_everything_may_be_said_twice(app: App, account: str) -> None:
    books = app.ledger
    for _ in range(2):
        await books.grant(account, 50, f"gift-{account}")
        await books.hold(account, "v1", 20, 200)
    assert [await books.settle(account, "v1", 5) for _ in range(2)] == [3, 3]
    assert await books.settle(account, "never-held", 5) == 0
    _, head = await books.head(account)
    assert (head.available, head.held, head.captured_total, head.n) == (45, 0, 5, 3)
    with pytest.raises(ValueError, match="another account or amount"):
        await books.grant(account, 51, f"gift-{account}")


async def test_a_grant_with_a_long_name_comes_through_a_crowd(app: App, account: str) -> None:
    writers = [Ledger(app.bus) for _ in range(4)]
    names = [f"{account}-{number}".ljust(64, "x") for number in range(4)]
    await asyncio.gather(*(writer.grant(account, 10, name) for writer in writers for name in names))
    assert ledger.audit(await app.ledger.entries(account)).available == 40


async def test_a_part_of_a_statement_is_found_among_the_entries_of_others(app: App, account: str) -> None:
    books, other = app.ledger, f"{account}-other"
    for name in (account, other):
        await books.grant(name, 50, f"gift-{name}")
    for number in range(60):
        name = other if number % 3 else account
        await books.hold(name, f"v{number}", 1, 200)
        await books.settle(name, f"v{number}", 0)
    every = await books.entries(account)
    assert [entry.n for entry in every] == list(range(1, 42))
    for first, last in ((1, 1), (2, 5), (17, 40), (41, 41), (30, 99)):
        assert await books.entries(account, first, last) == every[first - 1 : last]
    assert await books.entries(account, 5, 4) == []
    assert await books.settle(account, "v3", 0) == 5, "it was settled long ago"


async def test_the_stream_itself_refuses_to_forget(app: App) -> None:
    config = (await app.bus.js.stream_info("LEDGER")).config
    assert config.deny_delete
    assert config.deny_purge
