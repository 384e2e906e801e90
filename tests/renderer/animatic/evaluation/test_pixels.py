"""What is measured on pixels: footage drawn here, of which all is known, gives back what was put into it."""

import cv2
import numpy as np
import pytest

from services.renderer.animatic.evaluation.footage import Footage
from services.renderer.animatic.evaluation.mechanics import (
    collision,
    gravity_m_s2,
    ground_px,
    restitutions,
    slip,
)
from services.renderer.animatic.evaluation.permanence import comings_and_goings, jumps, looks_drift, passings
from services.renderer.animatic.evaluation.tracking import looked_at, tracks_of
from services.renderer.animatic.evaluation.walking import sliding
from services.renderer.animatic.latents import FPS

WIDTH, HEIGHT, FRAMES = 480, 270, 72
HORIZON, GROUND, EYE_M = 100.0, 220.0, 0.75
SCALE = (GROUND - HORIZON) / EYE_M
RADIUS = 20.0
RED, BLUE = (210, 30, 30), (30, 60, 220)


def empty() -> np.ndarray:
    frame = np.full((HEIGHT, WIDTH, 3), 190, np.uint8)
    frame[int(HORIZON) :] = (150, 160, 150)
    return frame


def ball(
    frame: np.ndarray, x: float, y: float, rgb: tuple[int, int, int], turn: float = 0.0, r: float = RADIUS
) -> None:
    """A ball with a mark on it, to a fraction of a pixel, and its shadow."""
    big = 8
    half = int(r) + 4
    left, top = int(x) - half, int(y) - half
    part = frame[top : top + 2 * half, left : left + 2 * half]
    large = cv2.resize(part, None, fx=big, fy=big, interpolation=cv2.INTER_NEAREST)
    middle = ((x - left + 0.5) * big - 0.5, (y - top + 0.5) * big - 0.5)
    cv2.circle(large, tuple(round(each * 16) for each in middle), round(r * big * 16), rgb, -1, cv2.LINE_8, 4)
    mark = (middle[0] + 0.5 * r * big * np.cos(turn), middle[1] + 0.5 * r * big * np.sin(turn))
    cv2.circle(large, tuple(round(each * 16) for each in mark), round(0.22 * r * big * 16), (250, 240, 90), -1, 8, 4)
    part[:] = cv2.resize(large, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_AREA)


def footage(frames: list[np.ndarray]) -> Footage:
    return Footage(frames=frames, empty=[empty()] * len(frames), horizon_px=HORIZON, eye_m=EYE_M, stage_px_per_m=SCALE)


def filmed(path: list[list[tuple[float, float, float]]], colours: list[tuple[int, int, int]]) -> Footage:
    """Balls along paths of (x, y, turn) for every frame; the first ones are farther."""
    frames = []
    for places in zip(*path, strict=True):
        frame = empty()
        for (x, y, turn), rgb in zip(places, colours, strict=True):
            shadow = frame[int(GROUND) - 2 : int(GROUND) + 3, int(x) - 15 : int(x) + 25]
            shadow[:] = (shadow * np.array([0.5, 0.52, 0.58])).astype(np.uint8)
            ball(frame, x, y, rgb, turn)
        frames.append(frame)
    return footage(frames)


def bouncing(gravity: float, kept: float) -> list[tuple[float, float, float]]:
    """A ball dropped from 1.1 m: contacts at their exact instants."""
    height, speed = 1.1, 0.0
    found: list[tuple[float, float, float]] = []
    for index in range(FRAMES):
        found.append((100 + 3.3 * index, GROUND - RADIUS - height * SCALE, 0.0))
        left = 1 / FPS
        while left > 1e-12 and (height > 0 or speed > 0.3):
            fall = (speed + np.sqrt(speed**2 + 2 * gravity * height)) / gravity
            step = min(left, fall)
            height = max(0.0, height + speed * step - gravity * step**2 / 2)
            speed -= gravity * step
            if fall <= left:
                height, speed = 0.0, -kept * speed
            left -= step
    return found


@pytest.mark.parametrize(("gravity", "kept"), [(9.81, 0.85), (5.0, 0.6)])
def test_falls_and_bounces_are_read_from_pixels(gravity: float, kept: float) -> None:
    film = filmed([bouncing(gravity, kept)], [RED])
    (track,) = tracks_of(film, [thing for thing, _ in looked_at(film)], 1)
    assert track.round
    assert ground_px(track) == pytest.approx(GROUND, abs=0.7)
    assert np.median(gravity_m_s2(track, film)) == pytest.approx(gravity, rel=0.03)
    assert np.median(restitutions(track, film, 1.0)) == pytest.approx(kept, abs=0.015)
    assert jumps(track) == 0


@pytest.mark.parametrize("turned", [1.0, 0.4])
def test_a_ball_that_does_not_turn_as_it_rolls_slips(turned: float) -> None:
    path = [(80 + 4.0 * index, GROUND - RADIUS, turned * 4.0 * index / RADIUS) for index in range(FRAMES)]
    film = filmed([path], [RED])
    (track,) = tracks_of(film, [thing for thing, _ in looked_at(film)], 1)
    assert slip(track, film) == pytest.approx(1 - turned, abs=0.05)


def test_two_balls_that_collide_keep_their_momentum() -> None:
    at, speeds, after = 30, (4.0, -2.0), (-1.1, 4.0)
    paths = []
    for sign, before, then in zip((-1, 1), speeds, after, strict=True):
        start = 240 + sign * (RADIUS + 0.6)
        paths.append(
            [
                (start + (index - at) * (before if index < at else then), GROUND - RADIUS, 0.0)
                for index in range(FRAMES - 22)
            ]
        )
    film = filmed(paths, [RED, BLUE])
    met = collision(tracks_of(film, [thing for thing, _ in looked_at(film)], 2))
    assert met is not None
    assert met.before_px == pytest.approx(speeds, abs=0.15)
    assert met.after_px == pytest.approx(after, abs=0.15)
    assert met.restitution == pytest.approx(5.1 / 6, abs=0.05)
    assert met.momentum_lost([1.0, 1.0]) == pytest.approx(0.9 / 6, abs=0.05)


def test_what_vanishes_jumps_or_changes_is_noticed() -> None:
    steady = [(80 + 3.0 * index, 150.0, 0.0) for index in range(FRAMES)]
    good = filmed([steady], [RED])
    seen = [thing for thing, _ in looked_at(good)]
    (track,) = tracks_of(good, seen, 1)
    assert (comings_and_goings(good, seen), jumps(track)) == (0, 0)
    assert looks_drift(track, good) < 1

    gone = footage([empty() if 30 <= index < 35 else frame for index, frame in enumerate(good.frames)])
    assert comings_and_goings(gone, [thing for thing, _ in looked_at(gone)]) == 2

    thrown = filmed([[(x + 60 * (index >= 40), y, turn) for index, (x, y, turn) in enumerate(steady)]], [RED])
    (track,) = tracks_of(thrown, [thing for thing, _ in looked_at(thrown)], 1)
    assert jumps(track) == 1

    paler = footage([*good.frames[:36], *filmed([steady], [(200, 90, 60)]).frames[36:]])
    (track,) = tracks_of(paler, [thing for thing, _ in looked_at(paler)], 1)
    assert looks_drift(track, paler) > 10


@pytest.mark.parametrize("again", [RED, (200, 110, 40)])
def test_what_was_hidden_comes_out_the_same_or_not(again: tuple[int, int, int]) -> None:
    rolls = [(120 + 4.0 * index, GROUND - RADIUS - 12, 0.0) for index in range(FRAMES)]
    stage = filmed([rolls], [RED]).frames[:36] + filmed([rolls], [again]).frames[36:]
    for frame in stage:
        cv2.rectangle(frame, (220, 110), (300, int(GROUND)), (40, 150, 60), -1)
    film = footage(stage)
    tracks = tracks_of(film, [thing for thing, _ in looked_at(film)], 2)
    (passed,) = passings(tracks, film)
    assert passed.nearer_is_before
    assert passed.same_again == (again == RED)


@pytest.mark.parametrize(("planted", "slid"), [(True, 0.0), (False, 1.0)])
def test_feet_that_stay_are_told_from_feet_that_slide(*, planted: bool, slid: float) -> None:
    frames = []
    for index in range(FRAMES):
        frame, x = empty(), 80 + 3 * index
        cv2.rectangle(frame, (x - 15, 90), (x + 15, 160), RED, -1)
        stride = 36
        for foot in (0, 1):
            # Each foot stands for half of a stride's time, and is off the ground for the other half.
            phase = (x + foot * stride / 2) % stride if planted else 0
            stands = phase < stride / 2
            at = int(x - phase + 9) if planted else x + (-10, 10)[foot]
            cv2.line(frame, (x, 158), (at, int(GROUND) - (0 if stands or not planted else 14)), RED, 9)
        frames.append(frame)
    film = footage(frames)
    (track,) = tracks_of(film, [thing for thing, _ in looked_at(film)], 1)
    assert sliding(track) == pytest.approx(slid, abs=0.25)


def test_who_leaps_over_where_they_walk_has_no_feet_on_the_ground() -> None:
    frames = []
    for index in range(FRAMES):
        frame, x = empty(), 80 + 3 * index
        up = 90 if 30 <= index < 40 else 0
        cv2.rectangle(frame, (x - 15, 150 - up), (x + 15, int(GROUND) - up), RED, -1)
        frames.append(frame)
    film = footage(frames)
    (track,) = tracks_of(film, [thing for thing, _ in looked_at(film)], 1)
    assert sliding(track) > 0.5
