"""Edits of films of two: one of them is made another colour, comes, or goes, and all else has to stay.

Evaluation only. It makes films with the pipeline and compares decoded numbers; what edits do to a film of one thing is
`continuity.py`'s.
"""

from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice

from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic import lexicon
from services.renderer.animatic.conditioning import Shot, amended_prompt
from services.renderer.animatic.continuity import FRAMES, as_simulated, decoded, made, setting
from services.renderer.animatic.decode import DecodedScene
from services.renderer.animatic.kinds import PEOPLE
from services.renderer.animatic.nouns import with_article
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.prompts import plain_prompt
from services.renderer.animatic.score import doing, share
from services.renderer.animatic.staging import draw_scene, unseen
from services.renderer.animatic.world import COLOURS, HELD_OUT_KIND_COLOUR, Looks, Scene, Thing

# Training counts its seeds from 0 and never comes this far; neither do the scenes of other scores.
FIRST_SEED = 970_000_000
RECOLOURED, ADDED, REMOVED = "one of two", "added", "removed"
# What is done, and to which of the two.
ASKED = ((RECOLOURED, 0), (RECOLOURED, 1), (ADDED, 1), (REMOVED, 1), (RECOLOURED, 0), (RECOLOURED, 1), (ADDED, 1),
         (REMOVED, 0))  # fmt: skip


class Asked(Struct, frozen=True, kw_only=True):
    """A scene, the words that change it, and what it then is. meant: who or what is changed, as it is in the end, or
    was before it went.
    """

    what: str
    before: Scene
    words: str
    after: Scene
    meant: Thing


class Edited(Struct, frozen=True, kw_only=True):
    """What was asked for, and the film before and after."""

    asked: Asked
    before: DecodedScene
    after: DecodedScene


def asked(number: int) -> list[Asked]:
    """Edits of scenes in which two of different kinds do each their own, that training has not seen."""
    return [_asked(scene, *how) for scene, how in zip(_pairs(number), cycle(ASKED), strict=False)]


def _pairs(number: int) -> Iterator[Scene]:
    return islice((scene for scene in map(draw_scene, count(FIRST_SEED)) if _fits(scene)), number)


def _fits(scene: Scene) -> bool:
    two = len(scene.things) == 2 and not scene.meeting and not scene.alike
    kinds, colours = ({getattr(thing.looks, name) for thing in scene.things} for name in ("kind", "colour"))
    bare = not any(thing.looks.sport or thing.looks.old for thing in scene.things)
    return two and bare and len(kinds) == len(colours) == 2 and not scene.titled and not unseen(scene)


def _asked(scene: Scene, what: str, slot: int) -> Asked:
    one = scene.things[slot]
    without = replace(scene, things=tuple(thing for thing in scene.things if thing is not one))
    if what == REMOVED:
        return Asked(what=what, before=scene, words=f"remove the {_noun(one.looks)}", after=without, meant=one)
    if what == ADDED:
        new = with_article(f"{one.looks.colour} {_noun(one.looks)}")
        words = f"add {with_article(_noun(one.looks))}" if one.kind in PEOPLE else f"add {new}"
        return Asked(what=what, before=without, words=words, after=scene, meant=one)
    colour = _another(one.looks)
    new_one = replace(one, looks=replace(one.looks, colour=colour, rgb=COLOURS[colour]))
    things = tuple(new_one if thing is one else thing for thing in scene.things)
    worn = f"'s {(lexicon.SKIRTS if one.looks.skirt else lexicon.TOPS)[0]}" if one.kind in PEOPLE else ""
    words = f"make the {_noun(one.looks)}{worn} {colour}"
    return Asked(what=what, before=scene, words=words, after=replace(scene, things=things), meant=new_one)


def _noun(looks: Looks) -> str:
    if looks.kind == "child":
        return "girl" if looks.skirt else "boy"
    return lexicon.KIND_WORDS[looks.kind][0]


def _another(looks: Looks) -> str:
    """A colour that it has not, the same for the same looks."""
    names = list(COLOURS)
    start = names.index(looks.colour)
    others = (names[(start + step) % len(names)] for step in range(4, 4 + len(names)))
    return next(name for name in others if name != looks.colour and (looks.kind, name) not in HELD_OUT_KIND_COLOUR)


def edited(pipeline: AnimaticPipeline, edits: Sequence[Asked], steps: int) -> list[Edited]:
    """Films made, and edited."""
    found = []
    for seed, edit in enumerate(edits):
        shot = Shot(prompt=plain_prompt(edit.before), num_frames=FRAMES)
        latents = made(pipeline, [shot], seed, steps)
        told = Shot(prompt=amended_prompt(shot.prompt, edit.words), num_frames=FRAMES)
        held = pipeline.edited(latents[0], [told], [shot.prompt], seed)
        films = [decoded(each, [FRAMES])[0] for each in (latents, made(pipeline, [told], seed, steps, held=held))]
        found.append(Edited(asked=edit, before=films[0], after=films[1]))
    return found


def edited_by_hand(edits: Sequence[Asked]) -> list[Edited]:
    """The same without a network: both scenes simulated."""
    return [Edited(asked=edit, before=as_simulated(edit.before), after=as_simulated(edit.after)) for edit in edits]


def scores(found: Sequence[Edited]) -> dict[str, tuple[float, int]]:
    """Whether each is done and all else kept, with how many they were: those whose film had what was to be changed."""
    rows = {}
    for what in (RECOLOURED, ADDED, REMOVED):
        those = [edit for edit in found if edit.asked.what == what and _possible(edit)]
        rows[f"edits, {what}: obeyed"] = (share([_obeyed(edit) for edit in those]), len(those))
        rows[f"edits, {what}: all else kept"] = (share([_kept(edit) for edit in those]), len(those))
    return rows


def _count(film: DecodedScene, edit: Edited) -> int:
    return sum(thing.kind == edit.asked.meant.kind for thing in film.things)


def _possible(edit: Edited) -> bool:
    return _count(edit.before, edit) == (0 if edit.asked.what == ADDED else 1)


def _obeyed(edit: Edited) -> bool:
    asked = edit.asked
    if asked.what != RECOLOURED:
        return _count(edit.after, edit) == (1 if asked.what == ADDED else 0)
    colours = [thing.colour for thing in edit.after.things if thing.kind == asked.meant.kind]
    return colours == [asked.meant.looks.colour]


def _kept(edit: Edited) -> bool:
    return _rest(edit.before, edit.asked) == _rest(edit.after, edit.asked)


def _rest(film: DecodedScene, asked: Asked) -> tuple[object, ...]:
    """All of a film that has a name, without what is asked for."""
    others: list[tuple[object, ...]] = []
    for thing in film.things:
        told = (thing.kind, thing.material, thing.size, doing(film, thing))
        if thing.kind != asked.meant.kind:
            others.append((*told, thing.colour))
        elif asked.what == RECOLOURED:
            others.append(told)
    return (*setting(film).values(), *others)
