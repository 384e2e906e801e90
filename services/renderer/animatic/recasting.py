"""Second thoughts about who is there: somebody or something comes, goes, or is replaced, or there are more or fewer.

Part of the grammar of `captions.py`. What goes leaves its slot of the latents empty, so that all others stay in
theirs: an edit can then hold them.
"""

import random

from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic import amendments as say
from services.renderer.animatic import deeds
from services.renderer.animatic.bodies import body_action
from services.renderer.animatic.doings import doing
from services.renderer.animatic.figures import can, figure_action
from services.renderer.animatic.kinds import BODIES, CARRIED, KINDS, UPRIGHT, WALKERS, Kind, sizes_of
from services.renderer.animatic.looks import looks
from services.renderer.animatic.nouns import noun, plural, pronoun, who, with_article
from services.renderer.animatic.referring import meant
from services.renderer.animatic.world import THINGS_MAX, Action, Looks, Scene, Thing

# How often it is said what somebody does who comes, and how often one of the same kind is "another".
SAY_DEED, SAY_ANOTHER = 0.5, 0.5
# How often somebody comes where nobody was, of scenes in which one is alone.
NOBODY_BEFORE = 0.15
# How often something new looks otherwise than what it replaces, which is then said.
NEW_LOOKS = 0.4

# How often who is left alone had company or something in the hand, where that can be.
LEFT_ALONE = 0.3


class Recast(Struct, frozen=True, kw_only=True):
    """A scene with others in it, the words that make it the true one, and the slot of each thing of the true one."""

    before: Scene
    said: str
    slots: tuple[int, ...]


def added(rng: random.Random, scene: Scene) -> Recast | None:
    """Without its last thing, which then comes."""
    last = len(scene.things) - 1
    if scene.tied == len(scene.things) == 2:
        return _joined(rng, scene)
    if scene.alike or scene.tied > last or (not last and rng.random() > NOBODY_BEFORE):
        return None
    one, before = scene.things[last], replace(scene, things=scene.things[:last])
    new = noun(rng, one)
    if rng.random() < SAY_ANOTHER and any(other.kind == one.kind for other in before.things):
        new = f"{rng.choice(say.ANOTHER)} {new.split(' ', 1)[1]}"
    if rng.random() < SAY_DEED:
        who_does = say.WHO_DOES[:4] if rng.random() < 0.7 else say.WHO_DOES
        new += rng.choice(who_does).format(runs=doing(rng, one), he=pronoun(rng, one.looks))
    ways = [way for way in say.ADDING if last or "{it}" not in way]
    beside = meant(rng, before, rng.randrange(last)).object if last else ""
    return Recast(before=before, said=rng.choice(ways).format(a=new, it=beside), slots=tuple(range(last + 1)))


def _joined(rng: random.Random, scene: Scene) -> Recast | None:
    """Without the second of two who come together: the first gets something to hold or ride, or company."""
    one, two = scene.things
    if scene.meeting not in say.JOINING:
        return None
    alone = replace(one, action="stand", direction=0) if scene.meeting == "ride" else one
    before = replace(scene, things=(alone,), meeting="")
    first, new = meant(rng, before, 0), noun(rng, two)
    verbs = {"carry": deeds.CARRY_WORDS.get(two.kind), "chase": deeds.CHASE_WORDS,
             "with": deeds.WITH_JOINS.get(one.action)}.get(scene.meeting) or ("",)  # fmt: skip
    if scene.meeting == "carry" and two.action == "open":
        verbs = deeds.OPENS_WORDS
    said = rng.choice(say.JOINING[scene.meeting])
    said = said.format(a=new, it=first.object, he=first.subject, his=first.whose, holds=rng.choice(verbs))
    return Recast(before=before, said=said, slots=(0, 1))


def removed(rng: random.Random, scene: Scene) -> Recast | None:
    """With one thing more, which then goes: in any slot, but behind those that come together."""
    count = len(scene.things)
    if count >= THINGS_MAX or scene.alike:
        return None
    at = count if scene.tied else rng.randint(0, count)
    if count == 1 and rng.random() < LEFT_ALONE and (company := _company(rng, scene.things[0])) is not None:
        meeting, extra = company
        before, at = replace(scene, things=(*scene.things, extra), meeting=meeting), 1
    else:
        extra = _extra(rng, scene)
        before = replace(scene, things=(*scene.things[:at], extra, *scene.things[at:]))
    one = meant(rng, before, at)
    said = rng.choice(say.REMOVING).format(it=one.object, he=one.subject, dog=one.noun)
    return Recast(before=before, said=said, slots=tuple(slot for slot in range(count + 1) if slot != at))


def _company(rng: random.Random, one: Thing) -> tuple[str, Thing] | None:
    """What somebody may have held, or who may have gone with them: how they came together, and the second."""
    if one.kind in UPRIGHT and one.action in ("walk", "run", "stand", "dance", "talk", "wave") and rng.random() < 0.6:
        return "carry", _doing(looks(rng, held_out=False, kind=rng.choice(tuple(CARRIED))), "stand")
    if one.kind in (*UPRIGHT, *WALKERS) and one.action in ("walk", "run"):
        kinds = [kind for kind in (*UPRIGHT, *WALKERS) if kind != one.kind and can(kind, one.action)]
        return "with", _doing(looks(rng, held_out=False, kind=rng.choice(kinds)), one.action)
    return None


def _extra(rng: random.Random, scene: Scene) -> Thing:
    """One more thing, of a kind that is not there yet, that does its own."""
    kinds = [kind for kind in KINDS if kind not in {thing.kind for thing in scene.things}]
    seen = looks(rng, held_out=False)
    while seen.kind not in kinds:
        seen = looks(rng, held_out=False)
    return _doing(seen, body_action(rng, seen.kind) if seen.kind in BODIES else figure_action(rng, seen.kind))


def _doing(seen: Looks, action: Action) -> Thing:
    """A thing of which only words are made."""
    return Thing(looks=seen, depth=0.5, action=action, direction=0, pace="", x_m=0.0)


def replaced(rng: random.Random, scene: Scene) -> Recast | None:
    """With another kind in the place of one of the things."""
    slot = rng.randrange(len(scene.things))
    one = scene.things[slot]
    kinds = _like(one)
    if scene.alike or not kinds or (slot < scene.tied and scene.meeting not in ("chase", "with", "hit", "meet")):
        return None
    usual = looks(rng, held_out=False, kind=rng.choice(kinds))
    told = rng.random() < NEW_LOOKS
    was = replace(one, looks=usual if told else _taking_after(usual, one.looks))
    before = replace(scene, things=(*scene.things[:slot], was, *scene.things[slot + 1 :]))
    new = noun(rng, one) if told else with_article(who(rng, one.looks))
    old = meant(rng, before, slot)
    ways = say.REPLACING_ALONE if old.alone and rng.random() < 0.4 else say.REPLACING
    said = rng.choice(ways).format(a=new, it=old.object, he=old.subject)
    return Recast(before=before, said=said, slots=tuple(range(len(scene.things))))


def recounted(rng: random.Random, scene: Scene) -> Recast | None:
    """Several alike that were more or fewer, or one alone that were several."""
    count, one = len(scene.things), scene.things[0]
    if scene.meeting or (count > 1 and not scene.alike):
        return None
    other = rng.choice([number for number in range(1, THINGS_MAX + 1) if number != count])
    before = replace(scene, things=(one,) * other, alike=other > 1)
    words = {"dog": meant(rng, replace(scene, things=(one,), alike=False), 0).noun, "dogs": plural(rng, one.looks)}
    if count == 1:
        ways: say.Words = say.ONE_ALONE
    elif count == other + 1 and rng.random() < 0.5:
        ways = say.ONE_MORE
    else:
        ways, words["two"] = say.RECOUNTING, rng.choice(deeds.COUNT_WORDS[count])
    return Recast(before=before, said=rng.choice(ways).format(**words), slots=tuple(range(count)))


def retold(rng: random.Random, scene: Scene) -> Recast | None:
    """One thing alone, of another kind or in another colour, and then told once more as it is."""
    one = scene.things[0]
    if len(scene.things) > 1:
        return None
    kinds = _like(one)
    other = looks(rng, held_out=False, kind=rng.choice(kinds) if kinds and rng.random() < 0.5 else one.kind)
    before = replace(scene, things=(replace(one, looks=other),))
    said = rng.choice(say.RETELLING).format(a=noun(rng, one, known=rng.random() < 0.3), runs=doing(rng, one))
    return Recast(before=before, said=said, slots=(0,))


def _like(one: Thing) -> list[Kind]:
    """The other kinds that do what a thing does."""
    if one.is_body:
        return [kind for kind in BODIES if kind != one.kind]
    return [kind for kind in KINDS if kind != one.kind and kind not in BODIES and can(kind, one.action)]


def _taking_after(looks: Looks, other: Looks) -> Looks:
    """Looks of one kind with all that is said of another of a second kind."""
    sizes = sizes_of(looks.kind)
    same = {name: getattr(other, name) for name in ("colour", "rgb", "second", "second_rgb", "hair", "hair_rgb", "mood",
                                                    "hat", "goggles", "lettered", "material")}  # fmt: skip
    size = other.size if other.size in sizes else "medium"
    return replace(looks, **same, sport="", size=size, factor=sizes[size], old=False)
