"""The sweeper: holds and objects that belong to no job go, everything else stays."""

import pytest

from proto.job import Artifact, JobEvent, abandoned
from proto.streams import job_subject
from proto.values import new_id
from services.bus import ConflictError
from services.run import App
from services.scheduler.sweep import delete_orphans, release_orphans
from services.store import artifact_key, checkpoint_prefix


async def test_a_hold_without_a_job_is_released_after_its_tombstone_is_written(app: App, account: str) -> None:
    video = new_id("video")
    await app.ledger.grant(account, 50, f"t-{account}")
    entry = await app.ledger.hold(account, video, 20, 200)
    assert await release_orphans(app, {account: entry}) == 0, "it is too young to be an orphan"
    assert await release_orphans(app, {account: entry}, age_s=-1) == 1
    _, head = await app.ledger.head(account)
    assert (head.available, head.held) == (50, 0)
    with pytest.raises(ConflictError):
        await app.bus.publish(job_subject(account, video), b"{}", expect=0)


async def test_only_objects_that_no_job_needs_are_deleted(app: App, account: str) -> None:
    video, live = new_id("video"), new_id("video")
    kept = await app.store.put_bytes(artifact_key(account, video, 0, 2, "video.mp4"), b"kept", "video/mp4")
    late = await app.store.put_bytes(artifact_key(account, video, 0, 1, "video.mp4"), b"late", "video/mp4")
    running = await app.store.put_bytes(artifact_key(account, live, 0, 1, "picture.mp4"), b"now", "video/mp4")
    gone = await app.store.put_bytes(artifact_key(account, new_id("video"), 0, 1, "x"), b"gone", "video/mp4")
    checkpoint = await app.store.put_bytes(f"{checkpoint_prefix(video)}0-1/5.safetensors", b"c", "x/y")
    job = abandoned(account, video, now=0, why="").job
    artifacts: dict[str, Artifact] = {"video.mp4": kept}
    job = type(job)(**{name: getattr(job, name) for name in job.__struct_fields__} | {"artifacts": artifacts})
    await app.bus.publish(job_subject(account, video), JobEvent(kind="completed", at=0, job=job), expect=0)
    await delete_orphans(app, {live}, age_s=-60)
    left = await app.store.list_keys(f"videos/{account}/")
    assert left == sorted([kept.key, running.key])
    assert late.key not in left
    assert gone.key not in left
    assert await app.store.list_keys(checkpoint.key) == []
