"""Films with sound, made once for all tests of this folder."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from services.audio.film import mux, read_sound
from services.audio.heard import HeardOnset, hear
from services.audio.mix import score_timeline
from services.audio.pcm import Stereo
from services.audio.seen import SeenEvent, see
from tests.audio import films


@dataclass(frozen=True)
class Film:
    """A finished film, the truth about it, and what is seen and heard in it."""

    run: films.Run
    picture: Path
    path: Path
    sound: Stereo
    seen: tuple[SeenEvent, ...]
    heard: tuple[HeardOnset, ...]

    @property
    def contacts_s(self) -> list[float]:
        return [contact.at_s for contact in self.run.timeline.contacts]


@pytest.fixture(scope="session")
def run() -> films.Run:
    """A ball that bounces."""
    return films.simulate(films.WORLDS["bounce"])


@pytest.fixture(scope="session")
def picture(run: films.Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That ball's film without sound, small."""
    return films.encode(tmp_path_factory.mktemp("films") / "picture.mp4", films.frames_of(run, **films.SMALL))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Film]:
    """Every world as a finished film, measured from its file."""
    folder = tmp_path_factory.mktemp("films")
    made = {}
    for seed, (name, world) in enumerate(films.WORLDS.items()):
        run = films.simulate(world)
        picture = films.encode(folder / f"{name}-picture.mp4", films.frames_of(run, seed=seed))
        path = folder / f"{name}.mp4"
        mux(picture, score_timeline(run.timeline, seed), path)
        sound = read_sound(path)
        made[name] = Film(run, picture, path, sound, see(path), hear(sound))
    return made
