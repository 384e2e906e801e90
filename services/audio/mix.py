"""The mix: speech over everything, music and ambience out of its way, one gain for all, a natural level without both.

A film without speech and music keeps its natural level: it has one gain, never above one, so that of two hits in it the
harder is the louder and one in which little happens stays quiet. With speech or music it is brought to -16 LUFS.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import asdict
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from proto.timeline import Setting, Timeline
from services.audio.ambience.places import surroundings
from services.audio.foley.score import effects
from services.audio.loudness import SILENT_LUFS, brought_to, integrated_lufs, turned_down
from services.audio.pcm import SAMPLE_RATE_HZ, Mono, Stereo, Stereo64, checked, decibels, edge_fades, samples_in

TARGET_LUFS = -16.0
SPEECH_LUFS, MUSIC_LUFS = -17.0, -21.0
EDGE_FADE_S = 0.025
# How far each stem steps back while somebody speaks (dB), how soon before and how long after.
DUCKED_DB = {"music": -11.0, "ambience": -7.0, "effects": -4.0, "called": -6.0, "model": -9.0}
# When somebody speaks in the model's own sound is not known, so music beside it steps back all along.
UNDER_MODEL_DB = -6.0
QUIETEST_LUFS = -45.0
DUCK_HOLD_S, DUCK_GLIDE_S = 0.35, 0.25
SPEAKS_DB = -38.0
SPEAKS_BLOCK_S = 0.02


class Stems(Struct, frozen=True, kw_only=True):
    """A film's sound in its parts, each float [n, 2] and as long as the film.

    called: effects that words ask for and no instant of the picture shows. model: the sound that its model made.
    """

    speech: Stereo64
    effects: Stereo64
    called: Stereo64
    ambience: Stereo64
    music: Stereo64
    model: Stereo64

    @property
    def bed(self) -> Stereo64:
        """All that is not heard because of what is seen at an instant: speech, music and what words ask for."""
        return np.asarray(self.speech + self.music + self.called)

    @property
    def total(self) -> Stereo64:
        """All of it together."""
        return np.asarray(self.speech + self.effects + self.called + self.ambience + self.music + self.model)


def stems_of(
    timeline: Timeline,
    seed: int,
    *,
    speech: Stereo64 | None = None,
    music: Stereo64 | None = None,
    model: Stereo64 | None = None,
    called: Timeline | None = None,
    beside: Setting | None = None,
    sounding: bool = True,
) -> Stems:
    """The parts of a film's sound, before the mix. called: the events that words ask for beside those of the timeline;
    beside: what else is to be heard all the time; sounding: whether there are effects and ambience at all.

    Raises ValueError for numbers that are not finite.
    """
    silence = np.zeros((samples_in(timeline.seconds), 2))
    return Stems(
        speech=silence if speech is None else fitted(speech, timeline.seconds),
        effects=effects(timeline, seed) if sounding else silence,
        called=effects(called, seed) if sounding and called else silence,
        ambience=surroundings(timeline, seed, beside) if sounding else silence,
        music=silence if music is None else fitted(music, timeline.seconds),
        model=silence if model is None else fitted(model, timeline.seconds),
    )


def mixed(stems: Stems, *, told: bool = False) -> Stems:
    """The stems as they are in the film: their sum is the film's sound, under the ceiling, fading at its edges.

    told: whether somebody speaks or plays in the model's own sound, as its words ask for; nobody here can hear that.
    """
    parts = {name: np.asarray(part, np.float64) for name, part in asdict(stems).items()}
    for name, lufs in (("speech", SPEECH_LUFS), ("music", MUSIC_LUFS)):
        own = integrated_lufs(parts[name])
        if own > SILENT_LUFS:
            parts[name] = parts[name] * decibels(lufs - own)
    if told and parts["music"].any():
        parts["model"] = parts["model"] * decibels(SPEECH_LUFS - max(integrated_lufs(parts["model"]), QUIETEST_LUFS))
        parts["music"] = parts["music"] * decibels(UNDER_MODEL_DB)
    speaks = _speaks(parts["speech"])
    for name, level_db in DUCKED_DB.items():
        parts[name] = parts[name] * (10 ** (level_db * speaks / 20))[:, None]
    fades = edge_fades(len(speaks), EDGE_FADE_S)
    parts = {name: part * fades[:, None] for name, part in parts.items()}
    total = sum(parts.values())
    if parts["speech"].any() or parts["music"].any() or told:
        gain = brought_to(np.asarray(total), TARGET_LUFS)
    else:
        gain = np.full(len(speaks), turned_down(np.asarray(total), TARGET_LUFS))
    return Stems(**{name: (part * gain[:, None]).astype(np.float32) for name, part in parts.items()})


def score_timeline(timeline: Timeline, seed: int) -> Stereo:
    """The sound of a film whose events are known, effects and ambience: float32 [round(seconds x 48,000), 2].

    Contacts outside the film are not heard. The same timeline and seed give the same bits.
    Raises ValueError for numbers that are not finite.
    """
    return checked(mixed(stems_of(timeline, seed)).total.astype(np.float32))


def fitted(sound: Stereo64, seconds: float) -> Stereo64:
    """The sound cut, or filled with silence, to exactly a film's length. Raises ValueError when it is not finite."""
    if sound.ndim != 2 or sound.shape[1] != 2 or not np.isfinite(sound).all():
        raise ValueError("sound must be finite and [n, 2]")
    count = samples_in(seconds)
    return np.pad(sound[:count], ((0, max(0, count - len(sound))), (0, 0)))


def later(sound: Stereo, by_ms: float) -> Stereo:
    """The sound begun ``by_ms`` later, with silence before it; if negative, earlier, with its beginning cut off."""
    shift = round(by_ms / 1000 * SAMPLE_RATE_HZ)
    return np.pad(sound, ((shift, 0), (0, 0))) if shift >= 0 else sound[-shift:]


def _speaks(speech: Stereo64) -> Mono:
    """How far others step back, 0 to 1, one value a sample: up before each word, down some time after it."""
    count = len(speech)
    if not speech.any():
        return np.zeros(count)
    block = round(SPEAKS_BLOCK_S * SAMPLE_RATE_HZ)
    power = np.pad((speech**2).mean(axis=1), (0, -count % block)).reshape(-1, block).mean(axis=1)
    active = (10 * np.log10(power + 1e-12) > SPEAKS_DB).astype(np.float64)
    held = maximum_filter1d(active, 2 * round(DUCK_HOLD_S / SPEAKS_BLOCK_S) + 1)
    smooth = uniform_filter1d(held, 2 * round(DUCK_GLIDE_S / SPEAKS_BLOCK_S / 2) + 1)
    return np.interp(np.arange(count), (np.arange(len(smooth)) + 0.5) * block, smooth)
