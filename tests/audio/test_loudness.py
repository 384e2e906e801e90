"""Loudness of what is shorter than the block in which it is measured."""

import numpy as np
import pytest

from services.audio.loudness import integrated_lufs


@pytest.mark.parametrize("samples", [7, 479, 4_799, 19_199])
def test_a_sound_of_any_length_has_its_loudness(samples: int) -> None:
    times_s = np.arange(samples) / 48_000
    tone = np.repeat(0.1 * np.sin(2 * np.pi * 8_000 * times_s)[:, None], 2, axis=1)
    whole = integrated_lufs(np.repeat(0.1 * np.sin(2 * np.pi * 8_000 * np.arange(48_000) / 48_000)[:, None], 2, axis=1))
    assert integrated_lufs(tone) == pytest.approx(whole, abs=2.5)
