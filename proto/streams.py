"""Where everything durable lives: the streams, the KV buckets and the subjects on them. Tables and names, no I/O."""

from typing import Literal

from msgspec import Struct

from proto.job import Verb
from proto.values import token

DAY_S = 24 * 3600


class Stream(Struct, frozen=True, kw_only=True):
    """One JetStream stream. max_age_s 0 keeps messages for ever; only the server bounds their bytes."""

    name: str
    subjects: tuple[str, ...]
    storage: Literal["file", "memory"] = "file"
    retention: Literal["limits", "workqueue"] = "limits"
    max_age_s: int = 0
    message_bytes_max: int = 64 * 1024
    per_subject_max: int = -1
    deny_delete: bool = False
    atomic: bool = False
    schedules: bool = False
    republish: tuple[str, str] | None = None


class Bucket(Struct, frozen=True, kw_only=True):
    """One KV bucket. ttl_s 0 keeps values for ever."""

    name: str
    ttl_s: float = 0
    memory: bool = False


LEASE_S = 6.0
IDEMPOTENCY_S = 600.0

STREAMS = (
    Stream(name="LEDGER", subjects=("led.*", "ledx.*"), deny_delete=True, atomic=True),
    Stream(name="JOBS", subjects=("job.*.*",), max_age_s=90 * DAY_S, republish=("job.>", "live.job.>")),
    Stream(name="WORK", subjects=("do.*.*",), retention="workqueue", max_age_s=DAY_S),
    Stream(name="DID", subjects=("did.*.*.*",), max_age_s=7 * DAY_S),
    Stream(name="PROGRESS", subjects=("prog.*.*",), storage="memory", max_age_s=3600, per_subject_max=1),
    Stream(name="HOOKS", subjects=("hook.*.*.*",), max_age_s=30 * DAY_S, schedules=True),
    Stream(name="DEAD", subjects=("dead.*",), max_age_s=30 * DAY_S, message_bytes_max=1024 * 1024),
)

BUCKETS = (
    Bucket(name="requests"),
    Bucket(name="keys"),
    Bucket(name="endpoints"),
    Bucket(name="idem", ttl_s=IDEMPOTENCY_S),
    Bucket(name="lease", ttl_s=LEASE_S),
    Bucket(name="workers", ttl_s=LEASE_S, memory=True),
)

_STREAM_BY_HEAD = {subject.partition(".")[0]: stream.name for stream in STREAMS for subject in stream.subjects}

RPC_SUBMIT = "rpc.submit"
RPC_CANCEL = "rpc.cancel"
RPC_GRANT = "rpc.grant"


def stream_of(subject: str) -> str:
    """The stream that stores ``subject``. KeyError if none does."""
    head, _, rest = subject.partition(".")
    if head == "$KV":
        return f"KV_{rest.partition('.')[0]}"
    return _STREAM_BY_HEAD[head]


def ledger_subject(account: str) -> str:
    """Where an account's ledger entries are; its last message is the balance."""
    return f"led.{token(account)}"


def transfer_subject(transfer: str) -> str:
    """The mark that a grant is done."""
    return f"ledx.{token(transfer)}"


def job_subject(account: str, video: str) -> str:
    """Where a job's changes of state are; its last message is the job."""
    return f"job.{token(account)}.{token(video)}"


def work_subject(verb: Verb, worker: str) -> str:
    """Where a worker's tokens are."""
    return f"do.{verb}.{token(worker)}"


def did_subject(verb: Verb, account: str, video: str) -> str:
    """Where a worker says what came of a token."""
    return f"did.{verb}.{token(account)}.{token(video)}"


def progress_subject(account: str, video: str) -> str:
    """Where a running job's latest progress is."""
    return f"prog.{token(account)}.{token(video)}"


def control_subject(video: str) -> str:
    """Core NATS, best effort: a hint that this job's head has changed."""
    return f"ctl.{token(video)}"


def hook_subject(step: Literal["due", "retry", "log"], endpoint: str, event: str) -> str:
    """Where a webhook delivery is."""
    return f"hook.{step}.{token(endpoint)}.{token(event)}"


def dead_subject(consumer: str) -> str:
    """Where messages go that a consumer could not take."""
    return f"dead.{token(consumer)}"


def request_key(account: str, video: str) -> str:
    """The KV key of a job's immutable request."""
    return f"{token(account)}.{token(video)}"
