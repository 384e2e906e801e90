"""The rules that explain the tree, kept by reading it: who imports whom, how long a file is, what is never there."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
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


every_file = pytest.mark.parametrize("path", PYTHON, ids=name_of)
every_module = pytest.mark.parametrize("path", CODE, ids=name_of)


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


@every_module
def test_imports_go_one_way(path: Path) -> None:
    own = path.relative_to(ROOT).parts
    for dotted in imports(path):
        top = dotted.split(".")[0]
        assert top not in {"tests", "bench"}, f"the product imports {dotted}"
        if own[0] == "proto":
            assert top in {"proto", "msgspec", *sys.stdlib_module_names}, f"proto imports {dotted}"
        elif service_of(dotted):
            assert service_of(dotted) == own[1], f"{dotted} is another service's"


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_anatomy(service: str) -> None:
    folder = ROOT / "services" / service
    prose = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    assert all(word in prose.lower() for word in ("takes", "gives", "owns", "never")), prose
    assert len((folder / "service.py").read_text().splitlines()) < 60


@every_file
def test_a_file_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "it opens with what it is"
    assert path.name in READS_TOP_TO_BOTTOM or len(text.splitlines()) <= FILE_LINES_MAX
    assert not EMPTY_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)


@every_file
def test_functions_are_small_and_classes_named(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and path.name not in READS_TOP_TO_BOTTOM:
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES_MAX, f"{node.name} has {length} lines"
        if isinstance(node, ast.ClassDef):
            assert not EMPTY_NAMES & set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", node.name).lower())), (
                node.name
            )


@every_module
def test_public_things_say_what_they_are(path: Path) -> None:
    for node in tree_of(path).body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@every_module
def test_the_environment_is_read_in_one_file(path: Path) -> None:
    if name_of(path) == "services/settings.py":
        return
    tree = tree_of(path)
    written = {id(getattr(node, "value", None)) for node in ast.walk(tree) if is_written(node)}
    for node in ast.walk(tree):
        read = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
        assert not read or id(node) in written, f"line {node.lineno} reads the environment"


def is_written(node: ast.AST) -> bool:
    """Whether this sets something: the left side of an assignment to an item, or ``setdefault``."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store)
    return isinstance(node, ast.Attribute) and node.attr == "setdefault"


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    if path.stem.startswith("cli") or path.name in READS_TOP_TO_BOTTOM:
        return
    for node in ast.walk(tree_of(path)):
        printed = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        assert not printed, f"line {node.lineno} prints"


@every_module
def test_importing_makes_no_clients(path: Path) -> None:
    for statement in tree_of(path).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            for node in ast.walk(statement):
                if isinstance(node, ast.Call):
                    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    assert called not in CLIENTS, f"line {node.lineno} makes a {called} at import time"


def test_plumbing_imports_nothing_heavy() -> None:
    for path in CODE:
        if path.parent == ROOT / "services" or path.is_relative_to(ROOT / "proto"):
            assert not {dotted.split(".")[0] for dotted in imports(path, top_only=True)} & HEAVY, name_of(path)


@pytest.mark.parametrize("service", ["gateway", "scheduler", "billing"])
def test_a_service_without_models_loads_none(service: str) -> None:
    code = f"import sys, services.{service}.service; print(*{HEAVY!r}.intersection(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("path", [*CODE, *TEXT], ids=name_of)
def test_nothing_speaks_of_one_machine_or_of_later(path: Path) -> None:
    text = path.read_text()
    found = re.search(r"(?<![\w.])/(work|root|home|Users|tmp)/", text)
    assert not found, f"a local path: {found.group()}" if found else ""
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)


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
