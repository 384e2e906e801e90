"""Styles and palettes: what a finished frame is turned into. The same frame gives the same bits, and what stands still
stays still: no pattern moves but film grain.
"""

from collections.abc import Callable

from services.renderer.animatic.styles.drawn import Anime, Blueprint, Comic
from services.renderer.animatic.styles.film import Cinematic, Documentary, Noir
from services.renderer.animatic.styles.operator import Bytes, Exposed, Floats, Style, curve, graded, saturated, tinting
from services.renderer.animatic.styles.painted import Clay, Pixel, Watercolour
from services.renderer.animatic.styles.realistic import Realistic

__all__ = ["APART", "Bytes", "Style", "held", "in_palette", "style_of"]
_STYLES: dict[str, Callable[[int, int], Style]] = {
    "cinematic": Cinematic,
    "anime": Anime,
    "watercolour": Watercolour,
    "noir": Noir,
    "comic": Comic,
    "clay": Clay,
    "pixel": Pixel,
    "blueprint": Blueprint,
    "documentary": Documentary,
    "realistic": Realistic,
}
_AT = [0.0, 0.25, 0.5, 0.75, 1.0]
_EVEN = curve(_AT, _AT)
_SEPIA = tinting(1.10, 0.93, 0.70) @ saturated(0.12)
_GRADES: dict[str, tuple[Floats, Bytes]] = {
    "warm": (tinting(1.09, 1.0, 0.84) @ saturated(1.05), _EVEN),
    "cool": (tinting(0.87, 0.98, 1.10) @ saturated(0.95), _EVEN),
    "pastel": (saturated(0.72), curve(_AT, [0.24, 0.46, 0.66, 0.84, 1.0])),
    "sepia": (_SEPIA, curve(_AT, [0.05, 0.28, 0.53, 0.77, 0.98])),
    "vivid": (saturated(1.50), curve(_AT, [0.0, 0.22, 0.52, 0.80, 1.0])),
}
# The styles that treat things otherwise than the place; the others are not told where the things are.
APART = ("anime", "watercolour", "comic", "clay", "pixel", "blueprint")
# How many frames a picture is held: stop motion has new ones half as often.
_HELD = {"clay": 2}


def style_of(name: str, width: int, height: int, first: Callable[[], Bytes] | None = None) -> Style | None:
    """The operator of a style for pictures of a size; None for a plain one. first: makes the frame that a film is
    exposed for, should the style want one.
    """
    style = _STYLES[name](width, height) if name in _STYLES else None
    if isinstance(style, Exposed) and first is not None:
        style.exposed_for(first())
    return style


def in_palette(frame: Bytes, name: str) -> Bytes:
    """The frame in a palette's colours."""
    return graded(frame, *_GRADES[name]) if name in _GRADES else frame


def held(name: str, index: int) -> int:
    """The frame that is shown at a frame in a style."""
    return index - index % _HELD.get(name, 1)
