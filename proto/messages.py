"""Every command, event and small record that services exchange, in the order of a job's journey.

Commands are imperative and have one handler; events are in the past tense. They carry references, never bytes of a
film (a preview of at most 32 kB excepted).
"""

from typing import Literal

from msgspec import Struct

from proto.job import Artifact, Job, Request, SpeechNote, Verb
from proto.ledger import Entry
from proto.receipt import SyncReport


class Refusal(Struct, frozen=True, kw_only=True, tag="refusal"):
    """A command that was not carried out and changed nothing. code: a stable word; message: what to do about it."""

    code: str
    message: str


class Submit(Struct, frozen=True, kw_only=True, tag="submit"):
    """Gateway to scheduler: hold the credits and make the job. The same video twice gives the same job.

    hold_only: only hold the credits, for what comes with the order is still to be stored; then it is said again.
    """

    account: str
    video: str
    request: Request
    hold_only: bool = False


class Held(Struct, frozen=True, kw_only=True, tag="held"):
    """So many credits are held. If no job follows, the sweeper gives them back."""

    price: int


class Submitted(Struct, frozen=True, kw_only=True, tag="submitted"):
    """The job is durable and paid for, and will reach a terminal state. seq: its sequence in ``JOBS``."""

    job: Job
    seq: int


class Cancel(Struct, frozen=True, kw_only=True, tag="cancel"):
    """Gateway to scheduler: end a job that runs, and remove a video from sight, prompt and films included."""

    account: str
    video: str


class Cancelled(Struct, frozen=True, kw_only=True, tag="cancelled"):
    """The wish to cancel is durable (or the job had ended before). seq: its sequence in ``JOBS``."""

    job: Job
    seq: int


class Grant(Struct, frozen=True, kw_only=True, tag="grant"):
    """Operator to billing: give an account credits. The same transfer twice is one grant."""

    account: str
    amount: int
    transfer: str


class Granted(Struct, frozen=True, kw_only=True, tag="granted"):
    """The account's latest entry once the grant is in the ledger."""

    entry: Entry


class Presence(Struct, frozen=True, kw_only=True, tag="presence"):
    """A worker's lease, renewed in KV ``workers``: it lives, and with a nonce it waits for one token.

    models: the pipelines that a renderer can load; empty for verbs that need none.
    """

    verb: Verb
    worker: str
    nonce: str
    video: str = ""
    models: tuple[str, ...] = ()


class Token(Struct, frozen=True, kw_only=True, tag="token"):
    """Scheduler to one worker: do one stage of one job, once. attempt and epoch fence every other try."""

    verb: Verb
    account: str
    video: str
    attempt: int
    epoch: int
    worker: str
    nonce: str


class StageDone(Struct, frozen=True, kw_only=True, tag="stage_done"):
    """A stage has ended and all that it made is stored. speech: what the voice stage could say; sync: what was measured
    of the finished film.

    replaced_words: what was used instead of some of the unknown words; unread_words: what the model has no room for.
    """

    verb: Verb
    account: str
    video: str
    attempt: int
    epoch: int
    artifacts: dict[str, Artifact]
    steps_done: int = 0
    steps: int = 0
    unknown_words: tuple[str, ...] = ()
    replaced_words: dict[str, str] = {}
    unread_words: tuple[str, ...] = ()
    speech: SpeechNote | None = None
    sync: SyncReport | None = None


class StageFailed(Struct, frozen=True, kw_only=True, tag="stage_failed"):
    """A stage could not be done. retryable: whether another try may succeed."""

    verb: Verb
    account: str
    video: str
    attempt: int
    epoch: int
    code: str
    message: str
    retryable: bool


class StageStopped(Struct, frozen=True, kw_only=True, tag="stage_stopped"):
    """A worker has stopped: the job is cancelled or somebody else's. steps_done: denoising steps really done."""

    verb: Verb
    account: str
    video: str
    attempt: int
    epoch: int
    steps_done: int = 0
    steps: int = 0


class Progress(Struct, frozen=True, kw_only=True, tag="progress"):
    """Where a running stage is; only the latest counts. preview: a JPEG of at most 32 kB, or empty."""

    account: str
    video: str
    epoch: int
    stage: Verb
    step: int
    steps: int
    fraction: float
    eta_s: float | None = None
    preview: bytes = b""


class Lease(Struct, frozen=True, kw_only=True, tag="lease"):
    """Which scheduler leads. It is renewed in KV ``lease`` and lapses by itself."""

    holder: str


class ApiKey(Struct, frozen=True, kw_only=True, tag="api_key"):
    """What KV ``keys`` holds under the SHA-256 of a key; the key itself is stored nowhere."""

    account: str
    created_at: float


class SeenRequest(Struct, frozen=True, kw_only=True, tag="seen_request"):
    """What KV ``idem`` holds for a POST: the video it made, the SHA-256 of its body, and when it arrived.

    repeats: it may be the repetition of a POST that has yet to arrive.
    """

    video: str
    body_sha256: str
    arrived_at: float = 0.0
    repeats: bool = False


class Endpoint(Struct, frozen=True, kw_only=True, tag="endpoint"):
    """A webhook endpoint of an account. secret: ``whsec_`` and base64, shown to the client once.

    disabled: the endpoint answered 410 Gone, and nothing is sent to it any more.
    """

    id: str
    account: str
    name: str
    url: str
    event_types: tuple[str, ...]
    secret: str
    created_at: int
    updated_at: int
    disabled: bool = False


class Delivery(Struct, frozen=True, kw_only=True, tag="delivery"):
    """One webhook on its way: the body as it is signed and sent. attempt counts from 0."""

    id: str
    account: str
    endpoint: str
    event_type: str
    body: str
    attempt: int
    first_at: float


class DeliveryLog(Struct, frozen=True, kw_only=True, tag="delivery_log"):
    """What came of one attempt. status: the HTTP status, 0 if there was no answer. outcome: what follows."""

    id: str
    endpoint: str
    attempt: int
    at: float
    status: int
    outcome: Literal["delivered", "retry", "given_up"]
    reason: str = ""


class DeadLetter(Struct, frozen=True, kw_only=True, tag="dead_letter"):
    """A message that no handler could take, kept whole with the reason."""

    stream: str
    subject: str
    seq: int
    consumer: str
    reason: str
    data: bytes


Finished = StageDone | StageFailed | StageStopped
SubmitReply = Submitted | Held | Refusal
CancelReply = Cancelled | Refusal
GrantReply = Granted | Refusal
