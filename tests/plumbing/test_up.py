"""One whole ``matinee up``, as a person uses it: films, credits, keys, deaths, and what the next start finds."""

import asyncio
import contextlib
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from services import up as whole
from services.ports import free_ports
from services.run import SERVICES
from services.settings import Settings
from tests.eventually import eventually, is_alive
from tests.plumbing.command import matinee, started
from tests.renderer import tiny_wan


class Up:
    """One ``matinee up`` and what it said."""

    def __init__(self, process: asyncio.subprocess.Process, data: Path) -> None:
        self.process = process
        self.data = data
        self.url = self.key = ""
        self.first_credits = -1

    @classmethod
    async def start(cls, data: Path, models: Path) -> "Up":
        """It has said that it is ready. Its log goes to a file, so that nobody needs to read it."""
        port = free_ports(1)[0]
        with (data / "up.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "services", "up", "--port", str(port), "--data", str(data)),
                env={**os.environ, "MATINEE_API_KEY": "", "MATINEE_MODELS": str(models), "OMP_NUM_THREADS": "1"},
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        up = cls(process, data)
        up.url = f"http://127.0.0.1:{port}"
        knocking = asyncio.create_task(up._knock())
        assert process.stdout
        async with asyncio.timeout(120):
            said = (await process.stdout.readline()).decode()
            assert said == f"MATINEE_URL={up.url}\n", (data / "up.log").read_text()[-3000:]
            up.key = (await process.stdout.readline()).decode().strip().removeprefix("MATINEE_API_KEY=")
            await knocking
        return up

    async def _knock(self) -> None:
        """Ask for the credits until somebody answers: what the very first client finds."""
        file = self.data / "api_key"
        await eventually(file.exists, timeout_s=60)
        headers = {"Authorization": f"Bearer {file.read_text().strip()}"}
        async with aiohttp.ClientSession(self.url, headers=headers) as session:
            while self.first_credits < 0:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get("/v1/credits") as response:
                        if response.status == 200:
                            self.first_credits = (await response.json())["available"]
                await asyncio.sleep(0.01)

    def children(self) -> dict[str, int]:
        """Name and process id of every child that lives now."""
        found = {}
        for entry in Path("/proc").iterdir():
            # A process may end while it is looked at.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                if not entry.name.isdigit() or not is_alive(int(entry.name)):
                    continue
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid:
                    words = (entry / "cmdline").read_bytes().decode().split("\0")
                    found[f"{Path(words[1]).name} {words[2]}" if "python" in words[0] else Path(words[0]).name] = int(
                        entry.name
                    )
        return found

    async def get(self, path: str, key: str) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        async with aiohttp.ClientSession(self.url, headers=headers) as session, session.get(path) as response:
            return await response.json()

    async def is_ready(self) -> bool:
        try:
            return bool((await self.get("/readyz", "")).get("ready"))
        except aiohttp.ClientError:
            return False

    async def holds_nothing(self) -> bool:
        return bool((await self.get("/v1/credits", self.key))["held"] == 0)

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return await asyncio.wait_for(self.process.wait(), 40)

    def environment(self) -> dict[str, str]:
        return {"MATINEE_URL": self.url, "MATINEE_API_KEY": self.key}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models file: one model whose films take a second, and the same with so many steps that one can be stopped."""
    home = tmp_path_factory.mktemp("models")
    wan = tiny_wan.save(home / "wan")
    slow = tiny_wan.models_toml(wan, steps=500).replace("tiny-wan", "slow-wan")
    (home / "models.toml").write_text(tiny_wan.models_toml(wan) + slow)
    return home / "models.toml"


@pytest_asyncio.fixture(scope="module")
async def up(tmp_path_factory: pytest.TempPathFactory, models: Path) -> AsyncIterator[Up]:
    running = await Up.start(tmp_path_factory.mktemp("up"), models)
    yield running
    if running.process.returncode is None:
        await running.stop()


async def test_each_service_is_its_own_process(up: Up) -> None:
    assert set(up.children()) == {"nats-server", "weed", *(f"matinee {name}" for name in SERVICES)}


async def test_a_healthy_start_warns_of_nothing(up: Up) -> None:
    log = (up.data / "up.log").read_text()
    assert '"level": "warning"' not in log
    assert "/readyz" not in log


async def test_the_key_is_its_owners_alone(up: Up) -> None:
    file = up.data / "api_key"
    assert file.read_text().strip() == up.key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert up.key.startswith("mtn_")


async def test_a_new_folder_has_credits(up: Up) -> None:
    assert up.first_credits == 10_000, "the door was open before"
    run = await matinee("credits", "show", "local", "--data", str(up.data))
    assert (run.code, run.out) == (0, "available 10000  held 0  captured 0\n")
    run = await matinee("credits", "show", "nobody", "--data", str(up.data))
    assert (run.code, run.out) == (1, "")
    assert "no account nobody" in run.err


async def test_a_new_account_gets_a_key_and_credits(up: Up) -> None:
    data = ("--data", str(up.data))
    key = (await matinee("keys", "create", "--account", "studio", *data)).out.strip()
    once = await matinee("credits", "grant", "studio", "50", "--transfer", "gift", *data)
    twice = await matinee("credits", "grant", "studio", "50", "--transfer", "gift", *data)
    assert once.out == twice.out == "available 50  held 0  captured 0\n"
    assert (await up.get("/v1/credits", key))["available"] == 50


async def test_a_film_from_the_command_line(up: Up, tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    run = await matinee("render", "a ball", "--data", str(up.data), "-o", str(file), "--seed", "5")
    assert run.code == 0, run.err
    assert file.read_bytes()[4:8] == b"ftyp"
    assert str(file) in run.out
    assert "1 credit" in run.out
    assert "drawing" in run.err


async def test_what_the_server_refuses_is_said(up: Up, tmp_path: Path) -> None:
    run = await matinee("render", "a ball", "--size", "1x1", "-o", str(tmp_path / "film.mp4"), **up.environment())
    assert run.code == 1
    assert "size" in run.err
    run = await matinee("render", "a ball", "--url", up.url, MATINEE_API_KEY="mtn_wrong")
    assert run.code == 1
    assert "MATINEE_API_KEY" in run.err


async def test_ctrl_c_cancels_the_film(up: Up) -> None:
    render = await started("render", "a ball", "--model", "slow-wan", **up.environment())
    assert render.stderr
    async with asyncio.timeout(60):
        while b"drawing: step" not in await render.stderr.readline():
            pass
    render.send_signal(signal.SIGINT)
    _, err = await asyncio.wait_for(render.communicate(), 30)
    assert render.returncode == 130
    assert b"cancelled video_" in err
    await eventually(up.holds_nothing)


async def test_whatever_dies_comes_back(up: Up) -> None:
    before = up.children()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    await eventually(lambda: set(up.children()) == set(before), timeout_s=60)
    assert not set(up.children().values()) & set(before.values())
    await eventually(up.is_ready, timeout_s=120)


async def test_ctrl_c_leaves_nothing_and_the_next_start_has_the_same_key(up: Up, models: Path) -> None:
    foreign = (await matinee("keys", "create", "--account", "other", "--data", str(up.data))).out.strip()
    children = up.children().values()
    assert await up.stop() == 130
    assert not [pid for pid in children if is_alive(pid)]
    assert not (up.data / "up.json").exists()
    refused = await matinee("up", "--port", "0", "--data", str(up.data), MATINEE_API_KEY=foreign)
    assert refused.code == 1
    assert "belongs to the account other" in refused.err
    assert "Traceback" not in refused.err
    again = await Up.start(up.data, models)
    children = again.children().values()
    try:
        assert again.key == up.key
        assert (await again.get("/v1/videos", up.key))["data"][0]["status"] == "completed"
    finally:
        again.process.kill()
        await again.process.wait()
    await eventually(lambda: not any(is_alive(pid) for pid in children))


async def test_its_port_is_chosen_when_the_servers_have_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it may be one of those, and somebody else answers there."""
    said: list[str] = []

    def choose(count: int) -> tuple[int, ...]:
        raise RuntimeError(f"{count} chosen after: {said[-1]}")

    monkeypatch.setattr(whole, "free_ports", choose)
    stack = whole.Stack(Settings(data=str(tmp_path / "data"), port=0), own_logs=True)
    with pytest.raises(RuntimeError, match="1 chosen after: S3 serves at"):
        async with stack.running(said.append):
            pass
