"""Sounds that words ask for and no picture shows to the instant: an animal that barks, a door that slams, applause.

When they come is taken from the words' order and from when nobody speaks, where they are from who is seen. Words that
follow do not change what came before them, so that an edit keeps its source's. They are no proof of synchrony and are
not measured as such: what is heard of them belongs to the bed.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from proto.screenplay import Screenplay
from proto.timeline import Caller, Contact, Motion, Setting, Timeline
from services.audio.foley.throats import CALLS, FIRST_LATEST_S, longest_s
from services.audio.gaps import Span, gaps, in_gap
from services.audio.leaps import leaping
from services.audio.scenes import settings_of
from services.audio.vocabulary import CALLED, CALLERS, HAPPENS, PLACES, REACTS, THUNDERS, WEATHER, named

FAR_M = 60.0
SMALL, LARGE = 0.55, 1.6
# What is said to happen does so within this part of its shot, in the middle of it after so many characters; each has
# so much time for itself.
FIRST_SHARE, LAST_SHARE = 0.15, 0.85
HALFWAY_CHARS = 80
ROOM_S = 0.8
# A gap is longer than the cry in it by this.
CALL_ROOM_S = 0.1
EDGE_S = 0.01
AROUND_CHARS = 40
# What is not seen has numbers from here on: so many for each text, in each the same for the same kind.
UNSEEN, UNSEEN_A_TEXT = 100, 100
KINDS = tuple(CALLED | REACTS | HAPPENS)
CHEERS = {"cheer": REACTS["cheer"]}
_NOT = re.compile(r"\b(?:no|not|never|without|nobody|nothing|doesn't|don't)\b(?!.*[.;])")
_FAR = re.compile(r"\b(?:distance|distant|far\saway|far\soff|faraway|somewhere)\b")
_SMALL = re.compile(r"\b(?:small|tiny|little|baby|young|pupp(?:y|ies)|kittens?|foals?|chicks?|lambs?|cubs?)\b")
_LARGE = re.compile(r"\b(?:big|large|huge|giant|enormous|gigantic|massive|colossal)\b")


class Told(Struct, frozen=True, kw_only=True):
    """A text and the part of the film that it is about.

    once_by_s: until when what happens once does so. thing: the number of its first kind.
    """

    text: str
    starts_s: float
    ends_s: float
    once_by_s: float
    thing: int

    def named(self, table: dict[str, str]) -> Iterator[tuple[str, re.Match[str]]]:
        """The entries of a table that the text names, each at its first place, unless what it says last denies them."""
        for name, pattern in table.items():
            found = list(re.finditer(rf"\b(?:{pattern})\b", self.text))
            affirmed = [match for match in found if not self._denies(match)]
            if affirmed and affirmed[-1] is found[-1]:
                yield name, affirmed[0]

    def _denies(self, match: re.Match[str]) -> bool:
        return _NOT.search(self.text[max(0, match.start() - AROUND_CHARS) : match.start()]) is not None

    def around(self, match: re.Match[str]) -> str:
        """What is said near a word."""
        return self.text[max(0, match.start() - AROUND_CHARS) : match.end() + AROUND_CHARS]


def cued(play: Screenplay, timeline: Timeline, spoken: Sequence[Span] = ()) -> Timeline:
    """The film's calls, doors and reactions, and the calls of who leaps at somebody, in its settings, without all that
    the timeline has itself.

    spoken: when somebody speaks, in order of time; what has room elsewhere does not sound then.
    """
    told = _told(play, timeline.seconds)
    always, *shots = told
    throughout = {name for name, _ in always.named(CALLED | REACTS)}
    in_shots = {name for each in shots for name, _ in each.named(HAPPENS | THUNDERS)}
    sounding = {motion.kind for motion in timeline.motions}
    happening = {contact.kind for contact in timeline.contacts}
    once_s = {each: _once_s(each, spoken) for each in told}
    motions = [
        motion
        for each in told
        for motion in _motions(each, timeline, spoken, once_s[each])
        if motion.kind not in sounding and (each is always or motion.kind not in throughout)
    ]
    motions += leaping(timeline)
    contacts = [
        contact
        for each in told
        for contact in _contacts(each, once_s[each])
        if contact.kind not in happening and (each is not always or contact.kind not in in_shots)
    ]
    thunder_s = [
        once_s[each][name]
        for each in told
        for name, _ in each.named(THUNDERS)
        if not timeline.flashes_s and (each is not always or name not in in_shots)
    ]
    return replace(timeline, contacts=tuple(contacts), motions=tuple(motions), flashes_s=tuple(thunder_s))


def beside(play: Screenplay, timeline: Timeline) -> Setting | None:
    """What the words want to hear all the time beside the film's own places: a place or a weather, or None."""
    shown = settings_of(timeline)
    place, weather = named(play.background, PLACES), named(play.background, WEATHER)
    place = "" if place in {setting.place for setting in shown} else place
    weather = "" if weather in {setting.weather for setting in shown} else weather
    time_of_day = shown[0].time_of_day
    return Setting(starts_s=0.0, place=place, time_of_day=time_of_day, weather=weather) if place or weather else None


def _told(play: Screenplay, seconds: float) -> list[Told]:
    """What is said of the whole film, and what each shot says, with those that are held to its words, of a film that is
    so long.
    """
    shots: list[Told] = []
    for shot in play.shots:
        ends_s = min(shot.starts_s + shot.seconds, seconds)
        if shot.held and shots:
            shots[-1] = replace(shots[-1], ends_s=ends_s, once_by_s=ends_s)
        elif shot.starts_s < seconds:
            thing = UNSEEN + UNSEEN_A_TEXT * (len(shots) + 1)
            text = shot.text.lower()
            shots.append(Told(text=text, starts_s=shot.starts_s, ends_s=ends_s, once_by_s=ends_s, thing=thing))
    # The first shot is there however long the film is made.
    general = ". ".join((play.background, play.effects, play.setting)).lower()
    always = Told(text=general, starts_s=0.0, ends_s=seconds, once_by_s=shots[0].ends_s, thing=UNSEEN)
    return [always, *shots]


def _once_s(told: Told, spoken: Sequence[Span]) -> dict[str, float]:
    """When each kind of thing happens that a text says to happen once: the later in the text, the later in the shot,
    one after the other, and when nobody speaks, if there is room.
    """
    found: dict[str, float] = {}
    first_s = told.starts_s
    for kind, match in sorted(told.named(HAPPENS | THUNDERS | CHEERS), key=lambda each: each[1].start()):
        share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * match.start() / (match.start() + HALFWAY_CHARS)
        wanted_s = max(told.starts_s + share * (told.once_by_s - told.starts_s), first_s)
        found[kind] = in_gap(wanted_s, ROOM_S, spoken, (first_s, told.once_by_s))
        first_s = min(found[kind] + ROOM_S, told.once_by_s)
    return found


def _motions(told: Told, timeline: Timeline, spoken: Sequence[Span], once_s: dict[str, float]) -> Iterator[Motion]:
    """Who calls and who reacts in a part of the film."""
    for kind, match in told.named(CALLED):
        around = told.around(match)
        seen = _caller(kind, told, timeline)
        factor = SMALL if _SMALL.search(around) else LARGE if _LARGE.search(around) else 1.0
        path = [(at_s, x) for at_s, x in seen.samples if told.starts_s <= at_s <= told.ends_s] if seen else []
        path = [(told.starts_s, path[0][1]), *path, (told.ends_s, path[-1][1])] if path else _across(told, timeline)
        size_m = seen.size_m if seen else CALLS[kind].size_m * factor
        room_s = longest_s(kind, size_m) + CALL_ROOM_S
        free = gaps(spoken, (told.starts_s, told.ends_s), room_s)
        free = [each for each in free if each[1] >= told.starts_s + FIRST_LATEST_S + room_s]
        yield Motion(
            kind=kind,
            thing=told.thing + KINDS.index(kind),
            material="",
            size_m=size_m,
            samples=_between(path, free),
            distance_m=FAR_M if _FAR.search(around) else 0.0,
        )
    for kind, match in told.named(REACTS):
        first_s = min(once_s.get(kind, told.starts_s), max(told.starts_s, told.ends_s - ROOM_S))
        yield Motion(
            kind=kind,
            thing=told.thing + KINDS.index(kind),
            material="",
            size_m=1.0,
            samples=((first_s, 1.0, 0.0), (told.ends_s, 1.0, 0.0)),
            distance_m=FAR_M if _FAR.search(told.around(match)) else 0.0,
        )


def _between(path: list[tuple[float, float]], free: list[Span]) -> tuple[tuple[float, float, float], ...]:
    """The samples of who calls along a path (s, x): only in the gaps, or all the time if there is none."""
    times_s, x = np.array(path).T
    starts_s, ends_s = np.array(free or [(times_s[0], times_s[-1])]).T
    edges_s = np.concatenate([starts_s, starts_s - EDGE_S, ends_s, ends_s + EDGE_S])
    at_s = np.union1d(times_s, edges_s[(edges_s > times_s[0]) & (edges_s < times_s[-1])])
    calls = ((at_s[:, None] >= starts_s) & (at_s[:, None] <= ends_s)).any(axis=1)
    return tuple(zip(at_s.tolist(), calls.astype(float).tolist(), np.interp(at_s, times_s, x).tolist(), strict=True))


def _contacts(told: Told, once_s: dict[str, float]) -> Iterator[Contact]:
    for kind, match in told.named(HAPPENS):
        yield Contact(
            at_s=once_s[kind],
            thing=told.thing + KINDS.index(kind),
            kind=kind,
            material="cloth" if kind == "opens" else "wood",
            against="",
            speed_m_s=10.0 if kind == "opens" else 1.0,
            x=0.0,
            size_m=4.0 if kind == "opens" else 1.0,
            distance_m=FAR_M if _FAR.search(told.around(match)) else 0.0,
        )


def _caller(kind: str, told: Told, timeline: Timeline) -> Caller | None:
    """The first that is seen meanwhile and calls like this."""
    return next(
        (
            seen
            for seen in timeline.present
            if seen.kind in CALLERS[kind] and any(told.starts_s <= at_s <= told.ends_s for at_s, _ in seen.samples)
        ),
        None,
    )


def _across(told: Told, timeline: Timeline) -> list[tuple[float, float]]:
    """The middle of the screen; in a film of which nobody knows who is in it, wherever most moves."""
    moves = [motion for motion in timeline.motions if motion.samples and not timeline.present]
    for motion in moves:
        path = [(at_s, x) for at_s, _, x in motion.samples if told.starts_s <= at_s <= told.ends_s]
        if len(path) > 1:
            return path
    return [(told.starts_s, 0.0), (told.ends_s, 0.0)]
