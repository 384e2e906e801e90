"""Exact resume: the state of a denoising loop between two steps, and a way back into it that no bit can tell.

A pipeline is called again with the same arguments. Steps that were done are skipped (the network is not run, the
scheduler hands the sample through), then the saved latents, scheduler and generator take their place. It works for
every classic diffusers pipeline whose loop calls ``scheduler.step`` once a step, multistep solvers included. It never
pickles: the state is tensors and plain JSON values.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import torch
from msgspec import Struct

Plain = Any  # what JSON can hold


class Snapshot(Struct, frozen=True, kw_only=True):
    """A loop after ``step`` steps. state: the scheduler's fields as JSON values that name the tensors they hold."""

    step: int
    tensors: dict[str, torch.Tensor]
    state: dict[str, Plain]


class Step(Struct, frozen=True, kw_only=True):
    """One step that was computed: its number from 1, the latents after it, and what it predicts for the last one.

    snapshot makes the loop's state, in memory of its own.
    """

    number: int
    latents: torch.Tensor
    predicted: Callable[[], torch.Tensor]
    snapshot: Callable[[], Snapshot]


@contextlib.contextmanager
def stepping(
    pipeline: Any, generator: torch.Generator, on_step: Callable[[Step], None], resume: Snapshot | None
) -> Iterator[None]:
    """Within it, one call of ``pipeline`` reports its steps, and begins behind ``resume`` if there is one.

    generator: the one that the call is given.
    """
    scheduler = pipeline.scheduler
    compute = scheduler.step
    skipped = resume.step if resume else 0
    number = 0

    def step(model_output: Any, timestep: Any, sample: torch.Tensor, *args: Any, **kwargs: Any) -> Any:
        nonlocal number
        number += 1
        if resume is not None and number <= skipped:
            return (restore(resume, scheduler, generator, sample) if number == skipped else sample,)
        result = compute(model_output, timestep, sample, *args, **kwargs)
        latents = result[0]
        on_step(
            Step(
                number=number,
                latents=latents,
                predicted=lambda: _predicted(scheduler, number, sample, latents),
                snapshot=lambda: capture(scheduler, generator, latents, number),
            )
        )
        return result

    with contextlib.ExitStack() as stack:
        stack.enter_context(_replaced(scheduler, "step", step))
        for name in ("transformer", "transformer_2"):
            network = getattr(pipeline, name, None)
            if network is not None and skipped:
                forward = _skippable(network.forward, lambda: number < skipped)
                stack.enter_context(_replaced(network, "forward", forward))
        yield


def capture(scheduler: Any, generator: torch.Generator, latents: torch.Tensor, number: int) -> Snapshot:
    """The state after step ``number``. Raises TypeError if the scheduler keeps something that is not plain."""
    tensors = {"latents": _copy(latents), "generator": generator.get_state()}
    state = {
        name: _flatten(value, f"scheduler.{name}", tensors)
        for name, value in vars(scheduler).items()
        if name not in {"_internal_dict", "step"}
    }
    return Snapshot(step=number, tensors=tensors, state=state)


def restore(snapshot: Snapshot, scheduler: Any, generator: torch.Generator, like: torch.Tensor) -> torch.Tensor:
    """Put the scheduler and the generator where they were; the latents, on the device of ``like``."""
    vars(scheduler).update({name: _unflatten(value, snapshot.tensors, like) for name, value in snapshot.state.items()})
    generator.set_state(snapshot.tensors["generator"])
    return snapshot.tensors["latents"].to(like.device)


def _predicted(scheduler: Any, number: int, before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """Where the straight line through the latents before and after a step meets noise level 0 (rectified flow)."""
    noise_before, noise_after = (float(sigma) for sigma in scheduler.sigmas[number - 1 : number + 1])
    return (noise_before * after - noise_after * before) / (noise_before - noise_after)


def _skippable(forward: Callable[..., Any], skip: Callable[[], bool]) -> Callable[..., Any]:
    def replacement(*args: Any, **kwargs: Any) -> Any:
        if skip():
            return (torch.zeros_like(kwargs["hidden_states"] if "hidden_states" in kwargs else args[0]),)
        return forward(*args, **kwargs)

    return replacement


@contextlib.contextmanager
def _replaced(thing: Any, name: str, replacement: Any) -> Iterator[None]:
    """Give ``thing`` an attribute of its own for a while."""
    before = vars(thing).get(name)
    setattr(thing, name, replacement)
    try:
        yield
    finally:
        delattr(thing, name)
        if before is not None:
            setattr(thing, name, before)


def _copy(tensor: torch.Tensor) -> torch.Tensor:
    """The same bits on the CPU, contiguous, in memory that nobody else holds."""
    return tensor.detach().to("cpu", copy=True).contiguous()


def _flatten(value: Any, name: str, tensors: dict[str, torch.Tensor]) -> Plain:
    """``value`` as JSON; its tensors go into ``tensors`` under ``name`` and are named instead."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, torch.Tensor):
        tensors[name] = _copy(value)
        return {"tensor": name, "on": value.device.type}
    if isinstance(value, list | tuple):
        items = [_flatten(item, f"{name}.{i}", tensors) for i, item in enumerate(value)]
        return {"list": items} if isinstance(value, list) else {"tuple": items}
    message = f"{name} is a {type(value).__name__}, which a checkpoint cannot keep"
    raise TypeError(message)


def _unflatten(value: Plain, tensors: dict[str, torch.Tensor], like: torch.Tensor) -> Any:
    if not isinstance(value, dict):
        return value
    if "tensor" in value:
        return tensors[value["tensor"]].to("cpu" if value["on"] == "cpu" else like.device)
    if "list" in value:
        return [_unflatten(item, tensors, like) for item in value["list"]]
    return tuple(_unflatten(item, tensors, like) for item in value["tuple"])
