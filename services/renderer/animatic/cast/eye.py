"""Eyes of animals, with what their mood does to them. Nothing else of a face is here."""

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Point, Shape, ellipse, polygon, stroke

DARK = (0.07, 0.05, 0.05)
WHITE = (0.97, 0.97, 0.95)
# How much larger or smaller an eye is in a mood.
SIZES = {"surprise": 1.25, "fear": 1.25}
GLAD = ("laugh",)


def eye(middle: Point, radius: float, mood: str, lid: RGB, iris: RGB | None = None) -> list[Shape]:
    """A round eye that looks right with a light in it. lid: the colour of the skin around it. iris: of an eye with a
    pupil; without one it is all dark. Who laughs shuts it, who is sad has a drooping lid.
    """
    x, y = middle
    if mood in GLAD:
        arc = [(x - radius, y - 0.3 * radius), (x, y + 0.55 * radius), (x + radius, y - 0.3 * radius)]
        return [stroke(arc, 0.5 * radius, DARK, rounding=0.0)]
    size = radius * SIZES.get(mood, 1.0)
    marks = [ellipse((x + 0.22 * size, y), 0.58 * size, 0.72 * size, 0.0, DARK)] if iris else []
    marks.append(ellipse((x + 0.36 * size, y + 0.38 * size), 0.28 * size, 0.28 * size, 0.0, WHITE))
    if mood == "sad":
        outside = [(x - 2 * size, y), (x + 2 * size, y + 0.9 * size), (x + 2 * size, y + 2 * size)]
        marks.append(polygon([*outside, (x - 2 * size, y + 2 * size)], lid))
    return [ellipse(middle, size, size, 0.0, iris or DARK, rounding=0.2, marks=tuple(marks))]
