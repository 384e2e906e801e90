"""What a film is denoised towards: shots, words with second thoughts, numbers that are held, and how far words are
followed.

Values only; the loop is `pipeline.py`'s.
"""

import torch
from msgspec import Struct
from torch import Tensor

from services.renderer.animatic.latents import CHANNELS, SCENE, SCENE_MEASURES, STATIC_TOKENS, THING, THING_MEASURES
from services.renderer.animatic.vocabulary import words

# What marks second thoughts, in words that captions have.
SECOND_THOUGHT = "this time"
# Words that say so many of a shot's own words again, and such a share of them, tell all of it anew.
AGAIN_WORDS, AGAIN_SHARE = 4, 0.6


class Shot(Struct, frozen=True, kw_only=True):
    """A shot of a film of several: what is to be seen in it, and its frames at 24 a second, a multiple of 4."""

    prompt: str
    num_frames: int


def amended_prompt(prompt: str, change: str) -> str:
    """A shot's words with second thoughts behind them, marked as such: "a cat runs" would be one cat more. What shows
    nothing changes nothing.
    """
    return f"{prompt}. {SECOND_THOUGHT} {change}" if change else prompt


def retells(prompt: str, change: str) -> bool:
    """Whether new words stand for all that a shot's own say: as second thoughts behind these, what they say again
    would count for taken back. They open with one of its words; who speaks of "the dog" or says "make" does not.
    """
    own, new = words(prompt.split(f". {SECOND_THOUGHT} ")[0]), words(change)
    again = len({*own} & {*new})
    opens = new[:1] == own[:1] or (new[:1] != ["the"] and {*new[:1]} <= {*own})
    return opens and again >= max(AGAIN_WORDS, AGAIN_SHARE * len({*own}))


class Held(Struct, frozen=True, kw_only=True, eq=False):
    """Numbers that a film takes from elsewhere: clean latents, and which of them hold (bool), both
    [tokens, CHANNELS].
    """

    clean: Tensor
    holds: Tensor

    def of(self, shot: slice) -> "Held":
        """What a shot's tokens take."""
        return Held(clean=self.clean[shot], holds=self.holds[shot])

    def put(self, clean: Tensor) -> Tensor:
        """Other clean latents [..., tokens, CHANNELS] with these numbers in them."""
        return torch.where(self.holds.to(clean.device), self.clean.to(clean), clean)


class Guidance(Struct, frozen=True, kw_only=True):
    """How far the prediction goes beyond the unguided one: looks, place and time by one scale, motion by another.

    Guiding motion makes bounces livelier than the material allows and followed runs faster than anybody is, so motion
    gets little or none (1 is none), and so do the numbers in the scene's and the things' tokens that set a measure.
    """

    attributes: float
    motion: float

    def weights(self, tokens: int) -> Tensor:
        """[tokens, CHANNELS], in the layout of the latents."""
        weights = torch.full((tokens, CHANNELS), self.motion)
        weights[:STATIC_TOKENS] = self.attributes
        weights[0, [SCENE.index(name) for name in SCENE_MEASURES]] = self.motion
        weights[1:STATIC_TOKENS, [THING.index(name) for name in THING_MEASURES]] = self.motion
        return weights


UNGUIDED = Guidance(attributes=1.0, motion=1.0)
