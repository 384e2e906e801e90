"""The rules that explain the tree, kept by reading it: who imports whom, how long a file is, what is never there."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from services.run import SERVICES

ROOT = Path(__file__).parents[1]
CODE = sorted(path for top in ("proto", "services") for path in (ROOT / top).rglob("*.py"))
PYTHON = CODE + sorted(path for top in ("tests", "bench") for path in (ROOT / top).rglob("*.py"))
TEXT = [
    path
    for pattern in ("*.md", "*.toml", "*.yaml", "Makefile", "Dockerfile", ".ci/*", "docs/**/*.md", "services/**/*.toml")
    for path in sorted(ROOT.glob(pattern))
    if path.is_file()
]

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 70
READS_TOP_TO_BOTTOM = {"train.py"}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "base", "common", "misc"}
HEAVY = {"torch", "diffusers", "transformers", "cv2", "scipy", "av", "soundfile", "pyloudnorm"}
CLIENTS = {
    "Client",
    "Minio",
    "ClientSession",
    "PoolManager",
    "connect",
    "jetstream",
    "Bus",
    "Store",
    "Settings",
    "load",
}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path, *, top_only: bool = False) -> Iterator[str]:
    """The dotted names that a file imports; ``from a import b`` gives ``a.b``."""
    tree = tree_of(path)
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def service_of(dotted: str) -> str | None:
    """The service that a dotted name lies in, or None for plumbing and everything else."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "services" and len(parts) > 1 and parts[1] in SERVICES else None


def broken(paths: list[Path], rule: Callable[[Path], Iterator[str]]) -> list[str]:
    """What is wrong in any of the files, as ``file: what``."""
    return [f"{name_of(path)}: {what}" for path in paths for what in rule(path)]


def test_imports_go_one_way() -> None:
    def rule(path: Path) -> Iterator[str]:
        own = path.relative_to(ROOT).parts
        for dotted in imports(path):
            top = dotted.split(".")[0]
            if top in {"tests", "bench"}:
                yield f"the product imports {dotted}"
            if own[0] == "proto" and top not in {"proto", "msgspec", *sys.stdlib_module_names}:
                yield f"proto imports {dotted}"
            if own[0] == "services" and service_of(dotted) not in {None, own[1]}:
                yield f"{dotted} is another service's"

    assert broken(CODE, rule) == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_anatomy(service: str) -> None:
    folder = ROOT / "services" / service
    prose = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    assert all(word in prose.lower() for word in ("takes", "gives", "owns", "never")), prose
    assert len((folder / "service.py").read_text().splitlines()) < 60


def test_a_file_is_one_idea_and_says_which() -> None:
    def rule(path: Path) -> Iterator[str]:
        lines = len(path.read_text().splitlines())
        if not ast.get_docstring(tree_of(path)):
            yield "does not say what it is"
        if lines > FILE_LINES_MAX and path.name not in READS_TOP_TO_BOTTOM:
            yield f"{lines} lines"
        if EMPTY_NAMES & set(path.relative_to(ROOT).with_suffix("").parts):
            yield "an empty name"

    assert broken(PYTHON, rule) == []


def test_functions_are_small_and_classes_named() -> None:
    def rule(path: Path) -> Iterator[str]:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, FUNCTION) and path.name not in READS_TOP_TO_BOTTOM:
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES_MAX:
                    yield f"{node.name} has {length} lines"
            if isinstance(node, ast.ClassDef):
                words = {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
                yield from (f"{node.name} is an empty name" for _ in words & EMPTY_NAMES)

    assert broken(PYTHON, rule) == []


def test_public_things_say_what_they_are() -> None:
    def rule(path: Path) -> Iterator[str]:
        for node in tree_of(path).body:
            is_named = isinstance(node, (*FUNCTION, ast.ClassDef)) and not node.name.startswith("_")
            if is_named and not ast.get_docstring(node):
                yield f"{node.name} has no docstring"

    assert broken(CODE, rule) == []


def test_the_environment_is_read_in_one_file() -> None:
    def rule(path: Path) -> Iterator[str]:
        tree = tree_of(path)
        written = {id(getattr(node, "value", None)) for node in ast.walk(tree) if is_written(node)}
        for node in ast.walk(tree):
            is_read = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
            if is_read and id(node) not in written:
                yield f"line {node.lineno} reads the environment"

    assert broken([path for path in CODE if name_of(path) != "services/settings.py"], rule) == []


def is_written(node: ast.AST) -> bool:
    """Whether this sets something: the left side of an assignment to an item, or ``setdefault``."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store)
    return isinstance(node, ast.Attribute) and node.attr == "setdefault"


def test_only_the_command_line_prints() -> None:
    def rule(path: Path) -> Iterator[str]:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield f"line {node.lineno} prints"

    silent = [path for path in CODE if not path.stem.startswith("cli") and path.name not in READS_TOP_TO_BOTTOM]
    assert broken(silent, rule) == []


def test_importing_makes_no_clients() -> None:
    def rule(path: Path) -> Iterator[str]:
        for statement in tree_of(path).body:
            for node in ast.walk(statement) if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr) else ():
                if isinstance(node, ast.Call):
                    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if called in CLIENTS:
                        yield f"line {node.lineno} makes a {called} at import time"

    assert broken(CODE, rule) == []


def test_plumbing_imports_nothing_heavy() -> None:
    for path in CODE:
        if path.parent == ROOT / "services" or path.is_relative_to(ROOT / "proto"):
            assert not {dotted.split(".")[0] for dotted in imports(path, top_only=True)} & HEAVY, name_of(path)


@pytest.mark.parametrize("service", ["gateway", "scheduler", "billing"])
def test_a_service_without_models_loads_none(service: str) -> None:
    code = f"import sys, services.{service}.service; print(*{HEAVY!r}.intersection(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []


def test_nothing_speaks_of_one_machine_or_of_later() -> None:
    def rule(path: Path) -> Iterator[str]:
        text = path.read_text()
        yield from re.findall(r"(?<![\w.])(/(?:work|root|home|Users|tmp)/.*)", text)
        yield from re.findall(r"\b(?:TODO|FIXME|XXX)\b", text)

    assert broken([*CODE, *TEXT], rule) == []


def test_no_dependency_is_under_the_gpl() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for wanted in project["dependencies"]:
        about = metadata.metadata(re.split(r"[<>=!~\[; ]", wanted)[0])
        claims = [about.get("License-Expression") or (about.get("License") or "")[:100]]
        claims += [each for each in about.get_all("Classifier") or [] if each.startswith("License")]
        assert not any(re.search(r"(?<!L)(?<!Lesser )\bA?GPL|General Public License", claim) for claim in claims), (
            claims
        )


def test_tests_mirror_the_tree() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders <= {"proto", "plumbing", *SERVICES}
