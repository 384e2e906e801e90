"""What a caption leaves unsaid of its scene: evaluation asks for a film only what its prompt told.

Part of the grammar of `captions.py`; evaluation only.
"""

from services.renderer.animatic import deeds, lexicon, scenery
from services.renderer.animatic.camerawork import moving
from services.renderer.animatic.overlapping import is_behind
from services.renderer.animatic.vocabulary import words
from services.renderer.animatic.world import Looks, Scene


def says_all(text: str, scene: Scene) -> bool:
    """Whether a caption leaves nothing of a scene unsaid that evaluation asks for and that has a name."""
    heard = f" {' '.join(words(text))} "

    def times(phrases: tuple[str, ...]) -> int:
        return sum(heard.count(f" {phrase} ") for phrase in set(phrases))

    def said(phrases: tuple[str, ...]) -> bool:
        return times(phrases) > 0

    settings = [scenery.PLACE_WORDS[scene.place] + scenery.ACROSS_WORDS[scene.place]]
    settings[0] += scenery.INTO_WORDS.get(scene.place, ())
    settings.append(scenery.TIME_WORDS[scene.time_of_day])
    # Where somebody goes and nothing is said, a camera may go along or stand.
    goes = scene.camera == "follow" or any(thing.vx_m_s and not thing.is_body for thing in scene.things)
    settings += [moving(scene)] if scene.camera != "still" or goes else []
    if (behind := is_behind(scene)) is not None:
        (nearer,) = deeds.STAYING_WORDS[behind]
        # Some places have such words in them, too: "in front of a castle".
        if times((nearer,)) <= times(tuple(phrase for phrase in settings[0] if nearer in phrase)):
            return False
    things = scene.things[:1] if scene.alike else scene.things
    colours = [thing.looks.colour for thing in things if not thing.looks.sport]
    for thing in things:
        looks = thing.looks
        settings.append(_nouns(looks))
        if thing.is_body:
            settings.append(lexicon.SIZE_WORDS[looks.size])
        if thing.is_body and not looks.sport:
            settings.append(lexicon.MATERIAL_WORDS[looks.material] + lexicon.MATERIAL_TAILS[looks.material])
        settings += [deeds.DIRECTION_WORDS[thing.direction]] if thing.direction and not scene.meeting else []
    # Two of one colour are told of it twice.
    named = {name: times(lexicon.COLOUR_WORDS[name] + lexicon.ANIMAL_COLOUR_WORDS.get(name, ())) for name in colours}
    return all(map(said, settings)) and all(count >= colours.count(name) for name, count in named.items())


def _nouns(looks: Looks) -> tuple[str, ...]:
    """Every noun that there is for one of a kind, one or several of them."""
    if looks.sport:
        return lexicon.SPORT_WORDS[looks.sport] + lexicon.SPORT_PLURALS[looks.sport]
    by_age = lexicon.OLD_WORDS.get(looks.kind, ()) + (
        (lexicon.GIRL_WORDS + lexicon.BOY_WORDS) if looks.kind == "child" else ()
    )
    return lexicon.KIND_WORDS[looks.kind] + lexicon.KIND_PLURALS[looks.kind] + by_age
