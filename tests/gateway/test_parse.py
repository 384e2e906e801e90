"""Bracketed names of forms, as OpenAI's SDKs and others write them, and the other pure leaves."""

from typing import Any

import msgspec
import pytest

from proto.flow import STAGES
from proto.job import Artifact, Job, JobError
from proto.messages import Progress
from services import catalogue, screenplay
from services.gateway import cursor
from services.gateway.cursor import Cursor
from services.gateway.errors import ApiError
from services.gateway.parse import Upload, fields
from services.gateway.percent import Floor, percent
from services.gateway.validate import create, seeded
from services.gateway.webhook_endpoints import _url
from services.settings import Settings

FILE = Upload(filename="a", media_type="text/plain", data=b"")


@pytest.mark.parametrize(
    ("pairs", "means"),
    [
        ([("prompt", "a"), ("seconds", "8")], {"prompt": "a", "seconds": "8"}),
        ([("x[a]", "1"), ("x[b]", "2")], {"x": {"a": "1", "b": "2"}}),
        ([("x[a][b]", "1")], {"x": {"a": {"b": "1"}}}),
        ([("x[]", "1"), ("x[]", "2")], {"x": ["1", "2"]}),
        ([("c[][id]", "1"), ("c[][id]", "2")], {"c": [{"id": "1"}, {"id": "2"}]}),
        ([("c[][id]", "1"), ("c[][n]", "2"), ("c[][id]", "3")], {"c": [{"id": "1", "n": "2"}, {"id": "3"}]}),
        ([("x", "1"), ("x", "2")], {"x": "2"}),
        ([("x[][]", "1")], {"x": [["1"]]}),
    ],
)
def test_brackets(pairs: list[tuple[str, Any]], means: dict[str, Any]) -> None:
    assert fields(pairs) == means


@pytest.mark.parametrize(
    "pairs",
    [
        [("x", "1"), ("x[]", "2")],
        [("x[]", "1"), ("x[a]", "2")],
        [("x[a]", "1"), ("x[]", "2")],
        [("x", FILE), ("x", FILE)],
        [("x", "1"), ("x", FILE)],
        [("", "1")],
        [("x]", "1")],
    ],
)
def test_contradictions(pairs: list[tuple[str, Any]]) -> None:
    with pytest.raises(ApiError):
        fields(pairs)


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("a ball", 1),
        ("Shot 1: a ball. Shot 2: a box.", 2),
        ("Shot 1 (1 s): a ball. Shot 2 (3 s): a box.", 2),
        ("SHOT 1 : a\nshot 2: b\nshot 3: c", 3),
        ("a ball rolls, then cut to a box", 2),
        ("Shot 7: only", 1),
        ("cut to a box " * 100, 4),
    ],
)
def test_shots_are_as_many_as_are_drawn(prompt: str, count: int) -> None:
    assert create({"prompt": prompt, "seconds": "4"}, catalogue.load(Settings())).shots == count


def test_a_model_that_does_not_cut_is_asked_for_one_shot_and_says_so() -> None:
    found = catalogue.load(Settings())
    plain = msgspec.structs.replace(found.models["sora-2"], cuts=False)
    found = msgspec.structs.replace(found, models={"plain": plain})
    told = create({"prompt": "Shot 1: a ball. Shot 2: a box."}, found)
    assert (told.shots, told.merged_shots) == (1, 2)
    assert create({"prompt": "a ball"}, found).merged_shots == 0


def test_shots_and_lines_that_the_film_has_no_room_for_are_counted() -> None:
    found = catalogue.load(Settings())
    prompt = " ".join(f"Shot {n}: a ball." for n in range(1, 8))
    assert create({"prompt": prompt, "seconds": "4"}, found).left_out_shots == 3
    assert create({"prompt": prompt, "seconds": "8"}, found).left_out_shots == 0
    plain = msgspec.structs.replace(found.models["sora-2"], cuts=False)
    one = msgspec.structs.replace(found, models={"plain": plain})
    assert create({"prompt": prompt, "seconds": "4"}, one).left_out_shots == 0
    many = "\n".join(f'Person {n}: "Line {n}."' for n in range(screenplay.LINES_MAX + 2))
    assert create({"prompt": many}, found).left_out_lines == 2


def test_lines_that_are_not_spoken_are_counted() -> None:
    found = catalogue.load(Settings())
    assert create({"prompt": 'No dialogue. A man says "Hi." A girl says "Ho."'}, found).unsaid_lines == 2
    assert create({"prompt": 'A man says "Hi."'}, found).unsaid_lines == 0


@pytest.mark.parametrize("field", ["input_reference", "references"])
def test_a_model_that_takes_no_pictures_says_which_do(field: str) -> None:
    found = catalogue.load(Settings())
    wan = msgspec.structs.replace(found.models["sora-2"], sources=False)
    found = msgspec.structs.replace(found, models={"wan": wan, "animatic": found.models["animatic"]})
    fields = {"prompt": "a", "model": "wan", field: [{"role": "style"}]}
    with pytest.raises(ApiError, match="Models that take pictures and other films: 'animatic'") as caught:
        create(fields, found)
    assert (caught.value.status, caught.value.problem.param) == (400, field)
    assert create({**fields, field: None}, found).model == "wan"
    assert create({**fields, "model": "animatic"}, found).model == "animatic"


@pytest.mark.parametrize(("value", "kind"), [(None, "null"), (7, "an integer"), (FILE, "a file")])
def test_what_a_field_is_given_instead_of_words_is_named(value: object, kind: str) -> None:
    with pytest.raises(ApiError, match=f"expected a string, but got {kind} instead"):
        create({"prompt": "a", "voices": {"man": value}}, catalogue.load(Settings()))


def test_a_seed_that_is_not_given_follows_from_the_id() -> None:
    found = catalogue.load(Settings())
    wanted = create({"prompt": "a"}, found)
    first, again, other = (seeded(wanted, {}, video) for video in ("video_1", "video_1", "video_2"))
    assert first.seed == again.seed != other.seed
    assert 0 <= first.seed < 2**63


def test_a_model_that_is_the_only_one_is_the_default() -> None:
    found = catalogue.load(Settings())
    only = msgspec.structs.replace(
        found, models={"tiny": msgspec.structs.replace(found.models["sora-2"], sizes=("64x64",))}
    )
    wanted = create({"prompt": "a"}, only)
    assert (wanted.model, wanted.width, wanted.height, wanted.seconds) == ("tiny", 64, 64, 4)


def test_a_cursor_is_read_back_and_a_wrong_one_refused() -> None:
    here = Cursor(7, "2026", 3)
    assert cursor.parse(here.text(), jobs_last_seq=7) == here
    for text in ("", "x", "%%%", here.text()[:-3], Cursor(8, "", 0).text(), Cursor(-1, "", 0).text()):
        with pytest.raises(ApiError):
            cursor.parse(text, jobs_last_seq=7)


def test_a_floor_holds_what_was_said() -> None:
    floor = Floor()
    assert [floor.lift("v", value) for value in (3, 9, 5)] == [3, 9, 9]
    assert floor.lift("w", 1) == 1


def test_private_addresses_are_for_closed_networks_only() -> None:
    assert _url("http://127.0.0.1:9/x", private=True)
    for text in ("https://localhost/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/", "https://"):
        with pytest.raises(ApiError):
            _url(text, private=False)


JOB = Job(
    id="v",
    account="a",
    request_sha256="",
    model="m",
    seconds=4,
    width=1,
    height=1,
    seed=0,
    price=1,
    created_at=0,
    deadline_at=0,
)

SPEECH = Artifact(key="k", sha256="0", size_bytes=1, media_type="application/json")


def test_every_stage_moves_the_number() -> None:

    said = []
    for stage in STAGES:
        artifacts = {} if stage == "voice" else {"speech.json": SPEECH}
        running = msgspec.structs.replace(JOB, state="running", stage=stage, artifacts=artifacts)
        for fraction in (0.0, 0.5, 1.0):
            latest = Progress(account="a", video="v", epoch=1, stage=stage, step=1, steps=2, fraction=fraction)
            said.append(percent(running, latest))
    said.append(percent(msgspec.structs.replace(JOB, state="settling"), None))
    said.append(percent(msgspec.structs.replace(JOB, state="completed"), None))
    assert said == sorted(said)
    assert (said[0], said[-1], max(said[:-1])) == (0, 100, 99)


def test_a_film_that_failed_says_how_far_it_came() -> None:
    error = JobError(code="cancelled", message="Deleted.")
    job = msgspec.structs.replace(JOB, steps_done=5, steps=20, error=error)
    for state in ("settling", "failed"):
        assert percent(msgspec.structs.replace(job, state=state), None) == 20
