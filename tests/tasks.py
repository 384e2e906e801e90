"""A task as a worker would hand it to a stage, with a place to look at its progress from the outside."""

from collections.abc import Callable
from typing import Any

from proto.job import Artifact, Job, Request, Verb
from proto.messages import Token
from proto.values import new_id
from services.run import App
from services.work import Task


class WatchedTask(Task):
    """on_progress is called in the computing thread with every progress, before it is published."""

    on_progress: Callable[[dict[str, Any]], None] | None = None

    def progress(self, **fields: Any) -> None:
        if self.on_progress:
            self.on_progress(fields)
        super().progress(**fields)


def task_for(
    app: App,
    *,
    verb: Verb = "render",
    model: str = "tiny-wan",
    video: str = "",
    epoch: int = 1,
    width: int = 64,
    height: int = 64,
    seconds: int = 1,
    prompt: str = "a ball",
    artifacts: dict[str, Artifact] | None = None,
) -> WatchedTask:
    video = video or new_id("video")
    job = Job(
        id=video,
        account="acct",
        request_sha256="0" * 64,
        model=model,
        seconds=seconds,
        width=width,
        height=height,
        seed=7,
        price=1,
        created_at=0,
        deadline_at=0,
        artifacts=artifacts or {},
    )
    token = Token(verb=verb, account="acct", video=video, attempt=0, epoch=epoch, worker="w", nonce="n")
    request = Request(prompt=prompt, model=model, seconds=seconds, width=width, height=height, seed=7)
    return WatchedTask(app.bus, token, job, request)
