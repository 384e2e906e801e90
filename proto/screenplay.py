"""What a prompt says of a film's structure: shots and their lengths, who says what, what is written, what is heard.

It carries words as the client wrote them. What a shot looks like is for the model to say, and how a line sounds for the
voice stage.
"""

from typing import Literal

from msgspec import Struct

FPS = 24
SHOT_STEP_FRAMES = 4
SHOT_FRAMES_MIN = FPS

# A wipe goes to the right where nothing else is said, a fade through black.
Transition = Literal["cut", "dissolve", "fade", "wipe", "fade-white", "wipe-left", "wipe-up", "wipe-down"]
Unsaid = Literal["", "narration", "all"]
Manner = Literal["", "whisper", "quiet", "calm", "shout", "excited", "angry", "sad", "slow", "fast"]


class Shot(Struct, frozen=True, kw_only=True):
    """One shot. text: what it shows, without speech, lettering and wishes for sound; a speaker ``talks`` in it.

    first_frame and frames are at 24 frames a second; transition is how the shot begins (the first one's is a cut).
    added: an extension begins with it, and nothing that was said before goes on into it. held: it is of the words of
    the shot before, for another panel of a storyboard, and what is said there goes on into it.
    """

    text: str
    first_frame: int
    frames: int
    transition: Transition = "cut"
    added: bool = False
    held: bool = False

    @property
    def starts_s(self) -> float:
        """Seconds from the film's start."""
        return self.first_frame / FPS

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / FPS


class Line(Struct, frozen=True, kw_only=True):
    """Something said. shot: index of the shot that it belongs to.

    speaker: lower case, the same for all lines of one speaker; empty when nobody is named. about: what the prompt says
    of the speaker and of the voice, words in its order. off_screen: a narrator, whose mouth is never seen.
    """

    speaker: str
    text: str
    shot: int
    manner: Manner = ""
    about: str = ""
    off_screen: bool = False


class Lettering(Struct, frozen=True, kw_only=True):
    """Something written. thing: the word for what bears it (``sign``, ``flag``), empty for a title over the picture."""

    text: str
    thing: str
    shot: int


class Cue(Struct, frozen=True, kw_only=True):
    """Music up to an instant, in seconds from the film's start. wish: as a screenplay has it.

    seams_s: where it ended in the films that this one goes on with, one after the other; it begins as it did there.
    """

    wish: str
    ends_s: float
    seams_s: tuple[float, ...] = ()


class Screenplay(Struct, frozen=True, kw_only=True):
    """A prompt's structure; the shots' frames sum to the film's exactly, and there is at least one shot.

    setting: what holds for every shot, said before the first or as style. music: the wish in words, ``none``, or empty
    when nothing is said; effects the same. music_before: what is played before it, one after the other; music_seams_s:
    as a cue has them. background: what is heard all the time. audio_off: no sound at all is wanted. unsaid: what nobody
    is to say. left_out_shots: texts of shots for which the film is too short; left_out: of lines beyond the most
    that are spoken; unsaid_lines: of lines that are not spoken, for the words beside them wish for no speech.
    fades_in and fades_out: whether the picture begins out of black and ends in it; white_in and white_out: in white
    instead.
    """

    shots: tuple[Shot, ...]
    lines: tuple[Line, ...] = ()
    lettering: tuple[Lettering, ...] = ()
    setting: str = ""
    music: str = ""
    music_before: tuple[Cue, ...] = ()
    music_seams_s: tuple[float, ...] = ()
    effects: str = ""
    background: str = ""
    audio_off: bool = False
    unsaid: Unsaid = ""
    left_out_shots: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unsaid_lines: tuple[str, ...] = ()
    fades_in: bool = False
    fades_out: bool = False
    white_in: bool = False
    white_out: bool = False
