"""Draws storyboards of which it is known where their panels are. It tests nothing."""

from typing import Any

import cv2
import numpy as np

Bytes = np.ndarray
Box = tuple[int, int, int, int]
INK, WHITE, BLACK, CREAM = (25, 25, 30), (255, 255, 255), (12, 12, 12), (238, 230, 212)


def grid(rows: int, columns: int, size: tuple[int, int] = (1200, 800), gap: int = 30, below: int = 0) -> list[Box]:
    """Boxes (left, top, right, bottom) of a regular grid in a page (width, height), each with room below it."""
    wide, high = (size[0] - gap * (columns + 1)) / columns, (size[1] - gap * (rows + 1)) / rows
    return [
        (
            round(gap + column * (wide + gap)),
            round(gap + row * (high + gap)),
            round((column + 1) * (wide + gap)),
            round((row + 1) * (high + gap)) - below,
        )
        for row in range(rows)
        for column in range(columns)
    ]


def sketched(wide: int, high: int, number: int) -> Bytes:
    """A pencil drawing on paper: somebody under a sun, on a horizon that goes from side to side."""
    picture = np.full((high, wide, 3), 255, np.uint8)
    ground, middle = round(0.72 * high), round((0.25 + 0.06 * (number % 8)) * wide)
    cv2.line(picture, (0, ground), (wide, ground - number % 3), INK, 2, cv2.LINE_AA)
    head = round(0.09 * high)
    cv2.circle(picture, (middle, round(0.38 * high)), head, INK, 3, cv2.LINE_AA)
    for points in (
        [(middle, 0.38 * high + head), (middle, 0.66 * high)],
        [(middle - 0.1 * high, 0.9 * high), (middle, 0.66 * high), (middle + 0.1 * high, 0.9 * high)],
        [(middle - 0.13 * high, 0.5 * high), (middle + 0.13 * high, 0.44 * high)],
    ):
        cv2.polylines(
            picture, [np.array(points, np.int32)], isClosed=False, color=INK, thickness=3, lineType=cv2.LINE_AA
        )
    cv2.circle(picture, (round(0.85 * wide), round(0.2 * high)), round(0.07 * high), INK, 2, cv2.LINE_AA)
    return picture


def painted(wide: int, high: int, number: int) -> Bytes:
    """A picture in colours: sky over ground, and a ball; every number has colours of its own."""
    rng = np.random.default_rng(number)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    above, below, ball = rng.uniform(90, 210, (3, 3))
    picture = np.where((y > 0.6 * high)[..., None], below + 30 * y[..., None] / high, above - 40 * y[..., None] / high)
    at = rng.uniform(0.3, 0.7) * wide, 0.6 * high
    picture = np.where((np.hypot(x - at[0], y - at[1]) < 0.2 * high)[..., None], ball, picture)
    return np.clip(picture + rng.normal(0, 5, (high, wide, 1)), 0, 255).astype(np.uint8)


def board(
    boxes: list[Box],
    size: tuple[int, int] = (1200, 800),
    paper: tuple[int, int, int] = WHITE,
    draw: Any = sketched,
    border: int = 4,
    wobble: float = 0.0,
    captions: str = "",
) -> Bytes:
    """A page [height, width, 3] with a picture in each box, in a border so thick, drawn by a hand that wobbles so much.
    captions: below each, "written" or "framed".
    """
    rng = np.random.default_rng(11)
    page = np.full((size[1], size[0], 3), paper, np.uint8)
    for number, (left, top, right, bottom) in enumerate(boxes):
        picture = draw(right - left, bottom - top, number).astype(int) * np.array(paper if draw is sketched else WHITE)
        page[top:bottom, left:right] = picture // 255
        if border:
            outline = [_outline((left, top, right, bottom), wobble, rng)]
            cv2.polylines(page, outline, isClosed=True, color=INK, thickness=border, lineType=cv2.LINE_AA)
        if captions:
            low = bottom + 24
            for line in range(2 if captions == "written" else 1):
                text = f"{number + 1}. She walks on and then waves"[: (right - left) // 11]
                cv2.putText(page, text, (left + 8, low + 22 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, INK, 1, cv2.LINE_AA)
        if captions == "framed":
            cv2.rectangle(page, (left, bottom + 6), (right, bottom + 42), INK, border)
    return page


def _outline(box: Box, wobble: float, rng: np.random.Generator) -> Bytes:
    """A box as a hand draws it: its corners are off, and its sides bend."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], float)
    corners += rng.uniform(-wobble, wobble, corners.shape)
    share = np.linspace(0, 1, 24, endpoint=False)[:, None]
    points = []
    for one, two in zip(corners, np.roll(corners, -1, 0), strict=True):
        bend = 0.5 * wobble * np.sin(np.pi * share) * rng.uniform(-1, 1)
        across = np.array([one[1] - two[1], two[0] - one[0]]) / max(1.0, float(np.hypot(*(two - one))))
        points.append(one + (two - one) * share + bend * across)
    return np.round(np.concatenate(points)).astype(np.int32)


def scanned(page: Bytes, turned_deg: float = 0.0, noise: float = 4.0, shade: float = 0.1, quality: int = 70) -> Bytes:
    """A page as somebody's telephone sees it: turned, grainy, darker to one side, and as a JPEG."""
    high, wide = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turned_deg, 0.97 if turned_deg else 1.0)
    seen = cv2.warpAffine(page, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    seen *= (1 - shade * np.linspace(0, 1, wide))[None, :, None]
    rng = np.random.default_rng(3)
    texture = cv2.resize(rng.normal(0, 1, (high // 6, wide // 6)).astype(np.float32), (wide, high))
    seen += (noise * (texture + rng.normal(0, 1, (high, wide)).astype(np.float32)))[..., None]
    encoded = cv2.imencode(
        ".jpg", np.clip(seen, 0, 255).astype(np.uint8)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return np.ascontiguousarray(cv2.imdecode(encoded[1], cv2.IMREAD_COLOR)[..., ::-1])
