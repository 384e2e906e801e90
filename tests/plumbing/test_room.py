"""Whether there is room: however many ask, the servers are asked once."""

import asyncio

from services.room import Room
from services.run import App
from services.store import Store


class Counted(Store):
    """A real store that counts how often it is probed."""

    probes = 0

    async def has_room(self) -> bool:
        self.probes += 1
        return await super().has_room()


async def test_many_who_ask_at_once_make_one_probe(app: App) -> None:
    store = Counted(app.settings)
    room = Room(app.bus, store, app.settings)
    assert all(await asyncio.gather(*(room.in_store() for _ in range(8))))
    assert await room.in_store()
    assert store.probes == 1
