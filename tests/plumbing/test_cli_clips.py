"""A clip on the command line of `matinee render`: what is refused before anything starts, and what is sent."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from services import cli, cli_render
from services.client import Client
from tests.plumbing.command import matinee


async def test_a_clip_that_is_not_there_is_named_before_anything_starts(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run = await matinee("render", "a", "--clip", str(tmp_path / "typo.mp4"), "--data", str(data))
    assert run.code == 1
    assert "typo.mp4 can not be read: No such file" in run.err
    assert not data.exists()


@pytest.mark.parametrize("option", [["--size", "64x64"], ["--seconds", "4"], ["--image", "a.png"], ["--negative", "b"]])
async def test_a_film_of_a_clip_keeps_what_the_clip_has(option: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"clip")
    run = await matinee("render", "a", "--clip", str(tmp_path / "a.mp4"), *option)
    assert run.code == 1
    assert option[0] in run.err


def test_a_clip_and_a_source_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run(["render", "a", "--clip", "a.mp4", "--remix", "video_1"])
    assert end.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.fixture
async def asked() -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """A server that fails once and then takes an order, and the forms that it was sent."""
    forms: list[dict[str, Any]] = []

    async def post(request: web.Request) -> web.Response:
        posted = await request.post()
        forms.append({name: value for name, value in posted.items() if isinstance(value, str)})
        field = posted["video"]
        assert isinstance(field, web.FileField)
        forms[-1]["video"] = field.file.read()
        return web.json_response({"id": "video_1"}, status=200 if len(forms) > 1 else 503)

    app = web.Application()
    app.router.add_post("/v1/videos/edits", post)
    async with TestServer(app) as server:
        yield str(server.make_url("/")), forms


async def test_a_clip_goes_as_a_file_and_again_when_a_try_fails(
    asked: tuple[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    url, forms = asked
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"clip" * 1000)
    options = cli._parser().parse_args(["render", "a", "--clip", str(clip), "--seed", "7", "--effects", "replace"])
    path, order = cli_render._order(options)
    async with Client.connect(url, "key") as client:
        assert await client.create(order, path, clip=options.clip) == {"id": "video_1"}
    sent = {"prompt": "a", "model": "foley", "seed": "7", "effects": "replace", "video": b"clip" * 1000}
    assert forms == [sent, sent]
