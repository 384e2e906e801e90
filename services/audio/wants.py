"""What sound a request wants: said in its fields, or else in the words of its prompt, or else as its source has it.

It decides nothing else.
"""

from msgspec import Struct

from proto.job import Request
from proto.screenplay import Cue
from services import screenplay


class Music(Struct, frozen=True, kw_only=True):
    """A wish for music in words, and the seconds of the film that it is for. seams_s: as a cue has them."""

    wish: str
    starts_s: float
    ends_s: float
    seams_s: tuple[float, ...] = ()


class Wants(Struct, frozen=True, kw_only=True):
    """audio: whether there is to be any sound; effects: whether what happens is heard; music: in order of time.

    told: whether anybody speaks or plays in it, by the request's words.
    """

    audio: bool
    effects: bool
    music: tuple[Music, ...] = ()
    told: bool = False


def wants(request: Request) -> Wants:
    """What a request wants. Its fields come before its prompt's words."""
    play = screenplay.of(request)
    music, begins_s = [], 0.0
    last = Cue(wish=play.music, ends_s=request.length_s, seams_s=play.music_seams_s)
    for cue in (*play.music_before, last):
        if cue.wish not in ("", "none"):
            music.append(Music(wish=cue.wish, starts_s=begins_s, ends_s=cue.ends_s, seams_s=cue.seams_s))
        begins_s = cue.ends_s
    return Wants(
        audio=not play.audio_off,
        effects=play.effects != "none",
        music=tuple(music),
        told=bool(play.lines or music),
    )
