"""All that is measured on the pixels of one trial's film, and the rows of the table that trials together give.

Prompts are used for what pixels cannot show: of which material a thing is, and how many there are.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.buoyancy import draught as under
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.evaluation import trials
from services.renderer.animatic.evaluation.draught import draught, floats
from services.renderer.animatic.evaluation.footage import Bytes, Footage, footage_of
from services.renderer.animatic.evaluation.mechanics import (
    Collision,
    collision,
    gravity_m_s2,
    pendulum_period,
    restitutions,
    slip,
)
from services.renderer.animatic.evaluation.permanence import (
    Passing,
    colour_of,
    comings_and_goings,
    jumps,
    looks_drift,
    passings,
    shadow_agrees,
)
from services.renderer.animatic.evaluation.tracking import Track, looked_at, tracks_of
from services.renderer.animatic.evaluation.walking import sliding
from services.renderer.animatic.world import COLOURS, GRAVITY_M_S2, MATERIALS, Scene

LOUD_M_S = 1.5
STILLS = 6
# How much of a lake moves of itself.
WATER_STIRS = 0.25
Counted = tuple[float, int]
# What each sort of trial is asked, beside what all are, and its share of all trials.
TRIALS: dict[str, tuple[Callable[[int], list[Scene]], float]] = {
    "fall": (trials.balls, 0.3),
    "roll": (trials.rolling, 0.15),
    "collide": (trials.collisions, 0.2),
    "walk": (trials.walkers, 0.15),
    "pass": (trials.passings, 0.2),
    "swing": (trials.swings, 0.1),
    "water": (trials.falls_into_water, 0.3),
}


class Trial(Struct, frozen=True, kw_only=True):
    """A scene in which something can be measured, and what."""

    sort: str
    scene: Scene


class Seen(Struct, frozen=True, kw_only=True, eq=False):
    """What one film showed. tracked: as many things as its prompt has were seen apart; order: which of the prompt's
    things each track is, by colour; colliding: the balls' collision, the left one first; stills: some frames, with the
    way of each thing drawn into them.
    """

    tracked: bool = False
    order: tuple[int, ...] = ()
    gravity_m_s2: tuple[float, ...] = ()
    restitutions: tuple[float, ...] = ()
    slip: float = np.nan
    colliding: Collision | None = None
    sliding: float = np.nan
    period: float = np.nan
    floats: bool | None = None
    draught: float = np.nan
    comings: int = 0
    jumps: int = 0
    drifts: tuple[float, ...] = ()
    passings: tuple[Passing, ...] = ()
    shadow: bool | None = None
    stills: tuple[Bytes, ...] = ()

    @property
    def wrong(self) -> list[str]:
        """What should not be seen in a film."""
        marks = {
            "its things are not to be told apart": not self.tracked,
            f"{self.jumps} jumps": self.jumps,
            f"{self.comings} times something appears or vanishes": self.comings,
            "hidden, and not the same again": any(each.same_again is False for each in self.passings),
            "the farther hides the nearer": any(each.nearer_is_before is False for each in self.passings),
            "the shadow falls towards the light": self.shadow is False,
        }
        return [mark for mark, wrong in marks.items() if wrong]

    @property
    def remarks(self) -> list[str]:
        """What was measured."""
        numbers = {"gravity m/s2": self.gravity_m_s2, "restitution": self.restitutions, "drift of looks": self.drifts}
        numbers |= {"slip": (self.slip,), "sliding of feet": (self.sliding,), "period": (self.period,)}
        numbers |= {"draught": (self.draught,)}
        found = [
            f"{name}: {' '.join(f'{value:.2f}' for value in values)}"
            for name, values in numbers.items()
            if np.isfinite(values).any()
        ]
        if self.colliding is not None:
            found.append(f"restitution of the collision: {self.colliding.restitution:.2f}")
        return found


def all_trials(number: int) -> list[Trial]:
    """About so many trials of all sorts."""
    return [
        Trial(sort=sort, scene=scene)
        for sort, (make, share) in TRIALS.items()
        for scene in make(max(1, round(share * number)))
    ]


def look(trial: Trial, film: DecodedScene) -> Seen:
    """Measure a film on its pixels."""
    wet = trial.sort == "water"
    footage = footage_of(film, stirs=WATER_STIRS) if wet else footage_of(film)
    if footage is None:
        return Seen()
    both = looked_at(footage)
    seen, shadows = [thing for thing, _ in both], [shadow for _, shadow in both]
    tracks = tracks_of(footage, seen, len(trial.scene.things))
    if not tracks:
        return Seen(stills=_stills(footage, []))
    first, ball = tracks[0], tracks[0].round
    if wet:
        return Seen(
            tracked=True, floats=floats(first), draught=draught(first, footage), stills=_stills(footage, tracks)
        )
    return Seen(
        tracked=True,
        order=_order(trial.scene, tracks, footage),
        gravity_m_s2=tuple(gravity_m_s2(first, footage)) if trial.sort == "fall" and ball else (),
        restitutions=tuple(restitutions(first, footage, LOUD_M_S)) if trial.sort == "fall" and ball else (),
        slip=slip(first, footage) if trial.sort == "roll" and ball else np.nan,
        colliding=collision(tracks) if trial.sort == "collide" and all(track.round for track in tracks) else None,
        sliding=sliding(first) if trial.sort == "walk" else np.nan,
        period=pendulum_period(first, footage, GRAVITY_M_S2) if trial.sort == "swing" else np.nan,
        comings=comings_and_goings(footage, seen),
        jumps=sum(map(jumps, tracks)),
        drifts=tuple(looks_drift(track, footage) for track in tracks),
        passings=tuple(passings(tracks, footage)) if trial.sort == "pass" else (),
        shadow=shadow_agrees(first, footage, shadows) if trial.sort in ("fall", "roll") and ball else None,
        stills=_stills(footage, tracks),
    )


def _order(scene: Scene, tracks: Sequence[Track], footage: Footage) -> tuple[int, ...]:
    """Which of a prompt's one or two things each track is: those whose colours, as they are named, are nearer."""
    if len(tracks) != 2:
        return tuple(range(len(tracks)))
    told = [_lab(COLOURS[thing.looks.colour]) for thing in scene.things]
    shown = []
    for track in tracks:
        index = int(np.flatnonzero(track.whole)[0])
        patch = track.patches[index]
        assert patch is not None
        shown.append(colour_of(footage, patch, index))
    # Light changes how bright a colour is, and what colour it is hardly.
    away = [[float(np.linalg.norm((one - two)[1:])) for two in told] for one in shown]
    return (0, 1) if away[0][0] + away[1][1] <= away[0][1] + away[1][0] else (1, 0)


def _lab(rgb: tuple[float, float, float]) -> NDArray[np.float64]:
    return np.asarray(cv2.cvtColor(np.array([[rgb]], np.float32), cv2.COLOR_RGB2Lab)[0, 0], np.float64)


def _stills(footage: Footage, tracks: Sequence[Track]) -> tuple[Bytes, ...]:
    """Frames at equal distances; a dot for each place where a thing's middle has been."""
    every = len(footage.frames) // STILLS
    found = []
    for index in range(every // 2, len(footage.frames), every):
        still = footage.frames[index].copy()
        for track in tracks:
            for x, y in zip(track.x_px[: index + 1], track.y_px[: index + 1], strict=True):
                if np.isfinite(x):
                    cv2.circle(still, (round(x * 16), round(y * 16)), 24, (255, 0, 255), -1, cv2.LINE_AA, 4)
        found.append(still)
    return tuple(found[:STILLS])


def rows(asked: Sequence[Trial], seen: Sequence[Seen]) -> dict[str, Counted]:
    """The table's rows with how many films, flights, bounces, things or passings each stands on."""
    found: dict[str, list[float]] = {f"pixels: restitution {name}": [] for name in MATERIALS}
    error, momentum, parting = [], [], []
    for trial, film in zip(asked, seen, strict=True):
        stuff = [MATERIALS[thing.looks.material] for thing in trial.scene.things if thing.looks.material]
        if film.restitutions and len(stuff) == 1:
            found[f"pixels: restitution {trial.scene.things[0].looks.material}"] += film.restitutions
            error += [abs(kept - stuff[0].restitution) for kept in film.restitutions]
        if film.colliding is not None and len(stuff) == 2:
            momentum.append(film.colliding.momentum_lost([stuff[index].density for index in film.order]))
            elastic = float(np.sqrt(stuff[0].restitution * stuff[1].restitution))
            parting.append(abs(film.colliding.restitution - elastic))
    dry = [film for trial, film in zip(asked, seen, strict=True) if trial.sort != "water"]
    whole = [film for film in dry if film.tracked]
    afloat = [
        (film, trial.scene.things[0].looks.material)
        for trial, film in zip(asked, seen, strict=True)
        if trial.sort == "water" and film.floats is not None
    ]
    deep = [abs(film.draught - under("ball", stuff)) for film, stuff in afloat if MATERIALS[stuff].density < 1]
    pulls = [abs(pull / GRAVITY_M_S2 - 1) for film in whole for pull in film.gravity_m_s2]
    hidden = [passing for film in whole for passing in film.passings]
    medians = {name: _median(values) for name, values in found.items()} | {
        "pixels: restitution error, median": _median(error),
        "pixels: gravity error, median": _median(pulls),
        "pixels: slip of rolling balls, median": _median([film.slip for film in whole]),
        "pixels: momentum lost in collisions, median": _median(momentum),
        "pixels: restitution error of collisions, median": _median(parting),
        "pixels: swing's period over a pendulum's, median": _median([film.period for film in whole]),
        "pixels: draught of what floats, error": _median(deep),
        "pixels: sliding of planted feet, median": _median([film.sliding for film in whole]),
        "pixels: drift of looks (Lab), median": _median([drift for film in whole for drift in film.drifts]),
    }
    return medians | {
        "pixels: what is lighter than water floats": _share(
            [film.floats for film, stuff in afloat if MATERIALS[stuff].density < 1]
        ),
        "pixels: what is heavier than water sinks": _share(
            [not film.floats for film, stuff in afloat if MATERIALS[stuff].density > 1]
        ),
        "pixels: things told apart": _share([film.tracked for film in dry]),
        "pixels: no jump": _share([film.jumps == 0 for film in whole]),
        "pixels: none appears or vanishes": _share([film.comings == 0 for film in whole]),
        "pixels: two balls that should touch do": _share(
            [film.colliding is not None for trial, film in zip(asked, seen, strict=True) if trial.sort == "collide"]
        ),
        "pixels: hidden and the same again": _share([passing.same_again for passing in hidden]),
        "pixels: the nearer hides the farther": _share([passing.nearer_is_before for passing in hidden]),
        "pixels: shadow away from the light": _share([film.shadow for film in whole]),
    }


def _median(values: Sequence[float]) -> Counted:
    told = [value for value in values if np.isfinite(value)]
    return (float(np.median(told)) if told else np.nan), len(told)


def _share(values: Sequence[bool | None]) -> Counted:
    told = [bool(value) for value in values if value is not None]
    return (float(np.mean(told)) if told else np.nan), len(told)
