"""The command line as a person uses it: what it teaches, and what is refused before anything starts."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest

from services import __main__, cli, folder, up
from services.cli_progress import view
from services.embedded import Nats
from services.interrupt import INTERRUPTED
from services.run import SERVICES
from services.settings import Settings
from services.supervise import ending
from tests.plumbing.command import matinee, started

COMMANDS = [["up"], ["render"], ["doctor"], ["keys", "create"], ["credits", "grant"], ["credits", "show"]]
COMMANDS += [[name] for name in SERVICES]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_teaches_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run([*command, "--help"])
    assert end.value.code == 0
    assert "exit codes:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["up", "--port", "99999"], ["render"], ["credits", "grant", "local", "0"], ["keys", "create"]],
    ids=" ".join,
)
def test_wrong_use_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run(arguments)
    assert end.value.code == 2
    assert "usage: matinee" in capsys.readouterr().err


async def test_wrong_settings_are_named_all_at_once() -> None:
    run = await matinee("gateway", MATINEE_REPLICAS="2", MATINEE_S3_ENDPOINT="somewhere", MATINEE_OPEN_HOLDS_MAX="501")
    assert run.code == 1
    assert "MATINEE_REPLICAS" in run.err
    assert "MATINEE_S3_ENDPOINT" in run.err
    assert "MATINEE_OPEN_HOLDS_MAX" in run.err


async def test_a_taken_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = await matinee("up", "--port", str(port), "--data", str(tmp_path))
    assert run.code == 1
    assert f"port {port} on 127.0.0.1 is taken" in run.err
    assert not (tmp_path / "nats").exists()


async def test_a_host_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    run = await matinee("up", "--host", "192.0.2.1", "--data", str(tmp_path))
    assert run.code == 1
    assert "cannot listen on 192.0.2.1" in run.err


async def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = await matinee("up", "--data", str(tmp_path / "file" / "data"))
    assert run.code == 1
    assert "--data" in run.err


async def test_a_second_up_on_a_folder_is_refused(tmp_path: Path) -> None:
    with folder.lock(tmp_path / "lock"):
        run = await matinee("up", "--port", "0", "--data", str(tmp_path))
    assert run.code == 1
    assert f"another Matinee (process {os.getpid()}) runs or is starting" in run.err


@pytest.mark.parametrize("variable", ["MATINEE_MODELS", "MATINEE_PRICES"])
async def test_a_file_that_is_not_there_is_refused_before_anything_starts(tmp_path: Path, variable: str) -> None:
    run = await matinee("up", "--port", "0", "--data", str(tmp_path / "data"), **{variable: "typo.toml"})
    assert run.code == 1
    assert "typo.toml" in run.err
    assert "Traceback" not in run.err
    assert not (tmp_path / "data").exists()


def test_what_a_killed_up_announced_is_forgotten_by_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "up.json").write_text('{"url": "http://127.0.0.1:9", "key": "mtn_old", "nats_url": ""}')
    with up._locked(tmp_path):
        assert up.find(Settings(data=str(tmp_path))) is None


async def test_a_grant_without_an_answer_says_how_to_repeat_it(tmp_path: Path) -> None:
    async with Nats(tmp_path) as nats:
        run = await matinee("credits", "grant", "studio", "5", MATINEE_NATS_URL=nats.url)
    assert run.code == 1
    assert "Repeat it with `--transfer cli-" in run.err


async def test_render_elsewhere_wants_a_key() -> None:
    run = await matinee("render", "a ball", "--url", "http://127.0.0.1:9")
    assert run.code == 1
    assert "MATINEE_API_KEY" in run.err


@pytest.mark.parametrize(
    ("way", "said", "named"),
    [
        ("--remix", ["--seconds", "4", "--size", "64x64"], "--size, --seconds"),
        ("--extend", ["--model", "m"], "--model"),
    ],
)
async def test_what_a_film_has_from_its_source_is_not_dropped_in_silence(way: str, said: list[str], named: str) -> None:
    run = await matinee("render", "at night", way, "video_1", *said)
    assert run.code == 1
    assert f"leave out {named}\n" in run.err


async def test_ctrl_c_before_there_is_a_film_is_answered_at_once_and_says_what_it_cost(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"), "-o", str(tmp_path / "film.mp4"))
    render = await started("render", "a ball", *data, MATINEE_URL="")
    assert render.stderr
    async with asyncio.timeout(60):
        while b"waiting for" not in await render.stderr.readline():
            pass
        render.send_signal(signal.SIGINT)
        _, err = await render.communicate()
    assert render.returncode == INTERRUPTED
    said = [line for line in err.decode().splitlines() if "waiting" not in line]
    assert said == [
        "matinee: stopping; once more kills at once",
        "stopped before a film was ordered; nothing was made and nothing is charged",
    ]


async def test_administration_says_when_nothing_runs(tmp_path: Path) -> None:
    run = await matinee("credits", "show", "local", "--data", str(tmp_path))
    assert run.code == 1
    assert "matinee up" in run.err


def test_a_step_is_shown_with_what_is_left() -> None:
    live = {"stage": "render", "step": 3, "steps": 20, "fraction": 0.15, "eta_s": 4.4}
    shown = view({"status": "in_progress", "progress": 10, "live": live})
    assert (shown.stage, shown.detail, shown.fraction) == ("drawing", "step 3 of 20, 4 s left", 0.15)


def test_an_exit_code_is_said_in_words() -> None:
    assert ending(-signal.SIGKILL) == "SIGKILL"
    assert ending(3) == "exit 3"


def test_ctrl_c_before_a_command_has_begun_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("services.cli.run", interrupted)
    assert __main__.main() == INTERRUPTED
    assert capsys.readouterr().err == "matinee: stopped\n"
