"""The doctor: well on a machine that is well, and exact about what is not."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from services.doctor import Finding, examine
from services.ports import free_ports
from services.settings import Settings
from tests.renderer import tiny_wan


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A machine that is well, with a small model."""
    home = tmp_path_factory.mktemp("machine")
    models = home / "models.toml"
    models.write_text(tiny_wan.models_toml(tiny_wan.save(home / "wan")))
    return Settings(data=str(home / "data"), models=str(models), port=free_ports(1)[0])


def ill(settings: Settings) -> Iterator[Finding]:
    return (finding for finding in examine(settings) if not finding.is_well)


def test_a_machine_that_is_well(machine: Settings) -> None:
    assert not list(ill(machine))
    assert not Path(machine.data).exists(), "a look changes nothing"


def test_a_port_that_is_taken(machine: Settings) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        (finding,) = ill(replace(machine, port=port))
    assert finding.what == "port"
    assert str(port) in finding.detail
    assert "--port" in finding.cure


def test_a_host_that_is_not_ours(machine: Settings) -> None:
    (finding,) = ill(replace(machine, host="192.0.2.1"))
    assert finding.what == "port"
    assert "--host" in finding.cure


def test_a_models_file_that_is_wrong(machine: Settings, tmp_path: Path) -> None:
    wrong = tmp_path / "models.toml"
    wrong.write_text("[film]\nsteps = 'many'\n")
    (finding,) = ill(replace(machine, models=str(wrong)))
    assert finding.what == "models file"
    assert str(wrong) in finding.detail


def test_weights_that_are_not_there(machine: Settings, tmp_path: Path) -> None:
    models = tmp_path / "models.toml"
    models.write_text(tiny_wan.models_toml(Path("nobody/has-this")))
    (finding,) = ill(replace(machine, models=str(models)))
    assert finding.what == "weights"
    assert "hf download nobody/has-this" in finding.cure


def test_weights_that_are_damaged(machine: Settings, tmp_path: Path) -> None:
    wan = tiny_wan.save(tmp_path / "wan")
    weights = next(wan.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-100])
    models = tmp_path / "models.toml"
    models.write_text(tiny_wan.models_toml(wan))
    (finding,) = ill(replace(machine, models=str(models)))
    assert weights.name in finding.detail


def test_a_folder_that_cannot_be_made(machine: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (finding,) = ill(replace(machine, data=str(tmp_path / "file" / "data")))
    assert finding.what == "data folder"
    assert "--data" in finding.cure
