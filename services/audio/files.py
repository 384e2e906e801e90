"""The files of a film in work: from the store into a folder. It stores nothing and decides nothing."""

from pathlib import Path

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
