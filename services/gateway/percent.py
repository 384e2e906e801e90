"""How far a film is, as one whole number from 0 to 100 that never falls."""

from collections import OrderedDict

from proto.job import Job, Verb
from proto.messages import Progress

_SHARES: dict[Verb, tuple[int, int]] = {"voice": (0, 4), "render": (0, 80), "sound": (80, 92), "mux": (92, 99)}
_REMEMBERED_MAX = 10_000


def percent(job: Job, latest: Progress | None) -> int:
    """0 to 100 for a job and the latest progress of its stage, if there is any. 100 means completed; a film that failed
    stays where it was."""
    if job.state == "completed":
        return 100
    if job.state == "settling" and job.error is None:
        return _SHARES["mux"][1]
    start, end = _SHARES[job.stage]
    if job.stage == "render" and "speech.json" in job.artifacts:
        start = _SHARES["voice"][1]
    if latest is not None and latest.stage == job.stage:
        done = latest.fraction
    else:
        done = job.steps_done / job.steps if job.stage == "render" and job.steps else 0.0
    return start + int((end - start) * min(max(done, 0.0), 1.0))


class Floor:
    """Remembers what was last said of each running film, so that a step done again does not turn the number back."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, int] = OrderedDict()

    def lift(self, video: str, value: int) -> int:
        """``value``, or what was said before if that was more."""
        value = max(value, self._said.pop(video, 0))
        self._said[video] = value
        if len(self._said) > _REMEMBERED_MAX:
            self._said.popitem(last=False)
        return value
