"""One committed sample of every message decodes for ever. A sample is added to or left alone, never rewritten."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from proto import codec
from proto.values import MESSAGE_BYTES_MAX

SAMPLES = Path(__file__).parent / "samples"
WIRE = ("job", "ledger", "messages", "receipt", "render", "screenplay", "speech", "timeline")


def sample_name(kind: type[msgspec.Struct]) -> str:
    """``StageDone`` is in ``stage_done.json``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


KINDS = {
    sample_name(kind): kind
    for name in WIRE
    for kind in vars(importlib.import_module(f"proto.{name}")).values()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__module__ == f"proto.{name}"
}


def test_every_message_has_a_sample_and_every_sample_a_message() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_the_sample_still_decodes_with_every_field(name: str) -> None:
    data = (SAMPLES / f"{name}.json").read_bytes()
    value = codec.decode(data, KINDS[name])
    assert contains(everything(value), json.loads(data)), "a field was dropped or changed its meaning"
    assert codec.decode(codec.encode(value), KINDS[name]) == value


def everything(value: Any) -> Any:
    """``value`` as JSON has it, with the fields that are not written because they are at their defaults."""
    if isinstance(value, msgspec.Struct):
        tag = value.__struct_config__.tag
        fields = {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
        return everything(fields) | ({"type": tag} if tag else {})
    if isinstance(value, dict):
        return {name: everything(own) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [everything(own) for own in value]
    return msgspec.to_builtins(value)


def contains(whole: Any, part: Any) -> bool:
    """Whether ``whole`` has everything that ``part`` has; it may have more fields."""
    if isinstance(part, dict):
        return all(name in whole and contains(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part)


@pytest.mark.parametrize("garbage", [b"", b"\xff\x00", b"null", b"42", b"[]", b'"text"', b"{", b"{}"])
def test_garbage_is_refused(garbage: bytes) -> None:
    for kind in KINDS.values():
        with pytest.raises(codec.BadMessageError):
            codec.decode(garbage, kind)


@pytest.mark.parametrize("name", KINDS)
def test_a_field_of_another_type_is_refused(name: str) -> None:
    fields = json.loads((SAMPLES / f"{name}.json").read_bytes())
    for field in msgspec.structs.fields(KINDS[name]):
        if field.encode_name in fields:
            broken = json.dumps(fields | {field.encode_name: [{"not": "this"}]}).encode()
            with pytest.raises(codec.BadMessageError):
                codec.decode(broken, KINDS[name])


def test_a_source_of_a_time_without_screenplays_has_none() -> None:
    assert codec.decode((SAMPLES / "source.json").read_bytes(), KINDS["source"]).screenplay is None


def test_one_message_is_not_taken_for_another() -> None:
    tagged = {name: kind for name, kind in KINDS.items() if kind.__struct_config__.tag is not None}
    for name in tagged:
        data = (SAMPLES / f"{name}.json").read_bytes()
        for other, kind in tagged.items():
            if other != name:
                with pytest.raises(codec.BadMessageError):
                    codec.decode(data, kind)


def test_a_message_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(codec.BadMessageError, match="bytes, more than"):
        codec.decode(b" " * (MESSAGE_BYTES_MAX + 1), KINDS["lease"])


def test_a_message_always_gives_the_same_bytes() -> None:
    data = (SAMPLES / "job.json").read_bytes()
    assert len({codec.encode(codec.decode(data, KINDS["job"])) for _ in range(3)}) == 1


def test_messages_are_frozen() -> None:
    for kind in KINDS.values():
        assert kind.__struct_config__.frozen
        assert all(field.name.islower() for field in msgspec.structs.fields(kind))
