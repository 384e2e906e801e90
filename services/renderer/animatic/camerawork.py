"""How a scene is filmed, in words: style, view, angle, lens, speed, and how the camera moves.

Part of the grammar of `captions.py`, with the words of `scenery.py`.
"""

import random

from services.renderer.animatic import scenery
from services.renderer.animatic.scenery import Words
from services.renderer.animatic.world import ANGLES, LENSES, PALETTES, STYLES, VIEWS, Scene

# How often a lens is named that is as usual, and how often a camera's move is said; other moves nearly always are.
SAY_NORMAL, SAY_MOVE, SAY_MOVE_OF = 0.04, 0.95, {"still": 0.25, "follow": 0.35}
# Ways of filming that something may be a shot of.
OF = (*scenery.LAPSE_WORDS, *(phrase for name, row in scenery.VIEW_WORDS.items() for phrase in row if name != "full"),
      *scenery.MACRO_WORDS)  # fmt: skip


def filming(rng: random.Random, scene: Scene) -> list[str]:
    """How it is filmed, in any order."""
    said = []
    if rng.random() < SAY_MOVE_OF.get(scene.camera, SAY_MOVE) or _is_gopro(scene):
        said.append(rng.choice(moving(scene)))
    if scene.lens == LENSES[0] and rng.random() < SAY_NORMAL:
        said.append(rng.choice(scenery.LENS_WORDS[scene.lens]))
    said += [rng.choice(phrases) for phrases in unusual(scene)]
    rng.shuffle(said)
    return said


def moving(scene: Scene) -> Words:
    """The phrases for how a scene's camera moves."""
    return scenery.GOPRO_WORDS if _is_gopro(scene) else scenery.CAMERA_WORDS[scene.camera]


def unusual(scene: Scene) -> list[Words]:
    """The phrases for each way in which a scene is not filmed as usual, its camera's moves apart."""
    rows = ((scene.style, STYLES, scenery.STYLE_WORDS), (scene.palette, PALETTES, scenery.PALETTE_WORDS),
            (scene.angle, ANGLES, scenery.ANGLE_WORDS))  # fmt: skip
    flags = (
        (scene.slow, scenery.SLOW_WORDS),
        (scene.lapse, scenery.LAPSE_WORDS),
        (scene.titled, scenery.TITLE_WORDS),
    )
    said = [table[name] for name, names, table in rows if name != names[0]]
    return [*said, *_optics(scene), *(phrases for flag, phrases in flags if flag)]


def _optics(scene: Scene) -> list[Words]:
    """The phrases for a view, a lens and a depth of field that are not as usual; some say two of these at once."""
    if (scene.view, scene.lens, scene.shallow) == ("close", LENSES[0], True):
        return [scenery.MACRO_WORDS]
    said = [scenery.VIEW_WORDS[scene.view]] if scene.view != VIEWS[0] else []
    if (scene.lens, scene.shallow) == ("telephoto", True):
        return [*said, scenery.PORTRAIT_WORDS]
    if scene.lens != LENSES[0] and not _is_gopro(scene):
        said.append(scenery.LENS_WORDS[scene.lens])
    return [*said, scenery.SHALLOW_WORDS] if scene.shallow else said


def _is_gopro(scene: Scene) -> bool:
    """Whether a hand holds a camera with a fisheye."""
    return (scene.camera, scene.lens) == ("handheld", "fisheye")
