"""The voices that can be asked for, by id: who they sound like. It speaks nothing and loads no model."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

_HERE = Path(__file__).parent
SAMPLES = _HERE / "voice_samples"

Share = Annotated[float, Meta(gt=0, le=1)]
Age = Literal["child", "young", "adult", "old"]
Gender = Literal["female", "male", "neutral"]


class Voice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One voice. styles: Kokoro's voices and their shares, in sum 1. pitch: factor of pitch and formants together.

    pace: factor of speed. deep: low for its gender. effect: what is done to its sound at the end. engine: who speaks
    it, a name in ``services/audio/voice/engine.py``.
    """

    description: str
    gender: Gender
    age: Age
    accent: Literal["American", "British"]
    styles: dict[str, Share]
    pitch: Annotated[float, Meta(ge=0.5, le=2)] = 1.0
    pace: Annotated[float, Meta(ge=0.5, le=2)] = 1.0
    deep: bool = False
    effect: Literal["", "robot", "old"] = ""
    engine: str = "kokoro"


@cache
def catalogue() -> dict[str, Voice]:
    """Every voice by its id, in the order in which they are cast."""
    return msgspec.convert(tomllib.loads((_HERE / "voices.toml").read_text()), dict[str, Voice])


def sample(voice: str) -> Path:
    """The file with a sample of a voice's speech (MP3)."""
    return SAMPLES / f"{voice}.mp3"
