"""Pictures that come with an order: every kind of file that people have, and those that are meant to do harm."""

import asyncio
import base64
import io
import resource
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import numpy as np
import pytest
from PIL import Image

from services.gateway import references
from services.gateway.errors import ApiError
from services.gateway.references import Picture, plain
from services.run import App
from tests.gateway.stage import Stage
from tests.gateway.test_bad_input import error_of

RED, BLUE = (200, 30, 40), (30, 60, 190)
GROWN_BYTES_MAX = 64 * 1024**2


def halves(mode: str = "RGB", size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def turned() -> bytes:
    """The halves as a camera held on its side writes them: turned, with a note that says so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(halves().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)


def deep() -> bytes:
    """Sixteen bits of grey: dark on the left, bright on the right."""
    ramp = np.where(np.arange(96) < 48, 0x2000, 0xE000).astype(np.uint16)
    return saved(Image.fromarray(np.tile(ramp, (64, 1))), "PNG")


def clear_palette() -> bytes:
    """Red on the left, and nothing on the right."""
    picture = halves().quantize(4)
    found = picture.getpixel((95, 0))
    return saved(picture, "PNG", transparency=found)


def animated(kind: str) -> bytes:
    """Two pictures after each other; the first is the one with the halves."""
    return saved(halves(), kind, save_all=True, append_images=[Image.new("RGB", (96, 64), "white")], duration=100)


def png_header(width: int, height: int, bits: int = 8, colours: int = 2) -> bytes:
    body = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def black(side: int) -> bytes:
    """A black PNG of so many pixels a side, one bit each: a thousandth of what it becomes."""
    press, row = zlib.compressobj(9), bytes(1 + -(-side // 8))
    body = b"".join([*(press.compress(row) for _ in range(side)), press.flush()])
    return png_header(side, side, 1, 0) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def noted() -> bytes:
    """A PNG with a compressed note of 100 MB."""
    note = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return (data := saved(halves(), "PNG"))[:33] + note + data[33:]


LEFT_RED = (RED, BLUE)
GOOD: dict[str, tuple[Callable[[], bytes], tuple[tuple[int, int, int], tuple[int, int, int]]]] = {
    "png": (lambda: saved(halves(), "PNG"), LEFT_RED),
    "jpeg": (lambda: saved(halves(), "JPEG", quality=95), LEFT_RED),
    "webp": (lambda: saved(halves(), "WEBP", lossless=True), LEFT_RED),
    "cmyk": (lambda: saved(halves("CMYK"), "JPEG", quality=95), LEFT_RED),
    "grey": (lambda: saved(halves("L"), "PNG"), ((82, 82, 82), (66, 66, 66))),
    "16 bits": (deep, ((0x20,) * 3, (0xE0,) * 3)),
    "turned by exif": (turned, LEFT_RED),
    "clear palette": (clear_palette, (RED, (255, 255, 255))),
    "animated png": (lambda: animated("PNG"), LEFT_RED),
    "animated webp": (lambda: animated("WEBP"), LEFT_RED),
}
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "1 to"),
    "no picture": (lambda: b"\0" * 500, "not a PNG"),
    "text named png": (lambda: b"hello, I am a picture", "not a PNG"),
    "gif": (lambda: saved(halves(), "GIF"), "not a PNG"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", "not a PNG"),
    "tiff": (lambda: saved(halves(), "TIFF"), "not a PNG"),
    "cut off": (lambda: saved(halves(size=(800, 600)), "JPEG")[:900], "damaged"),
    "cut off png": (lambda: saved(halves(), "PNG")[:60], "damaged"),
    "spoilt": (lambda: (data := bytearray(saved(halves(), "PNG"))).__setitem__(45, 1) or bytes(data), "damaged"),
    "head alone": (lambda: png_header(64, 64), "not a PNG"),
    "bomb": (lambda: black(16_000), "16000x16000 pixels"),
    "bomb's head": (lambda: png_header(60_000, 60_000) + chunk(b"IDAT", b""), "60000x60000 pixels"),
}


def form_of(data: bytes, **named: Any) -> aiohttp.FormData:
    form = aiohttp.FormData({"prompt": "a"})
    form.add_field("input_reference", data, **({"filename": "a.png", "content_type": "image/png"} | named))
    return form


async def kept(gateway: App, stage: Stage, role: str = "first_frame") -> np.ndarray:
    """The picture that the last order was stored with."""
    (found,) = (each for each in stage.submits[-1].request.references if each.role == role)
    with Image.open(io.BytesIO(await gateway.store.get_bytes(found.picture.key))) as opened:
        assert (opened.format, opened.mode) == ("PNG", "RGB")
        return np.asarray(opened).astype(int)


@pytest.mark.parametrize("name", GOOD)
async def test_pictures_of_all_kinds_are_taken(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, name: str
) -> None:
    make, (left, right) = GOOD[name]
    async with http.post("/v1/videos", data=form_of(make())) as response:
        assert response.status == 200, await response.text()
    pixels = await kept(gateway, stage)
    assert pixels.shape == (64, 96, 3)
    for column, expected in ((20, left), (76, right)):
        assert np.abs(pixels[32, column] - expected).max() < 12, pixels[32, column]


@pytest.mark.parametrize("name", BAD)
async def test_a_picture_that_can_not_be_used_is_refused_and_named(
    http: aiohttp.ClientSession, stage: Stage, name: str
) -> None:
    make, why = BAD[name]
    async with http.post("/v1/videos", data=form_of(make())) as response:
        error = await error_of(response, 400)
    assert (error["param"], error["code"]) == ("input_reference", "invalid_image")
    assert why in error["message"]
    assert not stage.submits


async def test_the_type_is_told_by_the_content(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    named = {"filename": "holiday.mp4", "content_type": "video/mp4"}
    async with http.post("/v1/videos", data=form_of(saved(halves(), "WEBP"), **named)) as response:
        assert response.status == 200
    nameless = {"filename": "", "content_type": "application/octet-stream"}
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"), **nameless)) as response:
        assert response.status == 200, await response.text()
    assert (await kept(gateway, stage)).shape == (64, 96, 3)


async def test_a_large_picture_is_made_smaller(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    async with http.post("/v1/videos", data=form_of(saved(halves(size=(5000, 2500)), "PNG"))) as response:
        assert response.status == 200
    assert (await kept(gateway, stage)).shape == (1024, 2048, 3)


async def test_a_file_may_have_so_many_bytes(
    http: aiohttp.ClientSession, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "BYTES_MAX", 100)
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"))) as response:
        assert "1 to 100 bytes" in (await error_of(response, 400))["message"]
    assert not stage.submits


async def test_a_picture_for_which_there_is_no_room_is_an_error_at_once(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway.store, "_put_if_absent", lambda *_: 507)
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"))) as response:
        assert (await error_of(response, 503))["code"] == "storage_full"
    assert not stage.submits


def data_url(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


async def test_a_data_url_is_a_picture(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    order = {"prompt": "a", "input_reference": {"image_url": data_url(saved(halves(), "JPEG"), "image/jpeg")}}
    async with http.post("/v1/videos", json=order) as response:
        assert response.status == 200
    assert (await kept(gateway, stage)).shape == (64, 96, 3)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("data:image/png;base64,####", "invalid_image"),
        ("data:image/png;base64,", "invalid_image"),
        ("data:image/png,abc", "invalid_image_url"),
        ("file:///etc/passwd", "invalid_image_url"),
        ("", "invalid_image_url"),
    ],
)
async def test_other_urls_are_refused(http: aiohttp.ClientSession, stage: Stage, address: str, code: str) -> None:
    order = {"prompt": "a", "input_reference": {"image_url": address}}
    async with http.post("/v1/videos", json=order) as response:
        error = await error_of(response, 400)
    assert (error["param"], error["code"]) == ("input_reference", code)
    assert not stage.submits


async def test_each_role_has_its_picture(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    form = aiohttp.FormData({"prompt": "a"})
    for role, size in (("environment", (32, 32)), ("style", (48, 48))):
        form.add_field("references[][role]", role)
        form.add_field("references[][image]", saved(halves(size=size), "PNG"), filename=f"{role}.png")
    form.add_field("input_reference", saved(halves(), "PNG"), filename="a.png")
    async with http.post("/v1/videos", data=form) as response:
        assert response.status == 200, await response.text()
    for role, side in (("environment", 32), ("style", 48), ("first_frame", 64)):
        assert (await kept(gateway, stage, role)).shape[0] == side


SMALL = data_url(saved(halves(size=(16, 16)), "PNG"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "invalid_type"),
        (["x"], "invalid_type"),
        ([{"image_url": SMALL}], "invalid_value"),
        ([{"role": ["style"], "image_url": SMALL}], "invalid_value"),
        ([{"role": "style"}], "invalid_type"),
        ([{"role": "style", "image": {}}], "invalid_type"),
        ([{"role": "style", "file_id": "f"}], "unsupported_parameter"),
        ([{"role": "style", "image_url": SMALL, "file_id": "f"}], "invalid_value"),
        ([{"role": "style", "image_url": SMALL}] * 2, "invalid_value"),
        ([{"role": "style", "image_url": SMALL}, {"role": "texture", "image_url": SMALL}], "invalid_value"),
        ([{"role": "style", "image_url": SMALL}, {"role": "environment", "image_url": "data:,"}], "invalid_image_url"),
    ],
)
async def test_lists_of_roles_are_judged(http: aiohttp.ClientSession, stage: Stage, given: Any, code: str) -> None:
    if given == {}:
        given = {"role": "style", "image_url": SMALL}
    async with http.post("/v1/videos", json={"prompt": "a", "references": given}) as response:
        error = await error_of(response, 400)
    assert (error["param"], error["code"]) == ("references", code)
    assert not stage.submits


async def test_texture_is_another_name_of_style(http: aiohttp.ClientSession, stage: Stage, gateway: App) -> None:
    order = {"prompt": "a", "references": [{"role": "texture", "image_url": SMALL}]}
    async with http.post("/v1/videos", json=order) as response:
        assert response.status == 200, await response.text()
    assert (await kept(gateway, stage, "style")).shape == (16, 16, 3)


async def test_of_several_pictures_the_one_that_is_refused_is_named(http: aiohttp.ClientSession) -> None:
    spoilt = data_url(saved(halves(), "PNG")[:60])
    given = [{"role": "environment", "image_url": SMALL}, {"role": "style", "image_url": spoilt}]
    async with http.post("/v1/videos", json={"prompt": "a", "references": given}) as response:
        error = await error_of(response, 400)
    assert error["param"] == "references"
    assert error["message"].startswith("Invalid 'references[style]': it is damaged")


async def test_a_first_frame_is_given_once(http: aiohttp.ClientSession, stage: Stage) -> None:
    one = {"role": "first_frame", "image_url": SMALL}
    order = {"prompt": "a", "input_reference": {"image_url": SMALL}, "references": [one]}
    async with http.post("/v1/videos", json=order) as response:
        assert (await error_of(response, 400))["param"] == "references"
    assert not stage.submits


@pytest.mark.parametrize("make", [lambda: black(60_000), lambda: black(7_000), noted], ids=["bomb", "large", "note"])
async def test_a_bomb_costs_the_gateway_nothing(make: Callable[[], bytes]) -> None:
    """Whatever it becomes is not in this process, ends in time, and lets others be served meanwhile."""
    data = make()
    before, began, ticks = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic(), 0
    work = asyncio.ensure_future(plain(Picture(role="style", data=data, param="references")))
    while not work.done():
        await asyncio.wait([work], timeout=0.02)
        ticks += 1
    if isinstance(work.exception(), ApiError):
        assert "pixels" in str(work.exception()) or "damaged" in str(work.exception())
    else:
        assert len(work.result().data) < 2**20
    assert time.monotonic() - began < references.DECODE_S_MAX
    assert ticks > 1
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < GROWN_BYTES_MAX
