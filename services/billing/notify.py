"""Webhooks: what happened to a video or to credits becomes one delivery for each endpoint that wants to know.

A delivery is a message on ``hook.due``; a retry is a schedule on ``hook.retry`` that fires there; each attempt leaves
a record on ``hook.log``. Ids follow from the sequence of the event in its stream, so handling an event twice makes no
second delivery. It never decides what an event means and never holds one endpoint up for another.
"""

import contextlib
import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from nats.aio.msg import Msg

from proto import codec
from proto.job import JobEvent
from proto.ledger import Entry
from proto.messages import Delivery, DeliveryLog
from proto.streams import hook_subject
from services import endpoints, logs
from services.billing.backoff import GONE, judge
from services.billing.courier import BusyError, Courier
from services.bus import Bus, ConflictError
from services.outcome import Done, Outcome

log = logs.get(__name__)

_BUSY_S = 5.0
_spread = random.Random()  # noqa: S311 - spreads retries, keeps no secret
_VIDEO_EVENTS = {"completed": "video.completed", "failed": "video.failed"}


async def announce_job(bus: Bus, event: JobEvent, message: Msg) -> Outcome:
    """Tell the account's endpoints that a video has ended; every other change of a job is passed over."""
    kind = _VIDEO_EVENTS.get(event.kind)
    if kind is not None:
        await _announce(bus, message, event.job.account, kind, event.at, {"id": event.job.id})
    return Done()


async def announce_entry(bus: Bus, entry: Entry, message: Msg) -> Outcome:
    """Tell the account's endpoints what a settled hold kept and what it gave back; other entries are passed over."""
    for kind, amount in (("credits.captured", entry.captured), ("credits.refunded", entry.refunded)):
        if entry.kind == "settle" and amount > 0:
            data = {"id": entry.video, "amount": amount, "balance": _balance(entry)}
            await _announce(bus, message, entry.account, kind, entry.at, data)
    return Done()


async def deliver(
    bus: Bus,
    courier: Courier,
    backoff_s: tuple[float, ...],
    delivery: Delivery,
    message: Msg,  # noqa: ARG001
) -> Outcome:
    """One attempt to deliver; what came of it is recorded, and the next attempt is scheduled before that."""
    log_subject = hook_subject("log", delivery.endpoint, delivery.id)
    known = await bus.last("HOOKS", log_subject, DeliveryLog)
    if known is not None and known[1].attempt >= delivery.attempt:
        return Done()
    endpoint = await endpoints.get(bus, delivery.account, delivery.endpoint)
    if endpoint is None or endpoint.disabled:
        return _recorded(delivery, 0, "given_up", "the endpoint is deleted or disabled")
    try:
        answer = await courier.send(delivery, endpoint.url, endpoint.secret)
    except BusyError:
        await _schedule(bus, delivery, _BUSY_S * _spread.uniform(0.5, 1.5))
        return Done()
    verdict = judge(
        answer,
        attempt=delivery.attempt,
        age_s=time.time() - delivery.first_at,
        now=datetime.now(UTC),
        jitter=_spread.random(),
        backoff_s=backoff_s,
    )
    if answer.status == GONE:
        await endpoints.disable(bus, delivery.account, delivery.endpoint)
    if verdict.retry_in_s is not None:
        await _schedule(bus, replace(delivery, attempt=delivery.attempt + 1), verdict.retry_in_s)
    return _recorded(delivery, answer.status, verdict.outcome, verdict.reason)


def event_id(stream: str, seq: int, kind: str) -> str:
    """The id of the event that message ``seq`` of ``stream`` is, the same at every try."""
    return f"evt_{codec.digest(f'{stream}:{seq}:{kind}'.encode())[:32]}"


def body(id_: str, kind: str, at: float, data: Mapping[str, Any]) -> str:
    """An event as it is signed and sent, in the shape of OpenAI's webhooks. at: seconds since 1970."""
    event = {"id": id_, "object": "event", "created_at": int(at), "type": kind, "data": data}
    return msgspec.json.encode(event).decode()


async def _announce(bus: Bus, message: Msg, account: str, kind: str, at: float, data: Mapping[str, Any]) -> None:
    """Store one delivery for each endpoint of the account that wants this kind, unless it is stored already."""
    meta = message.metadata
    id_ = event_id(meta.stream, meta.sequence.stream, kind)
    for endpoint in await endpoints.of_account(bus, account):
        if endpoint.disabled or kind not in endpoint.event_types:
            continue
        delivery = Delivery(
            id=id_,
            account=account,
            endpoint=endpoint.id,
            event_type=kind,
            body=body(id_, kind, at, data),
            attempt=0,
            first_at=time.time(),
        )
        with contextlib.suppress(ConflictError):
            await bus.publish(hook_subject("due", endpoint.id, id_), delivery, expect=0)


async def _schedule(bus: Bus, delivery: Delivery, in_s: float) -> None:
    """Have JetStream put the delivery on ``hook.due`` again. Source: NATS ADR-51, message scheduling."""
    at = (datetime.now(UTC) + timedelta(seconds=in_s)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    headers = {
        "Nats-Schedule": f"@at {at}",
        "Nats-Schedule-Target": hook_subject("due", delivery.endpoint, delivery.id),
    }
    subject = hook_subject("retry", delivery.endpoint, delivery.id)
    await bus.publish(subject, delivery, headers=headers, id=f"{subject}-{at}")


def _recorded(delivery: Delivery, status: int, outcome: Literal["delivered", "retry", "given_up"], reason: str) -> Done:
    log.info(
        "webhook.attempted",
        webhook=delivery.id,
        endpoint=delivery.endpoint,
        attempt=delivery.attempt,
        status=status,
        outcome=outcome,
        reason=reason or None,
    )
    record = DeliveryLog(
        id=delivery.id,
        endpoint=delivery.endpoint,
        attempt=delivery.attempt,
        at=time.time(),
        status=status,
        outcome=outcome,
        reason=reason,
    )
    subject = hook_subject("log", delivery.endpoint, delivery.id)
    return Done(((subject, record, f"{subject}-{delivery.attempt}"),))


def _balance(entry: Entry) -> dict[str, int]:
    return {"available": entry.available, "held": entry.held, "captured": entry.captured_total}
