"""Which kinds and which actions films get wrong most often, as a small table.

It reads scores; it makes no films.
"""

from collections.abc import Callable, Iterable, Sequence

from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.score import rights
from services.renderer.animatic.world import Scene, Thing

WORST = 10


def breakdown(scenes: Sequence[Scene], made: Sequence[DecodedScene]) -> str:
    """Markdown: of the films with a thing of each kind, or one that does each action, the share that is all right; the
    worst ten of each.
    """
    right = [all(so for _, so in rights(scene, film)) for scene, film in zip(scenes, made, strict=True)]
    lines = ["| worst | films | all right |", "| --- | --- | --- |"]
    lines += _worst("kind", scenes, right, lambda thing: str(thing.kind))
    lines += _worst("action", scenes, right, lambda thing: str(thing.action))
    return "\n".join(lines) + "\n"


def _worst(what: str, scenes: Sequence[Scene], right: Iterable[bool], name_of: Callable[[Thing], str]) -> list[str]:
    found: dict[str, list[bool]] = {}
    for scene, so in zip(scenes, right, strict=True):
        for name in {name_of(thing) for thing in scene.things}:
            found.setdefault(name, []).append(so)
    shares = sorted((sum(each) / len(each), -len(each), name) for name, each in found.items())
    return [f"| {what}: {name} | {-count} | {share:.3f} |" for share, count, name in shares[:WORST]]
