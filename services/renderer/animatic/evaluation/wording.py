"""What single words do: camera words change the camera and nothing else, what is not said is as usual, what is said
last holds, and unknown words still make a film of something.

It is given what makes films of prompts, and compares decoded numbers.
"""

from collections.abc import Callable, Sequence
from itertools import cycle, islice

from msgspec.structs import replace

from services.renderer.animatic.conditioning import amended_prompt
from services.renderer.animatic.continuity import rest
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.habitats import EVERYDAY
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import camera, share
from services.renderer.animatic.world import LENSES, Scene

Films = Callable[[Sequence[str]], list[DecodedScene]]
# Cameras that go nowhere with somebody, so that nothing else has reason to change.
MOVES = ("left", "right", "up", "down", "in", "out", "orbit", "handheld", "dolly_in", "dolly_out")
COUNT = 24
UNPLACED = tuple(
    f"a {who}"
    for who in (
        "man walks", "woman walks", "boy runs", "girl dances", "dog runs", "cat walks", "robot walks", "bear walks",
        "red ball bounces", "blue ball rolls", "green box stands", "rabbit jumps", "horse runs", "man waves",
        "woman dances", "robot dances", "boy jumps", "girl waves", "dog sits", "yellow ball bounces", "bird flies",
        "butterfly flies", "man runs", "woman talks",
    )
)  # fmt: skip
# Two things said of one aspect, the later of which holds.
COLOURED = ("blue", "green", "yellow", "white", "black", "purple", "orange", "pink")
PLACED = {
    "on the beach": "beach", "in the forest": "forest", "in the street": "street", "in the desert": "desert",
    "in the snow": "snow", "in a meadow": "meadow", "in the jungle": "jungle", "on a stage": "stage",
}  # fmt: skip
TIMED = {"at night": "night", "at sunset": "sunset", "at dawn": "dawn"}
# Said, and said anew as people do: who there is in the end, and in which colour, or where.
RETOLD: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...] = (
    (amended_prompt("a red ball rolls to the right in a room", "a blue ball rolls to the right in a room"),
     (("ball", "blue"),), "room"),
    ("a red ball, no, a blue ball bounces on the beach", (("ball", "blue"),), "beach"),
    ("The ball is red. The ball is blue.", (("ball", "blue"),), ""),
    ("a red car drives in the street. No, the car is green.", (("car", "green"),), "street"),
    ("a white dog runs on the beach. Actually the dog is black.", (("dog", "black"),), "beach"),
    ("a dog runs in a meadow. Sorry, a cat runs.", (("cat", ""),), "meadow"),
    ("a girl stands in a room. No girl, a horse stands.", (("horse", ""),), "room"),
    ("two dogs run on the beach. No, one dog runs.", (("dog", ""),), "beach"),
    ("a robot walks in the snow in the desert", (("robot", ""),), "desert"),
    (amended_prompt("a girl in a red dress walks on the beach", "a boy in a green shirt runs on the beach"),
     (("child", "green"),), "beach"),
    ("a man sits in the kitchen. No, a woman dances in the kitchen", (("woman", ""),), "kitchen"),
    (amended_prompt("a yellow bus drives in the street", "a purple train drives in the street"),
     (("train", "purple"),), "street"),
)  # fmt: skip
SEEDS = 2
# Places in which nobody is, one word or none of which says so.
EMPTY = {
    "an empty beach at sunset": "beach", "a quiet forest in the fog, nobody is there": "forest",
    "waves on the sea at night": "sea", "a deserted city street in the rain": "street", "an empty stage": "stage",
    "snow falls in the mountains, no people": "mountain", "there is nobody in the kitchen": "kitchen",
    "an establishing shot of the desert at noon": "desert", "a view of a lake at dawn": "lake",
    "a lonely castle courtyard under the stars": "castle", "slow pan right over a meadow, nobody around": "meadow",
    "a dog sits in an empty office. Remove the dog": "office",
}  # fmt: skip
UNKNOWN = (
    "zorbling quix", "flumm drindle vask", "xyzzy", "plover gnarth", "brillig slithy toves", "qwertz", "mimsy borogove",
    "a wug", "the blicket daxes", "snorf!", "tralfamadore", "gostak distims doshes",
)  # fmt: skip


def wording(films: Films, scenes: Sequence[Scene]) -> dict[str, float]:
    """Shares of films, by what is asked of them. scenes: more than COUNT, of which those of one thing are used."""
    asked = (_unplaced, _later, _anew, _nobody, _unknown)
    return _filmed(films, scenes) | {name: score for ask in asked for name, score in ask(films).items()}


def _filmed(films: Films, scenes: Sequence[Scene]) -> dict[str, float]:
    """Films whose camera stands still, and the same prompts and seeds with words for another move or lens."""
    alone = [replace(scene, camera="still") for scene in scenes if len(scene.things) == 1 and not scene.follow_m_s]
    alone = [replace(scene, lens=LENSES[0], shallow=False) for scene in alone[:COUNT]]
    moves, lenses = (list(islice(cycle(names), len(alone))) for names in (MOVES, LENSES[1:]))
    before = films([plain_prompt(scene) for scene in alone])
    moved = films([plain_prompt(replace(scene, camera=move)) for scene, move in zip(alone, moves, strict=True)])
    seen = films([plain_prompt(replace(scene, lens=lens)) for scene, lens in zip(alone, lenses, strict=True)])
    return {
        "camera words: obeyed": share([camera(film) == move for film, move in zip(moved, moves, strict=True)]),
        "camera words: all else the same": _same(before, moved, "camera"),
        "lens words: obeyed": share([film.camera.lens == lens for film, lens in zip(seen, lenses, strict=True)]),
        "lens words: all else the same": _same(before, seen, "lens"),
    }


def _same(before: Sequence[DecodedScene], after: Sequence[DecodedScene], aspect: str) -> float:
    """The share of films that are the same but for one aspect."""
    return share([rest(one, aspect) == rest(two, aspect) for one, two in zip(before, after, strict=True)])


def _unplaced(films: Films) -> dict[str, float]:
    made = films(UNPLACED)
    usual = [film.place in EVERYDAY and film.time_of_day == "day" for film in made]
    return {"nothing said: a usual place by day": share(usual)}


def _later(films: Films) -> dict[str, float]:
    """A colour, a place or a time is said, and then another one."""
    asked = [(f"a red ball bounces in a room by day, make it {name}", "colour", name) for name in COLOURED]
    asked += [(f"a red ball bounces in a room by day, now {words}", "place", name) for words, name in PLACED.items()]
    asked += [
        (f"{what} by day, now {words}", "time", name)
        for what in ("a red ball bounces in a room", "a man walks on the beach", "a dog runs in a meadow")
        for words, name in TIMED.items()
    ]
    made = films([text for text, _, _ in asked])
    found = [_aspect(film, aspect) == name for film, (_, aspect, name) in zip(made, asked, strict=True)]
    return {"second thoughts: the later holds": share(found)}


def _aspect(film: DecodedScene, aspect: str) -> str:
    colour = film.things[0].colour if film.things else ""
    return {"colour": colour, "place": film.place, "time": film.time_of_day}[aspect]


def _anew(films: Films) -> dict[str, float]:
    """Something is said whole, and then once more otherwise."""
    asked = [each for each in RETOLD for _ in range(SEEDS)]
    right = [
        len(film.things) == len(there)
        and all(
            thing.kind == kind and colour in ("", thing.colour)
            for thing, (kind, colour) in zip(film.things, there, strict=True)
        )
        and place in ("", film.place)
        for film, (_, there, place) in zip(films([prompt for prompt, _, _ in asked]), asked, strict=True)
    ]
    return {"said anew: the later holds": share(right)}


def _nobody(films: Films) -> dict[str, float]:
    asked = [each for each in EMPTY.items() for _ in range(SEEDS)]
    made = list(zip(films([prompt for prompt, _ in asked]), [place for _, place in asked], strict=True))
    return {
        "nobody asked for: nobody there": share([not film.things for film, _ in made]),
        "nobody asked for: the place": share([film.place == place for film, place in made]),
    }


def _unknown(films: Films) -> dict[str, float]:
    return {"unknown words: a film of something": share([bool(film.things) for film in films(UNKNOWN)])}
