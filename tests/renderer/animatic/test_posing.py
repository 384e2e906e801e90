"""Poses out of motion: made once a film, with mouths that follow a track or chatter, and nobody rocks or floats."""

import numpy as np
import pytest

from services.renderer.animatic.motion import Motion
from services.renderer.animatic.posing import AIRBORNE_M, HARDLY, Poses, pose
from services.renderer.animatic.world import ACTIVITIES
from tests.renderer.animatic.cast.looks import figure

FRAMES = 48
AT_S = np.arange(FRAMES) / 24


def motion(*, height_m: float = 0.0, angle_rad: float = 0.0, speed_m_s: float = 0.0, **doing: float) -> Motion:
    still = np.zeros(FRAMES)
    return Motion(
        x_m=speed_m_s * AT_S,
        height_m=still + height_m,
        vx_m_s=still + speed_m_s,
        vy_m_s=still,
        angle_rad=still + angle_rad,
        grounded=np.full(FRAMES, height_m == 0),
        held=np.zeros(FRAMES, bool),
        facing=np.ones(FRAMES),
        doing=np.array([[doing.get(name, 0.0) for name in ACTIVITIES]] * FRAMES),
        hits=(),
        corrections_m=still,
    )


def test_a_single_frame_is_as_in_the_film() -> None:
    moves = motion(speed_m_s=1.2, walk=1.0, talk=0.4)
    poses = Poses(figure("man"), moves, moves.x_m, AT_S)
    for index in (0, 17, 47):
        assert poses.at(index) == pose(figure("man"), moves, moves.x_m, index, float(AT_S[index]))
    assert poses.at(40).stride_rad > poses.at(0).stride_rad + 5


@pytest.mark.parametrize("name", ACTIVITIES)
def test_every_activity_is_shown_unless_it_is_hardly_there(name: str) -> None:
    for share in (1.0, HARDLY / 2):
        shown = Poses(figure("woman"), motion(**{name: share}), np.zeros(FRAMES), AT_S).at(9)
        assert getattr(shown, name) == (share if share == 1.0 else 0.0)


def test_mouths_follow_a_track_or_chatter_while_they_talk() -> None:
    track = np.linspace(0, 1, FRAMES)
    told = Poses(figure("man"), motion(talk=1.0), np.zeros(FRAMES), AT_S, mouth=track)
    assert [told.at(index).mouth for index in range(FRAMES)] == track.tolist()
    chatters = Poses(figure("man"), motion(talk=1.0), np.zeros(FRAMES), AT_S)
    mouth = np.array([chatters.at(index).mouth for index in range(FRAMES)])
    assert mouth.min() < 0.15 < 0.6 < mouth.max() <= 1
    assert 4 <= (np.diff(np.sign(mouth - mouth.mean())) != 0).sum() <= 20
    silent = Poses(figure("man"), motion(walk=1.0), np.zeros(FRAMES), AT_S)
    assert all(silent.at(index).mouth == 0 for index in range(FRAMES))


def test_two_who_talk_do_not_open_their_mouths_together() -> None:
    one, two = (Poses(figure(kind), motion(talk=1.0), np.zeros(FRAMES), AT_S) for kind in ("man", "child"))
    mouths = np.array([[one.at(index).mouth, two.at(index).mouth] for index in range(FRAMES)])
    assert np.abs(mouths[:, 0] - mouths[:, 1]).mean() > 0.1


def test_who_is_carried_is_not_airborne() -> None:
    for doing, airborne in (({}, 1.0), ({"ride": 1.0}, 0.0), ({"swim": 1.0}, 0.0)):
        moves = motion(height_m=2 * AIRBORNE_M, **doing)
        assert Poses(figure("man"), moves, moves.x_m, AT_S).at(5).airborne == airborne


@pytest.mark.parametrize(
    ("angle", "shown"), [(0.02, 0.0), (-0.02, 0.0), (1.2, 1.2), (2 * np.pi + 0.5, 0.5), (-2.0, -2.0)]
)
def test_turns_are_shown_and_tremors_are_not(angle: float, shown: float) -> None:
    leaps, stands = motion(angle_rad=angle, height_m=1.0), motion(angle_rad=angle)
    assert Poses(figure("man"), leaps, leaps.x_m, AT_S).at(3).angle_rad == pytest.approx(shown, abs=1e-9)
    assert Poses(figure("chair"), stands, stands.x_m, AT_S).at(3).angle_rad == pytest.approx(shown, abs=1e-9)
    assert Poses(figure("man"), stands, stands.x_m, AT_S).at(3).angle_rad == 0


def test_what_lies_on_water_swims_the_more_the_faster_it_goes() -> None:
    shown = []
    for speed_m_s in (0.0, 0.4, 3.0):
        moves = motion(speed_m_s=speed_m_s)
        shown.append(Poses(figure("boat"), moves, moves.x_m, AT_S, afloat=True).at(7).swim)
        assert Poses(figure("boat"), moves, moves.x_m, AT_S).at(7).swim == 0
    assert 0 < shown[0] < shown[1] < shown[2] == 1
