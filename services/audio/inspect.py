"""``matinee inspect``: what a film is and how its sound fits, as text and as a picture, from a film or from any file.

It measures with the same code as the receipt. It changes nothing.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
from msgspec import Struct
from msgspec.structs import replace

from proto import codec
from proto.receipt import Receipt, SoundReport, SyncReport
from proto.speech import Speech
from services import logs, up
from services.audio import film
from services.audio.chart import chart
from services.audio.footage import read_footage
from services.audio.heard import hear_effects
from services.audio.loudness import measure
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import see_footage
from services.audio.sync import compare
from services.client import Client, RefusedError
from services.settings import Settings
from services.terminal import fail


class Known(Struct, frozen=True, kw_only=True):
    """A film's file, and of a film of Matinee its receipt and what of its sound no instant of the
    picture shows.
    """

    film: Path
    receipt: Receipt | None = None
    bed: Stereo | None = None


def inspect(options: argparse.Namespace, settings: Settings) -> int:
    """Measure one film, print what was found, and save the picture; the exit code."""
    logs.configure("inspect", replace(settings, log_level="error"))
    with tempfile.TemporaryDirectory(prefix="matinee-") as name:
        try:
            known = Known(film=Path(options.film))
            if not known.film.is_file():
                known = asyncio.run(_downloaded(settings, options.film, Path(name)))
            target = options.output or Path(f"{Path(options.film).stem}.inspect.png")
            lines = _inspected(known, target)
        except (RefusedError, ValueError, OSError, TimeoutError) as error:
            return fail(str(error))
    sys.stdout.write("\n".join(lines) + f"\npicture {target.absolute()}\n")
    return 0


async def _downloaded(settings: Settings, video: str, folder: Path) -> Known:
    """A finished film and what goes with it, from the Matinee that is named or that runs on the data folder."""
    found = up.find(settings)
    url, key = (settings.url, settings.api_key) if settings.url else (found.url, found.key) if found else ("", "")
    if not url:
        raise ValueError(f"{video} is no file, and no Matinee runs that could have such a film")
    async with Client.connect(url, key) as client:
        await client.save(video, folder / "film.mp4")
        for variant in ("receipt", "bed"):
            with contextlib.suppress(RefusedError):
                await client.save(video, folder / variant, variant=variant)
    receipt, bed = folder / "receipt", folder / "bed"
    return Known(
        film=folder / "film.mp4",
        receipt=codec.decode(receipt.read_bytes(), Receipt) if receipt.exists() else None,
        bed=film.read_flac(bed) if bed.exists() else None,
    )


def _inspected(known: Known, target: Path) -> list[str]:
    """Look at the film and listen to it; draw the picture. Gives the lines that say what was found."""
    path, receipt = known.film, known.receipt
    info, footage, sound = film.probe(path), read_footage(path), film.read_sound(path)
    seen, heard = see_footage(footage), hear_effects(sound, known.bed)
    loudness = measure(sound)
    sync = compare(seen, heard)
    lines = [
        f"film    {info.seconds:.3f} s, {info.width}x{info.height}, {info.frames} frames at {info.fps:g} a second; "
        f"sound {len(sound) / SAMPLE_RATE_HZ:.3f} s",
        f"loud    {loudness.integrated_lufs:.1f} LUFS, true peak {loudness.true_peak_db:.1f} dBTP",
        f"sync    {_said(receipt.sync if receipt else sync)}",
        *(_made(receipt) if receipt else ()),
    ]
    speech = receipt.speech if receipt and receipt.speech else Speech(seconds=info.seconds)
    if not cv2.imwrite(str(target), chart(sound, footage, seen, heard, lines, speech.lines)):
        raise OSError(f"{target} could not be written")
    return [*lines, *_spoken(speech)]


def _said(sync: SyncReport) -> str:
    """A measurement in words."""
    offsets = "none matched"
    if sync.offset_median_ms is not None and sync.offset_p95_ms is not None:
        offsets = f"median {sync.offset_median_ms:+.1f} ms, 95 % within {sync.offset_p95_ms:.1f} ms"
    f1 = f", F1 {sync.f1:.2f}" if sync.f1 is not None else ""
    return f"{sync.verdict}: {sync.matched} of {sync.seen} seen events heard ({sync.heard} onsets), {offsets}{f1}"


def _made(receipt: Receipt) -> Iterator[str]:
    """What the receipt says of how the film was made."""
    longer = (
        ""
        if receipt.sound_longer_samples is None
        else f", {receipt.sound_longer_samples:+d} samples longer than the picture"
    )
    louder = "" if receipt.louder_if_faster is None else f", loudness by impact speed {receipt.louder_if_faster:+.2f}"
    yield f"made    {receipt.video} by {receipt.model}, sound moved by {receipt.corrected_ms:+.1f} ms{longer}{louder}"
    if receipt.sound is not None:
        parts = ", ".join(f"{name} {lufs:.0f}" for name, lufs in receipt.sound.stems_lufs.items() if lufs > -70)
        yield f"sound   {_source(receipt.sound)}; LUFS: {parts}; seconds: " + ", ".join(
            f"{name} {seconds:.1f}" for name, seconds in receipt.sound.spent_s.items()
        )
        for music in (*receipt.sound.music_before, *([receipt.sound.music] if receipt.sound.music else [])):
            yield (
                f"music   {music.key}, {music.tempo_bpm:.1f} bpm (heard {music.heard_tempo_bpm:.1f}), in key "
                f"{music.in_key:.2f}, from {music.starts_s:.2f} s, final chord at {music.ends_s:.2f} s"
            )


def _source(sound: SoundReport) -> str:
    """Where a film's sound is from, in words."""
    own = sound.model
    if own is None:
        return f"events from {sound.source}"
    if own.left_out:
        return f"events from {sound.source}, for the model's own was left out ({own.left_out.replace('_', ' ')})"
    clipped = f", {100 * own.clipped:.2g} % at full scale" if own.clipped else ""
    return f"made by the model ({own.rate_hz} Hz{clipped}), moved by {own.shifted_ms:+.1f} ms"


def _spoken(speech: Speech) -> Iterator[str]:
    """Every line of a film: when it is said, by whom, in whose voice, how fast, and what is missing and why."""
    for line in speech.lines:
        faster = f", {line.speed:.2f} times as fast" if line.speed > 1 else ""
        without = f" (no room for: {line.cut})" if line.cut else ""
        yield (
            f"said    {line.starts_s:.2f} to {line.ends_s:.2f} s, {line.speaker or 'somebody'} ({line.voice}{faster}): "
            f"{line.text}{without}"
        )
    for missing in speech.unspoken:
        yield f"unsaid  {missing.speaker or 'somebody'} ({missing.why}): {missing.text}"
