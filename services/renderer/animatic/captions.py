"""Puts a scene into words, as people type prompts: many phrasings, any attribute may go unsaid.

Only training and evaluation use the grammar. It never reads a prompt: understanding is the network's.
"""

import random

from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic import deeds, scenery
from services.renderer.animatic.amending import amend, behind, otherwise, unamended
from services.renderer.animatic.amendments import ANEW_LEADS
from services.renderer.animatic.camerawork import OF, filming
from services.renderer.animatic.clauses import ambushed, overlapped, played, together
from services.renderer.animatic.doings import doing, doing_together
from services.renderer.animatic.habitats import everyday_places
from services.renderer.animatic.kinds import UPRIGHT
from services.renderer.animatic.landscapes import called, landscape, lonely
from services.renderer.animatic.nouns import adjectives, noun, plural, pronoun
from services.renderer.animatic.overlapping import is_behind
from services.renderer.animatic.recasting import Recast
from services.renderer.animatic.world import (
    BALL_PLAY,
    PLACES,
    TIMES_OF_DAY,
    WEATHERS,
    Scene,
    Thing,
)

# How often an everyday place, and daylight, is said; any other always is.
SAY_PLACE, SAY_TIME = 0.7, 0.5
# How often somebody is spoken of as met before, and how often then by a pronoun alone.
SAY_KNOWN, SAY_PRONOUN, SAY_THEY = 0.18, 0.3, 0.6
# How often a caption first says something else and then takes it back, and how often where each does its own and one
# may come later: the later statement holds.
AMENDED, AMENDED_COMPANY = 0.18, 0.35
# How often a second thought tells all anew instead of what is otherwise alone, then with where and when, and how often
# it is tried to say what is otherwise.
RETOLD, RETOLD_THERE, RETOLD_TRIES = 0.3, 0.4, 3
# How often another place is said before the true one, which holds.
PLACED_TWICE = 0.03
# How often a place in which something is, is called empty, and how often it is said that nobody is there besides.
SAY_LONELY, SAY_NOBODY = 0.06, 0.03
# How often a place is called by its weather, in the weather's stead.
SAY_WEATHERED = 0.3
# How often it is said into what water something goes, rather than where it is.
SAY_INTO = 0.6
# How often it is said who of two is before the other.
SAY_BEHIND = 0.8
# How often it is said that what stands does so: nothing need be told of it.
SAY_STANDS = 0.65
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
        if scene.things and self.known[0] and rng.random() < 0.5:
            self.known = [True] * len(scene.things)
        if scene.alike:
            self.known = [False] * len(scene.things)

    def name(self, scene: Scene, slot: int) -> str:
        """A thing by a noun, or by a pronoun."""
        thing = scene.things[slot]
        if self.known[slot] and slot == 0 and self.rng.random() < SAY_PRONOUN:
            return pronoun(self.rng, thing.looks)
        return noun(self.rng, thing, known=self.known[slot])


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
    if _do_the_same(scene) and is_behind(scene) is None and rng.random() < 0.75:
        both = "they" if all(speaker.known) and rng.random() < SAY_THEY else f"{names[0]} and {names[1]}"
        return f"{both} {doing_together(rng, scene.things[0])}"
    if (hidden := is_behind(scene)) is not None and rng.random() < SAY_BEHIND:
        return overlapped(rng, scene.things[0], hidden, names)
    clauses = []
    if scene.meeting in BALL_PLAY:
        clauses = [played(rng, scene, names[: scene.tied])]
    elif scene.meeting == "ambush":
        clauses = [ambushed(rng, names[: scene.tied])]
    elif scene.meeting:
        clauses = [together(rng, scene, *names[:2])]
    for slot in range(scene.tied, len(scene.things)):
        stands = _stands(scene.things[slot]) and not speaker.known[slot] and rng.random() > SAY_STANDS
        clauses.append(names[slot] if stands else f"{names[slot]} {doing(rng, scene.things[slot])}")
    text = clauses[0]
    for slot, clause in enumerate(clauses[1:], len(names) - len(clauses) + 1):
        text += rng.choice(deeds.JOINS if clause != names[slot] else deeds.BARE_JOINS) + clause
    return text


def _stands(thing: Thing) -> bool:
    """Whether a thing stands and nothing more."""
    return thing.action == "stand" and not thing.then and not thing.looks.mood


def _do_the_same(scene: Scene) -> bool:
    """Whether there are two who do one and the same thing, each for themselves."""
    if len(scene.things) != 2 or scene.meeting:
        return False
    one, two = scene.things
    return (one.action, one.then, one.direction) == (two.action, two.then, two.direction) and not one.looks.mood


def in_company(scene: Scene) -> bool:
    """Whether somebody or something does its own beside others that are not like it."""
    return len(scene.things) > max(1, scene.tied) and not scene.alike


def _settings(rng: random.Random, scene: Scene) -> tuple[list[str], tuple[bool, bool]]:
    """Where, when and in what weather, as far as it is said; what is seldom is always said."""
    everyday = scene.place in everyday_places(scene.things)
    said: list[str] = []
    weathered = False
    told = (rng.random() < SAY_PLACE or not everyday, rng.random() < SAY_TIME or scene.time_of_day != TIMES_OF_DAY[0])
    twice = told[0] and rng.random() < PLACED_TWICE
    if told[0]:
        crosses = (
            scene.things[-1].action in ACROSS
            and not scene.things[-1].then
            and scene.meeting not in ("hit", "meet", "ambush", *BALL_PLAY)
        )
        table = scenery.ACROSS_WORDS if crosses and rng.random() < 0.3 else scenery.PLACE_WORDS
        enters = scene.things[-1].in_water and scene.things[-1].then and scene.place in scenery.INTO_WORDS
        table = scenery.INTO_WORDS if enters and rng.random() < SAY_INTO else table
        if twice:
            said.append(rng.choice(scenery.PLACE_WORDS[rng.choice([name for name in PLACES if name != scene.place])]))
        there = rng.choice(table[scene.place])
        there, weathered = _called(rng, scene, there)
        said.append(there)
    if told[1]:
        said.append(rng.choice(scenery.TIME_WORDS[scene.time_of_day]))
    if not weathered and (scene.weather != WEATHERS[0] or rng.random() < 0.03):
        said.append(rng.choice(scenery.WEATHER_WORDS[scene.weather]))
    if not twice and rng.random() < 0.3:
        rng.shuffle(said)
    return said, told


def _called(rng: random.Random, scene: Scene, place: str) -> tuple[str, bool]:
    """A scene's place by what it may be called besides: empty, or by its weather, and whether that is said so."""
    weathers = scenery.WEATHERED.get(scene.weather, ())
    if weathers and scene.place not in scenery.UNWEATHERED and rng.random() < SAY_WEATHERED:
        text = called(place, rng.choice(weathers))
        return text, text != place
    return lonely(rng, place) if rng.random() < SAY_LONELY else place, False


def _placed(rng: random.Random, scene: Scene, speaker: _Speaker) -> tuple[str, tuple[bool, bool]]:
    """What happens, with as much of where and when as is said, and whether where and when are."""
    if not scene.things:
        return landscape(rng, scene)
    text = _sentence(rng, scene, speaker)
    (settings, told), where = _settings(rng, scene), rng.random()
    if settings and where < 0.2:
        text = f"{' '.join(settings)}, {text}"
    elif settings:
        text = f"{text}{', ' if where > 0.85 else ' '}{' '.join(settings)}"
    return text, told


def _retold(rng: random.Random, scene: Scene) -> tuple[Recast, tuple[bool, bool]]:
    """A second thought that tells all anew, and whether that says where and when; none if it does not come to say what
    is otherwise.
    """
    if (other := otherwise(rng, scene)) is None:
        return unamended(scene), (False, False)
    there = rng.random() < RETOLD_THERE
    for _ in range(RETOLD_TRIES):
        # Told with the same dice, the two differ where the difference is said.
        dice = f"anew {rng.random()}"
        (now, told), (then, _) = (_anew(random.Random(dice), each, there=there) for each in (scene, other.before))  # noqa: S311 (phrasing, not secrets)
        if now != then:
            return replace(other, said=behind(rng, ANEW_LEADS, now)), told
    return unamended(scene), (False, False)


def _anew(rng: random.Random, scene: Scene, *, there: bool) -> tuple[str, tuple[bool, bool]]:
    speaker = _Speaker(rng, scene)
    speaker.known = [False] * len(scene.things)  # Who is new cannot be known.
    if there or not scene.things:
        return _placed(rng, scene, speaker)
    return _sentence(rng, scene, speaker), (False, False)


def tell(scene: Scene, seed: int, amended: float | None = None) -> Telling:
    """One caption of a scene; the seed picks the phrasing and what is left unsaid. amended: how often there are second
    thoughts, if not as usual.
    """
    # Not the numbers that the scene was drawn with: who is there would decide how it is said.
    rng = random.Random(f"words {seed}")  # noqa: S311 (phrasing, not secrets)
    often = (AMENDED_COMPANY if in_company(scene) else AMENDED) if amended is None else amended
    thought, again = unamended(scene), (False, False)
    if rng.random() < often:
        thought, again = _retold(rng, scene) if rng.random() < RETOLD else (amend(rng, scene), again)
    before = thought.before
    speaker = _Speaker(rng, before)
    text, told = _placed(rng, before, speaker)
    if rng.random() < SAY_NOBODY and not any(thing.kind in UPRIGHT for thing in before.things):
        text = f"{text}, {rng.choice(scenery.NOBODY_WORDS)}"
    if rng.random() < 0.12:
        text = f"{rng.choice(deeds.OPENINGS)} {text}"
    for phrase in filming(rng, before):
        joins = (" of ",) if phrase in OF and rng.random() < 0.5 else (", ", ": ", ". ")
        text = f"{phrase}{rng.choice(joins)}{text}" if rng.random() < 0.25 else f"{text}, {phrase}"
    if rng.random() < 0.1:
        text = f"{text}, {rng.choice(deeds.FILLERS)}"
    told = (
        told[0] or again[0] or before.place != scene.place,
        told[1] or again[1] or before.time_of_day != scene.time_of_day,
    )
    known = tuple(slot < len(speaker.known) and speaker.known[slot] for slot in thought.slots)
    return Telling(text=text + thought.said, told=told, known=known, slots=thought.slots)


def caption(scene: Scene, seed: int) -> str:
    """The text of `tell`."""
    return tell(scene, seed).text
