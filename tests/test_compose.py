"""The compose file and the Dockerfile say what the code does: services, settings, ports, health, and which NATS."""

import asyncio
import re
import urllib.parse
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from nats.aio.client import Client

from proto.streams import STREAMS
from services import embedded, process, settings
from services.cli import SERVICES as COMMANDS
from services.ports import free_ports
from services.process import Command
from services.run import SERVICES
from services.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
GIVEN = {"NATS_PASSWORD": "a-password", "MATINEE_S3_SECRET_KEY": "another-password"}


def interpolated(text: str) -> str:
    """What compose makes of ``text`` with the variables that a user must give."""
    return re.sub(r"\$\{(\w+)(:[?-][^}]*)?\}", lambda found: GIVEN[found[1]], text)


def environment(service: str) -> dict[str, str]:
    return {name: interpolated(value) for name, value in COMPOSE["services"][service].get("environment", {}).items()}


def test_the_five_services_are_there_and_two_servers() -> None:
    assert set(COMPOSE["services"]) == {*SERVICES, "nats", "minio"}
    assert set(COMMANDS) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_the_one_image_with_its_name_as_command(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["build"] == "."
    assert service["command"] == [name]
    assert service["depends_on"].keys() == {"nats", "minio"}


@pytest.mark.parametrize("name", SERVICES)
def test_its_settings_are_ones_that_exist_and_are_accepted(name: str) -> None:
    known = {f"MATINEE_{field.name.upper()}" for field in msgspec.structs.fields(Settings)}
    given = environment(name)
    assert given.keys() <= known
    found = settings.load(given)
    nats = urllib.parse.urlsplit(found.nats_url)
    assert (nats.hostname, nats.port, nats.username, nats.password) == ("nats", 4222, "matinee", GIVEN["NATS_PASSWORD"])
    assert found.s3_endpoint == "http://minio:9000"
    assert found.host == "0.0.0.0"  # noqa: S104 - inside a container
    assert COMPOSE["services"][name]["healthcheck"]["test"][0] == "CMD"


def test_the_gateway_is_published_and_asked_where_it_listens() -> None:
    service, port = COMPOSE["services"]["gateway"], settings.load(environment("gateway")).port
    assert service["ports"] == [f"{port}:{port}"]
    assert f"127.0.0.1:{port}/healthz" in service["healthcheck"]["test"][-1]
    assert not any("ports" in other for name, other in COMPOSE["services"].items() if name != "gateway")


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "gateway"])
def test_the_others_are_asked_for_their_metrics(name: str) -> None:
    found = settings.load(environment(name))
    port = found.metrics_port
    assert port
    assert found.metrics_host == "0.0.0.0"  # noqa: S104 - inside a container, whose loopback nobody else reaches
    assert f"127.0.0.1:{port}/metrics" in COMPOSE["services"][name]["healthcheck"]["test"][-1]


def test_minio_knows_the_key_that_services_use() -> None:
    found = settings.load(environment("renderer"))
    minio = environment("minio")
    assert minio == {"MINIO_ROOT_USER": found.s3_access_key, "MINIO_ROOT_PASSWORD": found.s3_secret_key}
    assert COMPOSE["services"]["minio"]["volumes"] == ["minio:/data"]
    assert {"minio", "nats"} == COMPOSE["volumes"].keys()


async def test_the_nats_configuration_is_accepted_and_syncs_every_write(tmp_path: Path) -> None:
    port, monitor = free_ports(2)
    text = interpolated(COMPOSE["configs"]["nats"]["content"])
    assert "sync_interval: always" in text
    assert max(stream.message_bytes_max for stream in STREAMS) <= 1024 * 1024
    text = text.replace("0.0.0.0:4222", f"127.0.0.1:{port}").replace("8222", str(monitor))
    (tmp_path / "nats.conf").write_text(text.replace('"/data"', f'"{tmp_path}"'))
    server = embedded.Nats(tmp_path / "unused").command.argv[0]
    child = await process.spawn(
        Command(
            name="nats",
            argv=(server, "-c", str(tmp_path / "nats.conf")),
            log=tmp_path / "log",
        )
    )
    client = Client()
    try:
        async with asyncio.timeout(10):
            while not (tmp_path / "log").exists() or "Server is ready" not in (tmp_path / "log").read_text():
                assert child.returncode is None, (tmp_path / "log").read_text()
                await asyncio.sleep(0.02)
        await client.connect(f"nats://matinee:{GIVEN['NATS_PASSWORD']}@127.0.0.1:{port}", allow_reconnect=False)
        assert (await client.jetstream().account_info()).streams == 0
    finally:
        await client.close()
        await process.end(child, 2)


def test_the_dockerfile_installs_what_the_wheel_is_made_of_and_runs_it() -> None:
    for source in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert all((ROOT / each).exists() for each in source.split())
    given = dict(re.findall(r"(MATINEE_\w+)=(\S+)", DOCKERFILE))
    found = settings.load(given)
    assert f"EXPOSE {found.port}" in DOCKERFILE
    assert f"VOLUME {found.data}" in DOCKERFILE
    assert 'ENTRYPOINT ["matinee"]' in DOCKERFILE
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert set(kept) == set(" ".join(re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)).split())


def test_nats_and_the_services_know_the_same_limit() -> None:
    """Without it new work is never refused, and a refund could find no room."""
    limit = COMPOSE["services"]["scheduler"]["environment"]["MATINEE_JETSTREAM_BYTES_MAX"]
    assert f"max_file_store: {limit}\n" in COMPOSE["configs"]["nats"]["content"]
