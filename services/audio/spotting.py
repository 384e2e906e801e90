"""A timeline for a film that came without one: what is seen in its pixels, named by the words of its prompt.

When and where things happen is measured; what they are made of is only what the words say, and else something plain.
"""

import numpy as np

from proto.screenplay import Screenplay
from proto.timeline import Contact, Motion, Setting, Timeline
from services.audio.flashes import flashes
from services.audio.foley.engines import ENGINES
from services.audio.footage import FloatArray, Footage, split_at_cuts
from services.audio.movement import Movement, movement
from services.audio.seen import SeenEvent
from services.audio.vocabulary import PLACES, RUNS_ON, STRIKES, TIMES, WEATHER, named

# Nothing in a picture says how large it is: it is taken to be six metres wide.
VIEW_WIDTH_M = 6.0
SOFT_SPEED_M_S = 4.5
STEP_SPEED_M_S = 1.6
SIZE_M = 0.5
SIZES_M = {"shoe": 0.27, "paw": 0.1, "hoof": 0.31}
# What sounds where it is, whether it moves or not, and its usual speed.
STANDS = {"fire": 1.0, "applause": 1.0, "crowd": 1.0, "fan": 5.0}
MOVES_SHARE_MIN = 0.002
SPEED_MAX_M_S = 20.0
STEADY_FRAMES = 8
# A shot that is asked for begins about here, or is not in the film.
SHOT_WITHIN_S = 0.5


def spotted(
    events: tuple[SeenEvent, ...], footage: Footage, seconds: float, prompt: str, play: Screenplay | None = None
) -> Timeline:
    """The timeline of a silent film: its contacts at the events, its motions as what moves, its place as named.

    play: what is said of each shot, which names its setting, if the film cuts where it begins; also what the films say
    that this one is made from.
    """
    words = ". ".join((prompt, play.setting, *(shot.text for shot in play.shots))) if play else prompt
    material = named(words, STRIKES)
    kind = named(words, RUNS_ON)
    shots, cuts_s = split_at_cuts(footage)
    lightning = flashes(footage, tuple(cuts_s))
    cuts = tuple(at_s for at_s in cuts_s if not any(each.at_s <= at_s <= each.passed_s for each in lightning))
    motions = tuple(
        motion
        for i, shot in enumerate(shots)
        if (motion := _motion(movement(shot), kind or "air", i, seconds, until_s=float(shot.times_s[-1])))
    )
    return Timeline(
        seconds=seconds,
        place=named(words, PLACES),
        time_of_day=named(words, TIMES),
        weather=named(words, WEATHER),
        contacts=tuple(_contact(i, event, material) for i, event in enumerate(events) if event.kind != "cut"),
        motions=motions,
        flashes_s=tuple(flash.thunder_s for flash in lightning),
        cuts_s=cuts,
        settings=_settings(play, (0.0, *cuts)) if play else (),
    )


def _settings(play: Screenplay, starts_s: tuple[float, ...]) -> tuple[Setting, ...]:
    """Where each shot plays, as its words say, from when it is seen to begin; what they leave open stays as it was.

    Nothing, if a shot is not seen to begin.
    """
    if len(play.shots) < 2:
        return ()
    found: list[Setting] = []
    place, time_of_day, weather = (named(play.setting, table) for table in (PLACES, TIMES, WEATHER))
    for shot in play.shots:
        start_s = min(starts_s, key=lambda at_s: abs(at_s - shot.starts_s))
        if abs(start_s - shot.starts_s) > SHOT_WITHIN_S:
            return ()
        place, time_of_day = named(shot.text, PLACES) or place, named(shot.text, TIMES) or time_of_day
        weather = named(shot.text, WEATHER) or weather
        found.append(Setting(starts_s=start_s, place=place, time_of_day=time_of_day, weather=weather))
    return tuple(found)


def _contact(thing: int, event: SeenEvent, material: str) -> Contact:
    full = STEP_SPEED_M_S if material in SIZES_M else SOFT_SPEED_M_S
    return Contact(
        at_s=event.at_s,
        thing=thing,
        kind=event.kind,
        material=material,
        against="",
        speed_m_s=full * (0.15 + 0.85 * event.strength),
        x=event.x,
        size_m=SIZES_M.get(material, SIZE_M),
    )


def _motion(moves: Movement, kind: str, thing: int, seconds: float, *, until_s: float) -> Motion | None:
    """One shot's movement as a motion of the kind named, or as air that is pushed aside; None if next to nothing moves.

    What sounds where it stands does so all through the shot.
    """
    if len(moves.times_s) < 2:
        return None
    speeds = np.minimum(moves.speed_widths_s * VIEW_WIDTH_M, SPEED_MAX_M_S) * (moves.share > MOVES_SHARE_MIN)
    if kind in STANDS:
        speeds = np.full(len(speeds), STANDS[kind])
    elif not speeds.any():
        return None
    x = _steady(np.where(speeds > 0, moves.x, 0.0))
    if kind in STANDS:
        x = np.full(len(x), float(np.average(moves.x, weights=moves.share + 1e-6)))
    first_s = float(moves.times_s[0])
    samples = [(max(first_s - 1 / 24, 0.0), float(speeds[0]), float(x[0]))]
    samples += [(float(t), float(v), float(at)) for t, v, at in zip(moves.times_s, speeds, x, strict=True)]
    samples.append((min(until_s + 1 / 24, seconds), float(speeds[-1]), float(x[-1])))
    return Motion(
        kind=kind,
        thing=thing,
        material="",
        size_m=ENGINES[kind].size_m if kind in ENGINES else SIZE_M,
        samples=tuple(samples),
    )


def _steady(x: FloatArray) -> FloatArray:
    """Places without the jitter of a middle that is made of many small parts."""
    reach = min(STEADY_FRAMES, len(x))
    padded = np.pad(x, (reach, reach), mode="edge")
    window = np.hanning(2 * reach + 3)[1:-1]
    return np.convolve(padded, window / window.sum(), mode="valid")
