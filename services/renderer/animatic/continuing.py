"""Going on with a shot: what its continuation takes from its end, and the two as one.

Numbers of latents only; what happens next is the network's.
"""

import math

import torch
from torch import Tensor

from services.renderer.animatic.conditioning import Held
from services.renderer.animatic.knots import knots_of, tokens_of
from services.renderer.animatic.latents import (
    CHANNELS,
    FRAMES_PER_CHUNK,
    KNOT,
    LOOKS,
    SCENE,
    STATIC_TOKENS,
    TOLD,
    knots_for,
    tokens_for,
)
from services.renderer.animatic.world import SLOW_MOTION, THINGS_MAX

# Who is there stays there, and looks as before; what they do next is for the new words to say.
STAYS = slice(0, len(LOOKS))
# How much of a shot's end is denoised along, held: from one knot alone it is not seen how things move.
SEEN_FRAMES = 96


def seen_frames(num_frames: int) -> int:
    """How many frames of a shot of num_frames are held at the beginning of its continuation."""
    return min(SEEN_FRAMES, num_frames)


def following(shot: Tensor, num_frames: int, more_frames: int) -> Held:
    """What a continuation of more_frames takes over from a shot [tokens, CHANNELS] of num_frames: the scene, the looks
    of all things, and the knots of the frames that are seen again, up to the one where the shot ends.
    """
    frames = seen_frames(num_frames) + more_frames
    tokens = tokens_for(frames)
    clean = torch.zeros(tokens, CHANNELS)
    holds = torch.zeros_like(clean, dtype=torch.bool)
    clean[:STATIC_TOKENS] = shot[:STATIC_TOKENS]
    holds[0, : len(SCENE) - len(TOLD)] = True
    holds[1:STATIC_TOKENS, STAYS] = True
    knots = torch.zeros(knots_for(frames), THINGS_MAX, len(KNOT))
    held = torch.zeros_like(knots)
    end, seen = _chunks(shot, num_frames)
    before = knots_of(shot)[end - seen : end + 1]
    knots[: len(before)], held[: len(before)] = before, 1
    clean[STATIC_TOKENS:], holds[STATIC_TOKENS:] = tokens_of(knots), tokens_of(held) > 0
    return Held(clean=clean, holds=holds)


def joined(film: Tensor, last: slice, more: Tensor, num_frames: int, more_frames: int) -> Tensor:
    """A film [1, tokens, CHANNELS] whose last shot, of num_frames, goes on with `more`, as one film whose last shot is
    more_frames longer.
    """
    end, seen = _chunks(film[0, last], num_frames)
    both = torch.cat([knots_of(film[0, last])[:end], knots_of(more[0])[seen:]])
    wanted = knots_for(num_frames + more_frames)
    if len(both) < wanted:
        both = torch.cat([both, both[-1:].expand(wanted - len(both), -1, -1)])
    shot = torch.cat([film[0, last][:STATIC_TOKENS], tokens_of(both[:wanted])])
    return torch.cat([film[0, : last.start], shot])[None]


def _chunks(shot: Tensor, num_frames: int) -> tuple[int, int]:
    """How many chunks of a shot its frames show, fewer in slow motion, and how many of these are seen again."""
    rate = SLOW_MOTION if shot[0, SCENE.index("slow")] > 0 else 1.0
    end = math.ceil(num_frames * rate / FRAMES_PER_CHUNK)
    return end, min(end, seen_frames(num_frames) // FRAMES_PER_CHUNK)
