"""What a child that reads a client's file knows and may do, and what of its words is told."""

from pathlib import Path

import pytest

from services import confined
from services.confined import UnfitError

CHILD = "tests.plumbing.confined_child"


async def run(*task: str) -> str:
    return (await confined.run(CHILD, *task, wait_s=60)).decode()


async def test_a_child_knows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_S3_SECRET_KEY", "secret")
    told = await run("environment")
    assert "PYTHONPATH" in told
    assert "MATINEE" not in told


async def test_a_child_opens_few_files_and_writes_none(tmp_path: Path) -> None:
    assert int(await run("files")) < confined.FILES_MAX
    assert await run("write", str(tmp_path / "file")) == "refused"


async def test_a_child_starts_no_other() -> None:
    assert await run("start") == "refused"


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("unfit", "^it is blue$"),
        ("broken", "^it can not be decoded$"),
        ("memory", "^it takes too much memory$"),
        ("talkative", "^it is blue$"),
    ],
)
async def test_only_what_is_meant_for_the_client_is_told(task: str, words: str) -> None:
    with pytest.raises(UnfitError, match=words):
        await run(task)
