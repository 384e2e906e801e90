"""The engine: keeps the pipeline that was used last loaded, and owns the one thread in which everything is computed.

It loads through ``DiffusionPipeline.from_pretrained`` from folders and the hub's local cache, and leaves all that
differs between families to their adapters.
"""

import asyncio
import gc
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import torch
from diffusers import DiffusionPipeline
from diffusers.utils import logging as diffusers_logging
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
from msgspec import Struct
from transformers.utils import logging as transformers_logging

from services import logs
from services.catalogue import Catalogue
from services.renderer import numerics
from services.renderer.families import FAMILIES, family_of
from services.renderer.families.contract import Family
from services.settings import Settings
from services.work import StageError, Task

log = logs.get(__name__)
T = TypeVar("T")

_WRONG_SHAPE = "expected shape"  # What diffusers says of weights that another architecture has.


class Loaded(Struct, frozen=True, kw_only=True):
    """A pipeline that is ready to be used, with what a receipt says of it."""

    pipeline: str
    pipeline_class: str
    family: Family
    weights_sha256: str
    numerics: str


class Engine:
    """One device, one thread, one loaded pipeline at a time."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="compute")
        self._thread.submit(numerics.settle, settings.torch_threads)
        self._loaded: Loaded | None = None
        diffusers_logging.set_verbosity_error()
        diffusers_logging.disable_progress_bar()
        transformers_logging.set_verbosity_error()
        transformers_logging.disable_progress_bar()

    def servable(self) -> tuple[str, ...]:
        """The catalogue's pipelines that are on this machine and of a known family; the others are logged."""
        found = []
        for pipeline in dict.fromkeys(model.pipeline for model in self.catalogue.models.values()):
            try:
                pipeline_class(folder_of(pipeline))
            except StageError as error:
                log.warning("renderer.model_missing", pipeline=pipeline, reason=error.message)
            else:
                found.append(pipeline)
        return tuple(found)

    async def load(self, pipeline: str) -> Loaded:
        """The pipeline, loaded now if it is not the one used last. Raises StageError ``model_unavailable``.

        Giving up waiting does not stop the loading; what was loaded is there for the next film.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._load, pipeline)

    async def compute(self, task: Task, work: Callable[[], T]) -> T:
        """Do ``work`` for ``task`` in the computing thread. Every module of torch that is called there looks first
        whether the task must stop, so nothing outlives a cancel by more than one layer."""

        def guarded() -> T:
            hook = torch.nn.modules.module.register_module_forward_pre_hook(lambda *_: task.check())
            try:
                return work()
            finally:
                hook.remove()

        return await task.in_thread(guarded, self._thread)

    def close(self) -> None:
        """Take no more work; what waits is dropped."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _load(self, pipeline: str) -> Loaded:
        if self._loaded is not None and self._loaded.pipeline == pipeline:
            return self._loaded
        self._unload()
        started = time.monotonic()
        folder = folder_of(pipeline)
        name = pipeline_class(folder)
        adapter = family_of(name)
        dtypes = adapter.dtypes.get(self.device, {"default": torch.float32})
        try:
            loaded = DiffusionPipeline.from_pretrained(folder, local_files_only=True, dtype=dtypes)
            if missing := _missing(loaded):
                raise _unfit(folder, f"{len(missing)} weights are missing, {missing[0]} first")
            family = adapter(loaded.to(self.device))
        except (OSError, ValueError, RuntimeError) as error:
            log.exception("renderer.load_failed", pipeline=pipeline)
            if _WRONG_SHAPE in str(error):
                raise _unfit(folder, str(error).partition(". ")[0]) from error
            raise StageError("model_unavailable", f"The model could not be loaded: {error}", retryable=True) from error
        if family.misfit:
            family.close()
            raise _unfit(folder, family.misfit)
        loaded.set_progress_bar_config(disable=True)
        self._loaded = Loaded(
            pipeline=pipeline,
            pipeline_class=name,
            family=family,
            weights_sha256=numerics.weights_digest(folder),
            numerics=numerics.numerics_class(str(sorted(dtypes.items())), self.settings.torch_threads),
        )
        log.info(
            "renderer.loaded",
            pipeline=pipeline,
            pipeline_class=name,
            device=numerics.device_name(),
            numerics=self._loaded.numerics,
            took_s=round(time.monotonic() - started, 2),
        )
        return self._loaded

    def _unload(self) -> None:
        if self._loaded is not None:
            self._loaded.family.close()
        self._loaded = None
        gc.collect()
        if self.device == "cuda":
            torch.cuda.empty_cache()


def _missing(pipeline: Any) -> list[str]:
    """The weights of a pipeline that were in none of its files: they have no value."""
    networks = [part for part in pipeline.components.values() if isinstance(part, torch.nn.Module)]
    return [name for network in networks for name, weights in network.state_dict().items() if weights.is_meta]


def _unfit(folder: Path, why: str) -> StageError:
    """Weights that belong to other code."""
    log.error("renderer.weights_unfit", folder=str(folder), reason=why)
    message = (
        f"The weights in {folder} do not fit this version of Matinee: {why}. Take those that came with it, train anew, "
        "or name another folder in the models file."
    )
    return StageError("model_unavailable", message, retryable=True)


def folder_of(pipeline: str) -> Path:
    """The folder of a pipeline: itself, or where the hub's cache has it. Raises StageError ``model_unavailable``."""
    if Path(pipeline).is_dir():
        return Path(pipeline)
    try:
        return Path(snapshot_download(pipeline, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise StageError("model_unavailable", "The model is not on this machine.", retryable=True) from error


def pipeline_class(folder: Path) -> str:
    """The class named in a pipeline's index. Raises StageError ``model_unavailable`` if no adapter knows it."""
    try:
        name = json.loads((folder / "model_index.json").read_bytes())["_class_name"]
    except (OSError, ValueError, KeyError) as error:
        raise StageError("model_unavailable", "The model's folder has no readable model_index.json.") from error
    if name not in FAMILIES:
        raise StageError("model_unavailable", f"There is no adapter for pipelines of the class {name}.")
    return str(name)
