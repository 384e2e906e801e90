"""The price list: the values that are promised, and proportions that hold for every film."""

from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proto.prices import Prices, quote
from services import catalogue
from services.settings import Settings, SettingsError

PRICES = Prices(credits_per_10_s=30, width=1280, height=720, extra_shot_percent=25)


@pytest.mark.parametrize(
    ("seconds", "width", "height", "shots", "price"),
    [
        (4, 1280, 720, 1, 12),
        (8, 1280, 720, 1, 24),
        (12, 1280, 720, 1, 36),
        (4, 720, 1280, 1, 12),
        (4, 1792, 1024, 1, 24),
        (4, 1280, 720, 2, 15),
        (4, 1280, 720, 3, 18),
        (12, 1792, 1024, 2, 90),
        (4, 64, 64, 1, 1),
    ],
)
def test_what_a_film_costs(seconds: int, width: int, height: int, shots: int, price: int) -> None:
    assert quote(PRICES, seconds=seconds, width=width, height=height, shots=shots) == price


@pytest.mark.parametrize(("effort", "price"), [(Fraction(1, 2), 12), (Fraction(2), 24), (Fraction(21, 20), 13)])
def test_more_steps_cost_more_and_fewer_as_much(effort: Fraction, price: int) -> None:
    assert quote(PRICES, seconds=4, width=1280, height=720, shots=1, effort=effort) == price


def test_the_packaged_list_is_the_promised_one() -> None:
    assert catalogue.load(Settings()).prices == PRICES


@pytest.mark.parametrize("wrong", [{"credits_per_10_s": 0}, {"width": 0}, {"extra_shot_percent": -1}])
def test_a_list_that_gives_films_away_is_refused(wrong: dict[str, int], tmp_path: Path) -> None:
    lines = (f"{name} = {value}" for name, value in (msgspec.structs.asdict(PRICES) | wrong).items())
    (tmp_path / "prices.toml").write_text("\n".join(lines))
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        catalogue.load(Settings(prices=str(tmp_path / "prices.toml")))


@given(st.integers(1, 60), st.integers(1, 4096), st.integers(1, 4096), st.integers(1, 20))
def test_more_never_costs_less_and_nothing_is_free(seconds: int, width: int, height: int, shots: int) -> None:
    price = quote(PRICES, seconds=seconds, width=width, height=height, shots=shots)
    assert price >= 1
    assert quote(PRICES, seconds=seconds + 1, width=width, height=height, shots=shots) >= price
    assert quote(PRICES, seconds=seconds, width=width + 1, height=height, shots=shots) >= price
    assert quote(PRICES, seconds=seconds, width=width, height=height, shots=shots + 1) >= price
    exact = 30 * seconds * width * height * (4 + shots - 1) / (10 * 1280 * 720 * 4)
    assert exact - 1e-6 <= price < exact + 1 + 1e-6
