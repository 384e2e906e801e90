"""``matinee keys`` and ``matinee credits``: an operator's wishes, carried out by ``admin.py`` over NATS."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable

import nats.errors
from msgspec.structs import replace

from proto.ledger import Entry
from services import admin, logs, up
from services import settings as settings_file
from services.bus import Bus
from services.settings import Settings
from services.terminal import fail

CONNECT_TIMEOUT_S = 5.0


def create_key(options: argparse.Namespace, settings: Settings) -> int:
    """Print a new key; it cannot be shown again."""

    async def ask(bus: Bus) -> str:
        return await admin.create_key(bus, options.account)

    return _run(settings, ask)


def grant(options: argparse.Namespace, settings: Settings) -> int:
    """Give credits and print the balance."""
    transfer = options.transfer or f"cli-{secrets.token_hex(8)}"

    async def ask(bus: Bus) -> str:
        return _balance(await admin.grant(bus, options.account, options.amount, transfer))

    return _run(settings, ask, f" Repeat it with `--transfer {transfer}`: that never grants twice.")


def show(options: argparse.Namespace, settings: Settings) -> int:
    """Print the balance, after an audit of all that led to it."""

    async def ask(bus: Bus) -> str:
        return _balance(await admin.show(bus, options.account))

    return _run(settings, ask)


def _balance(entry: Entry) -> str:
    return f"available {entry.available}  held {entry.held}  captured {entry.captured_total}"


def _run(settings: Settings, ask: Callable[[Bus], Awaitable[str]], advice: str = "") -> int:
    """Connect, ask, print the answer; the exit code. advice: what to do when none came."""
    logs.configure("cli", replace(settings, log_level="error"))
    if not settings_file.given("nats_url"):
        running = up.find(settings)
        if running is None:
            return fail(f"no `matinee up` is ready on {settings.data}; start it, or set MATINEE_NATS_URL to your NATS")
        settings = replace(settings, nats_url=running.nats_url)
    try:
        sys.stdout.write(f"{asyncio.run(_ask(settings, ask))}\n")
    except (admin.AdminError, ValueError) as error:
        return fail(str(error))
    except (TimeoutError, nats.errors.Error) as error:
        return fail(f"no answer over NATS ({error!r}); do NATS and the billing service run?{advice}")
    return 0


async def _ask(settings: Settings, ask: Callable[[Bus], Awaitable[str]]) -> str:
    async with asyncio.timeout(CONNECT_TIMEOUT_S):
        bus = await Bus.connect(settings, "cli")
    try:
        return await ask(bus)
    finally:
        await bus.close()
