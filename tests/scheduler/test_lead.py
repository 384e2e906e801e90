"""The leader's tokens: whatever became of an offer's first job, the second gets its token."""

import asyncio
import secrets

from msgspec.structs import replace

from proto.messages import Token
from proto.streams import work_subject
from proto.values import new_id
from services.run import App
from services.scheduler.book import Book
from services.scheduler.lead import Leader
from tests.gateway.stage import job_of
from tests.scheduler.test_submit import command


async def test_an_offer_that_is_given_again_brings_the_second_job_its_token(app: App, account: str) -> None:
    leader = Leader(app, Book(app.bus, lambda _: None), asyncio.Event())
    worker = f"render-{secrets.token_hex(4)}"
    jobs = [
        replace(job_of(account, new_id("video"), command(account).request), worker=worker, nonce="once", epoch=1)
        for _ in range(2)
    ]
    for job in (jobs[0], jobs[1], jobs[1]):
        await leader._give_token(job)
    subject = work_subject("render", worker)
    last = await app.bus.last("WORK", subject, Token)
    assert last is not None
    assert last[1].video == jobs[1].id
    info = await app.bus.js.stream_info("WORK", subjects_filter=subject)
    assert info.state.subjects == {subject: 2}, "the same token twice is stored once"
