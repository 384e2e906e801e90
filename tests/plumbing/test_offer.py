"""What a worker says of itself: every change is told, the last word is the newest, and at the end it is taken back."""

import asyncio
import secrets

from proto.messages import Presence
from services.cancellation import end
from services.offer import Offer
from services.run import App
from tests.eventually import eventually


async def test_a_worker_says_that_it_waits_then_works_then_waits_under_another_nonce(app: App) -> None:
    name = f"mux-{secrets.token_hex(4)}"
    offer = Offer(app.bus, "mux", name, ())
    first = offer.nonce

    async def said() -> Presence | None:
        found = await app.bus.get("workers", name, Presence)
        return found[1] if found else None

    async def says(nonce: str, video: str) -> bool:
        found = await said()
        return found is not None and (found.nonce, found.video) == (nonce, video)

    saying = asyncio.create_task(offer.run())
    await eventually(lambda: says(first, ""))
    offer.take("video_1")
    await eventually(lambda: says("", "video_1"))
    offer.renew()
    offer.take("video_2")
    offer.renew()
    assert offer.nonce != first
    await eventually(lambda: says(offer.nonce, ""))
    await end([saying])
    await offer.withdraw()
    assert await said() is None
