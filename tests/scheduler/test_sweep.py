"""The sweeper: holds and objects that belong to no job go, everything else stays."""

import pytest

from proto.job import Artifact, JobEvent, Request, abandoned
from proto.streams import DAY_S, job_subject, request_key
from proto.values import new_id
from services.bus import ConflictError
from services.run import App
from services.scheduler.sweep import delete_orphans, release_orphans
from services.store import artifact_key, checkpoint_prefix, upload_prefix


async def test_a_hold_without_a_job_is_released_after_its_tombstone_is_written(app: App, account: str) -> None:
    video = new_id("video")
    await app.ledger.grant(account, 50, f"t-{account}")
    entry = await app.ledger.hold(account, video, 20, 200)
    wanted = Request(prompt="a ball", model="sora-2", seconds=4, width=1280, height=720, seed=1)
    await app.bus.put("requests", request_key(account, video), wanted)
    assert await release_orphans(app, {account: entry}) == 0, "it is too young to be an orphan"
    assert await release_orphans(app, {account: entry}, age_s=-1) == 1
    _, head = await app.ledger.head(account)
    assert (head.available, head.held) == (50, 0)
    with pytest.raises(ConflictError):
        await app.bus.publish(job_subject(account, video), b"{}", expect=0)
    assert await app.bus.get("requests", request_key(account, video), Request) is None


async def test_a_job_that_cannot_be_read_keeps_its_hold_and_stops_no_other_release(app: App, account: str) -> None:
    spoilt, orphan = new_id("video"), new_id("video")
    await app.ledger.grant(account, 50, f"t-{account}")
    await app.bus.publish(job_subject(account, spoilt), b"garbage", expect=0)
    await app.ledger.hold(account, spoilt, 20, 200)
    entry = await app.ledger.hold(account, orphan, 20, 200)
    assert await release_orphans(app, {account: entry}, age_s=-1) == 1
    assert list((await app.ledger.head(account))[1].holds) == [spoilt]


async def test_a_film_without_a_record_is_kept_as_long_as_records_are(app: App, account: str) -> None:
    """As it is after NATS has lost its data, or was restored from a backup that is older than the film."""
    films = [
        await app.store.put_bytes(artifact_key(account, new_id("video"), 0, 1, "video.mp4"), b"film", "video/mp4")
        for _ in range(2)
    ]
    await app.bus.publish(job_subject(account, films[0].key.split("/")[2]), b"garbage", expect=0)
    for keep_s in (0, 90 * DAY_S):
        await delete_orphans(app, set(), keep_s, age_s=-60)
        assert await app.store.list_keys(f"videos/{account}/") == sorted(film.key for film in films)
    await delete_orphans(app, set(), 1e-6, age_s=-60)
    assert await app.store.list_keys(f"videos/{account}/") == []


async def test_only_objects_that_no_job_needs_are_deleted(app: App, account: str) -> None:
    video, live = new_id("video"), new_id("video")
    kept = await app.store.put_bytes(artifact_key(account, video, 0, 2, "video.mp4"), b"kept", "video/mp4")
    late = await app.store.put_bytes(artifact_key(account, video, 0, 1, "video.mp4"), b"late", "video/mp4")
    running = await app.store.put_bytes(artifact_key(account, live, 0, 1, "picture.mp4"), b"now", "video/mp4")
    checkpoint = await app.store.put_bytes(f"{checkpoint_prefix(video)}0-1/5.safetensors", b"c", "x/y")
    job = abandoned(account, video, now=0, why="").job
    artifacts: dict[str, Artifact] = {"video.mp4": kept}
    job = type(job)(**{name: getattr(job, name) for name in job.__struct_fields__} | {"artifacts": artifacts})
    await app.bus.publish(job_subject(account, video), JobEvent(kind="completed", at=0, job=job), expect=0)
    for owner in (video, live, new_id("video")):
        await app.store.put_bytes(f"{upload_prefix(account, owner)}style.png", b"p", "image/png")
    await delete_orphans(app, {live}, 0, age_s=-60)
    left = await app.store.list_keys(f"videos/{account}/")
    assert left == sorted([kept.key, running.key])
    assert late.key not in left
    assert await app.store.list_keys(checkpoint.key) == []
    assert await app.store.list_keys(f"uploads/{account}/") == [f"{upload_prefix(account, live)}style.png"]
