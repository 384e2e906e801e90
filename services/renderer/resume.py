"""Exact resume: the state of a denoising loop between two steps, and a way back into it that no bit can tell.

A pipeline is called again with the same arguments. Steps that were done are skipped (the network is not run, the
scheduler hands the sample through), then the saved latents, scheduler and generator take their place. It works for
every classic diffusers pipeline whose loop calls ``scheduler.step`` once a step for each kind of latents, multistep
solvers included. It never pickles: the state is tensors and plain JSON values.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from types import MethodType
from typing import Any

import torch
from msgspec import Struct

Plain = Any  # what JSON can hold

PICTURE = ("latents",)


class Snapshot(Struct, frozen=True, kw_only=True):
    """A loop after ``step`` steps.

    states: for each kind of latents its scheduler's fields as JSON values that name the tensors they hold.
    """

    step: int
    tensors: dict[str, torch.Tensor]
    states: dict[str, dict[str, Plain]]


class Step(Struct, frozen=True, kw_only=True):
    """One step that was computed: its number from 1, the picture's latents after it, and what it predicts for the last
    one. snapshot makes the loop's state, in memory of its own.
    """

    number: int
    latents: torch.Tensor
    predicted: Callable[[], torch.Tensor]
    snapshot: Callable[[], Snapshot]


@contextlib.contextmanager
def stepping(
    pipeline: Any,
    generator: torch.Generator,
    on_step: Callable[[Step], None],
    resume: Snapshot | None,
    kinds: tuple[str, ...] = PICTURE,
) -> Iterator[None]:
    """Within it, one call of ``pipeline`` reports its steps, and begins behind ``resume`` if there is one.

    generator: the one that the call is given. kinds: the names of the latents that each step of the loop goes on with,
    in its order, the picture's first; those behind it have schedulers of their own, copied from the pipeline's.
    """
    scheduler = pipeline.scheduler
    compute = type(scheduler).step
    skipped = resume.step if resume else 0
    reached: dict[str, tuple[Any, torch.Tensor]] = {}
    before = torch.empty(0)
    calls = 0

    def step(own: Any, model_output: Any, timestep: Any, sample: torch.Tensor, *args: Any, **kwargs: Any) -> Any:
        nonlocal calls, before
        number, kind = calls // len(kinds) + 1, kinds[calls % len(kinds)]
        calls += 1
        if resume is not None and number <= skipped:
            return (restore(resume, kind, own, generator, sample) if number == skipped else sample,)
        result = compute(own, model_output, timestep, sample, *args, **kwargs)
        reached[kind] = own, result[0]
        if kind == kinds[0]:
            before = sample
        if kind == kinds[-1]:
            on_step(_reported(number, before, dict(reached), generator))
        return result

    with contextlib.ExitStack() as stack:
        # A method, not a function: where the pipeline copies its scheduler, the copy's method is the copy's.
        stack.enter_context(replaced(scheduler, "step", MethodType(step, scheduler)))
        for name in ("transformer", "transformer_2"):
            network = getattr(pipeline, name, None)
            if network is not None and skipped:
                forward = _skippable(network.forward, lambda: calls // len(kinds) < skipped)
                stack.enter_context(replaced(network, "forward", forward))
        yield


def capture(reached: Mapping[str, tuple[Any, torch.Tensor]], generator: torch.Generator, number: int) -> Snapshot:
    """The state after step ``number``. reached: scheduler and latents of each kind.

    Raises TypeError if a scheduler keeps something that is not plain.
    """
    tensors, states = {"generator": generator.get_state()}, {}
    for kind, (scheduler, latents) in reached.items():
        tensors[kind] = _copy(latents)
        states[kind] = {
            name: _flatten(value, f"{kind}.scheduler.{name}", tensors)
            for name, value in vars(scheduler).items()
            if name not in {"_internal_dict", "step"}
        }
    return Snapshot(step=number, tensors=tensors, states=states)


def restore(
    snapshot: Snapshot, kind: str, scheduler: Any, generator: torch.Generator, like: torch.Tensor
) -> torch.Tensor:
    """Put the scheduler of one kind of latents and the generator where they were; the latents, on the device of
    ``like`` and laid out in memory as it is, for kernels round by the layout.
    """
    state = snapshot.states[kind]
    vars(scheduler).update({name: _unflatten(value, snapshot.tensors, like) for name, value in state.items()})
    generator.set_state(snapshot.tensors["generator"])
    kept = snapshot.tensors[kind]
    return torch.empty_like(like, dtype=kept.dtype).copy_(kept)


def _reported(
    number: int, before: torch.Tensor, reached: Mapping[str, tuple[Any, torch.Tensor]], generator: torch.Generator
) -> Step:
    """What is said of a step. before: the picture's latents before it."""
    scheduler, after = next(iter(reached.values()))
    return Step(
        number=number,
        latents=after,
        predicted=lambda: _predicted(scheduler, number, before, after),
        snapshot=lambda: capture(reached, generator, number),
    )


def _predicted(scheduler: Any, number: int, before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """Where the straight line through the latents before and after a step meets noise level 0 (rectified flow)."""
    noise_before, noise_after = (float(sigma) for sigma in scheduler.sigmas[number - 1 : number + 1])
    return (noise_before * after - noise_after * before) / (noise_before - noise_after)


def _skippable(forward: Callable[..., Any], skip: Callable[[], bool]) -> Callable[..., Any]:
    def replacement(*args: Any, **kwargs: Any) -> Any:
        if skip():
            named = [kwargs[name] for name in ("hidden_states", "audio_hidden_states") if name in kwargs]
            return tuple(torch.zeros_like(each) for each in named or args[:1])
        return forward(*args, **kwargs)

    return replacement


@contextlib.contextmanager
def replaced(thing: Any, name: str, replacement: Any) -> Iterator[None]:
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
