"""Lightning seen in pixels: told from a cut, and thunder that follows it."""

import numpy as np

from services.audio.flashes import DELAY_S, flashes
from services.audio.footage import Footage, split_at_cuts
from services.audio.spotting import spotted

FPS = 24
AT = (30, 70)


def footage(*, lit: bool, cut: int = 0) -> Footage:
    """Three seconds and a half of a dark, slowly drifting place; lit: with two strokes, the second further away."""
    rng = np.random.default_rng(1)
    place = np.kron(rng.integers(15, 70, (9, 64, 3)), np.ones((10, 5, 1)))
    frames = []
    for k in range(84):
        frame = np.roll(place, k // 4, axis=1)[:, :160].copy()
        if cut and k >= cut:
            frame = 235 - frame
        for at, bright in zip(AT, (150, 60), strict=True):
            if lit and 0 <= k - at < 12:
                frame += bright * np.exp(-(k - at) / 2.0)
        frames.append(frame.clip(0, 255).astype(np.uint8))
    return Footage(frames=np.stack(frames), times_s=np.arange(84) / FPS)


def test_lightning_is_found_and_thunder_comes_later_from_further_away() -> None:
    seen = footage(lit=True)
    _, cuts_s = split_at_cuts(seen)
    near, far = flashes(seen, tuple(cuts_s))
    assert [round(flash.at_s * FPS) for flash in (near, far)] == list(AT)
    delays = [flash.thunder_s - flash.at_s for flash in (near, far)]
    assert DELAY_S[0] <= delays[0] < delays[1] <= DELAY_S[1]
    told = spotted((), seen, 3.5, "night")
    assert told.flashes_s == (near.thunder_s, far.thunder_s)
    assert told.cuts_s == ()


def test_a_cut_to_a_bright_place_is_no_lightning() -> None:
    seen = footage(lit=False, cut=40)
    told = spotted((), seen, 3.5, "night")
    assert told.flashes_s == ()
    assert [round(at_s * FPS) for at_s in told.cuts_s] == [40]
