"""Draws a chair and a table, of painted wood, seen from the side and a little from above. Both are a unit high.

Near legs stand on the ground; far ones are drawn a little further up and to the right.
"""

from functools import cache

from services.renderer.animatic.cast.figure import RGB, Figure, Pose
from services.renderer.animatic.cast.placing import darker, mixed, placed
from services.renderer.animatic.cast.shapes import Point, Shape, chain, ellipse, polygon, smooth, stroke

WHITE = (1.0, 1.0, 1.0)
# How much further right and up the far side of a chair and of a table is drawn.
CHAIR_DEEP = (0.125, 0.055)
TABLE_DEEP = (0.20, 0.13)
# A chair's seat from back to front, and its cushion.
SEAT_BACK, SEAT_FRONT, SEAT = -0.235, 0.195, 0.465
CUSHION = ((-0.19, 0.478), (0.17, 0.475), (0.225, 0.497), (0.285, 0.528), (0.25, 0.555), (-0.06, 0.558),
           (-0.125, 0.535), (-0.20, 0.508))  # fmt: skip
# The near edge of a table's top, the legs' distance from its ends, and where the runner lies.
TABLE_LEFT, TABLE_RIGHT, TABLE_TOP, BOARD = -0.90, 0.70, 0.865, 0.065
LEG_INSET = 0.12
RUNNER_LEFT, RUNNER_RIGHT = -0.42, 0.18
# A leg turned on a lathe, square at the top: half its width at shares of its height; and where rings are cut into it.
TURNED_LEG = ((0.024, 0.0), (0.034, 0.05), (0.030, 0.16), (0.046, 0.45), (0.050, 0.60), (0.036, 0.68), (0.060, 0.72),
              (0.060, 1.0))  # fmt: skip
RINGS = (0.055, 0.665, 0.70)
# Lines of wood grain along a board: from and to where, as shares of its length, and how high across it.
GRAIN = ((0.0, 0.55, 0.25), (0.62, 1.0, 0.10), (0.05, 0.30, 0.75), (0.38, 0.95, 0.62))


def _slab(left: float, right: float, y: float, deep: Point) -> list[Point]:
    """The corners of a level surface whose near edge is given."""
    return [(left, y), (right, y), (right + deep[0], y + deep[1]), (left + deep[0], y + deep[1])]


def _grain(corner: Point, long: float, high: float, rgb: RGB) -> list[Shape]:
    """Lines along a board from its lower left corner, broken here and there."""
    x, y = corner
    lines = []
    for start, end, up in GRAIN:
        line = [(x + start * long, y + up * high), (x + 0.5 * (start + end) * long, y + (up + 0.1) * high),
                (x + end * long, y + (up - 0.05) * high)]  # fmt: skip
        lines.append(stroke(line, 0.006, darker(rgb, 0.84)))
    return lines


def chair(figure: Figure, pose: Pose) -> list[Shape]:
    """A kitchen chair with a slatted back, on which one would sit looking right; a cushion in the second colour."""
    return placed(_chair(figure.main, figure.second), figure, pose)


@cache
def _chair(main: RGB, second: RGB) -> list[Shape]:
    dx, dy = CHAIR_DEEP
    far, pale = darker(main, 0.66), mixed(main, WHITE, 0.08)
    slats = [stroke([(x, y), (x + dx, y + dy)], 0.052, pale, rounding=0.7) for x, y in ((-0.243, 0.68), (-0.258, 0.79))]
    front = polygon(
        [(SEAT_FRONT, 0.0), (SEAT_FRONT + dx, dy), (SEAT_FRONT + dx, SEAT + dy), (SEAT_FRONT, SEAT)], darker(main, 0.72)
    )
    frame = [(SEAT_BACK, SEAT - 0.05), (SEAT_FRONT, SEAT - 0.05), (SEAT_FRONT + dx, SEAT - 0.05 + dy),
             (SEAT_FRONT + dx, SEAT + dy), (SEAT_FRONT, SEAT), (SEAT_BACK, SEAT)]  # fmt: skip
    grain = _grain((SEAT_BACK, SEAT - 0.04), SEAT_FRONT - SEAT_BACK, 0.03, main)
    return [
        _post([(-0.245 + dx, 0.93 + dy), (-0.215 + dx, 0.47 + dy), (-0.255 + dx, 0.025 + dy)], far),
        _post([(0.165 + dx, 0.46 + dy), (0.17 + dx, 0.25 + dy), (0.185 + dx, 0.022 + dy)], far),
        stroke([(-0.20 + dx, 0.20 + dy), (0.18 + dx, 0.20 + dy)], 0.030, far, rounding=0.8),
        *slats,
        polygon(_slab(SEAT_BACK, SEAT_FRONT, SEAT, CHAIR_DEEP), pale, rounding=0.2),
        smooth(CUSHION, second, rounding=0.7),
        polygon(frame, main, rounding=0.5, marks=(front, *grain)),
        stroke([(-0.225, 0.21), (0.175, 0.21)], 0.032, main, rounding=0.8),
        _post([(0.165, 0.44), (0.17, 0.25), (0.185, 0.022)], main),
        _post([(-0.285, 0.93), (-0.215, 0.46), (-0.255, 0.022)], main),
        chain([(-0.282, 0.895), (-0.22, 0.935), (-0.282 + dx, 0.895 + dy)], [0.036, 0.042, 0.036], main, gloss=0.3),
    ]


def _post(points: list[Point], rgb: RGB) -> Shape:
    """A leg, or a post of the back and the leg under it, with a line of grain."""
    line = stroke([(x - 0.006, y) for x, y in points], 0.006, darker(rgb, 0.72))
    return chain(points, [0.028, 0.030, 0.021], rgb, rounding=0.85, gloss=0.25, marks=(line,))


def table(figure: Figure, pose: Pose) -> list[Shape]:
    """A kitchen table on four turned legs, with a runner of the second colour across it."""
    return placed(_table(figure.main, figure.second), figure, pose)


@cache
def _table(main: RGB, second: RGB) -> list[Shape]:
    dx, dy = TABLE_DEEP
    left, right, top = TABLE_LEFT, TABLE_RIGHT, TABLE_TOP
    legs = (left + LEG_INSET, right - LEG_INSET)
    joints = [
        stroke(
            [(left + share * dx, top + share * dy), (right + share * dx, top + share * dy)], 0.008, darker(main, 0.7)
        )
        for share in (0.34, 0.68)
    ]
    grain = [line for x in (left + 0.1, 0.25) for line in _grain((x, top + 0.02), 0.5, 0.10, main)]
    runner = polygon(_slab(RUNNER_LEFT, RUNNER_RIGHT, top, TABLE_DEEP), second)
    rim = [(left, top - BOARD), (right, top - BOARD), (right + dx, top - BOARD + dy), (right + dx, top + dy),
           (right, top), (left, top)]  # fmt: skip
    end = polygon([(right, 0.0), (right + dx, dy), (right + dx, 1.0), (right, 1.0)], darker(main, 0.66))
    apron = [(left + 0.07, 0.69), (right - 0.07, 0.69), (right - 0.07, 0.82), (left + 0.07, 0.82)]
    return [
        *(_turned_leg(x + 0.8 * dx, 0.8 * dy, top, darker(main, 0.60)) for x in legs),
        polygon(apron, darker(main, 0.72), rounding=0.25, marks=tuple(_grain((left + 0.1, 0.70), 1.4, 0.1, main))),
        polygon(_slab(left, right, top, TABLE_DEEP), mixed(main, WHITE, 0.12), rounding=0.12, gloss=0.25,
                marks=(*joints, *grain, runner)),
        *(_turned_leg(x, 0.0, 0.83, main) for x in legs),
        polygon(rim, mixed(main, WHITE, 0.04), rounding=0.4, marks=(end,)),
        _hanging(darker(second, 0.92)),
    ]  # fmt: skip


def _hanging(rgb: RGB) -> Shape:
    """The end of the runner over the near edge, with a pale hem."""
    left, right, top = RUNNER_LEFT, RUNNER_RIGHT, TABLE_TOP + 0.01
    middle = 0.5 * (left + right)
    hem = stroke([(left, top - 0.22), (middle, top - 0.265), (right, top - 0.22)], 0.022, mixed(rgb, WHITE, 0.55))
    corners = [(left, top), (right, top), (right, top - 0.245), (middle, top - 0.29), (left, top - 0.245)]
    return polygon(corners, rgb, rounding=0.3, marks=(hem,))


def _turned_leg(x: float, foot: float, top: float, rgb: RGB) -> Shape:
    right = [(x + half, foot + share * (top - foot)) for half, share in TURNED_LEG]
    left = [(2 * x - u, v) for u, v in reversed(right)]
    rings = [ellipse((x, foot + share * (top - foot)), 0.06, 0.008, 0.0, darker(rgb, 0.66)) for share in RINGS]
    return polygon([*right, *left], rgb, rounding=0.85, gloss=0.25, marks=tuple(rings))
