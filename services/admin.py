"""What an operator does to accounts: make a key, grant credits, look at a balance.

It never writes the ledger: billing does, and answers. A key is stored nowhere, only its SHA-256.
"""

import secrets
import time

from proto import codec
from proto.ledger import Entry
from proto.messages import ApiKey, Grant, GrantReply, Refusal
from proto.streams import RPC_GRANT
from proto.values import token
from services import ledger
from services.bus import Bus, ConflictError


class AdminError(Exception):
    """The operator's wish was refused and changed nothing; the message says why."""


def new_key() -> str:
    """A fresh API key: ``mtn_`` and 256 random bits."""
    return f"mtn_{secrets.token_urlsafe(32)}"


async def create_key(bus: Bus, account: str, key: str = "") -> str:
    """Let a key act for ``account``; without ``key`` a fresh one is made. The same key again is the same key.

    Raises ValueError for a name that cannot be an account, AdminError when the key is another account's or was revoked.
    """
    key = key or new_key()
    name = codec.digest(key.encode())
    found = await bus.get("keys", name, ApiKey)
    if found is None:
        try:
            await bus.put("keys", name, ApiKey(account=token(account), created_at=time.time()), expect=0)
        except ConflictError:
            found = await bus.get("keys", name, ApiKey)
            if found is None:
                message = "this key was revoked; make another"
                raise AdminError(message) from None
    if found is not None and found[1].account != account:
        message = f"this key belongs to the account {found[1].account}"
        raise AdminError(message)
    return key


async def grant(bus: Bus, account: str, amount: int, transfer_id: str) -> Entry:
    """Give ``amount`` credits, once for each transfer; the account's last entry afterwards.

    Raises AdminError when billing refuses, and the NATS errors of ``retry.py`` when it does not answer.
    """
    wish = Grant(account=token(account), amount=amount, transfer=token(transfer_id))
    reply = await bus.request(RPC_GRANT, wish, GrantReply, timeout_s=5)
    if isinstance(reply, Refusal):
        raise AdminError(reply.message)
    entry: Entry = reply.entry
    return entry


async def show(bus: Bus, account: str) -> Entry:
    """The account's balance: its last entry, after a replay of all from the first.

    Raises ValueError for what cannot be an account or an entry that does not add up, AdminError for no account.
    """
    entries = await ledger.Ledger(bus).entries(token(account))
    if not entries:
        message = f"there is no account {account}: nobody has granted it credits"
        raise AdminError(message)
    return ledger.audit(entries)
