"""Words for how something is filmed: each names one move or one lens, and some name two things at once."""

from itertools import combinations

from msgspec.structs import replace

from services.renderer.animatic import scenery
from services.renderer.animatic.camerawork import moving, unusual
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import CAMERAS, LENSES

PLAIN = replace(
    draw_scene(0), camera="still", lens="normal", shallow=False, view="full", angle="level", style="plain",
    palette="natural", slow=False, lapse=False, titled=False,
)  # fmt: skip


def test_no_phrase_names_two_moves_or_two_lenses() -> None:
    rows = (
        *scenery.CAMERA_WORDS.values(),
        *scenery.LENS_WORDS.values(),
        scenery.PORTRAIT_WORDS,
        scenery.MACRO_WORDS,
        scenery.GOPRO_WORDS,
        scenery.SHALLOW_WORDS,
        *scenery.VIEW_WORDS.values(),
    )
    for one, other in combinations(rows, 2):
        assert not set(one) & set(other)


def test_dollies_and_zooms_are_said_apart() -> None:
    assert not any("zoom" in phrase for name in ("dolly_in", "dolly_out") for phrase in scenery.CAMERA_WORDS[name])
    assert all("zoom" in phrase for name in ("in", "out") for phrase in scenery.CAMERA_WORDS[name])


def test_what_a_camera_or_a_lens_is_known_for_is_said_by_its_name() -> None:
    gopro = replace(PLAIN, camera="handheld", lens="fisheye")
    assert moving(gopro) == scenery.GOPRO_WORDS
    assert unusual(gopro) == []
    assert unusual(replace(PLAIN, lens="telephoto", shallow=True)) == [scenery.PORTRAIT_WORDS]
    assert unusual(replace(PLAIN, view="close", shallow=True)) == [scenery.MACRO_WORDS]
    assert unusual(replace(PLAIN, lens="wide", shallow=True)) == [scenery.LENS_WORDS["wide"], scenery.SHALLOW_WORDS]


def test_every_move_and_lens_is_drawn() -> None:
    scenes = [draw_scene(seed) for seed in range(600)]
    assert {scene.camera for scene in scenes} == set(CAMERAS)
    assert {(scene.lens, scene.camera == "handheld") for scene in scenes} >= {(lens, False) for lens in LENSES}
    assert any(scene.camera == "handheld" and scene.lens == "fisheye" for scene in scenes)
