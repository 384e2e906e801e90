"""The seam behind which voices are made: another engine, and everything around it stays as it is."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from msgspec.structs import replace

from proto.screenplay import Line
from services.audio.voice import delivery, engine, recording
from services.audio.voice.engine import RATE_HZ, Mono, engine_of
from services.audio.voice.pronounce import Spoken
from services.voices import Voice, catalogue

HUM_HZ = 300.0
HUMMING = replace(catalogue()["heart"], engine="hum", pitch=1.0)


class Humming:
    """Says a word as a quarter of a second of one tone, and leaves as much silence behind it."""

    def speak(
        self, words: list[Spoken], voice: Voice, speed: float, stop: onnxruntime.RunOptions | None = None
    ) -> Mono:
        assert voice is HUMMING
        assert stop is None or not stop.terminate
        t = np.arange(round(0.25 * RATE_HZ / speed)) / RATE_HZ
        word = np.concatenate([0.3 * np.sin(2 * np.pi * HUM_HZ * t), np.zeros(len(t))])
        return np.tile(word, len(words)).astype(np.float32)


def loaded() -> engine.Engine:
    return Humming()


def test_a_voice_names_its_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.ENGINES, "hum", f"{__name__}:loaded")
    assert isinstance(engine_of(HUMMING), Humming)
    part = recording.part(0, Line(speaker="", text="One, two. Three!", shot=0), "humming", HUMMING)
    take = recording.record(part, 1.0, onnxruntime.RunOptions())
    assert [word.text for word in take.words] == ["One,", "two.", "Three!"]
    assert all(one.ends_s <= two.starts_s for one, two in zip(take.words, take.words[1:], strict=False))
    heard = delivery.finished(take.dry, HUMMING, "", 0)
    spectrum = np.abs(np.fft.rfft(heard, 1 << 17))
    assert np.argmax(spectrum) * 48_000 / (1 << 17) == pytest.approx(HUM_HZ, rel=0.01)


def test_an_engine_that_is_not_there_is_said() -> None:
    with pytest.raises(KeyError, match="clone"):
        engine_of(replace(HUMMING, engine="clone"))


def test_every_voice_of_the_project_has_an_engine() -> None:
    assert {voice.engine for voice in catalogue().values()} <= set(engine.ENGINES)
    for where in engine.ENGINES.values():
        assert Path(f"{where.partition(':')[0].replace('.', '/')}.py").exists()
