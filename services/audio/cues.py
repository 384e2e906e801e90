"""Sounds that words ask for and no picture shows to the instant: an animal that barks, a door that slams, applause.

When they come is taken from the words' order, where they are from who is seen. They are no proof of synchrony and are
not measured as such: what is heard of them belongs to the bed.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from proto.screenplay import Screenplay
from proto.timeline import Caller, Contact, Motion, Setting, Timeline
from services.audio.foley.throats import CALLS
from services.audio.scenes import settings_of
from services.audio.vocabulary import CALLED, CALLERS, HAPPENS, PLACES, REACTS, THUNDERS, WEATHER, named

FAR_M = 60.0
SMALL, LARGE = 0.55, 1.6
# What is said to happen does so within this part of its shot.
FIRST_SHARE, LAST_SHARE = 0.15, 0.85
AROUND_CHARS = 40
UNSEEN = 90
_NOT = re.compile(r"\b(?:no|not|never|without|nobody|nothing|doesn't|don't)\b(?!.*[.;])")
_FAR = re.compile(r"\b(?:distance|distant|far\saway|far\soff|faraway|somewhere)\b")
_SMALL = re.compile(r"\b(?:small|tiny|little|baby|young|pupp(?:y|ies)|kittens?|foals?|chicks?|lambs?|cubs?)\b")
_LARGE = re.compile(r"\b(?:big|large|huge|giant|enormous|gigantic|massive|colossal)\b")


class Told(Struct, frozen=True, kw_only=True):
    """A text and the part of the film that it is about."""

    text: str
    starts_s: float
    ends_s: float

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


def cued(play: Screenplay, timeline: Timeline) -> Timeline:
    """The film's calls, doors and reactions, in its settings, without all that the timeline has itself."""
    told = _told(play, timeline.seconds)
    general = ". ".join((play.setting, play.background, play.effects)).lower()
    always = Told(text=general, starts_s=0.0, ends_s=timeline.seconds)
    throughout = {name for name, _ in always.named(CALLED | REACTS)}
    in_shots = {name for each in told for name, _ in each.named(HAPPENS | THUNDERS)}
    sounding = {motion.kind for motion in timeline.motions}
    happening = {contact.kind for contact in timeline.contacts}
    motions = [
        motion
        for i, each in enumerate([always, *told])
        for motion in _motions(each, timeline, UNSEEN + 20 * i)
        if motion.kind not in sounding and (each is always or motion.kind not in throughout)
    ]
    contacts = [
        contact
        for i, each in enumerate([always, *told])
        for contact in _contacts(each, UNSEEN + 20 * i)
        if contact.kind not in happening and (each is not always or contact.kind not in in_shots)
    ]
    thunder_s = [
        _at_s(each, match)
        for each in (always, *told)
        for name, match in each.named(THUNDERS)
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
    """What each shot says, with those that are held to its words, of a film that is so long."""
    told: list[Told] = []
    for shot in play.shots:
        ends_s = min(shot.starts_s + shot.seconds, seconds)
        if shot.held and told:
            told[-1] = replace(told[-1], ends_s=ends_s)
        elif shot.starts_s < seconds:
            told.append(Told(text=shot.text.lower(), starts_s=shot.starts_s, ends_s=ends_s))
    return told


def _motions(told: Told, timeline: Timeline, thing: int) -> Iterator[Motion]:
    """Who calls and who reacts in a part of the film."""
    for i, (kind, match) in enumerate(told.named(CALLED)):
        around = told.around(match)
        seen = _caller(kind, told, timeline)
        factor = SMALL if _SMALL.search(around) else LARGE if _LARGE.search(around) else 1.0
        path = [(at_s, x) for at_s, x in seen.samples if told.starts_s <= at_s <= told.ends_s] if seen else []
        path = [(told.starts_s, path[0][1]), *path, (told.ends_s, path[-1][1])] if path else _across(told, timeline)
        yield Motion(
            kind=kind,
            thing=thing + i,
            material="",
            size_m=seen.size_m if seen else CALLS[kind].size_m * factor,
            samples=tuple((at_s, 1.0, x) for at_s, x in path),
            distance_m=FAR_M if _FAR.search(around) else 0.0,
        )
    for i, (kind, match) in enumerate(told.named(REACTS)):
        first_s = _at_s(told, match) if kind == "cheer" else told.starts_s
        yield Motion(
            kind=kind,
            thing=thing + 10 + i,
            material="",
            size_m=1.0,
            samples=((first_s, 1.0, 0.0), (told.ends_s, 1.0, 0.0)),
            distance_m=FAR_M if _FAR.search(told.around(match)) else 0.0,
        )


def _contacts(told: Told, thing: int) -> Iterator[Contact]:
    for i, (kind, match) in enumerate(told.named(HAPPENS)):
        yield Contact(
            at_s=_at_s(told, match),
            thing=thing + i,
            kind=kind,
            material="cloth" if kind == "opens" else "wood",
            against="",
            speed_m_s=10.0 if kind == "opens" else 1.0,
            x=0.0,
            size_m=4.0 if kind == "opens" else 1.0,
            distance_m=FAR_M if _FAR.search(told.around(match)) else 0.0,
        )


def _at_s(told: Told, match: re.Match[str]) -> float:
    """When something is said to happen: the later in the text, the later in the shot."""
    share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * match.start() / max(len(told.text), 1)
    return told.starts_s + share * (told.ends_s - told.starts_s)


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
