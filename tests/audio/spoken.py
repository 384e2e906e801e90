"""Speech measured: what an independent recogniser understands of it, alone and in the mix, and how lips fit it.

Sixteen lines by fourteen voices in ten manners, in eight films. In the mix it rains hard, somebody walks, and there is
music; the mix is what is decoded from the finished file.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime

from proto.speech import Speech
from proto.timeline import Contact, Timeline
from services import screenplay
from services.audio import film
from services.audio.mix import mixed, stems_of
from services.audio.music.play import composed, played
from services.audio.music.wish import wished
from services.audio.pcm import Mono
from services.audio.voice.casting import cast
from services.audio.voice.performance import Scene, perform
from tests.audio import films, lips, recogniser
from tests.audio.row import Row

SECONDS = 8
PLAYS = (
    'An old man says "The lighthouse keeper told me the storm would break before morning." A young woman with a '
    'British accent says "Then we should leave before the bridge is closed."',
    'A girl whispers "Be quiet, the baby is sleeping upstairs." Her mother says calmly "Please put the copper kettle '
    'back on the stove."',
    'A man shouts "Run faster, we only have two minutes left!" A boy says excitedly "I can see the finish line from '
    'here!"',
    'Narrator, a deep calm voiceover: "Long ago a small boat crossed this river, and nobody on the shore believed that '
    'it would ever return."',
    'A robot says "My battery is low and my memory is full." A young man says quickly "Plug it in over there before '
    'the whole system shuts down."',
    'A king says "Bring me the map of the northern mountains." A knight says angrily "The enemy has already taken '
    'three of our villages."',
    'A grandmother says sadly "I still keep every letter that your father wrote." A young woman says slowly "Tell me '
    'again how the two of you met."',
    'A dragon says "Who dares to wake me from my sleep?" A tiny fairy says "It was only the wind in the apple trees." '
    'A man says quietly "Do not answer, just walk on."',
)
MUSIC = ("upbeat", "epic orchestral with heavy percussion", "calm piano")


def rows(folder: Path) -> Iterator[Row]:
    """The measurements; one line on standard output if the recogniser is not installed."""
    yield from lips.rows(spoken)
    if not recogniser.is_installed():
        sys.stdout.write(f"words are not counted: the recogniser is not installed ({recogniser.INSTALL})\n")
        return
    said, alone, in_mix = [], [], []
    for seed, play in enumerate(PLAYS):
        speech, sound = spoken(play, SECONDS, seed)
        said.append(" ".join(line.text for line in speech.lines))
        alone.append(recogniser.understood(sound))
        in_mix.append(recogniser.understood(in_a_film(folder, sound, seed)))
    yield Row("words misunderstood, speech alone", 100 * recogniser.error_rate(said, alone), "%", most=4)
    yield Row("words misunderstood, in the mix", 100 * recogniser.error_rate(said, in_mix), "%", most=8)


def spoken(prompt: str, seconds: int, seed: int) -> tuple[Speech, Mono]:
    """What is said in a prompt's film and when, and how it sounds."""
    play = screenplay.read(prompt, seconds)
    scene = Scene(
        play=play,
        voices=cast(play.lines, {}, ""),
        seconds=seconds,
        seed=seed,
        stop=onnxruntime.RunOptions(),
        on_line=lambda: None,
    )
    return perform(scene)


def in_a_film(folder: Path, speech: Mono, seed: int) -> np.ndarray:
    """The speech as it plays in a film with rain, steps and music."""
    wish = wished(MUSIC[seed % len(MUSIC)])
    assert wish is not None
    music = played(composed(wish, SECONDS, seed), seed)
    steps = tuple(
        Contact(
            at_s=float(at_s), thing=0, kind="man", material="shoe", against="street", speed_m_s=1.2, x=0.1, size_m=0.27
        )
        for at_s in np.arange(0.3, SECONDS, 0.5)
    )
    timeline = Timeline(seconds=SECONDS, place="street", time_of_day="night", weather="heavy rain", contacts=steps)
    stems = mixed(stems_of(timeline, seed, speech=np.stack([speech, speech], axis=1), music=music))
    still = (np.full((64, 64, 3), 90, np.uint8) for _ in range(SECONDS * films.FPS))
    picture = films.encode(folder / f"said-{seed}.mp4", still)
    film.mux(picture, stems.total.astype(np.float32), folder / "said.mp4")
    return film.read_sound(folder / "said.mp4")
