"""Scenes in the plainest words, with nothing left out: what evaluation asks for.

One fixed phrasing, the first of each row of the grammar's tables, where `captions.py` has thousands. Nothing here is
used when a film is made.
"""

from services.renderer.animatic import deeds, lexicon, scenery
from services.renderer.animatic.camerawork import moving, unusual
from services.renderer.animatic.kinds import PEOPLE
from services.renderer.animatic.nouns import with_article
from services.renderer.animatic.overlapping import is_behind
from services.renderer.animatic.world import WEATHERS, Looks, Scene, Thing

MEETINGS = {"hit": "hits", "chase": "chases", "ride": "rides", "pitch": "throws", "catch": "catches"}
SHOTS = {"score": ("goes into", "into", "and scores"), "miss": ("bounces off", "at", "and misses")}


def _bearing(looks: Looks) -> str:
    """Nouns' tails: what somebody has on, and what it says on a thing."""
    tails = [(looks.hat, lexicon.HATS), (looks.goggles, lexicon.GOGGLES), (looks.lettered, lexicon.LETTERING)]
    return "".join(f" {phrases[0]}" for has, phrases in tails if has)


def _named(looks: Looks) -> str:
    """Who or what it is, with all looks that have a name, without an article."""
    noun = lexicon.KIND_WORDS[looks.kind][0]
    if looks.sport:
        return f"{looks.size} {lexicon.SPORT_WORDS[looks.sport][0]}{_bearing(looks)}"
    if looks.material:
        return f"{looks.size} {looks.colour} {lexicon.MATERIAL_WORDS[looks.material][0]} {noun}{_bearing(looks)}"
    size = "" if looks.size == "medium" else f"{looks.size} "
    if looks.kind not in PEOPLE:
        return f"{size}{looks.colour} {noun}{_bearing(looks)}"
    size = {"": "", "small ": "short ", "large ": "tall "}[size]
    worn = f"in a {looks.colour} dress" if looks.skirt else f"in a {looks.colour} shirt and {looks.second} trousers"
    who = ("girl" if looks.skirt else "boy") if looks.kind == "child" else noun
    mood = f"{lexicon.MOOD_WORDS[looks.mood][0]} " if looks.mood else ""
    return f"{mood}{'old ' if looks.old else ''}{size}{who} {worn}{_bearing(looks)}"


def _plural(looks: Looks) -> str:
    """Several of one look."""
    noun = lexicon.SPORT_WORDS[looks.sport][0] if looks.sport else lexicon.KIND_WORDS[looks.kind][0]
    many = lexicon.SPORT_PLURALS[looks.sport][0] if looks.sport else lexicon.KIND_PLURALS[looks.kind][0]
    return _named(looks).replace("girl", "child").replace("boy", "child").replace(noun, many, 1)


def _way(thing: Thing) -> str:
    return f" {deeds.DIRECTION_WORDS[thing.direction][0]}" if thing.direction else ""


def _does(thing: Thing) -> str:
    if thing.in_water:
        # Whether it floats or sinks is for what it is made of to say.
        verbs = deeds.ACTION_WORDS if thing.action == "throw" else deeds.WET_WORDS
        return f"{verbs[thing.action][0]}{_way(thing)}"
    verb = deeds.OWN_WORDS.get((thing.kind, thing.action), deeds.ACTION_WORDS[thing.action])[0]
    then = f" and then {deeds.THEN_WORDS[thing.then][0]}" if thing.then else ""
    return f"{verb}{_way(thing)}{then}"


def _together(scene: Scene, nouns: list[str]) -> str:
    """The clause of those who come together."""
    one, two = scene.things[:2]
    if scene.meeting == "meet":
        return f"{' and '.join(nouns)} collide"
    if scene.meeting == "with":
        return f"{' and '.join(nouns)} {deeds.WITH_WORDS[one.action][0]}{_way(one)}"
    if scene.meeting == "carry":
        if two.action == "open":
            return f"{nouns[0]} {deeds.OPENS_WORDS[0]} {nouns[1]} and {_does(one)}"
        return f"{nouns[0]} {deeds.CARRY_WORDS[two.kind][0]} {nouns[1]} {_does(one)}"
    if two.kind == "parachute" and scene.meeting == "ride":
        return f"{nouns[0]} {deeds.HANGS_WORDS[two.action][0]} {nouns[1]}"
    if scene.meeting == "pass":
        return f"{nouns[0]} throws {nouns[1]} to {nouns[2]} who catches it"
    if scene.meeting == "ambush":
        hides = f" {deeds.HIDES_WORDS[0]} {nouns[2]} and" if len(nouns) == 3 else ""
        return f"{nouns[0]}{hides} {deeds.AMBUSH_WORDS[0]} {nouns[1]}"
    if scene.meeting in SHOTS:
        lone, aimed, ended = SHOTS[scene.meeting]
        return (
            f" {lone} ".join(nouns) if len(nouns) == 2 else f"{nouns[0]} throws {nouns[1]} {aimed} {nouns[2]} {ended}"
        )
    way = "" if scene.meeting in ("hit", "catch") else _way(one)
    return f" {MEETINGS[scene.meeting]} ".join(nouns) + way


def _filmed(scene: Scene) -> list[str]:
    """Camera, style and the rest, where it is not as usual."""
    return [phrases[0] for phrases in (moving(scene), *unusual(scene))]


def plain_prompt(scene: Scene) -> str:
    """The scene in the plainest words."""
    one = scene.things[0]
    if scene.alike:
        verbs = deeds.PLURAL_OWN_WORDS.get((one.kind, one.action), deeds.PLURAL_ACTION_WORDS[one.action])
        verbs = deeds.PLURAL_WET_WORDS[one.action] if one.in_water else verbs
        does = deeds.MEET_WORDS[0] if scene.meeting else f"{verbs[0]}{_way(one)}"
        text = f"{deeds.COUNT_WORDS[len(scene.things)][0]} {_plural(one.looks)} {does}"
    else:
        nouns = [with_article(_named(thing.looks)) for thing in scene.things]
        clauses = [f"{noun} {_does(thing)}" for noun, thing in zip(nouns, scene.things, strict=True)]
        behind = is_behind(scene)
        if behind is not None:
            clauses = [f"{clauses[0]} {deeds.STAYING_WORDS[behind][0]} {nouns[1]}"]
        if scene.meeting:
            clauses[: scene.tied] = [_together(scene, nouns[: scene.tied])]
        text = " and ".join(clauses)
    enters = scene.things[-1].in_water and scene.things[-1].then and scene.place in scenery.INTO_WORDS
    places = scenery.INTO_WORDS if enters else scenery.PLACE_WORDS
    where = [places[scene.place][0], scenery.TIME_WORDS[scene.time_of_day][0]]
    if scene.weather != WEATHERS[0]:
        where.append(scenery.WEATHER_WORDS[scene.weather][0])
    return ", ".join([f"{text} {' '.join(where)}", *_filmed(scene)])
