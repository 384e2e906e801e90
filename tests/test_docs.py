"""The operator's pages name all there is: settings, streams, commands, metrics, warnings; and links lead somewhere."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from prometheus_client import REGISTRY

from proto.streams import BUCKETS, STREAMS
from services import cli, metrics
from services.settings import Settings

ROOT = Path(__file__).parents[1]
OPERATIONS = (ROOT / "docs" / "OPERATIONS.md").read_text()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
UNSAID = {"data", "state_home", "log_format", "models", "prices", "api_key", "url"}


@pytest.mark.parametrize("field", msgspec.structs.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_there_with_its_default(field: msgspec.structs.FieldInfo) -> None:
    row = re.search(rf"^\| `MATINEE_{field.name.upper()}` \| ([^|]*)\|", OPERATIONS, re.MULTILINE)
    assert row, f"MATINEE_{field.name.upper()} has no row"
    if field.name not in UNSAID:
        assert row[1].strip().strip("`").lower() == str(field.default).lower()


@pytest.mark.parametrize("name", [each.name for each in (*STREAMS, *BUCKETS)])
def test_every_stream_and_bucket_is_there(name: str) -> None:
    assert f"`{name}`" in OPERATIONS


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command that the parser knows, in full."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                deeper = list(commands(inner, f"{before}{name} "))
                yield from deeper or [f"{before}{name}"]


@pytest.mark.parametrize("command", list(commands(cli._parser())))
def test_every_command_is_there(command: str) -> None:
    assert f"`matinee {command}" in OPERATIONS or f"`{command}`" in OPERATIONS


def test_every_metric_is_there() -> None:
    assert metrics.jobs_waiting
    ours = {family.name for family in REGISTRY.collect() if family.name.startswith("matinee_")}
    assert {name for name in ours if f"`{name}" not in OPERATIONS} == set()


def warnings() -> set[str]:
    """The names of all log events that ask for an operator's eye."""
    found = set()
    for path in (ROOT / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            loud = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if loud and node.func.attr in {"warning", "error", "exception"} and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant) and re.fullmatch(r"[a-z_]+\.[a-z_]+", str(name.value)):
                    found.add(str(name.value))
    return found


def test_every_warning_says_what_to_do() -> None:
    assert {name for name in warnings() if f"`{name}`" not in OPERATIONS} == set()
    table = OPERATIONS.partition("### Warnings and errors")[2].partition("\n## ")[0]
    told = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", table))
    assert told - warnings() <= {"delivery.failed", "delivery.given_up", "delivery.rejected"}, "told, but never logged"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_named_files_exist(page: Path) -> None:
    text = page.read_text()
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
    for name in re.findall(r"`((?:proto|services|tests|docs|bench)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_the_architecture_fits_in_one_sitting() -> None:
    assert len((ROOT / "docs" / "ARCHITECTURE.md").read_text().splitlines()) < 150
