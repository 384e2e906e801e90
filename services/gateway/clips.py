"""Clips that come with an order: put into a file, looked at in a child process, and what they make of the order.

A film that has a clip's picture has the clip's size and length. Nothing here decodes a clip or holds one in memory.
"""

import asyncio
import contextlib
import math
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from msgspec import Struct
from msgspec.structs import replace

from proto.job import Clip, Job, Request
from services import clips, screenplay
from services.catalogue import SIDE_MIN, Catalogue, Model, parse_size
from services.clips import Facts
from services.confined import UnfitError
from services.gateway import errors, parse, sampling, validate
from services.store import Store, file_sha256, upload_prefix

_PARAM = "video"
_OF_THE_CLIP = ("size", "seconds", "input_reference", "references", "negative_prompt", *sampling.NAMES)


class Upload(Struct, frozen=True, kw_only=True):
    """A clip that may be kept: its file, what it is, and how many frames and seconds of it the film has."""

    path: Path
    facts: Facts
    frames: int
    seconds: float


def refuse_without(fields: dict[str, Any], wanted: Request, catalogue: Catalogue) -> None:
    """Raise ApiError if ``POST /videos`` was sent a clip, or an order that makes no sense without one."""
    model = catalogue.find(wanted.model)
    if isinstance(fields.get(_PARAM), parse.ClipPart) or (model is not None and model.clips):
        message = (
            f"A film of a clip is ordered with POST /v1/videos/edits, the clip as the file '{_PARAM}', and a 'model' "
            f"that takes clips: {_able(catalogue)}."
        )
        raise errors.invalid(message, param=_PARAM, code="missing_required_parameter")


def asked(fields: dict[str, Any], catalogue: Catalogue) -> tuple[Request, Model]:
    """What is asked for beside an uploaded clip, as if its size and length were the model's own, and the model. Raises
    ApiError.
    """
    name = fields.get("model")
    if not name:
        message = f"An uploaded clip needs a 'model' that takes clips: {_able(catalogue)}."
        raise errors.invalid(message, param="model", code="missing_required_parameter")
    model = catalogue.find(name) if isinstance(name, str) else None
    if model is not None and not model.clips:
        message = (
            f"'{name}' does not take uploaded clips. Give the id of a video that was made here (video[id]), or a model "
            f"that gives clips sound: {_able(catalogue)}."
        )
        raise errors.invalid(message, param="model", code="unsupported_model")
    for other in _OF_THE_CLIP:
        if fields.get(other) not in (None, "", [], {}):
            message = f"'{other}' can not be chosen: the film keeps the clip's picture, size and length."
            raise errors.invalid(message, param=other, code="unsupported_parameter")
    wanted = validate.create({key: value for key, value in fields.items() if key != _PARAM}, catalogue)
    found = catalogue.find(wanted.model)
    assert found is not None
    return replace(wanted, shots=1, merged_shots=0), found


@contextlib.asynccontextmanager
async def on_disk(file: IO[bytes]) -> AsyncGenerator[tuple[Path, str]]:
    """The clip in a file with a name, as long as it is wanted, and its SHA-256."""
    with TemporaryDirectory(prefix="matinee-") as folder:
        path = Path(folder) / "clip"

        def copy() -> str:
            with file, path.open("wb") as out:
                shutil.copyfileobj(file, out, 1024 * 1024)
            return file_sha256(path)

        yield path, await asyncio.to_thread(copy)


async def looked_at(path: Path, wanted: Request, model: Model) -> tuple[Request, Upload]:
    """The order for a film of this clip, and the clip. Raises ApiError if it cannot be used."""
    seconds_max = _seconds_max(model)
    try:
        facts = await clips.look(path, seconds_max)
        width, height = fitted(facts, model)
    except UnfitError as error:
        raise errors.invalid(f"Invalid '{_PARAM}': {error}.", param=_PARAM, code="invalid_video") from error
    frames = max(1, min(round(facts.seconds * model.fps), seconds_max * model.fps))
    ordered = replace(wanted, width=width, height=height, seconds=math.ceil(frames / model.fps))
    ordered = await asyncio.to_thread(screenplay.counted, ordered, cuts=False)
    return ordered, Upload(path=path, facts=facts, frames=frames, seconds=frames / model.fps)


def fitted(facts: Facts, model: Model) -> tuple[int, int]:
    """The size of a clip's film: its own; one with a longer side than the model's is made smaller in its shape; an odd
    last row or column is left out. Raises UnfitError if then a side is too short.
    """
    side_max = model.side_max or max(side for size in model.sizes for side in parse_size(size))
    scale = min(1.0, side_max / max(facts.width, facts.height))
    width, height = (round(side * scale) // 2 * 2 for side in (facts.width, facts.height))
    if min(width, height) < SIDE_MIN:
        raise UnfitError(f"its picture of {facts.width}x{facts.height} is too oblong")
    return width, height


async def keep(store: Store, account: str, video: str, upload: Upload) -> Clip:
    """Store a clip for a video that is about to be ordered. The same again changes nothing."""
    file = await store.put_file(f"{upload_prefix(account, video)}clip", upload.path, upload.facts.media_type)
    return Clip(file=file, frames=upload.frames, seconds=upload.seconds, sounds=upload.facts.sounds)


def named(fields: dict[str, Any], catalogue: Catalogue) -> bool:
    """Whether an order names a model that takes clips."""
    name = fields.get("model")
    model = catalogue.find(name) if isinstance(name, str) else None
    return model is not None and model.clips


def of_film(fields: dict[str, Any], job: Job, before: Request, catalogue: Catalogue) -> Request:
    """The order for a film that has the picture of the finished one of ``job``, asked for by ``before``, as if that
    were a clip: nothing of what is said or played there goes on. Raises ApiError.
    """
    wanted, model = asked(fields, catalogue)
    file = job.artifacts.get("clip" if before.clip else "picture.mp4")
    if file is None:
        raise errors.invalid("This video can not be the source of another.", param=_PARAM, code="invalid_source")
    if job.seconds > _seconds_max(model):
        message = f"This video lasts {job.seconds} s; '{wanted.model}' gives at most {_seconds_max(model)} s sound."
        raise errors.invalid(message, param=_PARAM, code="invalid_source")
    wanted = replace(wanted, width=job.width, height=job.height, seconds=job.seconds)
    wanted = screenplay.counted(wanted, cuts=False)
    whole = Clip(file=file, frames=job.seconds * model.fps, seconds=float(job.seconds))
    return replace(wanted, clip=replace(before.clip, file=file) if before.clip else whole)


def carried(wanted: Request, job: Job) -> Request:
    """The order for a film that is made from that of ``job``, with the clip that this one keeps. Raises ApiError."""
    if wanted.clip is None:
        return wanted
    if wanted.source is not None and wanted.source.way == "extend":
        message = "This video has the picture of an uploaded clip, of which there is no more: it can not be extended."
        raise errors.invalid(message, param=_PARAM, code="invalid_source")
    file = job.artifacts.get("clip")
    if file is None:
        raise errors.invalid("This video can not be the source of another.", param=_PARAM, code="invalid_source")
    return replace(wanted, clip=replace(wanted.clip, file=file))


def _seconds_max(model: Model) -> int:
    """The longest clip that a model takes."""
    return max(model.seconds_max, *model.seconds)


def _able(catalogue: Catalogue) -> str:
    return ", ".join(f"'{name}'" for name, model in catalogue.models.items() if model.clips) or "there is none here"
