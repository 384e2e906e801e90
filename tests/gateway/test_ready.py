"""What an operator asks: ready only while a film could be made, and a clean end."""

import asyncio

import aiohttp
from msgspec.structs import replace

from proto.streams import LEASE_S
from services.gateway.service import serve
from services.ports import are_free, free_ports
from services.run import App
from tests.eventually import eventually
from tests.gateway.stage import Stage


async def missing(http: aiohttp.ClientSession) -> list[str]:
    async with http.get("/readyz") as response:
        body = await response.json()
        assert (response.status == 200) == body["ready"] == (not body["missing"])
        return body["missing"]


async def test_ready_names_what_is_missing_until_all_are_there(http: aiohttp.ClientSession, stage: Stage) -> None:
    async def is_missing(*names: str) -> bool:
        return await missing(http) == list(names)

    async def lacks(name: str) -> bool:
        return name in await missing(http)

    async with http.get("/healthz") as response:
        assert response.status == 200
    assert await missing(http) == ["scheduler", "voice", "render", "sound", "mux"]
    await stage.appear("voice", "render", "sound", "mux")
    await eventually(lambda: is_missing())
    await stage.bus.delete("workers", "sound-1")
    await eventually(lambda: lacks("sound"))
    await eventually(lambda: is_missing("scheduler", "voice", "render", "sound", "mux"), timeout_s=LEASE_S + 2)


async def test_metrics_count_requests_by_route(http: aiohttp.ClientSession) -> None:
    async with http.get("/v1/videos/video_1"), http.get("/metrics") as response:
        text = await response.text()
    assert 'route="/v1/videos/{video}",status="404"' in text
    assert "video_1" not in text


async def test_a_gateway_that_stops_closes_its_sockets_and_ends(gateway: App, key: str) -> None:
    settings = replace(gateway.settings, port=free_ports(1)[0])
    serving = asyncio.create_task(serve(replace(gateway, settings=settings)))
    await eventually(lambda: not are_free((settings.port,)))
    url = f"http://{settings.host}:{settings.port}"
    async with (
        aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {key}"}) as session,
        session.ws_connect("/v1/live") as socket,
        asyncio.timeout(4),
    ):
        serving.cancel()
        message = await socket.receive()
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.GOING_AWAY)
        await asyncio.wait([serving])
