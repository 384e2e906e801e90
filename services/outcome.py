"""What a handler may decide about a message. The consume loop carries it out; an exception means "unexpected"."""

from msgspec import Struct


class Done(Struct, frozen=True):
    """The work is done and durable: publish these messages (subject, message, id for deduplication), then ack."""

    publish: tuple[tuple[str, Struct, str], ...] = ()


class Reject(Struct, frozen=True):
    """This message can never be handled: keep it as a dead letter with the reason."""

    reason: str


Outcome = Done | Reject
