"""The samples of the voices, made anew: ``python -m services.audio.voice.samples`` writes one MP3 for each.

They are part of the project, so that listing voices needs no model. A voice that is changed needs its sample again.
"""

import numpy as np
import onnxruntime
import soundfile
from scipy.signal import resample_poly

from proto.screenplay import Line
from services import voices
from services.audio.pcm import SAMPLE_RATE_HZ
from services.audio.voice import delivery, recording

TEXT = "Every picture has a voice. This one is mine."


def main() -> None:
    """Write all samples into the folder that the gateway serves them from."""
    for name, voice in voices.catalogue().items():
        line = Line(speaker="", text=TEXT, shot=0)
        take = recording.record(recording.part(0, line, name, voice), 1.0, onnxruntime.RunOptions())
        sound = np.asarray(delivery.finished(take.dry, voice, "", 0), np.float32)
        soundfile.write(
            str(voices.sample(name)),
            resample_poly(sound, 1, 2),
            SAMPLE_RATE_HZ // 2,
            format="MP3",
            compression_level=0.7,
        )


if __name__ == "__main__":
    main()
