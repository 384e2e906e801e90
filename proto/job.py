"""The record of a job: what was asked, where it stands, what it made. Values only; the rules are the scheduler's.

A ``Job`` is stored whole with every change of its state, so the last message on its subject is the job.
"""

from typing import Literal, get_args

from msgspec import Struct

from proto.screenplay import Screenplay

Verb = Literal["voice", "render", "sound", "mux"]
Role = Literal["first_frame", "environment", "style", "storyboard"]
Way = Literal["remix", "edit", "extend"]
Effects = Literal["on", "off", "replace"]
Quality = Literal["draft", "standard", "high"]
State = Literal["queued", "running", "settling", "completed", "failed", "abandoned"]
# What a client may call each role.
ROLE_OF: dict[str, Role] = {**{role: role for role in get_args(Role)}, "texture": "style"}
TERMINAL: frozenset[State] = frozenset({"completed", "failed", "abandoned"})


class Artifact(Struct, frozen=True, kw_only=True):
    """One stored object of a video: its key, SHA-256 in hexadecimal, size and media type."""

    key: str
    sha256: str
    size_bytes: int
    media_type: str


class Panel(Struct, frozen=True, kw_only=True):
    """A picture within a storyboard: its upper left, upper right, lower right and lower left corner, in pixels from the
    left and from the top of the storyboard.
    """

    corners: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]


class Reference(Struct, frozen=True, kw_only=True):
    """A picture that a film is made with, as RGB in PNG: what its first frame shows, where it is, how it looks, or what
    each of its shots begins with. panels: of a storyboard, at least one, in the order of the shots.
    """

    role: Role
    picture: Artifact
    panels: tuple[Panel, ...] = ()


class Clip(Struct, frozen=True, kw_only=True):
    """A clip that a client gave, whose picture its film keeps: the file as it came, whatever it holds.

    frames and seconds: of the film, whose length is the clip's within a frame. sounds: whether the clip has a track of
    sound.
    """

    file: Artifact
    frames: int
    seconds: float
    sounds: bool = False


class Source(Struct, frozen=True, kw_only=True):
    """The finished film that a new one is made from.

    way: it is changed as the prompt says ("remix", "edit"), or gone on with ("extend"). seconds: its length; latents:
    what it was drawn from; extensions: how often it was gone on with, this time counted. screenplay: what is said and
    played in it; None in records that are older than this field.
    """

    video: str
    way: Way
    seconds: int
    latents: Artifact
    extensions: int = 0
    screenplay: Screenplay | None = None


class Request(Struct, frozen=True, kw_only=True):
    """What a client asked for, as accepted; it never changes. seed: 0 to 2**63-1; shots: at least 1.

    merged_shots: how many shots of the prompt are read as one, by a model that does not cut; 0 if none are.
    left_out_shots: how many shots of the prompt the film is too short for. left_out_lines: how many of its lines are
    beyond the most that are spoken. unsaid_lines: how many are not spoken, for it says beside them that nobody speaks.
    seconds: of the whole film, for one that goes on with another too. audio: whether the film has any sound, effects
    whether what happens in it is heard. music: a wish in words, ``none`` for no music, empty for what the prompt says.
    stems: whether the parts of the sound are kept. voices: the voice of each speaker, by the name that the prompt has;
    voice: that of all others, empty for a fitting one each. clip: whose picture it has; then seconds is its length,
    rounded up. steps, guidance: of denoising, 0 and None for the model's own; quality: the word that the steps were
    asked for with, if they were not counted.
    """

    prompt: str
    model: str
    seconds: int
    width: int
    height: int
    seed: int
    negative_prompt: str = ""
    shots: int = 1
    audio: Literal["on", "off"] = "on"
    effects: Effects = "on"
    music: str = ""
    stems: bool = False
    voice: str = ""
    voices: dict[str, str] = {}
    source: Source | None = None
    references: tuple[Reference, ...] = ()
    merged_shots: int = 0
    left_out_shots: int = 0
    left_out_lines: int = 0
    unsaid_lines: int = 0
    clip: Clip | None = None
    steps: int = 0
    guidance: float | None = None
    quality: Quality = "standard"

    @property
    def length_s(self) -> float:
        """Seconds that the film lasts, to the frame."""
        return self.clip.seconds if self.clip else float(self.seconds)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Of the storyboard that it is made with, if there is one."""
        return next((each.panels for each in self.references if each.role == "storyboard"), ())

    @property
    def new_seconds(self) -> int:
        """Seconds of it that are to be made."""
        return self.seconds - (self.source.seconds if self.source and self.source.way == "extend" else 0)

    @property
    def new_shots(self) -> int:
        """Shots of it that are to be made: an extension goes on with the last one there is."""
        return 1 if self.source and self.source.way == "extend" else self.shots


class SpeechNote(Struct, frozen=True, kw_only=True):
    """What came of a film's dialogue. voices: by speaker, of the first 16.

    lines: how many are heard whole; cut: how many end early; unspoken: how many are not heard at all. Which ones, and
    why, is in the artifact ``speech.json``.
    """

    voices: dict[str, str]
    lines: int
    cut: int
    unspoken: int


class JobError(Struct, frozen=True, kw_only=True):
    """Why a job failed, in the API's words."""

    code: str
    message: str


class Settlement(Struct, frozen=True, kw_only=True):
    """How a job's hold ends: decided once, then written to the ledger. captured: credits kept; the rest returns."""

    outcome: Literal["completed", "failed"]
    captured: int


class Job(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A job and all that decides what happens to it next. Times are seconds since 1970.

    attempt counts failures and epoch dispatches: together they name one try, and fence every other.
    stage is the verb that runs or waits; worker and nonce are set while it runs. replaced_words: what was used instead
    of some of the unknown words; unread_words: what the model has no room for.
    """

    id: str
    account: str
    request_sha256: str
    model: str
    seconds: int
    width: int
    height: int
    seed: int
    price: int
    created_at: float
    deadline_at: float
    state: State = "queued"
    stage: Verb = "render"
    attempt: int = 0
    epoch: int = 0
    losses: int = 0
    worker: str = ""
    nonce: str = ""
    started_at: float = 0.0
    not_before: float = 0.0
    steps_done: int = 0
    steps: int = 0
    cancel_requested: bool = False
    cancel_by: float = 0.0
    deleted: bool = False
    purged: bool = False
    artifacts: dict[str, Artifact] = {}
    unknown_words: tuple[str, ...] = ()
    replaced_words: dict[str, str] = {}
    unread_words: tuple[str, ...] = ()
    speech: SpeechNote | None = None
    offset_median_ms: float | None = None
    coverage: float | None = None
    verdict: str = ""
    error: JobError | None = None
    settlement: Settlement | None = None
    entry_n: int = 0
    completed_at: float = 0.0


class JobEvent(Struct, frozen=True, kw_only=True, tag="job_event"):
    """One change of a job's state on ``job.<account>.<video>``, with the job that results from it."""

    kind: str
    at: float
    job: Job


def abandoned(account: str, video: str, *, now: float, why: str) -> JobEvent:
    """The tombstone of a job that was never made: with CAS 0 either it or the real job is first, never both."""
    job = Job(
        id=video,
        account=account,
        request_sha256="",
        model="",
        seconds=0,
        width=0,
        height=0,
        seed=0,
        price=0,
        created_at=now,
        deadline_at=now,
        state="abandoned",
        error=JobError(code="abandoned", message=why),
        completed_at=now,
    )
    return JobEvent(kind="abandoned", at=now, job=job)
