"""The shape of the price list and the quote that follows from it. The list itself is a file that an operator edits."""

from fractions import Fraction
from math import ceil
from typing import Annotated

from msgspec import Meta, Struct

Positive = Annotated[int, Meta(ge=1)]


class Prices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a film costs: 1 credit at least. credits_per_10_s is for width x height pixels; each further shot adds
    extra_shot_percent."""

    credits_per_10_s: Positive
    width: Positive
    height: Positive
    extra_shot_percent: Annotated[int, Meta(ge=0)]


def quote(prices: Prices, *, seconds: int, width: int, height: int, shots: int, effort: Fraction = Fraction(1)) -> int:
    """Whole credits for a film, in proportion to seconds and pixels, rounded up; exact arithmetic.

    effort: its denoising steps by those that its model takes by itself. More cost more, in proportion; fewer cost as
    much, for the rest of the work stays.

    At 30 credits per 10 s of 1280x720: 4 s cost 12, 12 s cost 36, 4 s of 1792x1024 cost 24.
    """
    size = Fraction(width * height, prices.width * prices.height)
    shot = 1 + Fraction(prices.extra_shot_percent * (shots - 1), 100)
    return ceil(Fraction(prices.credits_per_10_s * seconds, 10) * size * shot * max(Fraction(1), effort))
