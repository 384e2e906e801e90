"""The fields of a POST to the request that they mean. It refuses and never clamps; unknown fields are ignored."""

import re
from typing import Any

from msgspec.structs import replace

from proto import codec
from proto.job import Request
from proto.values import PROMPT_CHARS_MAX
from services.catalogue import Catalogue, Model, parse_size
from services.gateway import errors, shots

SEED_MAX = 2**63 - 1
DEFAULT_MODEL = "sora-2"

_KINDS = {str: "a string", int: "an integer", float: "a number", bool: "a boolean", list: "an array", dict: "an object"}
_NOT_OFFERED = ("input_reference", "characters")


def create(fields: dict[str, Any], catalogue: Catalogue) -> Request:
    """The request that ``fields`` mean, with the defaults filled in (seed: 0). Raises ApiError that names the field."""
    given = {name: value for name, value in fields.items() if value is not None}
    for name in _NOT_OFFERED:
        if given.get(name) not in (None, []):
            raise errors.invalid(f"'{name}' is not supported.", param=name, code="unsupported_parameter")
    prompt = _text(given, "prompt")
    if prompt is None:
        raise errors.invalid("Missing required parameter: 'prompt'.", param="prompt", code="missing_required_parameter")
    if not prompt.strip():
        message = "Invalid 'prompt': empty string. Expected a string with minimum length 1."
        raise errors.invalid(message, param="prompt", code="empty_string")
    name, model = _model(given, catalogue)
    width, height = parse_size(_one_of(given, "size", _text(given, "size"), model.sizes))
    offered = tuple(str(seconds) for seconds in model.seconds)
    return Request(
        prompt=prompt,
        model=name,
        seconds=int(_one_of(given, "seconds", _digits(given, "seconds"), offered)),
        width=width,
        height=height,
        seed=_seed(given),
        negative_prompt=_text(given, "negative_prompt") or "",
        shots=shots.count(prompt),
    )


def seeded(request: Request, fields: dict[str, Any], video: str) -> Request:
    """``request`` with a seed; one that was not given follows from the video, so that the same id asks the same.

    It stays below 2**53, where JSON numbers are exact in every language.
    """
    if fields.get("seed") is not None:
        return request
    return replace(request, seed=int(codec.digest(video.encode())[:13], 16))


def _model(given: dict[str, Any], catalogue: Catalogue) -> tuple[str, Model]:
    """The model's public name and itself."""
    default = DEFAULT_MODEL if catalogue.find(DEFAULT_MODEL) else next(iter(catalogue.models))
    name = _text(given, "model") or default
    model = catalogue.find(name)
    if model is None:
        raise _unsupported("model", name, tuple(catalogue.models))
    return name, model


def _seed(given: dict[str, Any]) -> int:
    text = _digits(given, "seed") or "0"
    if len(text) > len(str(SEED_MAX)) or int(text) > SEED_MAX:
        raise errors.invalid(f"Invalid 'seed': expected 0 to {SEED_MAX}.", param="seed", code="invalid_value")
    return int(text)


def _text(given: dict[str, Any], name: str) -> str | None:
    """A string of at most the prompt's length, or None if the field is absent."""
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        kind = _KINDS.get(type(value), "a file")
        message = f"Invalid type for '{name}': expected a string, but got {kind} instead."
        raise errors.invalid(message, param=name, code="invalid_type")
    if value is not None and len(value) > PROMPT_CHARS_MAX:
        message = (
            f"Invalid '{name}': string too long. Expected a string with maximum length {PROMPT_CHARS_MAX}, "
            f"but got a string with length {len(value)} instead."
        )
        raise errors.invalid(message, param=name, code="string_above_max_length")
    return value


def _digits(given: dict[str, Any], name: str) -> str | None:
    """A whole number as digits, given as an integer or as a string (a form knows nothing else)."""
    value = given.get(name)
    if value is None:
        return None
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[0-9]{1,40}", text):
        message = f"Invalid '{name}': expected a whole number, not {str(value)[:80]!r}."
        raise errors.invalid(message, param=name, code="invalid_type")
    return text


def _one_of(given: dict[str, Any], name: str, value: str | None, offered: tuple[str, ...]) -> str:
    """``value`` if it is offered; the first that is offered if the field is absent."""
    if value is None:
        return offered[0]
    if value not in offered:
        raise _unsupported(name, given[name], offered)
    return value


def _unsupported(name: str, value: object, offered: tuple[str, ...]) -> errors.ApiError:
    supported = ", ".join(f"'{choice}'" for choice in offered)
    message = f"Invalid value: '{str(value)[:80]}'. Supported values are: {supported}."
    return errors.invalid(message, param=name, code="invalid_value")
