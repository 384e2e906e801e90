"""A film's sound as a picture: frames, waveform and spectrogram over time, with marks of what is seen and heard.

It draws what it is given and measures nothing but the spectrum.
"""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.signal import stft

from proto.speech import SpokenLine
from services.audio.footage import Footage, Image
from services.audio.heard import HeardOnset
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import SeenEvent
from services.audio.sync import PAIRED_WITHIN_S

WIDTH, LEFT, RIGHT = 1_480, 64, 16
FRAMES_HEIGHT, MARKS_HEIGHT, SAID_HEIGHT, WAVE_HEIGHT, SPECTRUM_HEIGHT, AXIS_HEIGHT = 90, 34, 24, 150, 300, 28
LINE_HEIGHT = 22
LOW_HZ, HIGH_HZ, RANGE_DB = 40.0, 16_000.0, 75.0
INK, PAPER = (225, 225, 225), (24, 22, 20)
WAVE, PAIRED, ALONE, CUT, SAID = (150, 190, 120), (120, 220, 120), (90, 90, 245), (200, 200, 200), (110, 80, 50)
INNER = WIDTH - LEFT - RIGHT

Instants = NDArray[np.floating]


def chart(
    sound: Stereo,
    footage: Footage,
    seen: tuple[SeenEvent, ...],
    heard: tuple[HeardOnset, ...],
    lines: Iterable[str],
    said: Sequence[SpokenLine] = (),
) -> Image:
    """The picture, uint8 [h, 1480, 3] in BGR. lines: what is written above it; said: what is spoken in the film, for a
    bar from each line's first sound to its last, with the beginning of its words in it.

    What is seen is marked above the waveform, what is heard below it: green where the two are within 45 ms of each
    other, red where one is alone; cuts are grey, and what is heard with them, as thunder with its flash.
    """
    seconds = max(len(sound) / SAMPLE_RATE_HZ, float(footage.times_s[-1]) + 1 / 24)
    seen_s = np.array([event.at_s for event in seen if event.kind != "cut"])
    cuts_s = np.array([event.at_s for event in seen if event.kind == "cut"])
    heard_s = np.array([onset.at_s for onset in heard])
    rows = [
        _text(lines),
        _frames(footage, seconds),
        _marks(
            [(e.at_s, CUT if e.kind == "cut" else _colour(e.at_s, heard_s, cuts_s)) for e in seen],
            "seen",
            seconds,
            up=False,
        ),
        _wave(sound, seconds),
        _marks([(onset.at_s, _colour(onset.at_s, seen_s, cuts_s)) for onset in heard], "heard", seconds, up=True),
        *([_said(said, seconds)] if said else []),
        _spectrum(sound, seconds),
        _axis(seconds),
    ]
    picture = np.vstack(rows)
    for event in seen:
        x = _x(event.at_s, seconds)
        top = rows[0].shape[0] + FRAMES_HEIGHT
        picture[top + MARKS_HEIGHT : -AXIS_HEIGHT : 6, x] = CUT if event.kind == "cut" else INK
    return np.asarray(picture, np.uint8)


def _colour(at_s: float, others_s: Instants, cuts_s: Instants) -> tuple[int, int, int]:
    return PAIRED if _near(at_s, others_s) else CUT if _near(at_s, cuts_s) else ALONE


def _near(at_s: float, others_s: Instants) -> bool:
    return bool((np.abs(others_s - at_s) <= PAIRED_WITHIN_S).any())


def _x(at_s: float, seconds: float) -> int:
    return LEFT + int(np.clip(at_s / seconds, 0, 1) * (INNER - 1))


def _empty(height: int) -> Image:
    return np.full((height, WIDTH, 3), PAPER, np.uint8)


def _write(picture: Image, text: str, x: int, y: int, scale: float = 0.42) -> None:
    cv2.putText(picture, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, scale, INK, 1, cv2.LINE_AA)


def _text(lines: Iterable[str]) -> Image:
    said = list(lines)
    picture = _empty(LINE_HEIGHT * len(said) + 12)
    for i, line in enumerate(said):
        _write(picture, line, 12, LINE_HEIGHT * (i + 1), 0.48)
    return picture


def _frames(footage: Footage, seconds: float) -> Image:
    """Small frames side by side, each at its own time."""
    picture = _empty(FRAMES_HEIGHT)
    height, width = footage.frames.shape[1:3]
    wide = max(8, round((FRAMES_HEIGHT - 6) * width / height))
    for i in range(INNER // (wide + 4)):
        x = LEFT + i * (wide + 4)
        at_s = (x + wide / 2 - LEFT) / INNER * seconds
        frame = footage.frames[int(np.argmin(np.abs(footage.times_s - at_s)))]
        small = cv2.resize(frame, (wide, FRAMES_HEIGHT - 6), interpolation=cv2.INTER_AREA)
        picture[3:-3, x : x + wide] = small[..., ::-1]
    return picture


def _marks(marks: list[tuple[float, tuple[int, int, int]]], name: str, seconds: float, *, up: bool) -> Image:
    picture = _empty(MARKS_HEIGHT)
    _write(picture, name, 8, MARKS_HEIGHT // 2 + 4)
    tip, end = (4, MARKS_HEIGHT - 6) if up else (MARKS_HEIGHT - 4, 6)
    for at_s, colour in marks:
        x = _x(at_s, seconds)
        corners = np.array([(x, tip), (x - 6, end), (x + 6, end)], np.int32)
        cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA)
    return picture


def _said(lines: Sequence[SpokenLine], seconds: float) -> Image:
    picture = _empty(SAID_HEIGHT)
    _write(picture, "said", 8, SAID_HEIGHT // 2 + 4)
    for line in lines:
        start, end = _x(line.starts_s, seconds), _x(line.ends_s, seconds)
        bar = picture[3:-3, start : end + 1]
        bar[:] = SAID
        _write(bar, f"{line.speaker}: {line.text}".encode("ascii", "replace").decode(), 4, SAID_HEIGHT // 2, 0.36)
    return picture


def _wave(sound: Stereo, seconds: float) -> Image:
    """Left above, right below; each column from the least to the most of its samples."""
    picture = _empty(WAVE_HEIGHT)
    half = WAVE_HEIGHT // 4
    edges = np.linspace(0, seconds * SAMPLE_RATE_HZ, INNER + 1).astype(int)
    for side, name in enumerate("LR"):
        middle = half + 2 * half * side
        _write(picture, name, 30, middle + 4)
        for i in range(INNER):
            part = sound[edges[i] : edges[i + 1], side]
            if len(part):
                high, low = (int(middle - np.clip(value, -1, 1) * (half - 2)) for value in (part.max(), part.min()))
                picture[high : low + 1, LEFT + i] = WAVE
    return picture


def _spectrum(sound: Stereo, seconds: float) -> Image:
    picture = _empty(SPECTRUM_HEIGHT)
    if len(sound) < 4_096:
        return picture
    hz, at_s, spectrum = stft(sound.mean(axis=1), SAMPLE_RATE_HZ, nperseg=4_096, noverlap=4_096 - 512)
    levels = 20 * np.log10(np.abs(spectrum) + 1e-9)
    rows = np.searchsorted(hz, np.geomspace(HIGH_HZ, LOW_HZ, SPECTRUM_HEIGHT)).clip(0, len(hz) - 1)
    columns = np.searchsorted(at_s, np.linspace(0, seconds, INNER)).clip(0, len(at_s) - 1)
    shown = (levels[rows][:, columns] - levels.max()) / RANGE_DB + 1
    grey = (np.clip(shown, 0, 1) * 255).astype(np.uint8)
    picture[:, LEFT : LEFT + INNER] = cv2.applyColorMap(grey, cv2.COLORMAP_INFERNO)
    for mark_hz in (100, 1_000, 10_000):
        y = int(np.log(HIGH_HZ / mark_hz) / np.log(HIGH_HZ / LOW_HZ) * SPECTRUM_HEIGHT)
        _write(picture, f"{mark_hz} Hz", 6, y + 4, 0.36)
        picture[y, LEFT - 5 : LEFT] = INK
    return picture


def _axis(seconds: float) -> Image:
    picture = _empty(AXIS_HEIGHT)
    step_s = next(step for step in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0) if seconds / step <= 20 or step == 10.0)
    for i in range(int(seconds / step_s) + 1):
        x = _x(i * step_s, seconds)
        picture[:5, x] = INK
        _write(picture, f"{i * step_s:g} s", x - 12, 20, 0.38)
    return picture
