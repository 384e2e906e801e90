"""The screenplay of a film that is made from another: what is said and played there goes on, unless new words say
otherwise.

Pure functions of two screenplays: the source's, and that of the new words alone.
"""

from msgspec.structs import replace

from proto.screenplay import FPS, Cue, Line, Screenplay, Shot, Unsaid
from proto.values import PROMPT_CHARS_MAX

_WISH_CHARS_MAX = 500
_LINE_CHARS = 64  # What a line takes besides its words, as it is stored.


def carried(play: Screenplay) -> Screenplay:
    """What of a film's screenplay goes along with the films that are made from it: all that is heard, and when, with
    the words of the shots, which say who calls in them.

    However long the chain, it has about the size of one prompt.
    """
    kept, chars = [], 0
    for line in play.lines:
        chars += len(line.text) + len(line.about) + len(line.speaker) + _LINE_CHARS
        if chars > PROMPT_CHARS_MAX:
            break
        kept.append(line)
    setting, *texts = _within(max(0, PROMPT_CHARS_MAX - chars), [play.setting, *(shot.text for shot in play.shots)])
    return Screenplay(
        shots=tuple(replace(shot, text=text) for shot, text in zip(play.shots, texts, strict=True)),
        lines=tuple(kept),
        setting=setting,
        music=play.music[:_WISH_CHARS_MAX],
        music_before=play.music_before,
        music_seams_s=play.music_seams_s,
        effects=play.effects[:_WISH_CHARS_MAX],
        background=play.background[:_WISH_CHARS_MAX],
        audio_off=play.audio_off,
    )


def _within(chars_max: int, texts: list[str]) -> list[str]:
    """Texts that have so many characters together, the last ones cut off."""
    kept = []
    for text in texts:
        kept.append(text[:chars_max])
        chars_max -= len(kept[-1])
    return kept


def edited(old: Screenplay, new: Screenplay) -> Screenplay:
    """The source's screenplay with what the new words bring of their own: lines take the place of all lines, a wish for
    music that of all music. What else they say is said behind the words of the shots that are on then.

    A source without sound stays so until the new words ask for some.
    """
    kept = _heard(old)
    return replace(
        kept,
        shots=_told(new, kept.shots),
        setting=_joined(kept.setting, new.setting),
        lines=_placed(new, kept.shots) if new.lines else _said(kept.lines, new.unsaid),
        music=new.music or kept.music,
        music_before=() if new.music else kept.music_before,
        music_seams_s=() if new.music else kept.music_seams_s,
        effects=new.effects or kept.effects,
        background=new.background or kept.background,
        audio_off=new.audio_off or (old.audio_off and not _asks_to_hear(new)),
        left_out_shots=new.left_out_shots,
        left_out=new.left_out,
        unsaid_lines=new.unsaid_lines,
        fades_in=old.fades_in or new.fades_in,
        fades_out=old.fades_out or new.fades_out,
        white_in=new.white_in if new.fades_in else old.white_in,
        white_out=new.white_out if new.fades_out else old.white_out,
    )


def extended(old: Screenplay, new: Screenplay) -> Screenplay:
    """The source's screenplay and, behind it, that of the new words, whose lines come after the source's end.

    Music goes on; another one that is wished for begins where the source ends. Effects, and whether there is sound at
    all, are one thing for the whole film: behind a source without sound only speech and music are heard.
    """
    kept = _heard(old)
    frames = sum(shot.frames for shot in kept.shots)
    added = tuple(
        replace(
            shot,
            text=_joined(new.setting, shot.text),
            first_frame=shot.first_frame + frames,
            added=index == 0,
        )
        for index, shot in enumerate(new.shots)
    )
    seam_s = frames / FPS
    changes = bool(new.music) and new.music != (kept.music or "none")
    played = Cue(wish=kept.music, ends_s=seam_s, seams_s=kept.music_seams_s)
    return replace(
        kept,
        shots=(*kept.shots, *added),
        lines=(*kept.lines, *(replace(line, shot=line.shot + len(kept.shots)) for line in new.lines)),
        music=new.music if changes else kept.music,
        music_before=(*kept.music_before, played) if changes else kept.music_before,
        music_seams_s=() if changes else (*kept.music_seams_s, seam_s),
        effects="none" if old.audio_off else new.effects or kept.effects,
        background=new.background or kept.background,
        audio_off=new.audio_off or (old.audio_off and not _asks_to_hear(new)),
        left_out_shots=new.left_out_shots,
        left_out=new.left_out,
        unsaid_lines=new.unsaid_lines,
        fades_out=new.fades_out,
        white_out=new.white_out,
    )


def _heard(play: Screenplay) -> Screenplay:
    """A screenplay without what it has of speech and music if nothing of it is heard."""
    return replace(play, lines=(), music="", music_before=(), music_seams_s=()) if play.audio_off else play


def _asks_to_hear(play: Screenplay) -> bool:
    return bool(play.lines) or any(wish not in ("", "none") for wish in (play.music, play.effects, play.background))


def _said(lines: tuple[Line, ...], unsaid: Unsaid) -> tuple[Line, ...]:
    """The lines without those that are not to be said any more."""
    return tuple(line for line in lines if not unsaid or (unsaid == "narration" and not line.off_screen))


def _placed(new: Screenplay, shots: tuple[Shot, ...]) -> tuple[Line, ...]:
    """The new lines in the shots that are on when their own shots begin."""
    return tuple(replace(line, shot=_on(shots, new.shots[line.shot])) for line in new.lines)


def _told(new: Screenplay, shots: tuple[Shot, ...]) -> tuple[Shot, ...]:
    """The shots with the words of the new ones that begin in them."""
    told = list(shots)
    for shot in new.shots:
        index = _on(shots, shot)
        told[index] = replace(told[index], text=_joined(told[index].text, shot.text))
    return tuple(told)


def _on(shots: tuple[Shot, ...], new: Shot) -> int:
    """Which of the shots is on when a new one begins."""
    return max(index for index, shot in enumerate(shots) if shot.first_frame <= new.first_frame)


def _joined(*texts: str) -> str:
    return ". ".join(text.rstrip(" .") for text in texts if text)
