"""Clips that are uploaded: what an order makes of one, and every way in which it is refused and leaves nothing."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from msgspec.structs import replace
from openai import AsyncOpenAI
from openai._types import omit

from proto.messages import Refusal
from services.clips import Facts
from services.confined import UnfitError
from services.gateway import clips
from services.gateway.clips import fitted
from services.run import App
from tests.clips import bouncing, only_sound, written
from tests.gateway.conftest import BODY_BYTES_MAX
from tests.gateway.stage import BALL, Stage
from tests.gateway.test_bad_input import error_of

CLIP = written(bouncing(1.3, size=(322, 181))[0], pixels="yuv444p")
WORDS = {"prompt": 'A ball bounces on wood. She says "Hello."', "model": "foley"}


def form_of(clip: bytes | None = CLIP, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData(fields)
    if clip is not None:
        form.add_field("video", clip, filename="my film.mov", content_type="application/octet-stream")
    return form


async def test_a_clip_is_kept_and_sets_size_and_length(client: AsyncOpenAI, stage: Stage, gateway: App) -> None:
    made = await client.videos.edit(
        prompt=WORDS["prompt"], video=("clip.mp4", CLIP), extra_body={"model": "foley", "seed": 7}
    )
    wanted = stage.submits[-1].request
    assert wanted.clip is not None
    assert (made.model, made.size, made.seconds, wanted.seed) == ("foley", "322x180", "2", 7)
    assert (wanted.clip.frames, wanted.length_s, wanted.clip.sounds) == (31, 31 / 24, False)
    assert await gateway.store.get_bytes(wanted.clip.file.key) == CLIP
    assert (wanted.clip.file.media_type, wanted.shots, wanted.merged_shots) == ("video/mp4", 1, 0)
    assert made.model_extra is not None
    assert made.model_extra["matinee"]["clip"] == {"seconds": 31 / 24, "frames": 31, "sounds": False}


@pytest.mark.usefixtures("stage")
async def test_the_same_post_again_is_the_same_film(http: aiohttp.ClientSession) -> None:
    made = []
    for _ in range(2):
        headers = {"Idempotency-Key": "once"}
        async with http.post("/v1/videos/edits", data=form_of(**WORDS), headers=headers) as response:
            made.append((response.status, (await response.json())["id"]))
    assert made == [(200, made[0][1])] * 2
    other = form_of(CLIP + b"more", **WORDS)
    async with http.post("/v1/videos/edits", data=other, headers={"Idempotency-Key": "once"}) as response:
        assert (await error_of(response, 400))["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("clip", "fields", "param", "code", "says"),
    [
        (b"", {}, "video", "invalid_video", "it is empty"),
        (b"GIF89a", {}, "video", "invalid_video", "it is damaged"),
        (b"hello", {}, "video", "invalid_video", "it is no MP4, MOV, WebM"),
        (only_sound(), {}, "video", "invalid_video", "no moving picture"),
        (CLIP[: len(CLIP) // 2], {}, "video", "invalid_video", "it is damaged"),
        (CLIP, {"model": ""}, "model", "missing_required_parameter", "takes clips: 'foley'"),
        (CLIP, {"model": "sora-2"}, "model", "unsupported_model", "'foley'"),
        (CLIP, {"model": "sora-3"}, "model", "invalid_value", "'foley'"),
        (CLIP, {"prompt": ""}, "prompt", "empty_string", "empty"),
        (CLIP, {"seconds": "4"}, "seconds", "unsupported_parameter", "keeps the clip's"),
        (CLIP, {"size": "1280x720"}, "size", "unsupported_parameter", "keeps the clip's"),
        (CLIP, {"voice": "nobody"}, "voice", "invalid_value", "nobody"),
    ],
)
async def test_an_order_that_can_not_be_carried_out_changes_nothing(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str, clip: bytes, fields: Any, param: str,
    code: str, says: str,
) -> None:  # fmt: skip
    async with http.post("/v1/videos/edits", data=form_of(clip, **{**WORDS, **fields})) as response:
        error = await error_of(response, 400)
    assert (error["param"], error["code"]) == (param, code)
    assert says in error["message"]
    assert stage.submits == []
    assert await gateway.store.list_keys(f"uploads/{account}/") == []


@pytest.mark.parametrize(
    ("path", "clip", "param"),
    [("/v1/videos", None, "video"), ("/v1/videos", CLIP, "video"), ("/v1/videos/extensions", CLIP, "video")],
)
async def test_a_clip_that_is_missing_or_elsewhere_is_told_where_to_go(
    http: aiohttp.ClientSession, stage: Stage, path: str, clip: bytes | None, param: str
) -> None:
    async with http.post(path, data=form_of(clip, seconds="4", **WORDS)) as response:
        error = await error_of(response, 400)
    assert error["param"] == param
    assert "/v1/videos/edits" in error["message"] or "can not be extended" in error["message"]
    assert stage.submits == []


async def test_a_clip_whose_order_is_refused_is_not_kept(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str
) -> None:
    stage.refusal = Refusal(code="insufficient_quota", message="This video costs 1 credit.")
    async with http.post("/v1/videos/edits", data=form_of(**WORDS)) as response:
        assert (await error_of(response, 429))["code"] == "insufficient_quota"
    assert await gateway.store.list_keys(f"uploads/{account}/") == []


async def test_a_clip_may_be_larger_than_other_bodies(http: aiohttp.ClientSession, gateway: App) -> None:
    filled = CLIP + b"\x00\x07\xa1\x20free" + bytes(500_000 - 8)
    async with http.post("/v1/videos/edits", data=form_of(filled, **WORDS)) as response:
        assert response.status == 200, await response.text()
    body = io.BytesIO(bytes(gateway.settings.clip_bytes_max))
    form = aiohttp.FormData(WORDS)
    form.add_field("video", body, filename="a")
    async with http.post("/v1/videos/edits", data=form) as response:
        assert (await error_of(response, 413))["code"] == "body_too_large"


@pytest.mark.parametrize("name", ["foo", "video[x]", "references[][image]"])
async def test_what_comes_beside_a_clip_may_not(name: str, http: aiohttp.ClientSession, gateway: App) -> None:
    form = form_of(**WORDS)
    form.add_field(name, io.BytesIO(bytes(gateway.settings.body_bytes_max)), filename="a")
    async with http.post("/v1/videos/edits", data=form) as response:
        assert (await error_of(response, 413))["code"] == "body_too_large"


async def test_what_has_no_filename_is_refused_before_it_has_come_whole(http: aiohttp.ClientSession) -> None:
    """It would be held in memory."""
    answered = asyncio.Event()

    async def form() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n' + bytes(2 * BODY_BYTES_MAX)
        await answered.wait()

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with asyncio.timeout(20), http.post("/v1/videos/edits", data=form(), headers=headers) as response:
        answered.set()
        assert (await error_of(response, 413))["code"] == "body_too_large"


async def test_a_clip_without_a_filename_is_refused(http: aiohttp.ClientSession) -> None:
    with aiohttp.MultipartWriter("form-data") as form:
        part = form.append(b"\xff\xfe", {"Content-Type": "video/mp4"})  # type: ignore[arg-type]
        part.set_content_disposition("form-data", name="video")
    async with http.post("/v1/videos/edits", data=form) as response:
        error = await error_of(response, 400)
    assert (error["param"], "filename" in error["message"]) == ("video", True)


async def test_a_store_that_is_slow_is_not_told_as_a_scheduler_that_is_silent(
    http: aiohttp.ClientSession, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(*_: object) -> object:
        raise TimeoutError

    monkeypatch.setattr(clips, "keep", slow)
    async with http.post("/v1/videos/edits", data=form_of(**WORDS)) as response:
        error = await error_of(response, 503)
    assert "scheduler" not in error["message"]
    assert stage.submits == []


async def test_a_film_of_a_clip_is_made_again_with_its_clip_but_not_extended(
    client: AsyncOpenAI, http: aiohttp.ClientSession, stage: Stage, account: str
) -> None:
    await client.videos.edit(prompt=WORDS["prompt"], video=CLIP, extra_body={"model": "foley"})
    job = await stage.new(account, stage.submits[-1].request)
    kept = {"clip": (CLIP, "application/octet-stream"), "latents.safetensors": (b"0", "application/octet-stream")}
    source = await stage.complete(job, kept)
    await client.videos.remix(source.id, prompt="on stone, calm piano")
    wanted = stage.submits[-1].request
    assert wanted.clip is not None
    assert wanted.clip.file == source.artifacts["clip"]
    body = {"prompt": "on", "seconds": "4", "video": {"id": source.id}}
    async with http.post("/v1/videos/extensions", json=body) as response:
        assert "can not be extended" in (await error_of(response, 400))["message"]


async def test_a_film_that_was_made_here_is_given_another_sound(
    client: AsyncOpenAI, http: aiohttp.ClientSession, stage: Stage, account: str
) -> None:
    source = await stage.complete(await stage.new(account), {"picture.mp4": (CLIP, "video/mp4")})
    body = {"model": "foley", "prompt": "Steps on gravel", "video": {"id": source.id}}
    made = await client.videos.edit(prompt="Steps on gravel", video=omit, extra_body=body)
    wanted = stage.submits[-1].request
    assert wanted.clip is not None
    assert (wanted.clip.file, wanted.clip.frames) == (source.artifacts["picture.mp4"], 96)
    assert (made.model, made.size, made.seconds, wanted.source) == ("foley", "720x1280", "4", None)
    async with http.post("/v1/videos/edits", json={**body, "seconds": "8"}) as response:
        assert (await error_of(response, 400))["param"] == "seconds"
    film = {"picture.mp4": (CLIP, "video/mp4")}
    long = await stage.complete(await stage.new(account, replace(BALL, seconds=28)), film)
    async with http.post("/v1/videos/edits", json={**body, "video": {"id": long.id}}) as response:
        assert (await error_of(response, 400))["code"] == "invalid_source"


async def test_models_say_which_of_them_take_clips(http: aiohttp.ClientSession) -> None:
    async with http.get("/v1/models") as response:
        found = {each["id"]: each["matinee"]["clips"] for each in (await response.json())["data"]}
    assert [name for name, takes in found.items() if takes] == ["foley"]


@pytest.mark.parametrize(
    ("shown", "size"),
    [
        ((1920, 1080), (1920, 1080)),
        ((3840, 2160), (2048, 1152)),
        ((2160, 3840), (1152, 2048)),
        ((641, 479), (640, 478)),
        ((64, 64), (64, 64)),
    ],
)
def test_a_film_has_its_clip_s_size(gateway: App, shown: tuple[int, int], size: tuple[int, int]) -> None:
    facts = Facts(media_type="video/mp4", width=shown[0], height=shown[1], seconds=1, sounds=False)
    assert fitted(facts, gateway.catalogue.models["foley"]) == size


def test_a_strip_is_refused(gateway: App) -> None:
    facts = Facts(media_type="video/mp4", width=4096, height=100, seconds=1, sounds=False)
    with pytest.raises(UnfitError, match="too oblong"):
        fitted(facts, gateway.catalogue.models["foley"])


@pytest.mark.usefixtures("stage")
async def test_two_are_looked_at_at_once_and_no_third(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most, look = 0, 0, clips.clips.look

    async def counted(path: Path, seconds_max: float) -> Facts:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        try:
            return await look(path, seconds_max)
        finally:
            running -= 1

    monkeypatch.setattr(clips.clips, "look", counted)

    async def order() -> int:
        async with http.post("/v1/videos/edits", data=form_of(**WORDS)) as response:
            return response.status

    assert await asyncio.gather(*(order() for _ in range(4))) == [200] * 4
    assert most == 2
