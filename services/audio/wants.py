"""What sound a request wants: said in its fields, or else in the words of its prompt. It decides nothing else."""

from msgspec import Struct

from proto.job import Request
from services import screenplay


class Wants(Struct, frozen=True, kw_only=True):
    """audio: whether there is to be any sound; effects: whether what happens is heard; music: a wish, "" for none."""

    audio: bool
    effects: bool
    music: str


def wants(request: Request) -> Wants:
    """What a request wants. Its fields come before its prompt's words."""
    script = screenplay.read(request.prompt, request.seconds)
    music = request.music or script.music
    return Wants(
        audio=request.audio == "on" and not script.audio_off,
        effects=request.effects == "on" and script.effects != "none",
        music="" if music == "none" else music,
    )
