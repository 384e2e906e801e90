"""What stays the same: numbers of latents tied to those of another film, and to those of earlier shots, while they are
denoised.

Who is meant by "she" is read from the network's own predictions; no prompt is seen here. Ties act on the predicted
clean latents of every step, so what is tied ends as the very same numbers.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import torch
from torch import Tensor

from services.renderer.animatic.conditioning import Held
from services.renderer.animatic.kinds import KINDS
from services.renderer.animatic.latents import KNOWN, LOOKS, SCENE, THING, TOLD, channels_of, tokens_for
from services.renderer.animatic.world import (
    MOODS,
    PALETTES,
    PLACES,
    STYLES,
    THINGS_MAX,
    TIMES_OF_DAY,
    WEATHERS,
)

# What somebody takes along into the next shot; mood, place on the stage and deeds are each shot's own.
CARRIED_OVER = channels_of(tuple(name for name in LOOKS if name not in ("present", "depth", *MOODS)), THING)
KIND_CHANNELS = channels_of(KINDS, THING)
_KIND_AMONG = [CARRIED_OVER.index(channel) for channel in KIND_CHANNELS]
PLACE_CHANNELS, TIME_CHANNELS = channels_of(PLACES, SCENE), channels_of(TIMES_OF_DAY, SCENE)
# Sets of channels of which one name holds; the first of each is what there is when nothing is said.
MOODS_OF_FILM = [channels_of(names, SCENE) for names in (WEATHERS, STYLES, PALETTES)]


def spans(frames: Sequence[int]) -> list[slice]:
    """Where each shot's tokens are in the latents of a film of several shots, one shot behind the other."""
    ends = accumulate(map(tokens_for, frames), initial=0)
    return [slice(start, end) for start, end in pairwise(ends)]


def persist(clean: Tensor, shots: list[slice]) -> Tensor:
    """Predicted clean latents of films [batch, tokens, CHANNELS], with each shot's known people, and the place and
    time that it leaves open, taken from the shots before it in the same film.
    """
    return torch.stack([_persist(film.clone(), shots) for film in clean])


def _persist(film: Tensor, shots: list[slice]) -> Tensor:
    """`persist` for one film [tokens, CHANNELS], in place."""
    cast: list[Tensor] = []
    before: Tensor | None = None
    for span in shots:
        shot = film[span]
        if before is not None:
            _stay(shot[0], before)
        taken: set[int] = set()
        for slot in range(THINGS_MAX):
            thing = shot[1 + slot]
            if thing[THING.index("present")] <= 0:
                continue
            member = _meant(thing, cast, taken) if thing[THING.index(KNOWN)] > 0 and before is not None else None
            if member is None:
                taken.add(len(cast))
                cast.append(thing[CARRIED_OVER].clone())
            else:
                taken.add(member)
                thing[CARRIED_OVER] = cast[member]
        before = shot[0].clone()
    return film


def _meant(thing: Tensor, cast: list[Tensor], taken: set[int]) -> int | None:
    """Which of the cast a thing that is known is: the one whose looks it is nearest to, kind above all."""
    looks = thing[CARRIED_OVER]
    rest = {index: one for index, one in enumerate(cast) if index not in taken}
    if not rest:
        return None
    return min(rest, key=lambda index: _apart(looks, rest[index]))


def _apart(looks: Tensor, other: Tensor) -> float:
    return float(((looks - other) ** 2).mean() + ((looks[_KIND_AMONG] - other[_KIND_AMONG]) ** 2).mean() * 4)


def _stay(scene: Tensor, before: Tensor) -> None:
    """A scene's token with what it leaves open as it was before; in place."""
    for told, channels in zip(TOLD, (PLACE_CHANNELS, TIME_CHANNELS), strict=True):
        if scene[SCENE.index(told)] <= 0:
            scene[channels] = before[channels]
    for channels in MOODS_OF_FILM:
        if int(scene[channels].argmax()) == 0:
            scene[channels] = before[channels]


def tied(clean: Tensor, parts: list[slice], held: Held | None) -> Tensor:
    """Clean latents with what they have in common with another film, then with the shots before: what an edit changes
    in one shot is changed in those that take it from there.
    """
    clean = clean if held is None else held.put(clean)
    return persist(clean, parts) if len(parts) > 1 else clean
