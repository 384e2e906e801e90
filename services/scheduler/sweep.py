"""What is thrown away: checkpoints of jobs that ended, deleted videos, objects and holds that belong to no job.

It never touches an object that a job names, nor a hold whose job may still come: its tombstone is written first. That a
record is missing says little, for NATS may be new or restored: what none knows is left as long as records are kept.
"""

import asyncio
import time
from collections.abc import Container

from proto import codec
from proto.job import TERMINAL, Job, JobEvent, abandoned
from proto.ledger import Entry
from proto.streams import DAY_S, job_subject, request_key
from services import logs
from services.bus import Bus, ConflictError
from services.cancellation import heed
from services.run import App
from services.store import Store, checkpoint_prefix, upload_prefix, video_prefix

log = logs.get(__name__)

# Longer than storing the largest clip takes, between the hold and the job.
HOLD_ORPHAN_S = 300.0
OBJECT_ORPHAN_S = 3600.0
_HOLDS_EVERY_S = 20.0
_OBJECTS_EVERY_S = 6 * 3600.0


async def sweep(app: App, live: Container[str], heads: dict[str, Entry]) -> None:
    """Give back what nobody will claim, for ever: holds often, objects seldom."""
    swept_at = -_OBJECTS_EVERY_S
    while True:
        heed()
        await asyncio.sleep(_HOLDS_EVERY_S)
        try:
            await release_orphans(app, heads)
            if time.monotonic() - swept_at > _OBJECTS_EVERY_S:
                swept_at = time.monotonic()
                keep_s = app.settings.keep_jobs_days * DAY_S
                log.info("sweep.done", objects=await delete_orphans(app, live, keep_s))
        except Exception:
            log.exception("sweep.error")


async def tidy(store: Store, job: Job) -> None:
    """Delete the checkpoints and uploads of a job that ended, and what its lost tries left behind."""
    await store.delete_prefix(checkpoint_prefix(job.id))
    await store.delete_prefix(upload_prefix(job.account, job.id))
    kept = {artifact.key for artifact in job.artifacts.values()}
    for key in await store.list_keys(video_prefix(job.account, job.id)):
        if key not in kept:
            await store.delete_prefix(key)


async def purge(bus: Bus, store: Store, job: Job) -> None:
    """Delete prompt, films and checkpoints of a deleted video; its record stays as a tombstone."""
    await store.delete_prefix(video_prefix(job.account, job.id))
    await store.delete_prefix(checkpoint_prefix(job.id))
    await store.delete_prefix(upload_prefix(job.account, job.id))
    await bus.delete("requests", request_key(job.account, job.id))


async def release_orphans(app: App, heads: dict[str, Entry], age_s: float = HOLD_ORPHAN_S) -> int:
    """Give back holds older than ``age_s`` whose job was never written or was given up; how many."""
    released = 0
    for account, head in list(heads.items()):
        for video, hold in head.holds.items():
            if time.time() - hold.at <= age_s:
                continue
            try:
                if await _is_orphan(app, account, video):
                    await app.ledger.settle(account, video, 0)
                    log.warning("hold.released", account=account, job=video, amount=hold.amount)
                    released += 1
            except codec.BadMessageError as error:
                log.error("sweep.rejected", account=account, job=video, reason=str(error))
    return released


async def follow_heads(bus: Bus, heads: dict[str, Entry]) -> None:
    """Keep ``heads``, the last ledger entry of every account, up to date, for ever."""
    async for message in bus.follow("LEDGER", "led.*"):
        try:
            entry = codec.decode(message.data, Entry)
        except codec.BadMessageError as error:
            log.error("ledger.rejected", subject=message.subject, seq=message.seq, reason=str(error))
            continue
        heads[entry.account] = entry


async def delete_orphans(app: App, live: Container[str], keep_s: float, age_s: float = OBJECT_ORPHAN_S) -> int:
    """Delete objects older than ``age_s`` that no job needs: what lost tries and jobs long gone left; how many.

    live: the videos of jobs that have not ended, whose objects are left alone. keep_s: the age from which a film goes
    whose job has no record; 0: never.
    """
    doomed = [key for key in await app.store.list_older("checkpoints/", age_s) if key.split("/")[1] not in live]
    doomed += [key for key in await app.store.list_older("uploads/", age_s) if key.split("/")[2] not in live]
    named: dict[tuple[str, str], set[str] | None] = {}
    for key, old_s in (await app.store.list_older("videos/", age_s)).items():
        account, video = key.split("/")[1:3]
        if video in live:
            continue
        if (account, video) not in named:
            named[account, video] = await _named(app, account, video)
        kept = named[account, video]
        if 0 < keep_s < old_s if kept is None else key not in kept:
            doomed.append(key)
    for key in doomed:
        await app.store.delete_prefix(key)
    return len(doomed)


async def _named(app: App, account: str, video: str) -> set[str] | None:
    """The keys that a job names; None if it has no record, or none that can be read."""
    try:
        found = await app.bus.last("JOBS", job_subject(account, video), JobEvent)
    except codec.BadMessageError as error:
        log.error("sweep.rejected", account=account, job=video, reason=str(error))
        return None
    return {artifact.key for artifact in found[1].job.artifacts.values()} if found else None


async def _is_orphan(app: App, account: str, video: str) -> bool:
    """Whether no job will ever settle this hold. Before that is said, a missing job gets its tombstone, and the prompt
    of one that was given up is deleted."""
    subject = job_subject(account, video)
    found = await app.bus.last("JOBS", subject, JobEvent)
    if found is None:
        tombstone = abandoned(account, video, now=time.time(), why="The job was given up before it was taken.")
        try:
            await app.bus.publish(subject, tombstone, expect=0)
        except ConflictError:
            return False
    elif found[1].job.state != "abandoned":
        return found[1].job.state in TERMINAL
    await app.bus.delete("requests", request_key(account, video))
    return True
