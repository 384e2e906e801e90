"""One leader at a time: the standby takes over when the leader stops, and one that lost its lease leads no more."""

import asyncio
import secrets

from proto.messages import Lease
from services.run import App
from services.scheduler.lease import while_held


class Duty:
    """Notes for how long it was done."""

    def __init__(self) -> None:
        self.began, self.ended = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.began.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()


async def test_the_standby_leads_when_the_leader_stops(app: App) -> None:
    first, second = Duty(), Duty()
    leader = asyncio.create_task(while_held(app.bus, f"first-{secrets.token_hex(4)}", first))
    await asyncio.wait_for(first.began.wait(), 20)
    standby = asyncio.create_task(while_held(app.bus, f"second-{secrets.token_hex(4)}", second))
    try:
        leader.cancel()
        await asyncio.wait_for(second.began.wait(), 5)
        assert first.ended.is_set()
    finally:
        standby.cancel()
        await asyncio.gather(leader, standby, return_exceptions=True)


async def test_a_leader_whose_lease_another_has_stops_leading(app: App) -> None:
    duty = Duty()
    leader = asyncio.create_task(while_held(app.bus, f"late-{secrets.token_hex(4)}", duty))
    await asyncio.wait_for(duty.began.wait(), 20)
    await app.bus.put("lease", "scheduler", Lease(holder="another"))
    await asyncio.wait_for(leader, 5)
    assert duty.ended.is_set()
    await app.bus.delete("lease", "scheduler")
