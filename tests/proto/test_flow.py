"""The map of the journey is true: handlers are there, subjects have one stream each, stages follow each other."""

import importlib

import pytest

from proto import streams
from proto.flow import FLOW, STAGES, Hop, first_stage, hop, next_stage
from services.run import SERVICES, App


@pytest.mark.parametrize("row", FLOW, ids=lambda row: row.verb)
def test_its_handler_exists(row: Hop) -> None:
    module, _, name = row.handler.partition(":")
    assert callable(getattr(importlib.import_module(module), name))
    assert module.split(".")[:2] in [["services", service] for service in SERVICES]


@pytest.mark.parametrize("row", FLOW, ids=lambda row: row.verb)
def test_its_subject_has_exactly_one_stream(row: Hop) -> None:
    found = [stream.name for stream in streams.STREAMS if any(fits(row.subject, each) for each in stream.subjects)]
    assert len(found) == (0 if row.subject.startswith("rpc.") else 1)
    assert row.ack_wait_s > 0
    assert row.attempts >= 1


def fits(subject: str, pattern: str) -> bool:
    """Whether everything on ``subject`` is within ``pattern``."""
    ours, theirs = subject.split("."), pattern.split(".")
    return len(ours) == len(theirs) and all(their in ("*", our) for our, their in zip(ours, theirs, strict=True))


def test_verbs_are_unique_and_found() -> None:
    assert len({row.verb for row in FLOW}) == len(FLOW)
    assert all(hop(row.verb) is row for row in FLOW)
    with pytest.raises(KeyError):
        hop("dream")


def test_stages_follow_each_other_to_the_end() -> None:
    assert [next_stage(stage) for stage in STAGES] == [*STAGES[1:], None]
    assert (first_stage(spoken=True), next_stage(first_stage(spoken=True))) == ("voice", first_stage(spoken=False))
    assert all(hop(stage).subject == f"do.{stage}.*" for stage in STAGES)


@pytest.mark.parametrize("name", ["", "a.b", "*", ">", "a b", "a\r\nb", "ä", "x" * 65])
def test_no_subject_is_built_from_a_bad_name(name: str) -> None:
    builders = (
        lambda: streams.ledger_subject(name),
        lambda: streams.transfer_subject(name),
        lambda: streams.job_subject("a", name),
        lambda: streams.job_subject(name, "v"),
        lambda: streams.work_subject("render", name),
        lambda: streams.did_subject("render", "a", name),
        lambda: streams.progress_subject("a", name),
        lambda: streams.control_subject(name),
        lambda: streams.hook_subject("due", "e", name),
        lambda: streams.dead_subject(name),
        lambda: streams.request_key("a", name),
    )
    for build in builders:
        with pytest.raises(ValueError, match="is not a name"):
            build()


async def test_streams_are_as_they_are_written(app: App) -> None:
    for spec in streams.STREAMS:
        config = (await app.bus.js.stream_info(spec.name)).config
        assert tuple(config.subjects or ()) == spec.subjects
        assert config.deny_delete == config.deny_purge == spec.deny_delete
        assert bool(config.allow_msg_schedules) == spec.schedules
        assert config.max_msg_size == spec.message_bytes_max
