"""What becomes of the pictures of an order that is refused, and how large an order may be that carries one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import msgspec
import pytest_asyncio

from proto.messages import Refusal, Submit, Submitted
from services.gateway.references import BYTES_MAX
from services.gateway.service import serve
from services.ports import are_free, free_ports
from services.run import App, connected
from services.settings import Settings
from services.store import upload_prefix
from tests.eventually import eventually
from tests.gateway.stage import Stage
from tests.gateway.test_bad_input import error_of
from tests.gateway.test_references import data_url, form_of, halves, kept, saved


async def test_the_pictures_of_an_order_that_is_refused_are_deleted_at_once(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str
) -> None:
    stage.refusal = Refusal(code="insufficient_quota", message="This video costs 12 credits.")
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"))) as response:
        assert (await error_of(response, 429))["code"] == "insufficient_quota"
    (refused,) = stage.submits
    assert len(refused.request.references) == 1
    assert await gateway.store.list_keys(upload_prefix(account, refused.video)) == []
    stage.refusal = None
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"))) as response:
        assert response.status == 200
    assert (await kept(gateway, stage)).shape == (64, 96, 3)


async def test_a_twin_that_was_taken_keeps_its_pictures(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str
) -> None:
    """The same order twice at once: one is refused, for the other has spent the last credits."""
    stage.refusal = Refusal(code="insufficient_quota", message="This video costs 12 credits.")

    async def take(command: Submit) -> bool:
        return isinstance(await stage.make(command), Submitted)

    stage.before_answer = take
    async with http.post("/v1/videos", data=form_of(saved(halves(), "PNG"))) as response:
        assert (response.status, (await response.json())["id"]) == (200, stage.submits[0].video)
    assert len(await gateway.store.list_keys(upload_prefix(account, stage.submits[0].video))) == 1


@pytest_asyncio.fixture
async def roomy(gateway: App, key: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a gateway with the limit on bodies that an operator has who sets none."""
    own = msgspec.structs.replace(gateway.settings, port=free_ports(1)[0], body_bytes_max=Settings().body_bytes_max)
    async with connected(own, "roomy") as app:
        serving = asyncio.create_task(serve(app))
        await eventually(lambda: not are_free((own.port,)))
        session = aiohttp.ClientSession(f"http://{own.host}:{own.port}", headers={"Authorization": f"Bearer {key}"})
        async with session:
            yield session
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def test_the_largest_picture_fits_as_a_data_url_and_no_larger_one(
    roomy: aiohttp.ClientSession, stage: Stage
) -> None:
    picture = saved(halves(), "PNG")
    for size_bytes, status, code in (
        (BYTES_MAX, 200, None),
        (BYTES_MAX + 1, 400, "invalid_image"),
        (BYTES_MAX + 2**20, 413, "body_too_large"),
    ):
        url = data_url(picture + bytes(size_bytes - len(picture)))
        order = {"prompt": "a", "input_reference": {"image_url": url}}
        async with roomy.post("/v1/videos", json=order) as response:
            assert (response.status, ((await response.json()).get("error") or {}).get("code")) == (status, code)
    assert len(stage.submits) == 1
