"""How a film is denoised, as a POST may ask for it: the steps, how closely they keep to the words, or a quality.

It refuses and never clamps; what a model takes by itself is the catalogue's.
"""

import re
from typing import Any, TypedDict, get_args

from proto.job import Quality
from services.gateway import errors

STEPS_MAX, GUIDANCE_MAX = 100, 20
_STEPS, _GUIDANCE = ("steps", "num_inference_steps"), ("guidance", "guidance_scale")
NAMES = (*_STEPS, *_GUIDANCE, "quality")
"""Every field that is read here."""


class Sampling(TypedDict):
    """The fields of a request that say it; 0, None and ``standard`` for the model's own."""

    steps: int
    guidance: float | None
    quality: Quality


def asked(given: dict[str, Any], usual: int) -> Sampling:
    """What is asked for. Raises ApiError.

    usual: the steps that the model takes by itself; a draft has half of them, a film of high quality twice as many, up
    to the most that can be asked for. Steps that are given count, whatever the quality.
    """
    name, steps = _one(given, _STEPS)
    if steps is not None and not (number := _whole(steps)):
        raise _invalid(name, steps, f"a whole number from 1 to {STEPS_MAX}")
    scale_name, scale = _one(given, _GUIDANCE)
    guidance = None if scale is None else _number(scale)
    if scale is not None and guidance is None:
        raise _invalid(scale_name, scale, f"a number from 0 to {GUIDANCE_MAX}")
    said = given.get("quality", "standard")
    quality = next((each for each in get_args(Quality) if each == said), None)
    if quality is None:
        raise _invalid("quality", said, " or ".join(f"'{each}'" for each in get_args(Quality)))
    of_quality = {"draft": (usual + 1) // 2, "standard": 0, "high": max(usual, min(2 * usual, STEPS_MAX))}
    return Sampling(steps=of_quality[quality] if steps is None else number, guidance=guidance, quality=quality)


def _one(given: dict[str, Any], names: tuple[str, str]) -> tuple[str, Any]:
    """The name that is used and what is said under it. Raises ApiError if both names are, and say different things."""
    used = [name for name in names if name in given]
    if len(used) > 1 and str(given[used[0]]) != str(given[used[1]]):
        message = f"'{names[1]}' is another name of '{names[0]}', and they contradict each other."
        raise errors.invalid(message, param=names[1], code="invalid_value")
    return (used[0], given[used[0]]) if used else (names[0], None)


def _whole(value: Any) -> int:
    """Steps, given as an integer or as a string (a form knows nothing else); 0 for all that can not be meant."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if re.fullmatch("[0-9]{1,3}", text) and int(text) <= STEPS_MAX else 0


def _number(value: Any) -> float | None:
    """Guidance, given as a number or as a string; None for all that can not be meant."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,20})?", value):
        value = float(value)
    meant = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= GUIDANCE_MAX
    return float(value) if meant else None


def _invalid(name: str, value: Any, expected: str) -> errors.ApiError:
    message = f"Invalid '{name}': expected {expected}, not {str(value)[:80]!r}."
    return errors.invalid(message, param=name, code="invalid_value")
