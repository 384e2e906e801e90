"""A film's latents as they are kept, and as the source of another film: numbers, with the script that they were made
from.

Safetensors with one JSON text; never pickled.
"""

from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import safetensors.torch
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError, safe_open

from proto import codec, job
from proto.speech import Speech
from services.renderer.families.contract import Denoised, Given, Script, Source
from services.renderer.panels import rectified
from services.store import MissingObjectError, Store
from services.work import StageError

_WAYS: dict[str, Literal["edit", "extend"]] = {"remix": "edit", "edit": "edit", "extend": "extend"}


def save(path: Path, made: Denoised, script: Script) -> None:
    """Write a film's latents and its script."""
    text = msgspec.json.encode(script).decode()
    found = {"latents": made.picture, "audio_latents": made.sound}
    tensors = {name: latents.cpu().contiguous() for name, latents in found.items() if latents is not None}
    safetensors.torch.save_file(tensors, path, metadata={"script": text})


async def fetch(
    store: Store, wanted: job.Request, spoken: job.Artifact | None, folder: Path
) -> tuple[Source | None, Given]:
    """What a request is made with: its source's script and latents, its pictures, of which the folder keeps copies, a
    storyboard in its panels, what is spoken in it, and the clip that it has the picture of, of which the folder keeps a
    copy too. Raises StageError if one of them is gone or is not what it should be.
    """
    try:
        source, latents = await _source(store, wanted.source, folder) if wanted.source else (None, None)
        pictures = {each.role: await _picture(store, each, folder) for each in wanted.references}
        board = pictures.pop("storyboard", None)
        clip = await _clip(store, wanted.clip, folder) if wanted.clip else None
        speech = codec.decode(await store.get_bytes(spoken.key), Speech) if spoken else None
    except MissingObjectError as error:
        raise StageError("source_gone", "What this video is made from was deleted.") from error
    panels = () if board is None else tuple(rectified(board, panel) for panel in wanted.panels)
    given = Given(latents=latents, pictures=pictures, panels=panels, speech=speech, clip=clip, clip_s=wanted.length_s)
    return source, given


async def _source(store: Store, wanted: job.Source, folder: Path) -> tuple[Source, torch.Tensor]:
    file = folder / "source.safetensors"
    await store.get_file(wanted.latents, file)
    try:
        with safe_open(file, "pt") as opened:
            script = msgspec.json.decode(opened.metadata()["script"], type=Script)
            latents = opened.get_tensor("latents")
    except (SafetensorError, KeyError, TypeError, msgspec.DecodeError) as error:
        raise StageError("invalid_source", "The source video was made by an older Matinee.") from error
    finally:
        file.unlink()
    return Source(way=_WAYS[wanted.way], script=script, latents_sha256=wanted.latents.sha256), latents


async def _clip(store: Store, wanted: job.Clip, folder: Path) -> Path:
    file = folder / "clip"
    await store.get_file(wanted.file, file)
    return file


async def _picture(store: Store, wanted: job.Reference, folder: Path) -> NDArray[np.uint8]:
    file = folder / f"reference-{wanted.role}.png"
    await store.get_file(wanted.picture, file)
    with Image.open(file, formats=("PNG",)) as opened:
        return np.asarray(opened.convert("RGB"))
