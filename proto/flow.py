"""The map: one row for every hop between a prompt and a film. The order of work is read from here and nowhere else."""

from msgspec import Struct

from proto import messages as m
from proto.job import JobEvent, Verb
from proto.ledger import Entry


class Hop(Struct, frozen=True, kw_only=True):
    """One hop: what is sent, by whom, on which subject, who handles it and what comes back.

    handler is ``module:function``. ack_wait_s: a delivery that is silent for longer is given again (work in progress
    beats three times as often). attempts: how often before it fails for good.
    """

    verb: str
    sender: str
    subject: str
    takes: object
    gives: object
    handler: str
    ack_wait_s: float
    attempts: int


FLOW = (
    Hop(
        verb="submit",
        sender="gateway",
        subject="rpc.submit",
        takes=m.Submit,
        gives=m.SubmitReply,
        handler="services.scheduler.submit:submit",
        ack_wait_s=5,
        attempts=1,
    ),
    Hop(
        verb="cancel",
        sender="gateway",
        subject="rpc.cancel",
        takes=m.Cancel,
        gives=m.CancelReply,
        handler="services.scheduler.submit:cancel",
        ack_wait_s=5,
        attempts=1,
    ),
    Hop(
        verb="voice",
        sender="scheduler",
        subject="do.voice.*",
        takes=m.Token,
        gives=m.Finished,
        handler="services.audio.voice.speak:voice",
        ack_wait_s=30,
        attempts=3,
    ),
    Hop(
        verb="render",
        sender="scheduler",
        subject="do.render.*",
        takes=m.Token,
        gives=m.Finished,
        handler="services.renderer.render:render",
        ack_wait_s=30,
        attempts=3,
    ),
    Hop(
        verb="sound",
        sender="scheduler",
        subject="do.sound.*",
        takes=m.Token,
        gives=m.Finished,
        handler="services.audio.sound:sound",
        ack_wait_s=30,
        attempts=3,
    ),
    Hop(
        verb="mux",
        sender="scheduler",
        subject="do.mux.*",
        takes=m.Token,
        gives=m.Finished,
        handler="services.audio.mux:mux",
        ack_wait_s=30,
        attempts=3,
    ),
    Hop(
        verb="schedule",
        sender="renderer, audio",
        subject="did.*.*.*",
        takes=m.Finished,
        gives=JobEvent,
        handler="services.scheduler.lead:finished",
        ack_wait_s=30,
        attempts=20,
    ),
    Hop(
        verb="announce",
        sender="scheduler",
        subject="job.*.*",
        takes=JobEvent,
        gives=m.Delivery,
        handler="services.billing.notify:announce_job",
        ack_wait_s=30,
        attempts=20,
    ),
    Hop(
        verb="account",
        sender="scheduler, billing",
        subject="led.*",
        takes=Entry,
        gives=m.Delivery,
        handler="services.billing.notify:announce_entry",
        ack_wait_s=30,
        attempts=20,
    ),
    Hop(
        verb="notify",
        sender="billing",
        subject="hook.due.*.*",
        takes=m.Delivery,
        gives=m.DeliveryLog,
        handler="services.billing.notify:deliver",
        ack_wait_s=60,
        attempts=20,
    ),
    Hop(
        verb="grant",
        sender="operator",
        subject="rpc.grant",
        takes=m.Grant,
        gives=m.GrantReply,
        handler="services.billing.grant:grant",
        ack_wait_s=5,
        attempts=1,
    ),
)

STAGES: tuple[Verb, ...] = ("voice", "render", "sound", "mux")


def hop(verb: str) -> Hop:
    """The row of ``verb``; KeyError if there is none."""
    for row in FLOW:
        if row.verb == verb:
            return row
    raise KeyError(verb)


def first_stage(*, spoken: bool) -> Verb:
    """Where a film begins: with its dialogue if anything is said in it, else with its picture."""
    return "voice" if spoken else "render"


def next_stage(stage: Verb) -> Verb | None:
    """The stage that follows ``stage``, or None after the last."""
    after = STAGES.index(stage) + 1
    return STAGES[after] if after < len(STAGES) else None
