"""Sound: from a picture, and the model's timeline if there is one, to 48 kHz stereo. The order of work on one film.

It decides only where the events come from: the timeline, unless the pixels clearly show something else. What events
sound like is ``mix``'s, and whether the finished film fits is ``mux``'s.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from proto import codec
from proto.timeline import Timeline
from services import logs
from services.audio import film, mix
from services.audio.files import fetch
from services.audio.heard import hear
from services.audio.pcm import Stereo
from services.audio.seen import see
from services.audio.stoppable import stoppable
from services.audio.sync import compare
from services.store import Store
from services.work import Made, StageError, Task

log = logs.get(__name__)


async def sound(task: Task, store: Store) -> Made:
    """Make and store ``audio.flac``, as long as the picture. Raises StoppedError, or StageError for the client."""
    with TemporaryDirectory(prefix="matinee-") as name:
        folder = Path(name)
        await fetch(task, store, folder, "picture.mp4", "timeline.json")
        await stoppable(task, lambda: _make(task, folder))
        stored = await task.unless_stopped(store.put_file(task.key("audio.flac"), folder / "audio.flac", "audio/flac"))
    return Made(artifacts={"audio.flac": stored})


def _make(task: Task, folder: Path) -> None:
    picture, timeline = folder / "picture.mp4", folder / "timeline.json"
    _say(task, 0.1)
    try:
        info = film.probe(picture)
        made = (
            _from_timeline(task, picture, timeline) if timeline.exists() else _from_picture(task, picture, info.seconds)
        )
        _say(task, 0.8)
        film.write_flac(folder / "audio.flac", mix.fitted(made, info.seconds))
    except ValueError as error:
        raise StageError("sound_failed", f"The film's sound could not be made: {error}") from error
    _say(task, 0.9)


def _from_timeline(task: Task, picture: Path, path: Path) -> Stereo:
    """The timeline's sound; or, where it does not fit what is seen, the sound of what is seen."""
    timeline = codec.decode(path.read_bytes(), Timeline)
    made = mix.score_timeline(timeline, task.request.seed)
    _say(task, 0.3)
    events = see(picture)
    if compare(events, hear(made)).verdict != "out_of_sync":
        return made
    log.info("sound.from_pixels", seen=len(events), contacts=len(timeline.contacts))
    return mix.score_seen(events, timeline.seconds, task.request.seed)


def _from_picture(task: Task, path: Path, seconds: float) -> Stereo:
    events = see(path)
    _say(task, 0.6)
    return mix.score_seen(events, seconds, task.request.seed)


def _say(task: Task, fraction: float) -> None:
    task.progress(step=task.steps_done, steps=task.steps, fraction=fraction)
