"""Puts a scene into words, as people type prompts: many phrasings, any attribute may go unsaid.

Only training and evaluation use the grammar; `VOCABULARY` is also the tokenizer's. It never reads a prompt:
understanding is the network's.
"""

import random
import re

from services.renderer.animatic.world import COLOURS, KINDS, MATERIALS, PLACES, RADII_M, TIMES_OF_DAY, Scene, Thing

KIND_WORDS = {"ball": ("ball", "ball", "ball", "sphere"), "box": ("box", "box", "cube", "crate", "block")}
KIND_PLURALS = {"ball": ("balls", "balls", "spheres"), "box": ("boxes", "cubes", "crates", "blocks")}
COLOUR_WORDS = {name: (name,) for name in COLOURS} | {"red": ("red", "red", "crimson"), "purple": ("purple", "violet")}
SIZE_WORDS = {
    "tiny": ("tiny", "little", "very small"),
    "small": ("small", "small", "smallish"),
    "medium": ("medium", "medium sized", "average"),
    "large": ("large", "big", "large"),
    "huge": ("huge", "giant", "enormous", "gigantic", "very large"),
}
MATERIAL_WORDS = {
    "rubber": ("rubber", "rubber", "bouncy"),
    "wood": ("wooden", "wooden", "wood"),
    "metal": ("metal", "metal", "steel", "iron", "metallic"),
}
MATERIAL_TAILS = {"rubber": ("made of rubber",), "wood": ("made of wood",), "metal": ("made of metal", "made of steel")}
PLACE_WORDS = {
    "meadow": ("in a meadow", "in the meadow", "on a green meadow", "on the grass", "in a grassy field", "in a park",
               "in a field", "in the countryside", "on a lawn"),
    "beach": ("on the beach", "on a beach", "on a sandy beach", "by the sea", "by the ocean", "at the seaside",
              "on the shore", "at the beach"),
    "desert": ("in the desert", "in a desert", "among sand dunes", "on the dunes", "in the sandy desert",
               "in a dry desert"),
    "snow": ("in the snow", "on the snow", "on a snowy field", "in a snowy landscape", "in the mountains in winter",
             "in a winter landscape", "on snowy ground"),
    "room": ("in a room", "in the living room", "indoors", "inside a house", "on the floor of a room", "in a bedroom",
             "at home", "inside a room"),
}  # fmt: skip
TIME_WORDS = {
    "day": ("during the day", "on a sunny day", "by day", "at noon", "in daylight", "in bright sunlight",
            "in the morning", "in the afternoon", "under a blue sky"),
    "sunset": ("at sunset", "at dusk", "in the evening", "at golden hour", "as the sun sets", "at sundown",
               "in the evening light"),
    "night": ("at night", "at midnight", "in the moonlight", "under the stars", "under the moon", "in the dark",
              "by moonlight"),
}  # fmt: skip
CAMERA_WORDS: dict[str, tuple[str, ...]] = {
    "still": ("the camera is still", "static camera", "the camera does not move", "still camera", "fixed camera",
              "locked camera", "static shot"),
    "left": ("the camera pans left", "camera panning left", "camera pans to the left",
             "the camera pans slowly to the left", "pan left", "the camera moves left", "slow pan to the left"),
    "right": ("the camera pans right", "camera panning right", "camera pans to the right",
              "the camera pans slowly to the right", "pan right", "the camera moves right", "slow pan to the right"),
}  # fmt: skip
ACTION_WORDS = {
    "bounce": ("bounces", "is dropped", "falls", "falls and bounces", "is dropped and bounces", "drops to the ground",
               "bounces up and down", "falls down", "is bouncing", "falls to the ground", "bounces on the ground",
               "is falling"),
    "toss": ("is tossed up", "is thrown up", "is thrown into the air", "is tossed into the air", "jumps", "jumps up",
             "hops", "is tossed straight up", "flies up and comes down"),
    "roll": ("rolls", "is rolling", "rolls across the ground", "rolls along", "rolls along the ground"),
    "slide": ("slides", "is sliding", "slides across the ground", "slides along", "slides along the ground",
              "is pushed"),
    "throw": ("is thrown", "is thrown", "flies", "is tossed", "is thrown through the air", "flies through the air",
              "is hurled"),
    "stand": ("stands still", "rests", "is at rest", "does not move", "sits there", "lies still", "stands there",
              "is standing", "is sitting on the ground", "sits still", "waits"),
}  # fmt: skip
PLURAL_ACTION_WORDS = {
    "bounce": ("bounce", "bounce", "are dropped", "fall", "fall and bounce", "are bouncing", "fall to the ground",
               "bounce up and down"),
    "toss": ("are tossed up", "are thrown up", "jump", "are thrown into the air", "hop"),
    "roll": ("roll", "are rolling", "roll across the ground", "roll along the ground"),
    "slide": ("slide", "are sliding", "slide across the ground"),
    "throw": ("are thrown", "fly", "fly through the air", "are tossed"),
    "stand": ("stand still", "rest", "do not move", "are at rest", "lie still", "are standing", "sit there"),
}  # fmt: skip
DIRECTION_WORDS = {
    -1: ("to the left", "to the left", "left", "leftwards", "towards the left"),
    1: ("to the right", "to the right", "right", "rightwards", "towards the right"),
}
PACE_WORDS: dict[str, tuple[str, ...]] = {
    "slow": ("slowly", "gently", "softly"),
    "fast": ("fast", "quickly", "at high speed", "rapidly", "hard"),
    "high": ("from high up", "from a great height", "high"),
    "low": ("from low down", "from a small height", "low"),
}
HIT_WORDS = ("hits", "collides with", "bumps into", "knocks into", "runs into", "strikes", "crashes into")
HIT_ROLLING: dict[str, tuple[str, ...]] = {
    "roll": ("rolls into", "rolls and hits", "rolls towards"),
    "slide": ("slides into", "slides and hits", "slides towards"),
}
MEET_WORDS = ("collide", "collide with each other", "bump into each other", "meet", "crash into each other",
              "hit each other", "roll towards each other and collide")  # fmt: skip
COUNT_WORDS = {2: ("two", "two", "a pair of", "2"), 3: ("three", "three", "3")}
JOINS = (" and ", " while ", ", ", ", and ", ". ", " as ", ", while ")
OPENINGS = ("a video of", "a shot of", "a clip of", "footage of", "a film of", "a cinematic shot of",
            "an animation of", "wide shot of", "a scene with", "a short film of")  # fmt: skip
FILLERS = ("and then", "then", "there is", "we see", "watch", "its", "it", "with", "scene", "view", "close", "up",
           "please", "make", "show", "me", "something", "someone", "object", "thing", "things", "outside", "beautiful",
           "nice", "warm", "soft", "light", "shadow", "sky", "clouds", "sun", "moon", "stars", "grass", "sand", "sea",
           "waves", "ground", "floor", "wall", "window", "colourful", "high quality", "realistic",
           "cartoon", "style")  # fmt: skip
SAY_ATTRIBUTE, SAY_PLACE, SAY_TIME = 0.75, 0.85, 0.8

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them: lower case, letters and digits."""
    return WORD.findall(text.lower())


def _vocabulary() -> tuple[str, ...]:
    """Every word that the grammar can say, sorted."""
    tables: list[dict[str, tuple[str, ...]]] = [
        KIND_WORDS, KIND_PLURALS, COLOUR_WORDS, SIZE_WORDS, MATERIAL_WORDS, MATERIAL_TAILS, PLACE_WORDS, TIME_WORDS,
        CAMERA_WORDS, ACTION_WORDS, PLURAL_ACTION_WORDS, PACE_WORDS, HIT_ROLLING,
    ]  # fmt: skip
    phrases = [phrase for table in tables for row in table.values() for phrase in row]
    phrases += [phrase for row in DIRECTION_WORDS.values() for phrase in row]
    phrases += [phrase for row in COUNT_WORDS.values() for phrase in row]
    phrases += [*HIT_WORDS, *MEET_WORDS, *JOINS, *OPENINGS, *FILLERS, "a an another the one of that is"]
    return tuple(sorted({word for phrase in phrases for word in words(phrase)}))


VOCABULARY = _vocabulary()


def _adjectives(rng: random.Random, thing: Thing) -> tuple[list[str], str]:
    """The adjectives that are said, and a tail such as "made of wood" or nothing."""
    said: list[str] = []
    tail = ""
    if rng.random() < SAY_ATTRIBUTE * 0.8:
        said.append(rng.choice(SIZE_WORDS[thing.size]))
    if rng.random() < SAY_ATTRIBUTE + 0.15:
        said.append(rng.choice(COLOUR_WORDS[thing.colour]))
    if rng.random() < SAY_ATTRIBUTE:
        if rng.random() < 0.12:
            tail = " " + rng.choice(MATERIAL_TAILS[thing.material])
        else:
            said.append(rng.choice(MATERIAL_WORDS[thing.material]))
    if rng.random() < 0.15:
        rng.shuffle(said)
    return said, tail


def _noun(rng: random.Random, thing: Thing, *, article: str = "") -> str:
    """A thing as a noun phrase with its article, e.g. "a small red rubber ball"."""
    said, tail = _adjectives(rng, thing)
    noun = " ".join([*said, rng.choice(KIND_WORDS[thing.kind])]) + tail
    article = article or rng.choice(("a", "a", "a", "the", "one"))
    return ("an" if article == "a" and noun[0] in "aeiou" else article) + " " + noun


def _manner(rng: random.Random, thing: Thing) -> str:
    """Direction and pace, where there is something to say and it is said."""
    said = []
    if thing.direction and rng.random() < 0.9:
        said.append(rng.choice(DIRECTION_WORDS[thing.direction]))
    if thing.pace and rng.random() < 0.5:
        said.append(rng.choice(PACE_WORDS[thing.pace]))
    rng.shuffle(said)
    return "".join(" " + part for part in said)


def _clause(rng: random.Random, thing: Thing, *, article: str = "") -> str:
    """One thing and what it does."""
    return f"{_noun(rng, thing, article=article)} {rng.choice(ACTION_WORDS[thing.action])}{_manner(rng, thing)}"


def _meeting(rng: random.Random, scene: Scene) -> str:
    """The clause of two things that collide."""
    one, two = scene.things[:2]
    if scene.meeting == "meet":
        return f"{_noun(rng, one)} and {_noun(rng, two)} {rng.choice(MEET_WORDS)}"
    verbs = HIT_WORDS if rng.random() < 0.5 else HIT_ROLLING[one.action]
    manner = " " + rng.choice(DIRECTION_WORDS[one.direction]) if rng.random() < 0.3 else ""
    if rng.random() < 0.25:
        moves = rng.choice(ACTION_WORDS[one.action])
        return f"{_noun(rng, one)} {moves}{_manner(rng, one)} and {rng.choice(HIT_WORDS)} {_noun(rng, two)}"
    return f"{_noun(rng, one)} {rng.choice(verbs)} {_noun(rng, two)}{manner}"


def _alike(rng: random.Random, scene: Scene) -> str:
    """Several things of one look, counted: "two red balls bounce"."""
    one = scene.things[0]
    said, tail = _adjectives(rng, one)
    noun = " ".join([rng.choice(COUNT_WORDS[len(scene.things)]), *said, rng.choice(KIND_PLURALS[one.kind])]) + tail
    return f"{noun} {rng.choice(PLURAL_ACTION_WORDS[one.action])}{_manner(rng, one)}"


def _sentence(rng: random.Random, scene: Scene) -> str:
    """What happens, without where and when."""
    if scene.alike:
        return _alike(rng, scene)
    clauses = [_meeting(rng, scene)] if scene.meeting else []
    for thing in scene.things[2 if scene.meeting else 0 :]:
        clauses.append(
            _clause(rng, thing, article=rng.choice(("", "another")) if clauses and rng.random() < 0.1 else "")
        )
    text = clauses[0]
    for clause in clauses[1:]:
        text += rng.choice(JOINS) + clause
    return text


def caption(scene: Scene, seed: int) -> str:
    """One caption of a scene; the seed picks the phrasing and what is left unsaid."""
    rng = random.Random(seed)  # noqa: S311 (phrasing, not secrets)
    text = _sentence(rng, scene)
    settings = []
    if rng.random() < SAY_PLACE:
        settings.append(rng.choice(PLACE_WORDS[scene.place]))
    if rng.random() < SAY_TIME:
        settings.append(rng.choice(TIME_WORDS[scene.time_of_day]))
    if rng.random() < 0.3:
        settings.reverse()
    where = rng.random()
    if settings and where < 0.2:
        text = f"{' '.join(settings)}, {text}"
    elif settings:
        text = f"{text}{', ' if where > 0.85 else ' '}{' '.join(settings)}"
    if rng.random() < 0.12:
        text = f"{rng.choice(OPENINGS)} {text}"
    if rng.random() < (0.9 if scene.camera != "still" else 0.3):
        camera = rng.choice(CAMERA_WORDS[scene.camera])
        text = f"{camera}, {text}" if rng.random() < 0.15 else f"{text}{rng.choice(('. ', ', '))}{camera}"
    if rng.random() < 0.1:
        text = f"{text}, {rng.choice(FILLERS)}"
    return text


def says_all(text: str, scene: Scene) -> bool:
    """Whether a caption leaves nothing of a scene unsaid that has a name."""

    def said(phrases: tuple[str, ...]) -> bool:
        return any(f" {phrase} " in f" {' '.join(words(text))} " for phrase in phrases)

    settings = [PLACE_WORDS[scene.place], TIME_WORDS[scene.time_of_day]]
    settings += [CAMERA_WORDS[scene.camera]] if scene.camera != "still" else []
    for thing in scene.things:
        settings += [COLOUR_WORDS[thing.colour], SIZE_WORDS[thing.size]]
        settings.append(MATERIAL_WORDS[thing.material] + MATERIAL_TAILS[thing.material])
        settings += [DIRECTION_WORDS[thing.direction]] if thing.direction and not scene.meeting else []
    return all(map(said, settings))


assert set(COLOUR_WORDS) == set(COLOURS)
assert set(KIND_WORDS) == set(KINDS)
assert set(SIZE_WORDS) == set(RADII_M)
assert set(MATERIAL_WORDS) == set(MATERIALS)
assert set(PLACE_WORDS) == set(PLACES)
assert set(TIME_WORDS) == set(TIMES_OF_DAY)
