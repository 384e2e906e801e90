"""The state machine of a job: its ways, and random histories that must not break its promises."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from proto.flow import STAGES
from proto.job import TERMINAL, Job, Request, SpeechNote
from proto.messages import StageDone, StageFailed, StageStopped
from services.scheduler import schedule
from services.scheduler.schedule import decide

REQUEST = Request(prompt="a ball", model="sora-2", seconds=4, width=1280, height=720, seed=1)
NEW = schedule.submitted("acct", "video_1", REQUEST, "00", price=12, now=0, timeout_s=60)


def after(job: Job, *events: schedule.Event) -> Job:
    """The job after these events; each must change it."""
    for event in events:
        decision = decide(job, event, 1.0)
        assert decision is not None, event
        job = decision[1]
    return job


def fields(job: Job) -> dict:
    return {
        "verb": job.stage,
        "account": job.account,
        "video": job.id,
        "attempt": job.attempt,
        "epoch": job.epoch,
    }


def given_to(job: Job, worker: str = "w") -> Job:
    return after(job, schedule.Dispatched(verb=job.stage, worker=worker, nonce="n"))


def done(job: Job, **more: object) -> StageDone:
    return StageDone(**fields(job), artifacts={}, **more)


def failed(job: Job, *, retryable: bool) -> StageFailed:
    return StageFailed(**fields(job), code="broken", message="It broke.", retryable=retryable)


def test_a_job_goes_through_every_stage_and_is_captured_whole() -> None:
    job = NEW
    for stage in STAGES[1:]:
        assert (job.state, job.stage) == ("queued", stage)
        job = given_to(job)
        job = after(job, done(job, steps_done=20, steps=20))
    assert (job.state, job.settlement.outcome, job.settlement.captured) == ("settling", "completed", 12)
    job = after(job, schedule.Settled(entry_n=7))
    assert (job.state, job.entry_n, job.completed_at) == ("completed", 7, 1.0)


def test_a_film_in_which_somebody_speaks_begins_with_the_voice() -> None:
    spoken = replace(REQUEST, prompt='A man says "Hello."')
    silent = [REQUEST, replace(spoken, audio="off"), replace(spoken, prompt='A silent film. A man says "Hello."')]
    stages = [
        schedule.submitted("acct", "video_1", each, "00", price=12, now=0, timeout_s=60).stage
        for each in (spoken, *silent)
    ]
    assert stages == ["voice", "render", "render", "render"]
    by_itself = [
        schedule.submitted("acct", "video_1", each, "00", price=12, now=0, timeout_s=60, own_sound=True).stage
        for each in (spoken, replace(spoken, effects="replace"), replace(spoken, effects="off"))
    ]
    assert by_itself == ["render", "voice", "voice"]
    job = schedule.submitted("acct", "video_1", spoken, "00", price=12, now=0, timeout_s=60)
    note = SpeechNote(voices={"man": "michael"}, lines=1, cut=0, unspoken=0)
    job = after(given_to(job), done(given_to(job), speech=note))
    assert (job.state, job.stage, job.speech) == ("queued", "render", note)
    assert after(given_to(job), done(given_to(job))).speech == note


def test_a_failure_is_tried_again_and_then_refunded_whole() -> None:
    job = NEW
    for _ in range(2):
        job = given_to(job)
        job = after(job, failed(job, retryable=True))
        assert job.state == "queued"
    job = given_to(job)
    job = after(job, failed(job, retryable=True))
    assert (job.state, job.settlement.captured, job.error.code) == ("settling", 0, "broken")


def test_a_failure_that_will_not_pass_is_not_tried_again() -> None:
    job = given_to(NEW)
    assert after(job, failed(job, retryable=False)).state == "settling"


def test_a_cancelled_job_pays_for_the_steps_that_were_done_rounded_down() -> None:
    job = after(given_to(NEW), schedule.CancelRequested())
    assert (job.state, job.deleted) == ("running", True)
    stopped = StageStopped(**fields(job), steps_done=7, steps=20)
    assert after(job, stopped).settlement.captured == 12 * 7 // 20


def test_a_job_cancelled_before_it_started_pays_nothing() -> None:
    assert after(NEW, schedule.CancelRequested()).settlement.captured == 0


def test_a_cancel_after_the_decision_is_too_late() -> None:
    job = NEW
    for _ in STAGES[1:]:
        job = given_to(job)
        job = after(job, done(job, steps_done=20, steps=20))
    job = after(job, schedule.CancelRequested())
    assert (job.settlement.outcome, job.deleted) == ("completed", True)


def test_a_lost_worker_costs_a_place_in_line_to_nobody_and_its_word_no_longer_counts() -> None:
    job = given_to(NEW)
    late = done(job, steps_done=20, steps=20)
    job = after(job, schedule.WorkerLost(epoch=1, steps_done=6, steps=20))
    assert (job.state, job.steps_done) == ("queued", 6)
    assert decide(job, late, 1.0) is None
    job = given_to(job, "w2")
    assert decide(job, late, 1.0) is None, "another epoch runs now"
    job = after(job, schedule.CancelRequested(), StageStopped(**fields(job), steps_done=5, steps=20))
    assert job.settlement.captured == 12 * 6 // 20, "steps done twice count once"


def test_a_worker_gets_no_stage_that_it_cannot_do() -> None:
    waiting = after(given_to(NEW), done(given_to(NEW)))
    assert (waiting.state, waiting.stage) == ("queued", "sound")
    assert decide(waiting, schedule.Dispatched(verb="render", worker="w", nonce="n"), 1.0) is None


def test_a_job_that_kills_its_workers_ends() -> None:
    job = NEW
    for _ in range(schedule.LOSSES_MAX + 1):
        job = given_to(job)
        job = after(job, schedule.WorkerLost(epoch=job.epoch, steps_done=0, steps=0))
    assert (job.state, job.error.code, job.settlement.captured) == ("settling", "worker_lost", 0)


def test_words_of_all_stages_are_kept() -> None:
    job = after(given_to(NEW), done(given_to(NEW), unknown_words=("zebra", "x"), replaced_words={"zebra": "horse"}))
    job = given_to(job)
    job = after(job, done(job))
    assert (job.unknown_words, job.replaced_words) == (("zebra", "x"), {"zebra": "horse"})


EVENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), st.booleans()), max_size=40)


@given(EVENTS)
def test_no_history_breaks_a_promise(history: list[tuple[int, int, bool]]) -> None:
    job, settlement = NEW, None
    for kind, steps, current in history:
        at = fields(job) if current else {**fields(job), "epoch": job.epoch - 1}
        event = (
            schedule.Dispatched(verb=job.stage, worker="w", nonce="n"),
            StageDone(**at, artifacts={}, steps_done=20, steps=20),
            StageFailed(**at, code="broken", message="It broke.", retryable=steps % 2 == 0),
            StageStopped(**at, steps_done=steps, steps=20),
            schedule.WorkerLost(epoch=job.epoch - (not current), steps_done=steps, steps=20),
            schedule.CancelRequested(),
            schedule.CancelOverdue(steps_done=steps, steps=20),
            schedule.DeadlinePassed(),
            schedule.Settled(entry_n=3),
            schedule.Dispatched(verb="render", worker="x", nonce="m"),
        )[kind]
        decision = decide(job, event, 2.0)
        if decision is None:
            continue
        before, job = job, decision[1]
        assert job.epoch >= before.epoch
        assert not before.deleted or job.deleted
        assert before.state not in TERMINAL or job.state == before.state, "the end is the end"
        if settlement is not None:
            assert job.settlement == settlement, "how a job ends is decided once"
        settlement = job.settlement
        if settlement is not None:
            assert 0 <= settlement.captured <= job.price
            assert settlement.outcome == "completed" or settlement.captured < job.price or job.cancel_requested
