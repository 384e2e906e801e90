"""Puts a scene into words, as people type prompts: many phrasings, any attribute may go unsaid.

Only training and evaluation use the grammar. It never reads a prompt: understanding is the network's.
"""

import random

from msgspec import Struct

from services.renderer.animatic import deeds, lexicon, scenery
from services.renderer.animatic.amending import amend, unamended
from services.renderer.animatic.camerawork import OF, filming
from services.renderer.animatic.doings import doing, doing_together
from services.renderer.animatic.habitats import everyday_places
from services.renderer.animatic.kinds import BOARDS
from services.renderer.animatic.nouns import adjectives, noun, plural, pronoun
from services.renderer.animatic.world import (
    BALL_PLAY,
    BEARERS,
    TIMES_OF_DAY,
    WEATHERS,
    Scene,
)

# How often an everyday place, and daylight, is said; any other always is.
SAY_PLACE, SAY_TIME = 0.7, 0.5
# How often somebody is spoken of as met before, and how often then by a pronoun alone.
SAY_KNOWN, SAY_PRONOUN, SAY_THEY = 0.18, 0.3, 0.6
# How often a caption first says something else and then takes it back, and how often where each does its own and one
# may come later: the later statement holds.
AMENDED, AMENDED_COMPANY = 0.18, 0.35
# How often it is said into what water something goes, rather than where it is.
SAY_INTO = 0.6
# How often it is said what becomes of what is thrown into water.
SAY_ENDS = 0.3
ACROSS = ("roll", "slide", "walk", "run", "drive", "fly", "swim")


class Telling(Struct, frozen=True, kw_only=True):
    """A caption, whether it says where and when, which of the things it speaks of as known, and each thing's slot in
    the latents: what a second thought takes away leaves its own empty.
    """

    text: str
    told: tuple[bool, bool]
    known: tuple[bool, ...]
    slots: tuple[int, ...]


class _Speaker:
    """Says who is who, and keeps in mind who was spoken of as known."""

    def __init__(self, rng: random.Random, scene: Scene) -> None:
        self.rng = rng
        self.known = [rng.random() < SAY_KNOWN for _ in scene.things]
        if self.known[0] and rng.random() < 0.5:
            self.known = [True] * len(scene.things)
        if scene.alike:
            self.known = [False] * len(scene.things)

    def name(self, scene: Scene, slot: int) -> str:
        """A thing by a noun, or by a pronoun."""
        thing = scene.things[slot]
        if self.known[slot] and slot == 0 and self.rng.random() < SAY_PRONOUN:
            return pronoun(self.rng, thing.looks)
        return noun(self.rng, thing, known=self.known[slot])


def _together(rng: random.Random, scene: Scene, one: str, two: str) -> str:
    """The clause of two that come together, or go together; one and two: their names."""
    first = scene.things[0]
    way = " " + rng.choice(deeds.DIRECTION_WORDS[first.direction]) if first.direction and rng.random() < 0.4 else ""
    if scene.meeting == "chase":
        return f"{one} {rng.choice(deeds.CHASE_WORDS)} {two}{way}"
    if scene.meeting == "with":
        if rng.random() < 0.5:
            return f"{one} and {two} {rng.choice(deeds.WITH_WORDS[first.action])}{way}"
        return f"{one} {rng.choice(deeds.WITH_JOINS[first.action])} {two}{way}"
    if scene.meeting in BEARERS:
        return _borne(rng, scene, one, two, way)
    if scene.meeting == "pitch":
        ends = scene.things[1].then
        then = f" and it {rng.choice(deeds.THEN_WORDS[ends])}" if ends and rng.random() < SAY_ENDS else ""
        return f"{one} {rng.choice(deeds.PITCH_WORDS)} {two}{way}{then}"
    if scene.meeting == "meet":
        return _both(rng, scene, one, two)
    if rng.random() < 0.15:
        return f"{one} {rng.choice(deeds.TOWARDS)} {two} {rng.choice(deeds.THEN_HIT)}"
    if rng.random() < 0.25:
        return f"{one} {doing(rng, first)} and {rng.choice(deeds.HIT_WORDS)} {two}"
    verbs = deeds.HIT_WORDS if rng.random() < 0.5 else deeds.HIT_ROLLING[first.action]
    return f"{one} {rng.choice(verbs)} {two}{way}"


def _played(rng: random.Random, scene: Scene, names: list[str]) -> str:
    """The clause of a ball that is caught, or that goes into a hoop or off its board; names: of all who are tied."""
    ball, end = names[-2:]
    if scene.meeting == "catch":
        ball, end = names[1], names[0]
        if rng.random() < 0.25:
            return f"{ball} {rng.choice(deeds.COMES_WORDS)} {rng.choice(deeds.CAUGHT_JOINS)} {end}"
        return f"{end} {rng.choice(deeds.CATCH_WORDS)} {ball}"
    throws = rng.choice(deeds.PITCH_WORDS)
    if scene.meeting == "pass":
        how = rng.random()
        if how < 0.4:
            return f"{names[0]} {throws} {ball} to {end}{rng.choice(deeds.WHO_CATCHES)}"
        if how < 0.7:
            return f"{names[0]} {throws} {ball} and {end} catches it"
        if how < 0.85:
            return f"{end} {rng.choice(deeds.CATCH_WORDS)} {ball} that {names[0]} throws"
        return f"{names[0]} and {end} play catch with {ball}"
    if len(names) == 3:
        aimed, ended = (rng.choice(table[scene.meeting]) for table in (deeds.AIMED_WORDS, deeds.ENDED_WORDS))
        return f"{names[0]} {throws} {ball} {aimed} {end}{ended}"
    return f"{ball} {rng.choice(deeds.HOOP_WORDS[scene.meeting])} {end}"


def _ambushed(rng: random.Random, names: list[str]) -> str:
    """The clause of somebody who lies in wait for somebody else; names: of both, and of what hides the first."""
    one, two = names[:2]
    attacks = rng.choice(deeds.AMBUSH_WORDS)
    if len(names) == 2:
        return f"{one} {attacks} {two}"
    how, cover = rng.random(), names[2]
    if how < 0.4:
        return f"{one} {rng.choice(deeds.HIDES_WORDS)} {cover} and {attacks} {two}"
    if how < 0.6:
        return f"{one} {attacks} {two} from behind {cover}"
    if how < 0.85:
        return f"{one} {rng.choice(deeds.FROM_BEHIND)} {cover} and {attacks} {two}"
    return f"from behind {cover}, {one} {attacks} {two}"


def _borne(rng: random.Random, scene: Scene, one: str, two: str, way: str) -> str:
    """The clause of somebody who rides or carries something."""
    first, second = scene.things[:2]
    if scene.meeting == "carry":
        holds = rng.choice(deeds.OPENS_WORDS if second.action == "open" else deeds.CARRY_WORDS[second.kind])
        if rng.random() < 0.4:
            return f"{one} {doing(rng, first)} {holds} {two}"
        return f"{one} {holds} {two} {doing(rng, first)}"
    if second.kind in BOARDS and rng.random() < 0.5:
        return f"{one} {rng.choice(deeds.BOARD_WORDS[second.kind])}{way}"
    if second.kind == "parachute":
        return f"{one} {rng.choice(deeds.HANGS_WORDS[second.action])} {two}"
    how = rng.choice(deeds.RIDDEN_WORDS[second.action])
    return f"{one} {rng.choice(deeds.RIDE_JOINS)} {two}{' ' if how else ''}{how}{way}"


def _both(rng: random.Random, scene: Scene, one: str, two: str) -> str:
    """The clause of two things that move and collide: "a red and a blue ball meet", "two balls collide"."""
    first, second = scene.things[:2]
    how = rng.random()
    if how < 0.08:
        return f"{rng.choice(deeds.MEET_OPENINGS)} {one} and {two}"
    subject = f"{one} and {two}"
    if first.kind == second.kind and not first.looks.sport and not second.looks.sport:
        if how < 0.3:
            subject = f"{rng.choice(deeds.COUNT_WORDS[2])} {plural(rng, first.looks)}"
        elif how < 0.45:
            colours = [rng.choice(lexicon.COLOUR_WORDS[thing.looks.colour]) for thing in (first, second)]
            subject = f"a {colours[0]} and a {colours[1]} {rng.choice(lexicon.KIND_WORDS[first.kind])}"
    return f"{subject} {rng.choice(deeds.MEET_WORDS)}"


def _alike(rng: random.Random, scene: Scene) -> str:
    """Several things of one look, counted: "two red balls bounce", "two black boxes collide"."""
    one = scene.things[0]
    said, tail = adjectives(rng, one)
    count = rng.choice(deeds.COUNT_WORDS[len(scene.things)])
    many = " ".join([count, *said, plural(rng, one.looks)]) + tail
    if scene.meeting:
        return f"{many} {rng.choice(deeds.MEET_WORDS)}"
    return f"{many} {doing_together(rng, one)}"


def _sentence(rng: random.Random, scene: Scene, speaker: _Speaker) -> str:
    """What happens, without where and when."""
    if scene.alike:
        return _alike(rng, scene)
    names = [speaker.name(scene, slot) for slot in range(len(scene.things))]
    if _do_the_same(scene) and rng.random() < 0.75:
        both = "they" if all(speaker.known) and rng.random() < SAY_THEY else f"{names[0]} and {names[1]}"
        return f"{both} {doing_together(rng, scene.things[0])}"
    clauses = []
    if scene.meeting in BALL_PLAY:
        clauses = [_played(rng, scene, names[: scene.tied])]
    elif scene.meeting == "ambush":
        clauses = [_ambushed(rng, names[: scene.tied])]
    elif scene.meeting:
        clauses = [_together(rng, scene, *names[:2])]
    for slot in range(scene.tied, len(scene.things)):
        clauses.append(f"{names[slot]} {doing(rng, scene.things[slot])}")
    text = clauses[0]
    for clause in clauses[1:]:
        text += rng.choice(deeds.JOINS) + clause
    return text


def _do_the_same(scene: Scene) -> bool:
    """Whether there are two who do one and the same thing, each for themselves."""
    if len(scene.things) != 2 or scene.meeting:
        return False
    one, two = scene.things
    return (one.action, one.then, one.direction) == (two.action, two.then, two.direction) and not one.looks.mood


def _settings(rng: random.Random, scene: Scene) -> tuple[list[str], tuple[bool, bool]]:
    """Where, when and in what weather, as far as it is said; what is seldom is always said."""
    everyday = scene.place in everyday_places(scene.things)
    said: list[str] = []
    told = (rng.random() < SAY_PLACE or not everyday, rng.random() < SAY_TIME or scene.time_of_day != TIMES_OF_DAY[0])
    if told[0]:
        crosses = (
            scene.things[-1].action in ACROSS
            and not scene.things[-1].then
            and scene.meeting not in ("hit", "meet", "ambush", *BALL_PLAY)
        )
        table = scenery.ACROSS_WORDS if crosses and rng.random() < 0.3 else scenery.PLACE_WORDS
        enters = scene.things[-1].in_water and scene.things[-1].then and scene.place in scenery.INTO_WORDS
        table = scenery.INTO_WORDS if enters and rng.random() < SAY_INTO else table
        said.append(rng.choice(table[scene.place]))
    if told[1]:
        said.append(rng.choice(scenery.TIME_WORDS[scene.time_of_day]))
    if scene.weather != WEATHERS[0] or rng.random() < 0.03:
        said.append(rng.choice(scenery.WEATHER_WORDS[scene.weather]))
    if rng.random() < 0.3:
        rng.shuffle(said)
    return said, told


def tell(scene: Scene, seed: int, amended: float | None = None) -> Telling:
    """One caption of a scene; the seed picks the phrasing and what is left unsaid. amended: how often there are second
    thoughts, if not as usual.
    """
    rng = random.Random(seed)  # noqa: S311 (phrasing, not secrets)
    company = len(scene.things) > max(1, scene.tied) and not scene.alike
    often = (AMENDED_COMPANY if company else AMENDED) if amended is None else amended
    thought = amend(rng, scene) if rng.random() < often else unamended(scene)
    before = thought.before
    speaker = _Speaker(rng, before)
    text = _sentence(rng, before, speaker)
    (settings, told), where = _settings(rng, before), rng.random()
    if settings and where < 0.2:
        text = f"{' '.join(settings)}, {text}"
    elif settings:
        text = f"{text}{', ' if where > 0.85 else ' '}{' '.join(settings)}"
    if rng.random() < 0.12:
        text = f"{rng.choice(deeds.OPENINGS)} {text}"
    for phrase in filming(rng, before):
        joins = (" of ",) if phrase in OF and rng.random() < 0.5 else (", ", ": ", ". ")
        text = f"{phrase}{rng.choice(joins)}{text}" if rng.random() < 0.25 else f"{text}, {phrase}"
    if rng.random() < 0.1:
        text = f"{text}, {rng.choice(deeds.FILLERS)}"
    told = (told[0] or before.place != scene.place, told[1] or before.time_of_day != scene.time_of_day)
    known = tuple(slot < len(speaker.known) and speaker.known[slot] for slot in thought.slots)
    return Telling(text=text + thought.said, told=told, known=known, slots=thought.slots)


def caption(scene: Scene, seed: int) -> str:
    """The text of `tell`."""
    return tell(scene, seed).text
