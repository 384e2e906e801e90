"""Everything on one machine: NATS and S3 unless you have your own, the five services, one account with credits.

It never does a service's work and holds no state but the data folder: the servers' data, the API key, the address of
what runs. Whatever dies is restarted by ``supervise.py``.
"""

import asyncio
import contextlib
import shutil
import sys
import sysconfig
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import aiohttp
import msgspec
from msgspec import Struct

from services import admin, catalogue, embedded, logs, retry
from services import settings as settings_file
from services.bus import Bus, StorageFullError
from services.cancellation import heed
from services.folder import LockedError, is_locked, lock, write_private
from services.ledger import Ledger
from services.ports import are_free, free_ports
from services.process import Command, StartError
from services.run import SERVICES
from services.settings import Settings
from services.supervise import Supervisor

log = logs.get(__name__)

ACCOUNT = "local"
OPENING_CREDITS = 10_000
READY_TIMEOUT_S = 600.0

_ANNOUNCEMENT = "up.json"

Say = Callable[[str], None]


class UpError(StartError):
    """Matinee cannot start; the text says why and what to do."""


class Running(Struct, frozen=True, kw_only=True):
    """Where a running Matinee is, for its owner: the API and its key, and NATS with its password."""

    url: str
    key: str
    nats_url: str


class Stack:
    """Supervises one whole Matinee; ``kill`` ends it at once from a signal handler.

    own_logs: whether the services write to files in the data folder instead of the terminal.
    """

    def __init__(self, settings: Settings, *, own_logs: bool) -> None:
        self.settings = settings
        self.data = Path(settings.data).expanduser().resolve()
        self._own_logs = own_logs
        self._servers = Supervisor()
        self._services = Supervisor()

    def kill(self) -> None:
        """Kill every child now."""
        self._services.kill()
        self._servers.kill()

    @contextlib.asynccontextmanager
    async def running(self, say: Say) -> AsyncIterator[Running]:
        """Start everything, wait until a film could be made, give the address and the key; then stop it in order.

        Raises StartError when that is not possible, SettingsError for a wrong models file or price list.
        """
        catalogue.load(self.settings)
        with _locked(self.data):
            _refuse_taken(self.settings)
            key, is_new = _api_key(self.data, self.settings.api_key)
            say(f"{'new ' if is_new else ''}data folder {self.data}")
            async with self._servers, self._services:
                settings = await self._start_servers(self.settings, say)
                # A port that is ours to choose is chosen once the servers listen on theirs, or it may be one of them.
                settings = msgspec.structs.replace(settings, port=settings.port or free_ports(1)[0])
                url = f"http://{_reachable(settings.host)}:{settings.port}"
                bus = await Bus.connect(settings, "up")
                try:
                    await _open_account(bus, key)
                    write_private(self.data / "api_key", f"{key}\n")
                    for name in SERVICES:
                        await self._services.start(self._service(name, settings))
                    await self._until_ready(url, say)
                finally:
                    await bus.close()
                heed()
                yield Running(url=url, key=key, nats_url=settings.nats_url)

    async def _until_ready(self, url: str, say: Say) -> None:
        """Where a person watches the log a big model may take its time; one film does not wait for ever."""
        try:
            async with asyncio.timeout(READY_TIMEOUT_S if self._own_logs else None):
                await _until_ready(url, say)
        except TimeoutError:
            raise UpError(f"not ready after {READY_TIMEOUT_S:g} s; see why in {self.data / 'logs'}") from None

    async def _start_servers(self, settings: Settings, say: Say) -> Settings:
        """The settings with the addresses of the servers that were started because none were given."""
        if settings_file.given("nats_url"):
            say("NATS: yours")
        else:
            room = settings.jetstream_bytes_max or _room_bytes(self.data / "nats")
            nats_server = embedded.Nats(self.data / "nats", store_bytes_max=room)
            await self._servers.start(nats_server.command, nats_server.ready)
            settings = msgspec.structs.replace(settings, nats_url=nats_server.url, jetstream_bytes_max=room)
            say(f"NATS serves on port {nats_server.kept.ports[0]}")
        if settings_file.given("s3_endpoint"):
            say(f"S3: yours, {settings.s3_endpoint}")
        else:
            s3 = embedded.S3(self.data / "s3")
            await self._servers.start(s3.command, s3.ready)
            settings = msgspec.structs.replace(
                settings,
                s3_endpoint=s3.endpoint,
                s3_access_key=s3.access_key,
                s3_secret_key=s3.secret_key,
                s3_bucket=s3.bucket,
            )
            say(f"S3 serves at {s3.endpoint}")
        return settings

    def _service(self, name: str, settings: Settings) -> Command:
        """``matinee <name>``, as it reads in ``ps``. Services need no key of a client, and a port for metrics each."""
        (self.data / "logs").mkdir(exist_ok=True)
        metrics_port = settings.metrics_port and settings.metrics_port + SERVICES.index(name) - 1
        own = msgspec.structs.replace(settings, api_key="", url="", metrics_port=metrics_port)
        return Command(
            name=name,
            argv=(sys.executable, str(Path(sysconfig.get_path("scripts")) / "matinee"), name),
            environment=settings_file.environment(own),
            log=self.data / "logs" / f"{name}.log" if self._own_logs else None,
        )


@contextlib.contextmanager
def announced(settings: Settings, running: Running) -> Iterator[None]:
    """Let the other commands find this one through the data folder for as long as it runs."""
    file = _announcement(settings)
    write_private(file, msgspec.json.encode(running).decode())
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def find(settings: Settings) -> Running | None:
    """The Matinee that serves from the data folder now, if ``matinee up`` runs there."""
    if not is_locked(_announcement(settings).with_name("lock")):
        return None
    try:
        return msgspec.json.decode(_announcement(settings).read_bytes(), type=Running)
    except FileNotFoundError:
        return None


def _announcement(settings: Settings) -> Path:
    return Path(settings.data).expanduser().resolve() / _ANNOUNCEMENT


@contextlib.contextmanager
def _locked(data: Path) -> Iterator[None]:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = lock(data / "lock")
        (data / _ANNOUNCEMENT).unlink(missing_ok=True)  # Of one that was killed.
    except OSError as error:
        raise UpError(
            f"the data folder {data} cannot be written: {error.strerror}; name another with --data"
        ) from error
    except LockedError as error:
        raise UpError(
            f"another Matinee (process {error.holder}) runs or is starting on {data}: "
            "use it when it is ready, stop it, or name another with --data"
        ) from error
    with held:
        yield


def _room_bytes(folder: Path) -> int:
    """What NATS may store: what it has and three quarters of what is free. Told, so that services know when to stop."""
    used = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return used + shutil.disk_usage(folder.parent).free * 3 // 4


def _refuse_taken(settings: Settings) -> None:
    """UpError if the port to serve on cannot be had; 0, which means any, always can."""
    try:
        is_free = are_free((settings.port,), settings.host)
    except OSError as error:
        raise UpError(f"cannot listen on {settings.host} port {settings.port}: {error.strerror}") from error
    if not is_free:
        raise UpError(f"port {settings.port} on {settings.host} is taken; choose another with --port")


def _reachable(host: str) -> str:
    """How a URL names a host to connect to; one that means every address of this machine is reached on loopback."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{host}]" if ":" in host else host


def _api_key(data: Path, given: str) -> tuple[str, bool]:
    """The key of the account: the given one, else the one that the data folder keeps; whether that keeps none yet."""
    file = data / "api_key"
    kept = file.read_text().strip() if file.exists() else ""
    return given or kept or admin.new_key(), not kept


async def _until_ready(url: str, say: Say) -> None:
    """Ask /readyz until a film could be made; say what is missing whenever that changes."""
    said = ""
    async with aiohttp.ClientSession() as session:
        while missing := await _missing(session, url):
            heed()
            if missing != said:
                say(f"waiting for {missing}")
                said = missing
            await asyncio.sleep(0.1)


async def _missing(session: aiohttp.ClientSession, url: str) -> str:
    """What keeps films from being made now; nothing when they can be."""
    try:
        async with session.get(f"{url}/readyz") as response:
            return "" if response.status == 200 else ", ".join((await response.json())["missing"])
    except (aiohttp.ClientError, KeyError, TypeError):
        return "the gateway"


async def _open_account(bus: Bus, key: str) -> None:
    """Give the account its opening credits, once for ever, and only then the key: whoever comes in finds them there."""
    try:
        async for attempt in retry.nats_policy(30):
            with attempt:
                try:
                    await Ledger(bus).grant(ACCOUNT, OPENING_CREDITS, f"opening-{ACCOUNT}")
                except ValueError as error:  # This data's opening credits were another number.
                    log.info("up.credits_kept", why=str(error))
        await admin.create_key(bus, ACCOUNT, key)
    except admin.AdminError as error:
        raise UpError(f"the key in MATINEE_API_KEY or the data folder cannot be used: {error}") from error
    except StorageFullError as error:
        raise UpError(f"NATS has no room for the account: {error}") from error
    except retry.BROKEN as error:
        raise UpError(f"NATS does not store the account: {error!r}") from error
