"""The fields of a POST to the request that they mean. It refuses and never clamps; unknown fields are ignored."""

import re
from typing import Any, Literal, get_args

from msgspec.structs import replace

from proto import codec
from proto.job import Effects, Job, Request, Source, SpeechNote, Way
from proto.screenplay import Screenplay
from proto.values import PROMPT_CHARS_MAX
from services import continuity, screenplay, voices
from services.catalogue import Catalogue, Model, parse_size
from services.gateway import errors, sampling

SEED_MAX = 2**63 - 1
EXTENSIONS_MAX, EXTENDED_SECONDS_MAX = 6, 120
SPEAKERS_MAX = 32
MUSIC_CHARS_MAX = 500
SPEAKER_CHARS_MAX = 64
DEFAULT_MODEL = "sora-2"

_KINDS = {str: "a string", int: "an integer", float: "a number", bool: "a boolean", list: "an array", dict: "an object"}
_NOT_OFFERED = ("characters",)
_KEPT = ("model", "size", "negative_prompt", "input_reference", "references", *sampling.NAMES)


def create(fields: dict[str, Any], catalogue: Catalogue) -> Request:
    """The request that ``fields`` mean, with the defaults filled in (seed: 0). Raises ApiError that names the field."""
    given = {name: value for name, value in fields.items() if value is not None}
    _refuse(given, _NOT_OFFERED, "is not supported")
    prompt = _prompt(given)
    name, model = _model(given, catalogue)
    for pictures in ("input_reference", "references"):
        if given.get(pictures) not in (None, [], "", {}):
            _refuse_sources(pictures, name, model, catalogue)
    width, height = parse_size(_size(given, model))
    seconds = _seconds(given, model)
    if model.own_sound and _effects(given) == "on":
        why = f"can not be chosen: {name} speaks by itself. Send 'effects': 'replace' for a sound made without it"
        _refuse(given, ("voice", "voices"), why)
    play = screenplay.read(prompt, seconds)
    told = len(play.shots)
    wanted = Request(
        prompt=prompt,
        model=name,
        seconds=seconds,
        width=width,
        height=height,
        seed=_seed(given),
        negative_prompt=_text(given, "negative_prompt") or "",
        shots=told if model.cuts else 1,
        merged_shots=told if told > 1 and not model.cuts else 0,
        audio=_switch(given, "audio"),
        effects=_effects(given),
        music=_text(given, "music", MUSIC_CHARS_MAX) or "",
        stems=_flag(given, "stems"),
        voice=_voice(given.get("voice", ""), "voice"),
        voices=_voices(given.get("voices", {})),
        **sampling.asked(given, model.steps),
    )
    return screenplay.counted(wanted, cuts=model.cuts)


def derived(fields: dict[str, Any], way: Way, job: Job, before: Request, catalogue: Catalogue) -> Request:
    """The request for a film made from the finished one of ``job``, whose own request was ``before``. Raises ApiError.

    It keeps the source's model, size, seed and pictures, what is said and played in it, and by which voices; an edit
    its length too, an extension adds ``seconds`` to it. Fields of sound come before what is kept.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    _refuse(given, _NOT_OFFERED, "is not supported")
    kept = _KEPT if way == "extend" else (*_KEPT, "seconds")
    _refuse(given, kept, "can not be changed: a film that is made from another one keeps what that has")
    latents = job.artifacts.get("latents.safetensors")
    model = catalogue.find(job.model)
    if latents is None or model is None:
        raise errors.invalid("This video can not be the source of another.", param="video", code="invalid_source")
    _refuse_sources("video", job.model, model, catalogue)
    made = before.source
    seconds, extensions = job.seconds, (made.extensions if made else 0)
    if way == "extend":
        if "seconds" not in given:
            raise _missing("seconds")
        seconds += _seconds(given, model)
        extensions += 1
        if seconds > EXTENDED_SECONDS_MAX or extensions > EXTENSIONS_MAX:
            message = f"A video can be extended {EXTENSIONS_MAX} times, to {EXTENDED_SECONDS_MAX} seconds in all."
            raise errors.invalid(message, param="video", code="too_many_extensions")
    wanted = replace(
        before,
        prompt=_prompt(given),
        seconds=seconds,
        seed=_seed(given) if "seed" in given else job.seed,
        source=Source(
            video=job.id,
            way=way,
            seconds=job.seconds,
            latents=latents,
            extensions=extensions,
            screenplay=_heard(given, before),
        ),
        audio=_switch(given, "audio"),
        effects=_effects(given),
        music=_text(given, "music", MUSIC_CHARS_MAX) or "",
        stems=_flag(given, "stems") if "stems" in given else before.stems,
        voice=_voice(given.get("voice", before.voice), "voice"),
        voices=_cast(given, before, job.speech),
        references=tuple(
            replace(each, picture=job.artifacts[name])
            for each in before.references
            if (name := f"reference-{each.role}.png") in job.artifacts
        ),
    )
    return screenplay.counted(wanted)


def _refuse(given: dict[str, Any], names: tuple[str, ...], why: str) -> None:
    """Raise ApiError for a field that says something where nothing can be said."""
    for name in names:
        if given.get(name) not in (None, [], "", {}):
            raise errors.invalid(f"'{name}' {why}.", param=name, code="unsupported_parameter")


def _refuse_sources(param: str, name: str, model: Model, catalogue: Catalogue) -> None:
    """Raise ApiError if the model makes films from words only."""
    if not model.sources:
        able = ", ".join(f"'{public}'" for public, each in catalogue.models.items() if each.sources and not each.clips)
        message = f"'{name}' makes films from words only. Models that take pictures and other films: {able or 'none'}."
        raise errors.invalid(message, param=param, code="unsupported_parameter")


def _heard(given: dict[str, Any], before: Request) -> Screenplay:
    """What is said and played in the source, as a film that is made from it goes on with it: ``on`` undoes ``off``."""
    play = continuity.carried(screenplay.of(before))
    if given.get("audio") == "on":
        play = replace(play, audio_off=False)
    return replace(play, effects="") if given.get("effects") in ("on", "replace") and play.effects == "none" else play


def _cast(given: dict[str, Any], before: Request, spoken: SpeechNote | None) -> dict[str, str]:
    """The voices of speakers: those that are asked for, else those that the source's speakers have."""
    chosen = _voices(given.get("voices", {}))
    named = {speaker.strip().lower() for speaker in chosen}
    kept = {} if "voice" in given else {**before.voices, **(spoken.voices if spoken else {})}
    kept = {speaker: voice for speaker, voice in kept.items() if not _names(speaker.strip().lower()) & named}
    return {**dict(list(kept.items())[-SPEAKERS_MAX:]), **chosen}


def _names(speaker: str) -> set[str]:
    """What a speaker can be called: ``old woman``, or ``woman``."""
    return {speaker, speaker.rpartition(" ")[2]}


def _prompt(given: dict[str, Any]) -> str:
    prompt = _text(given, "prompt")
    if prompt is None:
        raise _missing("prompt")
    if not prompt.strip():
        message = "Invalid 'prompt': empty string. Expected a string with minimum length 1."
        raise errors.invalid(message, param="prompt", code="empty_string")
    return prompt


def _missing(name: str) -> errors.ApiError:
    return errors.invalid(f"Missing required parameter: '{name}'.", param=name, code="missing_required_parameter")


def seeded(request: Request, fields: dict[str, Any], video: str) -> Request:
    """``request`` with a seed; one that was not given, and is no source's, follows from the video, so that the same id
    asks the same.

    It stays below 2**53, where JSON numbers are exact in every language.
    """
    if fields.get("seed") is not None or request.source is not None:
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


def _voice(value: Any, name: str) -> str:
    """A voice's id, or empty for one that fits."""
    if not isinstance(value, str):
        raise _mistyped(name, value, "a string")
    if value and value not in voices.catalogue():
        raise _unsupported(name, value, tuple(voices.catalogue()))
    return value


def _voices(value: Any) -> dict[str, str]:
    """A voice for each of some speakers, by the name that the prompt has for them."""
    if not isinstance(value, dict):
        raise _mistyped("voices", value, "an object of speakers and voices")
    if len(value) > SPEAKERS_MAX or any(not 0 < len(speaker) <= SPEAKER_CHARS_MAX for speaker in value):
        limits = f"at most {SPEAKERS_MAX} speakers, with names of 1 to {SPEAKER_CHARS_MAX} characters"
        message = f"Invalid 'voices': expected {limits}."
        raise errors.invalid(message, param="voices", code="invalid_value")
    return {speaker: _voice(voice, f"voices[{speaker}]") for speaker, voice in value.items()}


def _seed(given: dict[str, Any]) -> int:
    text = _digits(given, "seed") or "0"
    if len(text) > len(str(SEED_MAX)) or int(text) > SEED_MAX:
        raise errors.invalid(f"Invalid 'seed': expected 0 to {SEED_MAX}.", param="seed", code="invalid_value")
    return int(text)


def _text(given: dict[str, Any], name: str, chars_max: int = PROMPT_CHARS_MAX) -> str | None:
    """A string of at most so many characters, or None if the field is absent."""
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise _mistyped(name, value, "a string")
    if value is not None and len(value) > chars_max:
        message = (
            f"Invalid '{name}': string too long. Expected a string with maximum length {chars_max}, "
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
        message = f"Invalid '{name}': expected a whole number without a sign, not {str(value)[:80]!r}."
        raise errors.invalid(message, param=name, code="invalid_type")
    return text


def _size(given: dict[str, Any], model: Model) -> str:
    """The size that is asked for, if it is offered; the first that is offered if the field is absent."""
    text = _text(given, "size")
    if text is not None and not model.offers_size(text):
        raise _unsupported("size", text, model.sizes, model.further_sizes(text))
    return text or model.sizes[0]


def _switch(given: dict[str, Any], name: str) -> Literal["on", "off"]:
    """Whether something is wanted; it is unless the field says otherwise."""
    return "off" if _one_of(given, name, _text(given, name), ("on", "off")) == "off" else "on"


def _effects(given: dict[str, Any]) -> Effects:
    """Whether what happens is heard, and whether by another sound than the one that the model made, if it makes any."""
    said = _one_of(given, "effects", _text(given, "effects"), get_args(Effects))
    return next(each for each in get_args(Effects) if each == said)


def _flag(given: dict[str, Any], name: str) -> bool:
    """A boolean, given as one or as a string (a form knows nothing else)."""
    value = given.get(name, False)
    if isinstance(value, bool):
        return value
    return _one_of(given, name, _text(given, name), ("false", "true")) == "true"


def _one_of(given: dict[str, Any], name: str, value: str | None, offered: tuple[str, ...]) -> str:
    """``value`` if it is offered; the first that is offered if the field is absent."""
    if value is None:
        return offered[0]
    if value not in offered:
        raise _unsupported(name, given[name], offered)
    return value


def _seconds(given: dict[str, Any], model: Model) -> int:
    """The length that is asked for, if it is offered; the first that is offered if the field is absent."""
    text = _digits(given, "seconds")
    if text is not None and not model.offers_seconds(text):
        more = f", and any whole number from 1 to {model.seconds_max}" if model.seconds_max else ""
        raise _unsupported("seconds", given["seconds"], tuple(map(str, model.seconds)), more)
    return int(text or model.seconds[0])


def _mistyped(name: str, value: object, expected: str) -> errors.ApiError:
    kind = "null" if value is None else _KINDS.get(type(value), "a file")
    message = f"Invalid type for '{name}': expected {expected}, but got {kind} instead."
    return errors.invalid(message, param=name, code="invalid_type")


def _unsupported(name: str, value: object, offered: tuple[str, ...], more: str = "") -> errors.ApiError:
    supported = ", ".join(f"'{choice}'" for choice in offered)
    message = f"Invalid value: '{str(value)[:80]}'. Supported values are: {supported}{more}."
    return errors.invalid(message, param=name, code="invalid_value")
