"""The same work for Celery: one task that does nothing, and a chain of as many durable hops as a film has verbs.

Set as safe as Celery goes: a task is acknowledged after it is done, and a worker takes one at a time.
"""

from celery import Celery, chain
from celery.canvas import Signature

from bench.timing import now_ns

app = Celery("bench")
app.conf.update(task_acks_late=True, worker_prefetch_multiplier=1, broker_connection_retry_on_startup=True)

HOPS = ("hold", "render", "sound", "mux", "settle")


@app.task
def film() -> int:
    """The single task: when it began."""
    return now_ns()


@app.task
def hop(before: list[int]) -> list[int]:
    """One hop of the chain: when each hop so far began."""
    return [*before, now_ns()]


def film_in_hops() -> Signature:
    """The chain; its second hop is the one that would render."""
    return chain(hop.s([]), *(hop.s() for _ in HOPS[1:]))
