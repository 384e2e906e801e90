"""Fixtures only: tiny pipelines on disk, and the catalogue and engine that serve one of them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from proto.prices import Prices
from services.catalogue import Catalogue, Model
from services.renderer.engine import Engine
from services.run import App
from tests.renderer import tiny_wan


@pytest.fixture(scope="session")
def wan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan.save(tmp_path_factory.mktemp("tiny-wan"))


@pytest.fixture(scope="session")
def catalogue(wan_folder: Path, app: App) -> Catalogue:
    models = msgspec.convert(tomllib.loads(tiny_wan.models_toml(wan_folder)), dict[str, Model])
    prices: Prices = app.catalogue.prices
    return Catalogue(models=models, prices=prices)


@pytest.fixture
def engine(catalogue: Catalogue, app: App) -> Iterator[Engine]:
    found = Engine(catalogue, app.settings)
    yield found
    found.close()
