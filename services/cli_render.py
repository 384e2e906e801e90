"""``matinee render``: one film from the command line, through the public API like any other client's."""

import argparse
import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from msgspec.structs import replace

from services import interrupt, logs, up
from services.cli_progress import Display
from services.client import Client, Json, Pictures, RefusedError
from services.process import StartError
from services.settings import Settings
from services.terminal import fail, say
from services.up import Running, Stack

_CLIP_MODEL = "foley"
_SAMPLING = ("steps", "guidance", "quality")
_ADVICE = {
    "invalid_api_key": "set MATINEE_API_KEY to a key of that Matinee",
    "insufficient_quota": "`matinee credits grant ACCOUNT N` gives more",
}


def render(options: argparse.Namespace, settings: Settings) -> int:
    """Order, follow and save one film; the exit code."""
    logs.configure("render", replace(settings, log_level="error"))
    folder = (options.output or Path()).absolute().parent
    if options.output and not folder.is_dir():
        return fail(f"the folder {folder} for the film does not exist; make it, or choose another with -o")
    if settings.url and not settings.api_key:
        return fail(f"{settings.url} wants a key: set MATINEE_API_KEY")
    if kept := _kept(options):
        return fail(f"a film made from a clip or another film keeps what that has; leave out {kept}")
    try:
        pictures = [(role, file.read_bytes()) for role, file in options.reference]
    except OSError as error:
        return fail(f"the picture {error.filename} can not be read: {error.strerror}")
    if options.clip and (why := _unreadable(options.clip)):
        return fail(f"the clip {options.clip} can not be read: {why}")
    stack = Stack(replace(settings, host="127.0.0.1", port=0), own_logs=True)

    async def main() -> int:
        try:
            async with _matinee(settings, stack) as running, Client.connect(running.url, running.key) as client:
                return await _make(client, options, pictures)
        except RefusedError as error:
            advice = f"; {_ADVICE[error.code]}" if error.code in _ADVICE else ""
            return fail(_with_files(str(error), options.reference) + advice)
        except (StartError, OSError, TimeoutError) as error:
            return fail(str(error) or repr(error))

    return interrupt.run(main(), stack.kill)


def _matinee(settings: Settings, own: Stack) -> contextlib.AbstractAsyncContextManager[Running]:
    """The Matinee to ask: the one named, else the one that runs on the data folder, else our own."""
    found = Running(url=settings.url, key=settings.api_key, nats_url="") if settings.url else up.find(settings)
    return contextlib.nullcontext(found) if found else _started(own)


@contextlib.asynccontextmanager
async def _started(own: Stack) -> AsyncIterator[Running]:
    """Our own Matinee. If we are stopped before it serves, we say what became of the film."""
    is_up = False
    try:
        async with own.running(say) as running:
            is_up = True
            yield running
    except asyncio.CancelledError:
        if not is_up:
            say("stopped before a film was ordered; nothing was made and nothing is charged")
        raise


async def _make(client: Client, options: argparse.Namespace, pictures: Pictures) -> int:
    """One film from order to file; 0 when it is saved. Cancelled, it cancels the film."""
    began_at = time.monotonic()
    film = await _ordered(client, *_order(options), pictures, options.clip)
    with _naming(film["id"]):
        try:
            with Display() as display:
                async for seen in client.watch(film):
                    film = seen
                    display.show(film)
        except asyncio.CancelledError:
            await _cancel(client, film["id"])
            raise
        if film["status"] != "completed":
            error = film.get("error") or {}
            return fail(f"{film['id']} failed: {error.get('message') or 'no reason given'} ({error.get('code')})")
        file = options.output or Path(f"{film['id']}.mp4")
        size_bytes = await client.save(film["id"], file)
    sys.stdout.write(_summary(film, file, size_bytes, time.monotonic() - began_at))
    return 0


@contextlib.contextmanager
def _naming(video: str) -> Iterator[None]:
    """Say the id of a film that was ordered, whatever goes wrong with it: by it the film can still be had."""
    try:
        yield
    except (RefusedError, OSError):
        say(f"id      {video}")
        raise


def _with_files(message: str, references: list[tuple[str, Path]]) -> str:
    """A message of the API that names the files of the pictures that it is about."""
    for role, file in references:
        message = message.replace(f"'references[{role}]'", f"'{file}'")
    return message


def _unreadable(file: Path) -> str:
    """Why a file can not be read; "" if it can."""
    try:
        with file.open("rb"):
            return ""
    except OSError as error:
        return error.strerror or repr(error)


async def _ordered(client: Client, path: str, order: Json, pictures: Pictures, clip: Path | None) -> Json:
    """The new film's record. If we are stopped while it is being ordered, it is cancelled."""
    ordering = asyncio.ensure_future(client.create(order, path, pictures, clip))
    try:
        return await asyncio.shield(ordering)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await _cancel(client, (await ordering)["id"])
        raise


async def _cancel(client: Client, video: str) -> None:
    with contextlib.suppress(OSError, TimeoutError, RefusedError):
        await client.cancel(video)
        say(f"cancelled {video}; what was not drawn is refunded")


def _order(options: argparse.Namespace) -> tuple[str, Json]:
    """Path and body of the POST: what was said, and the server's own defaults for the rest."""
    names = ("prompt", "seconds", "seed", "audio", "effects", "music")
    said = {name: getattr(options, name) for name in names}
    if options.remix:
        return f"/v1/videos/{options.remix}/remix", _given(said)
    if options.extend:
        return "/v1/videos/extensions", _given({**said, "video": {"id": options.extend}})
    if options.clip:
        return "/v1/videos/edits", _given({**said, "model": options.model or _CLIP_MODEL})
    said |= {"model": options.model, "size": options.size, "negative_prompt": options.negative}
    said |= {name: getattr(options, name) for name in _SAMPLING}
    return "/v1/videos", _given(said)


def _kept(options: argparse.Namespace) -> str:
    """The options that were given and that a film made from another one does not take, for its source has them."""
    if not (options.remix or options.extend or options.clip):
        return ""
    names = {"model": "--model", "size": "--size", "negative": "--negative", "reference": "--image and --reference"}
    names |= {name: f"--{name}" for name in _SAMPLING}
    if options.clip:
        del names["model"]
    if options.remix or options.clip:
        names["seconds"] = "--seconds"
    return ", ".join(name for option, name in names.items() if getattr(options, option) not in (None, "", []))


def _given(said: Json) -> Json:
    return {name: value for name, value in said.items() if value is not None}


def _summary(film: Json, file: Path, size_bytes: int, took_s: float) -> str:
    """What a person wants to know of a finished film."""
    extra = film.get("matinee") or {}
    sync = extra.get("sync") or {}
    lines = [
        f"film    {file.absolute()}",
        f"        {film['seconds']} s, {film['size']}, {size_bytes / 1e6:.1f} MB, seed {extra.get('seed')}, "
        f"made in {took_s:.1f} s",
        f"id      {film['id']}",
        f"cost    {extra.get('price')} credit{'' if extra.get('price') == 1 else 's'}",
        f"sync    {_sync(sync)}",
    ]
    speech = extra.get("speech") or {}
    if speech.get("cut") or speech.get("unspoken"):
        lines.append(f"speech  lines cut short: {speech['cut']}, not heard at all: {speech['unspoken']}")
    if extra.get("left_out_lines"):
        lines.append(f"speech  lines that are more than one film speaks: {extra['left_out_lines']}")
    if extra.get("unsaid_lines"):
        lines.append(f"speech  lines not spoken, for the prompt wishes for no speech: {extra['unsaid_lines']}")
    if extra.get("unknown_words"):
        lines.append(f"words   the model does not know: {_unknown(extra)}")
    if extra.get("unread_words"):
        lines.append(f"words   beyond what the model reads: {', '.join(extra['unread_words'])}")
    if (extra.get("clip") or {}).get("sounds"):
        lines.append("sound   the clip came with its own, which is kept if it can be; --effects replace makes another")
    if extra.get("merged_shots"):
        lines.append(f"shots   the prompt's {extra['merged_shots']} shots are one: the model does not cut")
    if extra.get("left_out_shots"):
        lines.append(f"shots   the film is too short for the last ones: {extra['left_out_shots']} left out")
    return "\n".join(lines) + "\n"


def _unknown(extra: Json) -> str:
    """The words that the model does not know, each with what was used instead, if anything."""
    used = extra.get("replaced_words") or {}
    return ", ".join(f"{word} (used: {used[word]})" if word in used else word for word in extra["unknown_words"])


def _sync(sync: Json) -> str:
    """The measured offset between picture and sound in words."""
    offset_ms, coverage = sync.get("offset_median_ms"), sync.get("coverage")
    verdict = str(sync.get("verdict", "no report")).replace("_", " ")
    if verdict == "no events":
        return "not measurable: nothing in the picture touches anything in a way that can be seen"
    if verdict == "no effects":
        return "not measured: the film has no effects, as was asked for"
    if verdict == "too few events":
        measured = "" if offset_ms is None else f"; the sound is {offset_ms:+.1f} ms from those"
        return f"not judged: too few contacts can be seen in the picture{measured}"
    if offset_ms is None:
        return f"not measured ({verdict})"
    covered = f", {100 * coverage:.0f} % of the contacts heard" if coverage is not None else ""
    return f"sound is {offset_ms:+.1f} ms from picture (median, measured){covered}: {verdict}"
