"""What a film's receipt says of it: how it was made and how its sound fits its picture."""

from typing import Literal

from msgspec import Struct

from proto.job import Artifact
from proto.render import RenderReport
from proto.speech import Speech

Verdict = Literal["in_sync", "out_of_sync", "too_few_events", "no_events", "no_effects"]
LeftOut = Literal["", "not_finite", "silent", "empty", "unreadable", "out_of_sync", "asked"]


class SyncReport(Struct, frozen=True, kw_only=True, tag="sync_report"):
    """How the events seen in a film's pixels and the onsets heard in its samples agree.

    Offsets are sound minus picture in milliseconds, positive when the sound is late; None when nothing matched. The
    largest is the one of largest size. coverage: matched / seen, 0 to 1, None when nothing was seen. unmatched_*:
    seconds from the start. What is heard and not seen is no fault: a footstep, say, is too small a change of the
    picture. offset_p95_ms: 95 % of the offsets are no larger. f1: of matching both ways round, so that a clearly heard
    sound without a cause counts, None when nothing was seen or heard. verdict: ``too_few_events`` when less is seen
    than could tell this film's sound from another's, ``no_effects`` when none were wanted.
    """

    source: Literal["pixels"]
    seen: int
    heard: int
    matched: int
    coverage: float | None
    offset_median_ms: float | None
    offset_max_ms: float | None
    unmatched_seen: tuple[float, ...]
    unmatched_heard: tuple[float, ...]
    verdict: Verdict
    offset_p95_ms: float | None = None
    f1: float | None = None


class MusicReport(Struct, frozen=True, kw_only=True, tag="music_report"):
    """The music of a film: the wish it was composed for, and how it is.

    key, as ``D minor``, and tempo_bpm are those it was written in; in_key (0 to 1, the share of its tones that the key
    has) and heard_tempo_bpm were measured from its sound. starts_s: when it begins; ends_s: when its final chord does.
    cuts_on_beat_s: of the film's cuts those that fall on a beat.
    """

    wish: str
    key: str
    tempo_bpm: float
    heard_tempo_bpm: float
    in_key: float
    ends_s: float
    cuts_on_beat_s: tuple[float, ...] = ()
    starts_s: float = 0.0


class ModelSoundReport(Struct, frozen=True, kw_only=True, tag="model_sound_report"):
    """The sound that a model made with its film, and what became of it. It is kept whole or left out whole.

    rate_hz, channels, seconds, lufs, clipped (the share of samples at full scale): as it came; lufs is None if that
    could not be measured. shifted_ms: how much later it was put, to fit what is seen. left_out: why another sound was
    made in its place, "" if it was kept: ``not_finite``, ``silent``, ``empty``, ``unreadable``, ``out_of_sync`` (it
    belongs to another film, by what is seen), or ``asked``. unsaid: of the prompt's lines those that are not heard for
    that, for the model was to speak them.
    """

    rate_hz: int
    channels: int
    seconds: float
    clipped: float
    left_out: LeftOut
    lufs: float | None = None
    shifted_ms: float = 0.0
    unsaid: int = 0


class SoundReport(Struct, frozen=True, kw_only=True, tag="sound_report"):
    """How a film's sound was made.

    source: where its events came from, the model's ``timeline`` or the ``pixels``; ``model`` if the model made the
    sound itself, ``none`` without effects. model: what a model that makes sound made, also if it was left out.
    stems_lufs: the loudness of each part in the mix, -70 for silence. music: the last that is played, music_before:
    what is played before it. spent_s: seconds of work, by what was done.
    """

    source: Literal["timeline", "pixels", "model", "none"]
    stems_lufs: dict[str, float]
    music: MusicReport | None = None
    music_before: tuple[MusicReport, ...] = ()
    spent_s: dict[str, float] = {}
    model: ModelSoundReport | None = None


class Receipt(Struct, frozen=True, kw_only=True, tag="receipt"):
    """A finished film: what the file is, how its picture was made, how its sound fits, and all that belongs to it.

    seconds: frames over frames a second. corrected_ms: how much later the sound was put than the sound stage made it,
    because the first measurement asked for it. render, sound: None if that stage left no report. artifacts: all of the
    film but this receipt, each with its SHA-256. speech: every line with its speaker, voice, pace and times to the
    phoneme, and those that are not heard with the reason; None if nothing was to be said. sound_longer_samples: how
    many samples more than the picture the sound plays, None without sound. louder_if_faster: the rank correlation, -1
    to 1, of like impacts' speeds, by the timeline, and how loud they are heard; None where fewer than four were heard
    or all are about as fast.
    """

    video: str
    model: str
    request_sha256: str
    made_at: float
    width: int
    height: int
    fps: float
    frames: int
    seconds: float
    integrated_lufs: float
    true_peak_db: float
    sync: SyncReport
    corrected_ms: float
    render: RenderReport | None
    artifacts: dict[str, Artifact]
    sound: SoundReport | None = None
    speech: Speech | None = None
    sound_longer_samples: int | None = None
    louder_if_faster: float | None = None
