"""Who makes a voice's samples: the seam between lines and the model that speaks them.

Everything before it (words, casting, placing) and behind it (alignment, delivery, mix) is the same for every engine.
One that clones a voice from a recording is a class with this one method, a row in ``ENGINES`` and voices that name it.
"""

import importlib
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.audio.voice.pronounce import Spoken
from services.voices import Voice

RATE_HZ = 24_000

Mono = NDArray[np.float32]


class Engine(Protocol):
    """A loaded model that speaks. The same words, voice and speed always give the same bits, on any number of cores."""

    def speak(
        self, words: list[Spoken], voice: Voice, speed: float, stop: onnxruntime.RunOptions | None = None
    ) -> Mono:
        """Samples at 24 kHz of a sentence or a part of one, with any silence around; empty if none of it can be said.

        speed: 1 is the voice's own pace. With ``stop.terminate`` set meanwhile it raises within a second.
        """


# By the name that a voice has for its engine: who gives the loaded model, the same one on every call.
ENGINES = {"kokoro": "services.audio.voice.kokoro:loaded"}


def engine_of(voice: Voice) -> Engine:
    """The engine that speaks as a voice, loaded by the first call, which takes seconds.

    Raises ValueError if its packages do not fit, ImportError without them, KeyError for an engine that is not there.
    """
    module, _, name = ENGINES[voice.engine].partition(":")
    loaded: Engine = getattr(importlib.import_module(module), name)()
    return loaded
