"""Faces: moods that look different, mouths that follow the voice, goggles and what is written on a chest."""

import numpy as np
import pytest

from services.renderer.animatic.cast.drawing import shapes_of
from services.renderer.animatic.cast.expression import MOODS, expression
from services.renderer.animatic.cast.face import INSIDE, brows, face
from services.renderer.animatic.cast.figure import Figure, Pose
from services.renderer.animatic.cast.headform import Head
from services.renderer.animatic.cast.lettering import ink_on
from services.renderer.animatic.cast.paint import Spot, paint
from services.renderer.animatic.cast.shapes import Shape
from services.renderer.animatic.cast.skeleton import View
from services.renderer.animatic.light import LIGHTS
from tests.renderer.animatic.cast.looks import PEOPLE, figure

TO_US, ASIDE = View(along=0.0, near=1.0), View(along=0.9, near=0.436)


def look(mood: str, *, mouth: float = 0.0, gaze: View = TO_US) -> Head:
    shown = expression(mood, 0.35, 0.0, float(mouth > 0), mouth)
    return Head(middle=(0.0, 0.0), half_m=1.0, crown_rad=0.0, gaze=gaze, shown=shown)


def opening(mouth: float, mood: str = "") -> float:
    """How high the dark of the mouth is."""
    inside = [shape for shape in face(figure("woman"), look(mood, mouth=mouth)) if shape.rgb == INSIDE]
    return float(np.ptp(inside[0].outlines[0][:, 1])) if inside else 0.0


def small_picture(who: Figure, pose: Pose) -> np.ndarray:
    """The head of somebody who is 350 pixels tall."""
    frame = np.full((90, 120, 3), 200, np.uint8)
    spot = Spot(x_px=60.0, ground_px=370.0, lift_px=0.0, pixels_per_m=350 / who.tall_m)
    paint(frame, shapes_of(who, pose), spot, LIGHTS["day"])
    return frame.astype(int)


@pytest.mark.parametrize("facing", [0.0, 1.0])
@pytest.mark.parametrize("kind", PEOPLE)
def test_moods_can_be_told_apart_in_a_small_picture(kind: str, facing: float) -> None:
    pictures = [small_picture(figure(kind, mood=mood), Pose(facing=facing)) for mood in ("", *MOODS)]
    for index, one in enumerate(pictures):
        for other in pictures[:index]:
            assert (np.abs(one - other).sum(-1) > 90).sum() > 40


def test_a_mouth_opens_as_far_as_it_is_told() -> None:
    openings = [opening(mouth) for mouth in (0.0, 0.3, 0.6, 1.0)]
    assert openings == sorted(openings)
    assert openings[0] == 0.0
    assert openings[-1] > openings[1] + 0.1 > 0.1


def test_who_laughs_and_talks_shuts_the_mouth_in_between() -> None:
    assert expression("laugh", 0.0, 0.0, 0.0, 0.0).opened > 0.9
    assert expression("laugh", 0.0, 0.0, 1.0, 0.0).opened < 0.3


def test_brows_rise_in_surprise_and_their_inner_ends_in_sorrow() -> None:
    def ends(mood: str) -> tuple[float, float]:
        """How high the left brow is at its outer and its inner end; the left one is on the right from the front."""
        left, _ = brows(figure("man"), look(mood))
        points = np.concatenate(left.outlines)
        return float(points[points[:, 0].argmax(), 1]), float(points[points[:, 0].argmin(), 1])

    assert min(ends("surprise")) > max(ends("")) + 0.1
    outer, inner = ends("sad")
    assert inner > outer + 0.1


def test_one_eye_is_seen_from_the_side_and_two_from_the_front() -> None:
    def whites(gaze: View) -> int:
        return sum(
            len(mark.outlines) for mark in face(figure("man"), look("", gaze=gaze))[0].marks if mark.rgb == (1.0,) * 3
        )

    assert whites(ASIDE) == 2
    assert whites(TO_US) == 4


def written(shapes: list[Shape]) -> list[Shape]:
    ink = ink_on(figure("man").main)
    return [mark for shape in shapes for mark in shape.marks if mark.rgb == ink and len(mark.outlines) > 4]


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_chest_is_read_from_the_front_and_of_who_stands_aslant(kind: str) -> None:
    who = figure(kind, lettering="Nine")
    (text,) = written(shapes_of(who, Pose(facing=0.0)))
    width = np.ptp(np.concatenate(text.outlines)[:, 0])
    assert 0.05 * who.tall_m < width < 0.2 * who.tall_m
    assert written(shapes_of(who, Pose(facing=1.0)))
    assert not written(shapes_of(who, Pose(facing=1.0, walk=1.0)))
    assert not written(shapes_of(figure(kind), Pose(facing=0.0)))


def test_goggles_are_over_the_eyes() -> None:
    plain, covered = (small_picture(figure("man", goggles=worn), Pose(facing=0.0)) for worn in (False, True))
    rows, columns = np.nonzero(np.abs(plain - covered).sum(-1) > 90)
    assert np.ptp(columns) > 3 * np.ptp(rows)
