"""Scenes in the plainest words, with nothing left out: what evaluation asks for.

One fixed phrasing, where `captions.py` has thousands. Nothing here is used when a film is made.
"""

from services.renderer.animatic.world import PEOPLE, Scene, Thing

VERBS = {
    "bounce": "is dropped and bounces", "toss": "is thrown up", "roll": "rolls", "slide": "slides",
    "throw": "is thrown", "stand": "stands still", "walk": "walks", "run": "runs", "jump": "jumps", "sit": "sits",
    "dance": "dances", "wave": "waves", "fly": "flies", "float": "floats", "drive": "drives",
}  # fmt: skip
THENS = {"": "", "stand": " and then stops", "wave": " and then waves", "jump": " and then jumps",
         "sit": " and then sits down", "dance": " and then dances"}  # fmt: skip
MATERIAL_ADJECTIVES = {"rubber": "rubber", "wood": "wooden", "metal": "metal"}
PLACES = {
    "meadow": "in a meadow", "beach": "on the beach", "desert": "in the desert", "snow": "in the snow",
    "room": "in a room", "street": "in the street", "forest": "in the forest", "stage": "on a stage",
}  # fmt: skip
TIMES = {"day": "on a sunny day", "sunset": "at sunset", "night": "at night"}
WAYS = {-1: " to the left", 0: "", 1: " to the right"}
CAMERAS = {
    "still": "the camera is still", "left": "the camera pans left", "right": "the camera pans right",
    "follow": "the camera follows",
}  # fmt: skip
PLURALS = {"man": "men", "woman": "women", "child": "children", "box": "boxes"}
COUNTS = {2: "two", 3: "three"}


def _named(thing: Thing) -> str:
    """Who or what it is, with all looks that have a name, without an article."""
    looks = thing.looks
    if thing.is_body:
        return f"{looks.size} {looks.colour} {MATERIAL_ADJECTIVES[looks.material]} {thing.kind}"
    size = "" if looks.size == "medium" else f"{looks.size} "
    if thing.kind not in PEOPLE:
        return f"{size}{looks.colour} {thing.kind}"
    size = {"": "", "small ": "short ", "large ": "tall "}[size]
    worn = f"in a {looks.colour} dress" if looks.skirt else f"in a {looks.colour} shirt and {looks.second} trousers"
    who = ("girl" if looks.skirt else "boy") if thing.kind == "child" else thing.kind
    return f"{'old ' if looks.old else ''}{size}{who} {worn}{' with a hat' if looks.hat else ''}"


def _plural(thing: Thing) -> str:
    """Several of one look."""
    name = _named(thing)
    noun = "child" if thing.kind == "child" else thing.kind
    many = PLURALS.get(noun, f"{noun}s")
    return name.replace("girl", "child").replace("boy", "child").replace(noun, many, 1)


def _does(thing: Thing) -> str:
    verb = "gallops" if thing.kind == "horse" and thing.action == "run" else VERBS[thing.action]
    return f"{verb}{WAYS[thing.direction]}{THENS[thing.then]}"


def _plural_verb(thing: Thing) -> str:
    verb = VERBS[thing.action].replace("is ", "are ").replace(" bounces", " bounce")
    words = verb.split(" ")
    first = {"flies": "fly", "dances": "dance", "waves": "wave", "drives": "drive", "slides": "slide"}
    words[0] = first.get(words[0], words[0].removesuffix("s") if words[0] != "are" else "are")
    return " ".join(words)


def plain_prompt(scene: Scene) -> str:
    """The scene in the plainest words."""
    one = scene.things[0]
    if scene.alike:
        does = "collide" if scene.meeting else f"{_plural_verb(one)}{WAYS[one.direction]}"
        text = f"{COUNTS[len(scene.things)]} {_plural(one)} {does}"
    else:
        nouns = [f"{'an' if _named(thing)[0] in 'aeiou' else 'a'} {_named(thing)}" for thing in scene.things]
        clauses = [f"{noun} {_does(thing)}" for noun, thing in zip(nouns, scene.things, strict=True)]
        way = WAYS[one.direction]
        together = {
            "hit": " hits ".join(nouns[:2]),
            "meet": f"{' and '.join(nouns[:2])} collide",
            "with": f"{' and '.join(nouns[:2])} {one.action} together{way}",
            "chase": f"{' chases '.join(nouns[:2])}{way}",
        }
        if scene.meeting:
            clauses[:2] = [together[scene.meeting]]
        text = " and ".join(clauses)
    return f"{text} {PLACES[scene.place]} {TIMES[scene.time_of_day]}, {CAMERAS[scene.camera]}"
