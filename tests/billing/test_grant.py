"""Grants as an operator makes them: once for each transfer, and nothing at all for a bad one."""

import pytest
from msgspec.structs import replace

from proto import codec
from proto.messages import Grant, Granted, GrantReply, Refusal
from proto.streams import RPC_GRANT, ledger_subject
from services import admin
from services.billing.grant import AMOUNT_MAX
from services.run import App

pytestmark = pytest.mark.usefixtures("billing")


async def ask(app: App, account: str, amount: int, transfer: str) -> GrantReply:
    command = Grant(account=account, amount=amount, transfer=transfer)
    reply: GrantReply = await app.bus.request(RPC_GRANT, command, GrantReply, timeout_s=5)
    return reply


async def test_a_grant_twice_is_one_grant(app: App, account: str) -> None:
    for _ in range(2):
        reply = await ask(app, account, 70, f"t-{account}")
        assert isinstance(reply, Granted)
        assert reply.entry.available == 70
    assert (await admin.show(app.bus, account)).n == 1


@pytest.mark.parametrize("amount", [0, -1, AMOUNT_MAX + 1])
async def test_a_bad_amount_changes_nothing(app: App, account: str, amount: int) -> None:
    reply = await ask(app, account, amount, f"t-{account}")
    assert isinstance(reply, Refusal)
    assert reply.code == "invalid_amount"
    assert (await app.ledger.head(account))[1].n == 0


@pytest.mark.parametrize("name", ["", "a.b", "*", ">", "a b", "x" * 65])
async def test_a_bad_name_changes_nothing(app: App, account: str, name: str) -> None:
    for reply in (await ask(app, name, 1, f"t-{account}"), await ask(app, account, 1, name)):
        assert isinstance(reply, Refusal)
        assert reply.code == "invalid_name"
    assert (await app.ledger.head(account))[1].n == 0


async def test_a_transfer_means_one_thing_for_ever(app: App, account: str) -> None:
    await ask(app, account, 70, f"t-{account}")
    reply = await ask(app, account, 71, f"t-{account}")
    assert isinstance(reply, Refusal)
    assert reply.code == "transfer_exists"
    assert (await admin.show(app.bus, account)).available == 70


async def test_the_operator_is_told_why_not(app: App, account: str) -> None:
    assert (await admin.grant(app.bus, account, 5, f"t-{account}")).available == 5
    with pytest.raises(admin.AdminError, match="credits"):
        await admin.grant(app.bus, account, -5, f"u-{account}")


async def test_a_key_is_one_accounts_for_ever(app: App, account: str) -> None:
    key = await admin.create_key(app.bus, account)
    assert key.startswith("mtn_")
    assert await admin.create_key(app.bus, account, key) == key
    with pytest.raises(admin.AdminError):
        await admin.create_key(app.bus, f"{account}-other", key)


async def test_a_key_that_was_revoked_stays_so(app: App, account: str) -> None:
    key = await admin.create_key(app.bus, account)
    await app.bus.delete("keys", codec.digest(key.encode()))
    with pytest.raises(admin.AdminError, match="revoked"):
        await admin.create_key(app.bus, account, key)


async def test_a_ledger_that_does_not_add_up_is_seen(app: App, account: str) -> None:
    entry = await admin.grant(app.bus, account, 5, f"t-{account}")
    await app.bus.publish(ledger_subject(account), replace(entry, n=2, available=6))
    with pytest.raises(ValueError, match=f"entry 2 of {account}"):
        await admin.show(app.bus, account)
