"""What becomes of the pictures of an order that is refused, fails or is broken off, and how large one may be."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import msgspec
import pytest
import pytest_asyncio

from proto.job import JobEvent
from proto.messages import Refusal, Submit, SubmitReply, Submitted
from proto.streams import job_subject
from services.gateway import references
from services.gateway import submit as door_submit
from services.gateway.references import BYTES_MAX
from services.gateway.service import serve
from services.ports import are_free, free_ports
from services.room import Room
from services.run import App, connected
from services.scheduler import submit, sweep
from services.scheduler.book import Book
from services.settings import Settings
from services.store import upload_prefix
from tests.eventually import eventually
from tests.gateway.stage import Stage
from tests.gateway.test_bad_input import error_of
from tests.gateway.test_references import data_url, form_of, halves, saved


class Till:
    """A scheduler as it is, with what it was told and what it said."""

    def __init__(self, gateway: App) -> None:
        self.app, self.book = gateway, Book(gateway.bus, lambda _: None)
        self.room = Room(gateway.bus, gateway.store, gateway.settings)
        self.told: list[tuple[Submit, SubmitReply]] = []

    async def answer(self, command: Submit) -> SubmitReply:
        said = await submit.submit(command, self.app, self.book, self.room)
        self.told.append((command, said))
        return said

    @property
    def video(self) -> str:
        return self.told[-1][0].video

    async def job(self) -> str | None:
        """The state of the job that the last command was about; None if nothing was written."""
        account = self.told[-1][0].account
        found = await self.app.bus.last("JOBS", job_subject(account, self.video), JobEvent)
        return found[1].job.state if found else None

    async def credits(self) -> tuple[int, int]:
        """What the account has, and what is held of it."""
        _, head = await self.app.ledger.head(self.told[-1][0].account)
        return head.available, head.held

    async def uploads(self) -> int:
        return len(await self.app.store.list_keys(upload_prefix(self.told[-1][0].account, self.video)))


@pytest.fixture
def till(stage: Stage, gateway: App) -> Till:
    found = Till(gateway)
    stage.scheduler = found.answer
    return found


def two_pictures() -> aiohttp.FormData:
    form = form_of(saved(halves(), "PNG"))
    form.add_field("references[][role]", "style")
    form.add_field("references[][image]", saved(halves(), "PNG"), filename="style.png")
    return form


async def test_an_order_that_is_refused_leaves_nothing(
    http: aiohttp.ClientSession, till: Till, gateway: App, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(gateway.store, "put_bytes", None)
        async with http.post("/v1/videos", data=two_pictures()) as response:
            assert (await error_of(response, 429))["code"] == "insufficient_quota"
    assert (await till.job(), await till.uploads(), await till.credits()) == (None, 0, (0, 0))
    await gateway.ledger.grant(account, 12, f"t-{account}")
    async with http.post("/v1/videos", data=two_pictures()) as response:
        assert response.status == 200, await response.text()
    assert (await till.job(), await till.uploads(), await till.credits()) == ("queued", 2, (0, 12))


async def test_an_order_whose_pictures_can_not_be_stored_gives_its_credits_back_at_once(
    http: aiohttp.ClientSession, till: Till, gateway: App, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await gateway.ledger.grant(account, 12, f"t-{account}")
    put, tried = gateway.store._put_if_absent, []

    def one_alone(*given: object) -> int:
        tried.append(given)
        return put(*given) if len(tried) == 1 else 507  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(gateway.store, "_put_if_absent", one_alone)
        async with http.post("/v1/videos", data=two_pictures()) as response:
            assert (await error_of(response, 503))["code"] == "storage_full"
    assert len(tried) == 2
    assert (await till.job(), await till.uploads(), await till.credits()) == ("abandoned", 0, (12, 0))
    async with http.post("/v1/videos", data=two_pictures()) as response:
        assert response.status == 200, await response.text()


@pytest.mark.parametrize("dies", ["before the hold", "before storing", "while storing", "before the job", "behind it"])
async def test_a_gateway_that_dies_leaves_a_job_with_its_pictures_or_nothing(
    http: aiohttp.ClientSession,
    till: Till,
    gateway: App,
    account: str,
    dies: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await gateway.ledger.grant(account, 12, f"t-{account}")
    keep, ask = references.keep, door_submit.ask

    async def dying_keep(*given: object) -> object:
        if dies == "before storing":
            raise asyncio.CancelledError
        pictures = given[-1][:1] if dies == "while storing" else given[-1]  # type: ignore[index]
        stored = await keep(*given[:-1], pictures)  # type: ignore[arg-type]
        if dies != "behind it":
            raise asyncio.CancelledError
        return stored

    async def dying_ask(*given: object) -> object:
        if dies == "before the hold":
            till.told.append((given[2], Refusal(code="", message="")))  # type: ignore[arg-type]
            raise asyncio.CancelledError
        answer = await ask(*given)  # type: ignore[arg-type]
        if isinstance(answer, Submitted):
            raise asyncio.CancelledError
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(references, "keep", dying_keep)
        patched.setattr(door_submit, "ask", dying_ask)
        with pytest.raises(aiohttp.ClientError):
            await http.post("/v1/videos", data=two_pictures())
    command = till.told[-1][0]
    _, head = await gateway.ledger.head(account)
    live = {command.video} if await till.job() == "queued" else set()
    await sweep.release_orphans(gateway, {account: head}, age_s=-1)
    await sweep.delete_orphans(gateway, live, 0, age_s=-60)
    if dies == "behind it":
        assert (await till.job(), await till.uploads(), await till.credits()) == ("queued", 2, (0, 12))
    else:
        assert (await till.job(), await till.uploads()) == (None if dies == "before the hold" else "abandoned", 0)
        assert await till.credits() == (12, 0)
    if dies not in ("before the hold", "behind it"):
        late = await till.answer(msgspec.structs.replace(command, hold_only=False))
        assert isinstance(late, Refusal)
        assert await till.credits() == (12, 0)


async def test_a_twin_that_was_taken_keeps_its_pictures(
    http: aiohttp.ClientSession, stage: Stage, gateway: App, account: str
) -> None:
    """The same order twice at once: one is refused, for the other was quicker."""

    async def take(command: Submit) -> bool:
        stage.refusal = Refusal(code="storage_full", message="The server has no room for more jobs.")
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
