"""The models file: what an operator may get wrong in it is refused with the file's name and the place."""

from pathlib import Path

import pytest

from services import catalogue
from services.settings import Settings, SettingsError

FILM = {"pipeline": '"wan"', "sizes": '["64x64"]', "seconds": "[4]", "steps": "2", "guidance": "3.0"}


def load(folder: Path, **changes: str) -> catalogue.Catalogue:
    file = folder / "models.toml"
    file.write_text("[film]\n" + "".join(f"{name} = {value}\n" for name, value in (FILM | changes).items()))
    return catalogue.load(Settings(models=str(file)))


def test_one_that_is_right(tmp_path: Path) -> None:
    assert load(tmp_path).models["film"].sizes == ("64x64",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sizes", "[]"),
        ("sizes", '["64x"]'),
        ("sizes", '["0x64"]'),
        ("sizes", '["64x64", "big"]'),
        ("sizes", '["64x64\\n"]'),
        ("seconds", "[]"),
        ("seconds", "[0]"),
        ("steps", "0"),
        ("fps", "0"),
        ("pipeline", '""'),
    ],
)
def test_one_that_is_wrong(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"models\.toml: .*{name}"):
        load(tmp_path, **{name: value})


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"models\.toml"):
        catalogue.load(Settings(models=str(tmp_path / "models.toml")))
