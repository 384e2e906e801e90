"""How well sounds that models make with their films are put in time: here those of the films of which all is known."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from proto.receipt import ModelSoundReport
from services.audio.mix import fitted, later
from services.audio.model_sound import Own, aligned
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import SeenEvent
from tests.audio.row import Row

LATE_MS = (-300.0, -100.0, 100.0, 300.0)


def put_in_time(sound: Stereo, late_ms: float, seen: tuple[SeenEvent, ...]) -> ModelSoundReport:
    """What is said of a sound that comes late (or early) with a film in which all this is seen."""
    seconds = len(sound) / SAMPLE_RATE_HZ
    report = ModelSoundReport(rate_hz=SAMPLE_RATE_HZ, channels=2, seconds=seconds, clipped=0.0, left_out="")
    own = Own(sound=fitted(later(sound, late_ms), seconds).astype(np.float32), report=report)
    return aligned(own, seen, seconds).report


def rows(films: Mapping[str, tuple[tuple[SeenEvent, ...], Stereo]]) -> Iterator[Row]:
    """films: what is seen in each and its sound without music."""
    plain = [put_in_time(sound, 0.0, seen) for seen, sound in films.values()]
    kept = [not report.left_out and not report.shifted_ms for report in plain]
    yield Row("a model's sound that fits is kept as it is", share(kept), least=1)
    late = [(ms, put_in_time(sound, ms, seen)) for seen, sound in films.values() for ms in LATE_MS]
    moved = [abs(report.shifted_ms + ms) for ms, report in late if report.shifted_ms]
    yield Row("one that is late or early is moved into place", len(moved) / len(late), least=0.9)
    yield Row("how far from its place it is then, worst", max(moved), "ms", most=20)
    others = [put_in_time(films[b][1], 0.0, films[a][0]) for a, b in itertools.permutations(films, 2)]
    yield Row("another film's sound as a model's is left out", share([r.left_out for r in others]), least=0.9)


def share(found: Sequence[object]) -> float:
    return float(np.mean([bool(each) for each in found]))
