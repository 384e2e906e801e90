"""Lettering: a short text as shapes, in a bold rounded alphabet of strokes of its own.

Capitals, figures and the usual punctuation; accents fall off, small letters grow, and a sign that the alphabet lacks
becomes a box, as printers have it. It knows nothing of what the text is written on.
"""

import unicodedata
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from services.renderer.animatic.cast.figure import RGB
from services.renderer.animatic.cast.shapes import Outline, Shape, limb

CAP, GAP, SPACE, LEADING, WEIGHT = 12.0, 1.6, 5.0, 4.5, 2.5
# Letters are made narrower down to this before they are made smaller.
CONDENSED = 0.70
LINES_MAX = 3
BRIGHT, INK = (0.97, 0.96, 0.93), (0.10, 0.10, 0.13)
ROUND = "@2c 6c 8a 82 60 20 02 0a"
BOW = "00 0c,(0c 4c 8c 85 45 05"
ESS = "(89 8c 4c 0c 06 46 86 80 40 00 03"
# Strokes between points written as hexadecimal x and y, y up to the capitals' c. Straight ones have corners, those
# after ( are rounded, those after @ also closed.
GLYPHS = {
    "A": "00 4c 80,24 64", "B": "00 0c,(0c 4c 7c 76 46 06,(06 46 86 80 40 00", "C": "(89 8b 6c 2c 0a 02 20 60 81 83",
    "D": "00 0c,(0c 4c 8c 86 80 40 00", "E": "7c 0c 00 70,06 66", "F": "7c 0c 00,06 66",
    "G": "(89 8b 6c 2c 0a 02 20 60 81 85,85 55", "H": "00 0c,80 8c,06 86", "I": "00 0c", "J": "(6c 63 60 30 00 03",
    "K": "00 0c,04 8c,37 80", "L": "0c 00 70", "M": "00 0c 54 ac a0", "N": "00 0c 80 8c", "O": ROUND, "P": BOW,
    "Q": ROUND + ",53 90", "R": BOW + ",45 80", "S": ESS, "T": "0c 8c,4c 40", "U": "(0c 04 01 20 60 81 84 8c",
    "V": "0c 40 8c", "W": "0c 30 6a 90 cc", "X": "00 8c,0c 80", "Y": "0c 46 8c,46 40", "Z": "0c 8c 00 80",
    "0": "@2c 5c 7a 72 50 20 02 0a", "1": "09 3c 30,00 60", "2": "(09 0c 4c 8c 87 00,00 80",
    "3": "(09 0c 4c 8c 86 36,(36 86 80 40 00 03", "4": "60 6c 03 83", "5": "7c 0c 06,(06 48 88 80 40 00 03",
    "6": "(89 8c 4c 0c 06 04,@47 87 84 80 40 00 03 07", "7": "0c 8c 30",
    "8": "@4c 7c 79 76 46 16 19 1c,@46 86 83 80 40 00 03 06", "9": "@4c 8c 89 85 45 05 09 0c,(88 86 80 40 00 03",
    ".": "00 00", ",": "12 00", "!": "0c 04,00 00", "?": "(09 0c 4c 8c 87 47 44,40 40", "'": "0c 09",
    '"': "0c 09,3c 39", "-": "06 56", "+": "06 66,33 39", ":": "01 01,07 07", ";": "13 00,17 17", "/": "00 6c",
    "&": "(80 29 2c 6c 69 57,(57 03 00 40 84", "#": "10 3c,50 7c,04 74,18 88", "%": "00 8c,1b 1b,71 71",
    "(": "(3c 08 04 30", ")": "(0c 38 34 00", "=": "04 64,08 68", "_": "00 80", "*": "36 3c,07 6b,0b 67",
}  # fmt: skip
BOX = "00 0c 8c 80 00"
SAME = str.maketrans("’‘“”–—−×·", "''\"\"---X.")


def lettering(text: str, centre: tuple[float, float], wide: float, high: float, rgb: RGB) -> list[Shape]:
    """A text as large as fits into a width and a height around a centre, in the lines that make it largest: one flat
    form, nothing for no text.
    """
    outlines = _laid(text, round(wide, 5), round(high, 5))
    if not outlines:
        return []
    return [Shape(outlines=tuple(outline + centre for outline in outlines), rgb=rgb, rounding=0.0)]


def ink_on(rgb: RGB) -> RGB:
    """The colour of letters that stand out on a colour."""
    return INK if 0.30 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2] > 0.55 else BRIGHT


@lru_cache(maxsize=64)
def _laid(text: str, wide: float, high: float) -> tuple[Outline, ...]:
    """The text's outlines around the origin."""
    plain = unicodedata.normalize("NFKD", text.translate(SAME).upper())
    words = "".join(sign for sign in plain if not unicodedata.combining(sign)).split()
    if not words:
        return ()
    lines = max(_breaks(words), key=lambda lines: _factors(lines, wide, high))
    across, up = _factors(lines, wide, high)[::-1]
    block = len(lines) * (CAP + LEADING) - LEADING
    laid: list[Outline] = []
    for row, line in enumerate(lines):
        shift = (-_length(line) / 2 + WEIGHT / 2, block / 2 - CAP - row * (CAP + LEADING))
        laid += [(outline + shift) * (across, up) for outline in _line(line)]
    return tuple(laid)


def _breaks(words: list[str]) -> list[list[str]]:
    """The words in one to three lines, in every way."""
    ways = []
    for count in range(min(LINES_MAX, len(words))):
        for cuts in combinations(range(1, len(words)), count):
            edges = [0, *cuts, len(words)]
            ways.append([" ".join(words[low:high]) for low, high in pairwise(edges)])
    return ways


def _factors(lines: list[str], wide: float, high: float) -> tuple[float, float]:
    """How much lines may grow up and across."""
    longest = max(map(_length, lines))
    up = min(high / (len(lines) * (CAP + LEADING) - LEADING + WEIGHT), wide / (CONDENSED * longest))
    return up, min(up, wide / longest)


def _length(line: str) -> float:
    """A line's length with its strokes' width."""
    return sum(_advance(sign) for sign in line) - GAP


def _advance(sign: str) -> float:
    return SPACE if sign == " " else _glyph(sign)[1] + WEIGHT + GAP


def _line(line: str) -> list[Outline]:
    """A line's outlines, from the origin to the right."""
    drawn: list[Outline] = []
    x = 0.0
    for sign in line:
        if sign != " ":
            drawn += [np.add(outline, (x, 0.0)) for outline in _glyph(sign)[0]]
        x += _advance(sign)
    return drawn


@lru_cache(maxsize=128)
def _glyph(sign: str) -> tuple[tuple[Outline, ...], float]:
    """A sign's outlines and how wide its strokes' middles reach."""
    outlines: list[Outline] = []
    widest = 0.0
    for stroke in GLYPHS.get(sign, BOX).split(","):
        curved, closed = stroke[0] in "(@", stroke[0] == "@"
        points = np.array([[int(digit, 16) for digit in pair] for pair in stroke.lstrip("(@").split()], np.float64)
        widest = max(widest, float(points[:, 0].max()))
        if curved:
            outlines += _ribbon(_rounded(points, closed=closed), closed=closed)
        else:
            corners = [(float(x), float(y)) for x, y in points]
            outlines += [_rod(a, b) for a, b in pairwise(corners)]
    return tuple(outlines), widest


def _rod(a: tuple[float, float], b: tuple[float, float]) -> Outline:
    """A straight stroke with round ends."""
    return limb(a, b, WEIGHT / 2, WEIGHT / 2, INK).outlines[0]


def _rounded(points: Outline, *, closed: bool) -> Outline:
    """The points' corners cut twice (Chaikin); an open line keeps its ends."""
    for _ in range(2):
        after = np.roll(points, -1, 0) if closed else points[1:]
        before = points if closed else points[:-1]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], 1).reshape(-1, 2)
        points = cut if closed else np.concatenate([points[:1], cut[1:-1], points[-1:]])
    return points


def _ribbon(points: Outline, *, closed: bool) -> list[Outline]:
    """A bent stroke along points: its two sides, and round ends, or a ring with a slit."""
    line = np.concatenate([points[-1:], points, points[:2]]) if closed else points
    along = line[2:] - line[:-2] if closed else np.gradient(line, axis=0)
    middle = line[1:-1] if closed else line
    across = np.stack([-along[:, 1], along[:, 0]], -1) * (WEIGHT / 2 / np.linalg.norm(along, axis=1))[:, None]
    sides = np.concatenate([middle + across, (middle - across)[::-1]])
    if closed:
        return [sides]
    ends = [(float(x), float(y)) for x, y in (points[0], points[-1])]
    return [sides, *(_rod(end, end) for end in ends)]
