"""Pictures on the command line of `matinee render`: what is refused before anything starts, and what is sent."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from services import cli
from services.client import Client
from tests.plumbing.command import matinee


async def test_a_picture_that_is_not_there_is_named_before_anything_starts(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run = await matinee("render", "a", "--image", str(tmp_path / "typo.png"), "--data", str(data))
    assert run.code == 1
    assert "typo.png can not be read: No such file" in run.err
    run = await matinee("render", "a", "--reference", f"style={tmp_path}", "--data", str(data))
    assert run.code == 1
    assert f"{tmp_path} can not be read: Is a directory" in run.err
    assert not data.exists()


@pytest.mark.parametrize("given", ["hero=a.png", "style", "style=", "=a.png", "a.png"])
def test_a_wrong_role_is_wrong_use(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run(["render", "a", "--reference", given])
    assert end.value.code == 2
    assert "first_frame, environment, style" in capsys.readouterr().err


async def test_a_film_made_from_another_takes_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")
    run = await matinee("render", "a", "--remix", "video_1", "--image", str(tmp_path / "a.png"))
    assert run.code == 1
    assert "--reference" in run.err


@pytest.fixture
async def asked() -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """A server that fails once and then takes an order, and the forms that it was sent."""
    forms: list[dict[str, Any]] = []

    async def post(request: web.Request) -> web.Response:
        posted = await request.post()
        files = [field.file.read() for field in posted.getall("references[][image]")]
        forms.append({name: posted.getall(name) for name in posted} | {"references[][image]": files})
        return web.json_response({"id": "video_1"}, status=200 if len(forms) > 1 else 503)

    app = web.Application()
    app.router.add_post("/v1/videos", post)
    async with TestServer(app) as server:
        yield str(server.make_url("/")), forms


async def test_pictures_go_as_files_and_again_when_a_try_fails(asked: tuple[str, list[dict[str, Any]]]) -> None:
    url, forms = asked
    async with Client.connect(url, "key") as client:
        pictures = [("first_frame", b"one"), ("style", b"two")]
        film = await client.create({"prompt": "a", "seed": 7}, pictures=pictures)
    assert film == {"id": "video_1"}
    assert len(forms) == 2
    for form in forms:
        assert (form["prompt"], form["seed"]) == (["a"], ["7"])
        assert form["references[][role]"] == ["first_frame", "style"]
        assert form["references[][image]"] == [b"one", b"two"]
