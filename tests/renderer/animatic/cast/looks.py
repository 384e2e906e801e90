"""Makes figures for the tests of the cast's drawings."""

from typing import Any

from services.renderer.animatic.cast.figure import Figure

TALL_M = {
    "man": 1.78,
    "woman": 1.66,
    "child": 1.15,
    "dog": 0.62,
    "cat": 0.36,
    "horse": 2.1,
    "bird": 0.25,
    "balloon": 1.2,
    "car": 1.45,
    "tree": 4.0,
}
PEOPLE = ("man", "woman", "child")


def figure(kind: str, **looks: Any) -> Figure:
    plain = {
        "tall_m": TALL_M.get(kind, 1.0),
        "main": (0.8, 0.2, 0.2),
        "second": (0.2, 0.3, 0.6),
        "hair": (0.3, 0.2, 0.1),
        "skin": 0.3,
        "old": False,
        "skirt": False,
        "hat": False,
    }
    return Figure(kind=kind, **plain | looks)
