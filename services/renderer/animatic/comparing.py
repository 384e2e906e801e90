"""What an edit leaves alone: the numbers of a film's latents on which two predictions agree, that of the old words and
that of the new.

Where they differ is what the new words are about (Couairon et al., DiffEdit, 2022). No prompt is seen here.
"""

import torch
from torch import Tensor

from services.renderer.animatic.kinds import KINDS
from services.renderer.animatic.latents import BODY_KINDS, SCENE, STATIC_TOKENS, THING, TIES, channels_of
from services.renderer.animatic.world import (
    ACTIONS,
    ANGLES,
    CAMERAS,
    LENSES,
    MATERIALS,
    MOODS,
    PALETTES,
    PLACES,
    SPORTS,
    STYLES,
    THINGS_MAX,
    TIMES_OF_DAY,
    VIEWS,
    WEATHERS,
)

# How noisy a film is made to see what an edit is about, and how often.
LEVEL, LOOKS = 0.9, 8
# How far a prediction has to be moved by the new words before they are about it: names and flags, colours, sizes.
CHANGED, RECOLOURED, RESIZED = 0.5, 0.35, 0.2
# A thing is meant as well if it is moved by this share of the thing that is moved most.
RIVAL = 0.5


# What belongs together: of the names of a set one holds, or none.
SCENE_NAMES = [channels_of(names, SCENE) for names in (PLACES, TIMES_OF_DAY, WEATHERS, STYLES, PALETTES, VIEWS, ANGLES)]
SCENE_NAMES.append(channels_of([f"lens_{name}" for name in LENSES], SCENE))
SCENE_FLAGS = channels_of(("shallow", "slow", "lapse", "titled"), SCENE)
CAMERA = channels_of([f"camera_{name}" for name in CAMERAS], SCENE)
CAMERA_WAY = channels_of(("pan_from", "pan_to", "follow", "reach"), SCENE)
FOLLOWS = SCENE.index("camera_follow")
PRESENT, PACE = THING.index("present"), THING.index("pace")
KIND = channels_of(KINDS, THING)
# Sets of names, one of which holds or none; flags; and colours and sizes, which are measured.
NAMES = [channels_of(names, THING) for names in (MOODS, tuple(MATERIALS), tuple(SPORTS))]
FLAGS = channels_of(("old", "skirt", "hat", "goggles", "lettered"), THING)
PAINTS = [
    channels_of([f"{part}{paint}" for paint in ("red", "green", "blue")], THING) for part in ("", "second_", "hair_")
]
SIZE = THING.index("size")
ACTION, THEN = channels_of(ACTIONS, THING), channels_of([f"then_{action}" for action in ACTIONS], THING)
DIRECTION = THING.index("direction")
TIED = channels_of(TIES, THING)
# Ties in which nothing touches, flies or waits: somebody can be without them and move on as before.
LOOSE = channels_of(("together", "carries"), THING)
PLAN = slice(ACTION[0], len(THING))


def made_noisy(film: Tensor, generator: torch.Generator) -> Tensor:
    """A film's clean latents [tokens, CHANNELS] several times over, so noisy that words decide what they are."""
    noise = torch.randn((LOOKS, *film.shape), generator=generator).to(film)
    return (1 - LEVEL) * film + LEVEL * noise


def kept(film: Tensor, old: Tensor, new: Tensor) -> Tensor:
    """Which numbers of a film's latents an edit leaves alone: bool [tokens, CHANNELS].

    film, old and new: clean latents [tokens, CHANNELS], as they are, and as predicted from them, made noisy, with the
    old and with the new words. If the new words are about what somebody does, their motion is made anew.
    """
    keep = torch.ones_like(film, dtype=torch.bool)
    _setting(keep, film, old, new)
    there = [bool(tokens[1 + slot, PRESENT] > 0) for tokens in (film, new) for slot in range(THINGS_MAX)]
    for slot, (was, will_be) in enumerate(zip(there[:THINGS_MAX], there[THINGS_MAX:], strict=True)):
        moved = bool((new - old)[1 + slot, PRESENT].abs() > CHANGED)
        if was != will_be and moved:
            _release(keep, slot)  # Who comes in brings all that is theirs, and who goes takes it along.
        elif was:
            _thing(keep, film, old, new, slot)
    return keep


def _setting(keep: Tensor, film: Tensor, old: Tensor, new: Tensor) -> None:
    """Let go of what is otherwise in the scene's token; in place."""
    for names in SCENE_NAMES:
        keep[0, names] = not _renamed(film[0], old[0], new[0], names)
    for flag in SCENE_FLAGS:
        keep[0, flag] = not _flipped(film[0], old[0], new[0], flag)
    keep[0, CAMERA + CAMERA_WAY] = not _renamed(film[0], old[0], new[0], CAMERA)
    if not keep[0, FOLLOWS] and _flipped(film[0], old[0], new[0], FOLLOWS):
        # Places are told as seen from a camera that follows.
        keep[STATIC_TOKENS:] = False


def _thing(keep: Tensor, film: Tensor, old: Tensor, new: Tensor, slot: int) -> None:
    """Let go of what is otherwise in a thing's token, and of its motion if it does something else; in place."""
    token = 1 + slot
    of_it = film[token], old[token], new[token]
    for names in NAMES:
        keep[token, names] = not _renamed(*of_it, names)
    for flag in FLAGS:
        keep[token, flag] = not _flipped(*of_it, flag)
    for channels, least in (*((paint, RECOLOURED) for paint in PAINTS), ([SIZE], RESIZED)):
        keep[token, channels] = not _most(old, new, slot, channels, least)
    loosened = [tie for tie in LOOSE if _flipped(*of_it, tie)]
    acts = _renamed(*of_it, ACTION) or _renamed(*of_it, THEN)
    acts |= any(_flipped(*of_it, tie) for tie in TIED if tie not in LOOSE)
    acts |= _turned(*of_it) or _most(old, new, slot, [PACE], CHANGED)
    if _renamed(*of_it, KIND):
        # Another kind has its own face and clothes, in the same colours; and a body does not move like anything else.
        measured = [SIZE, *(channel for paint in PAINTS for channel in paint), THING.index("depth")]
        others = [channel for channel in range(PLAN.start) if channel not in (PRESENT, *measured)]
        keep[token, others] = False
        acts |= bool((film[token, BODY_KINDS] > 0).any() or (new[token, BODY_KINDS] > 0).any())
    keep[token, loosened] = False
    if acts:
        keep[token, PLAN] = False
        _move(keep, slot)


def _release(keep: Tensor, slot: int) -> None:
    keep[1 + slot] = False
    _move(keep, slot)


def _move(keep: Tensor, slot: int) -> None:
    keep[STATIC_TOKENS + slot :: THINGS_MAX] = False


def _renamed(film: Tensor, old: Tensor, new: Tensor, names: list[int]) -> bool:
    """Whether the new words speak for another of a set of names than the film has, or for none, where it has one."""
    if bool((new[names] - old[names]).abs().max() <= CHANGED):
        return False
    now, wanted = _named(film[names]), _named(new[names])
    return now != wanted or (now >= 0 and bool(old[names[now]] - new[names[now]] > CHANGED))


def _named(values: Tensor) -> int:
    """Which of some names holds most; -1 if none does at all."""
    return int(values.argmax()) if bool(values.max() > 0) else -1


def _flipped(film: Tensor, old: Tensor, new: Tensor, flag: int) -> bool:
    """Whether the new words say the contrary of what the film has."""
    return bool((new[flag] - old[flag]).abs() > CHANGED) and bool((film[flag] > 0) != (new[flag] > 0))


def _turned(film: Tensor, old: Tensor, new: Tensor) -> bool:
    """Whether the new words have a thing go another way than the film."""
    way, wanted = (round(float(token[DIRECTION])) for token in (film, new))
    return bool((new[DIRECTION] - old[DIRECTION]).abs() > CHANGED) and way != wanted


def _most(old: Tensor, new: Tensor, slot: int, channels: list[int], least: float) -> bool:
    """Whether a thing's measures are moved, and not by far less than another thing's that stays."""
    stays = (old[1:STATIC_TOKENS, PRESENT] > 0) & (new[1:STATIC_TOKENS, PRESENT] > 0)
    moved = (new - old)[1:STATIC_TOKENS][:, channels].abs().amax(1) * stays
    return bool(moved[slot] > max(least, RIVAL * float(moved.max())))
