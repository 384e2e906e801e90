"""The table of an evaluation: rows of scores, a column each for the model and what it is measured beside.

It scores nothing itself.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from services.renderer.animatic.evaluation.pixels import Counted
from services.renderer.animatic.evaluation.sheets import Strip

Cell = float | Counted


class Measured(Struct, frozen=True, kw_only=True):
    """A column of the table, the sheets that show what it was made of, by their names, and a smaller table of what is
    worst in it.
    """

    scores: dict[str, Cell]
    strips: dict[str, list[Strip]] = {}
    worst: str = ""


def together(parts: Sequence[dict[str, Measured]]) -> dict[str, Measured]:
    """Columns of several parts of the table, one under the other."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: Measured(
            scores={row: cell for part in parts if name in part for row, cell in part[name].scores.items()},
            strips={row: each for part in parts if name in part for row, each in part[name].strips.items()},
            worst="".join(part[name].worst for part in parts if name in part),
        )
        for name in names
    }


def table(columns: dict[str, Measured]) -> str:
    """Columns as a markdown table; behind a number that says so, on how many it stands."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column.scores))
    lines = [["score", *columns], ["---"] * (len(columns) + 1)]
    lines += [[name, *(_cell(column.scores.get(name)) for column in columns.values())] for name in names]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Cell | None) -> str:
    if value is None:
        return ""
    number, count = value if isinstance(value, tuple) else (value, None)
    text = "-" if math.isnan(number) else f"{number:.3f}"
    return text if count is None else f"{text} ({count})"
