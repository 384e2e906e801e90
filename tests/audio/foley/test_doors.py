"""Doors and cloth that opens: at their instants, by their force and size, never twice the same."""

import numpy as np
import pytest
from msgspec.structs import replace

from proto.timeline import Contact
from services.audio.foley.doors import DOORS
from services.audio.foley.score import touched
from services.audio.heard import hear

DOOR = Contact(at_s=1.0, thing=0, kind="", material="wood", against="", speed_m_s=1.0, x=0.0, size_m=1.0)
CHUTE = replace(DOOR, kind="opens", material="cloth", speed_m_s=15.0, size_m=5.0)


def peak(sound: np.ndarray) -> float:
    return float(np.abs(sound).max())


def centre_hz(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / 48_000)).sum() / power.sum())


@pytest.mark.parametrize("kind", [*DOORS, "opens"])
def test_what_happens_is_heard_and_the_same_for_the_same_seed(kind: str) -> None:
    contact = replace(CHUTE if kind == "opens" else DOOR, kind=kind)
    sound = touched(contact, "room", 1)
    assert 0.02 < peak(sound) < 1.2
    assert np.abs(sound[-20:]).max() < 1e-3
    assert np.array_equal(sound, touched(contact, "room", 1))
    with pytest.raises(ValueError, match="finite"):
        touched(replace(contact, x=float("nan")), "room", 1)


def test_a_slam_is_louder_than_a_door_that_is_shut_and_knocks_are_three() -> None:
    shut, slam, knocks = (
        touched(replace(DOOR, kind=kind), "room", 1) for kind in ("door_closes", "door_slams", "knocks")
    )
    assert peak(slam) > 2 * peak(shut)
    quiet = np.zeros((24_000, 2))
    assert len(hear(np.concatenate([quiet, knocks, quiet]).astype(np.float32))) == 3


def test_cloth_that_opens_is_louder_when_faster_and_deeper_when_larger() -> None:
    assert peak(touched(CHUTE, "clouds", 1)) > 1.5 * peak(touched(replace(CHUTE, speed_m_s=4.0), "clouds", 1))
    assert centre_hz(touched(CHUTE, "clouds", 1)) < centre_hz(touched(replace(CHUTE, size_m=1.0), "clouds", 1))


def test_hands_are_soft_jaws_are_softer_and_a_board_rings() -> None:
    ball = replace(DOOR, kind="ball", material="rubber", speed_m_s=6.0, size_m=0.24)
    jaws, hands, board = (touched(replace(ball, against=against), "court", 1) for against in ("jaws", "hands", "board"))
    assert peak(jaws) < 0.8 * peak(hands)
    assert peak(hands) < 0.7 * peak(board)
    assert len(hands) < 0.5 * len(board)
