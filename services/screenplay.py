"""A prompt to its screenplay: shots with their lengths, lines with their speakers, lettering, and wishes for sound.

Pure functions that take any text. They read structure only: what a shot shows is left in the client's words.
"""

import re
from functools import lru_cache
from itertools import compress
from operator import not_

from msgspec.structs import replace

from proto.job import Request
from proto.screenplay import Lettering, Line, Screenplay, Shot
from services import continuity, fades, shotlist, soundwishes, speakers, speechmarks, tables
from services.dialogue import Reader, Said
from services.soundwishes import UNSAID, Wishes

LINES_MAX = 200
_KEPT_PROMPTS = 8
REPLACE, ANY_MUSIC = "replace", "music"

_HEADING = re.compile(
    r"^[ \t]*(?:\*\*|#+ )?(?:cinematography|actions?|scene|setting|style|description|prompt|visuals?"
    r"|storyboard|timeline)(?:\*\*)?[ \t]*:[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\r": "\n", "\u00a0": " "}
)
_SINGLE = re.compile(r"(?<![\w'])'((?:[^'\n\"]|(?<=\w)'(?=\w)){2,400}?[.!?,…]?)'(?![\w'])")


def of(request: Request) -> Screenplay:
    """The screenplay of the film that is asked for: its prompt's, with what its fields say of sound and what goes on
    from the film that it is made from.
    """
    play = _asked(request)
    return play if request.clip is None else _ended(play, request.clip.frames)


def _asked(request: Request) -> Screenplay:
    """The screenplay in whole seconds."""
    source = request.source
    if source is None or source.screenplay is None:
        return _as_asked(request, read(request.prompt, request.seconds, panels=len(request.panels)))
    old = source.screenplay
    if source.way == "extend":
        return continuity.extended(old, _as_asked(request, read(request.prompt, request.new_seconds, old.lines)))
    return continuity.edited(old, _as_asked(request, read(request.prompt, request.seconds, old.lines)))


@lru_cache(maxsize=_KEPT_PROMPTS)
def read(prompt: str, seconds: int, spoken: tuple[Line, ...] = (), panels: int = 0) -> Screenplay:
    """The structure of ``prompt`` for a film of whole ``seconds``, at least 1. Never raises, whatever the text.

    The longest prompt may take a few tenths of a second. The last few are remembered, for every stage asks often.
    spoken: what is said in the film that it is made from; ``she`` may be somebody there, and keeps her name. panels: of
    the storyboard that it is made with; of more panels than shots the others are held to the last shot's words.
    """
    text = _SINGLE.sub(r'"\1"', tables.unrolled(_spaced(prompt.translate(_QUOTES))))
    faded = fades.taken(text)
    before, blocks = shotlist.blocks(faded.text)
    frames = shotlist.lengths(shotlist.held(blocks, panels), seconds)
    kept = blocks[: len(frames)]
    reader = Reader(line.speaker for line in spoken if not line.off_screen)
    setting, told, titles = reader.read(before)
    parts = [reader.read(block.text) for block in kept]
    general, wished = soundwishes.wishes(setting), [soundwishes.wishes(rest) for rest, _, _ in parts]
    said = [(shot, line) for shot, (_, lines, _) in enumerate(parts) for line in lines]
    said = [*[(i * len(kept) // len(told), line) for i, line in enumerate(told)], *said]
    inscribed = [(0, each) for each in titles]
    inscribed += [(shot, each) for shot, (_, _, signs) in enumerate(parts) for each in signs]
    said = sorted((each for each in said if each[1].text), key=lambda each: each[0])
    refused = [soundwishes.together((general.refused, wish.refused)) for wish in wished]
    is_unsaid = [soundwishes.is_refused(refused[shot], off_screen=line.off_screen) for shot, line in said]
    unsaid, said = [*compress(said, is_unsaid)], [*compress(said, map(not_, is_unsaid))]
    known = {line.speaker: line.about for line in spoken}
    about = {
        speaker: " ".join(dict.fromkeys(f"{known.get(speaker, '')} {speakers.about(speaker, text)}".split()))
        for speaker in {line.speaker for _, line in said[:LINES_MAX]}
    }
    all_wishes = [general, *wished]
    texts = [_tidy(wish.rest) for wish in wished]
    return Screenplay(
        shots=tuple(
            Shot(
                text=texts[min(i, len(kept) - 1)],
                first_frame=sum(frames[:i]),
                frames=frames[i],
                transition=kept[i].transition if 0 < i < len(kept) else "cut",
                held=i >= len(kept),
            )
            for i in range(len(frames))
        ),
        lines=tuple(_line(shot, line, about) for shot, line in said[:LINES_MAX]),
        lettering=tuple(Lettering(text=words, thing=thing, shot=shot) for shot, (words, thing) in inscribed),
        setting=_tidy(general.rest),
        music=_one(all_wishes, "music"),
        effects=_one(all_wishes, "effects"),
        background=_one(all_wishes, "background"),
        audio_off=any(wish.audio_off for wish in all_wishes),
        unsaid=max((wish.unsaid for wish in all_wishes), key=UNSAID.index),
        left_out_shots=tuple(_tidy(block.text) for block in blocks[len(frames) :]),
        left_out=tuple(line.text for _, line in said[LINES_MAX:]),
        unsaid_lines=tuple(line.text for _, line in unsaid),
        fades_in=faded.begins,
        fades_out=faded.ends,
        white_in=faded.from_white,
        white_out=faded.to_white,
    )


def counted(request: Request, *, cuts: bool = True) -> Request:
    """The request with how much of what it asks for its film does not have. cuts: whether its model makes shots."""
    play = of(request)
    return replace(
        request,
        left_out_shots=len(play.left_out_shots) if cuts else 0,
        left_out_lines=len(play.left_out),
        unsaid_lines=len(play.unsaid_lines),
    )


def is_spoken(request: Request) -> bool:
    """Whether anything is said in the film that a client asked for: then its dialogue is spoken before it is drawn."""
    play = of(request)
    return bool(play.lines) and not play.audio_off


def _ended(play: Screenplay, frames: int) -> Screenplay:
    """The screenplay of a film that ends within the last shot, after so many frames."""
    last = play.shots[-1]
    shots = (*play.shots[:-1], replace(last, frames=max(1, frames - last.first_frame)))
    return replace(play, shots=shots)


def _as_asked(request: Request, play: Screenplay) -> Screenplay:
    """A screenplay in which the request's fields come before its words."""
    return replace(
        play,
        music=_music(request, play),
        effects="none" if request.effects == "off" else play.effects,
        audio_off=request.audio == "off" or play.audio_off,
    )


def _music(request: Request, play: Screenplay) -> str:
    """The wish for music. To have it replaced is to wish for what the words say, or else for any."""
    if request.music != REPLACE:
        return request.music or play.music
    return play.music if play.music not in ("", "none") else ANY_MUSIC


def _spaced(text: str) -> str:
    """The text with single spaces and at most one empty line between others."""
    text = re.sub(r"\*\*|__|^#{1,6} ", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[^\S\n]+", " ", text))).strip()


def _line(shot: int, said: Said, about: dict[str, str]) -> Line:
    return Line(
        speaker=said.speaker,
        text=said.text,
        shot=shot,
        manner=said.manner or (speechmarks.manner(about[said.speaker]) if said.off_screen else ""),
        about=about[said.speaker],
        off_screen=said.off_screen,
    )


def _one(all_wishes: list[Wishes], kind: str) -> str:
    """The wish of a kind that several texts have: a plain no wins."""
    found = [wish for wish in (getattr(each, kind) for each in all_wishes) if wish]
    return "none" if "none" in found else "; ".join(dict.fromkeys(found))


def _tidy(text: str) -> str:
    """A text on one line, without headings, bullets and the marks that were left where something was taken out."""
    text = _HEADING.sub("", text)
    text = re.sub(r"(?m)^[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+", "", text)
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r"(?<![.!?,;:])[ ]*\n\s*(?=[^a-z\s])", ". ", text.strip())
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"([.,;:])(?:\s?[.,;:])+", r"\1", text)
    return text.strip(" ,;:").lstrip(".!? ")
