"""The files of a film in work: from the store into a folder, and from there into the store. It decides nothing."""

from collections.abc import Mapping
from pathlib import Path

from proto.job import Artifact
from services.store import MissingObjectError, Store
from services.work import StageError, Task


async def fetch(task: Task, store: Store, folder: Path, needed: str, *wished: str) -> None:
    """Copy artifacts of earlier stages into ``folder`` under their own names; of ``wished`` those that the job has.

    Raises StageError if ``needed`` is not there, and for an object that the job names and the store has lost.
    """
    for name in (needed, *wished):
        artifact = task.job.artifacts.get(name)
        if artifact is None:
            if name == needed:
                raise StageError("artifact_missing", f"The film's {name} was never made.")
            continue
        try:
            await task.unless_stopped(store.get_file(artifact, folder / name))
        except MissingObjectError as error:
            raise StageError("artifact_missing", f"The film's {name} is not in the store any more.") from error


async def keep(task: Task, store: Store, folder: Path, media_types: Mapping[str, str]) -> dict[str, Artifact]:
    """Store what is in ``folder`` of the files that have a media type here, as artifacts of this try."""
    return {
        name: await task.unless_stopped(store.put_file(task.key(name), folder / name, media_type))
        for name, media_type in media_types.items()
        if (folder / name).exists()
    }
