"""How things look: the skin of a ball or a box by material and colour, and how light falls on it.

Skins are painted once a film at twice the size and turned by `draw.py`. It knows one thing at a time, not the scene.
"""

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.renderer.animatic.cast.lettering import BRIGHT, INK, lettering
from services.renderer.animatic.light import GAMMA, RGB, Light
from services.renderer.animatic.sport_balls import SPORT_GLOSS, sport_skin
from services.renderer.animatic.texture import Mask, Picture, colour, layered_noise, over

SUPERSAMPLE = 2
# How strongly a ball of a material reflects a lamp, and how sharply.
GLOSS = {"rubber": (0.20, 14.0), "wood": (0.22, 40.0), "metal": (0.75, 90.0)}
# Half the width and height of a label on a box, over half the box's.
LABEL = (0.78, 0.36)


class BallLook(Struct, frozen=True, kw_only=True):
    """A ball's skin [side, side, 3] that turns with it, the light on it that does not (shade multiplies, shine adds),
    and its mask.

    All at SUPERSAMPLE times the ball's size in the frame, with the ball's middle in the middle.
    """

    skin: Picture
    shade: Picture
    shine: Picture
    mask: Mask


class BoxLook(Struct, frozen=True, kw_only=True):
    """A box's front [side, side, 3] with its mask, at SUPERSAMPLE times its size; rgb: its other sides' colour."""

    front: Picture
    mask: Mask
    rgb: RGB


def _grid(radius_px: float) -> tuple[Mask, Mask]:
    """Coordinates -1..1 across a thing (u right, v up), on a square with a small border."""
    half = int(np.ceil(radius_px * SUPERSAMPLE)) + 3
    axis = (np.arange(2 * half + 1, dtype=np.float32) - half) / (radius_px * SUPERSAMPLE)
    u, v = np.meshgrid(axis, -axis)
    return u, v


def ball_look(rgb: RGB, material: str, radius_px: float, light: Light, sport: str = "") -> BallLook:
    """The look of a ball of a radius in frame pixels; sport: which one it is for, "" for a plain ball of a material."""
    u, v = _grid(radius_px)
    squared = np.minimum(u**2 + v**2, 1.0)
    facing = np.sqrt(1 - squared)
    mask = np.clip((1 - np.sqrt(u**2 + v**2)) * radius_px * SUPERSAMPLE + 0.5, 0, 1)
    normal = np.stack([u, v, facing], -1)
    diffuse = np.clip(normal @ colour(light.direction), 0, 1)[..., None]
    above = (0.5 + 0.5 * v)[..., None]
    shade = colour(light.sky) * above + colour(light.bounce) * (1 - above) + colour(light.key) * diffuse
    if light.linear:
        shade = shade ** (1 / GAMMA)
    # Edges turn away from the viewer, and the underside sees mostly the ground.
    shade = shade * (0.80 + 0.20 * facing[..., None]) * (1 - 0.22 * np.clip(-v - 0.35, 0, 1)[..., None])
    half_way = colour(light.direction) + colour((0, 0, 1))
    towards = np.clip(normal @ (half_way / np.linalg.norm(half_way)), 0, 1)
    gloss, sharp = SPORT_GLOSS[sport] if sport else GLOSS[material]
    lamp = colour(light.key) / max(light.key)
    shine = lamp * (gloss * towards**sharp + 0.10 * gloss * towards**5)[..., None]
    if material == "metal" and not sport:
        shade, shine = (
            shade * _mirror(v, facing)[..., None],
            shine + colour(light.sky_low) * (0.22 * (1 - facing) ** 2.2)[..., None],
        )
    skin = sport_skin(sport, rgb, u, v, facing) if sport else _BALL_SKINS[material](colour(rgb), u, v, facing)
    return BallLook(
        skin=skin.astype(np.float32),
        shade=shade.astype(np.float32),
        shine=shine.astype(np.float32),
        mask=mask.astype(np.float32),
    )


def _mirror(v: Mask, facing: Mask) -> Mask:
    """What polished metal shows of its surroundings: bright sky, a dark horizon, a lighter ground."""
    look = v * (0.6 + 0.4 * facing)
    sky = np.clip((look - 0.02) * 9, 0, 1) * (0.92 + 0.55 * np.clip(look, 0, 1))
    ground = np.clip((-look - 0.05) * 7, 0, 1) * (1.05 - 0.45 * np.clip(-look, 0, 1))
    return 0.58 + 0.62 * np.maximum(sky, ground) * 0.85


def _rubber_ball(base: Picture, u: Mask, v: Mask, facing: Mask) -> Picture:
    """Two lighter bands around the ball, seen from the side of their axis, and a cap."""
    pale = base + (1 - base) * (0.42 if base.mean() > 0.2 else 0.30)
    bend = v - 0.16 * facing * np.sign(v)
    across = np.abs(np.abs(bend) - 0.30)
    soft = np.clip((0.075 - across) * 40, 0, 1)
    cap = np.clip((0.17 - np.hypot(u * 0.9 + 0.62, v)) * 40, 0, 1)
    return over(np.broadcast_to(base, (*u.shape, 3)), pale, np.maximum(soft, cap) * 0.9)


def _wooden_ball(base: Picture, u: Mask, v: Mask, facing: Mask) -> Picture:
    """Year rings around an axis off the middle, under a thin coat of paint."""
    waver = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 5, u.shape[0] / 5), 3, 3)
    rings = np.hypot(u * 1.0 - 0.55, v * 0.55 + 0.2) * 24 + waver * 1.6 + facing * 2.0
    grain = 0.5 + 0.5 * np.sin(rings)
    fibre = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 60, u.shape[0] / 6), 5, 2)
    worn = base * 0.86 + colour((0.58, 0.38, 0.20)) * 0.14
    return worn * (1.06 - 0.30 * grain**3 + 0.06 * fibre)[..., None]


def _metal_ball(base: Picture, u: Mask, v: Mask, facing: Mask) -> Picture:
    """A seam around the middle with rivets, and fine scratches."""
    brushed = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 90, u.shape[0] / 3), 9, 2)
    skin = (base * 0.90 + 0.06) * (1 + 0.05 * brushed)[..., None]
    seam = np.clip((0.030 - np.abs(v)) * 60, 0, 1)
    skin = over(skin, skin * 0.52, seam)
    for x in (-0.86, -0.5, 0.0, 0.5, 0.86):
        for y in (-0.14, 0.14):
            rivet = np.clip((0.050 - np.hypot((u - x) / max(0.4, np.sqrt(1 - x * x)), v - y)) * 50, 0, 1)
            skin = over(skin, skin * 0.60, rivet)
            skin = over(skin, skin * 1.25 + 0.10, np.clip((0.026 - np.hypot(u - x + 0.012, v - y - 0.012)) * 60, 0, 1))
    return skin * (0.92 + 0.08 * facing)[..., None]


_BALL_SKINS = {"rubber": _rubber_ball, "wood": _wooden_ball, "metal": _metal_ball}


def face_light(normal: RGB, light: Light) -> NDArray[np.float32]:
    """The light on a flat face, as an RGB factor."""
    diffuse = max(0.0, sum(a * b for a, b in zip(normal, light.direction, strict=True)))
    above = 0.5 + 0.5 * normal[1]
    lit = colour(light.sky) * above + colour(light.bounce) * (1 - above) + colour(light.key) * diffuse
    return lit ** (1 / GAMMA) if light.linear else lit


def box_look(rgb: RGB, material: str, radius_px: float, light: Light, text: str = "") -> BoxLook:
    """The look of a box of a half width in frame pixels; text: what is on a label on its front."""
    u, v = _grid(radius_px)
    corner = {"rubber": 0.16, "wood": 0.02, "metal": 0.07}[material]
    outside = np.hypot(np.maximum(np.abs(u) - 1 + corner, 0), np.maximum(np.abs(v) - 1 + corner, 0)) - corner
    mask = np.clip(-outside * radius_px * SUPERSAMPLE + 0.5, 0, 1)
    base = colour(rgb)
    front = {"rubber": _rubber_front, "wood": _wooden_front, "metal": _metal_front}[material](base, u, v)
    if text:
        front = _labelled(front, u, v, text)
    lit = front * face_light((0.0, 0.0, 1.0), light) * (1.04 + 0.06 * v)[..., None]
    side = base * 0.86 + colour((0.58, 0.38, 0.20)) * 0.14 if material == "wood" else base
    red, green, blue = (float(part) for part in side)
    return BoxLook(front=lit.astype(np.float32), mask=mask.astype(np.float32), rgb=(red, green, blue))


def _labelled(front: Picture, u: Mask, v: Mask, text: str) -> Picture:
    """A front with a paper label that bears a text."""
    across, up = LABEL
    outside = np.maximum(np.abs(u) - across, np.abs(v) - up)
    pixel = float(u[0, 1] - u[0, 0])
    paper, ink = np.clip(0.5 - outside / pixel, 0, 1), np.zeros(u.shape, np.uint8)
    for shape in lettering(text, (0.0, 0.0), 1.84 * across, 1.66 * up, INK):
        for outline in shape.outlines:
            points = (outline * (1.0, -1.0) - (u[0, 0], -v[0, 0])) / pixel
            cv2.fillPoly(ink, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    shadow = np.clip(0.75 - outside / 0.05, 0, 1) * 0.5
    labelled = over(over(front, front * 0.4, shadow), colour(BRIGHT), paper)
    return over(labelled, colour(INK), ink.astype(np.float32) / 255)


def _edge(u: Mask, v: Mask, inset: float, width: float) -> Mask:
    """A square frame line at an inset from the border."""
    return np.clip((width - np.abs(np.maximum(np.abs(u), np.abs(v)) - (1 - inset))) * 60, 0, 1)


def _rubber_front(base: Picture, u: Mask, v: Mask) -> Picture:
    """A soft cube with a lighter round mark, like a toy's."""
    skin = np.broadcast_to(base * 0.98, (*u.shape, 3))
    pale = base + (1 - base) * (0.40 if base.mean() > 0.2 else 0.28)
    ring = np.clip((0.10 - np.abs(np.hypot(u, v) - 0.50)) * 30, 0, 1)
    rim = np.clip((np.maximum(np.abs(u), np.abs(v)) - 0.80) * 4, 0, 1) * 0.16
    return over(over(skin, pale, ring * 0.85), skin * 0.7, rim)


def _wooden_front(base: Picture, u: Mask, v: Mask) -> Picture:
    """A crate: boards, a frame around them and a brace across."""
    fibre = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 70, u.shape[0] / 5), 13, 3)
    board = np.floor((v + 1) * 2.5)
    tone = 1 + 0.07 * np.sin(board * 12.9) + 0.10 * fibre
    skin = (base * 0.84 + colour((0.58, 0.38, 0.20)) * 0.14) * tone[..., None]
    joint = np.clip((0.022 - np.abs((v + 1) * 2.5 - np.round((v + 1) * 2.5)) / 2.5) * 60, 0, 1)
    skin = over(skin, skin * 0.45, joint)
    brace = np.clip((0.13 - np.abs(u - v) / 1.414) * 60, 0, 1)
    shadow = np.clip((0.17 - np.abs(u - v + 0.03) / 1.414) * 30, 0, 1)
    upright = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 5, u.shape[0] / 70), 14, 3)
    beam = (base * 0.90 + colour((0.62, 0.42, 0.22)) * 0.14) * (1.04 + 0.09 * upright)[..., None]
    skin = over(over(skin, skin * 0.55, shadow), beam, brace)
    border = np.clip((np.maximum(np.abs(u), np.abs(v)) - 0.78) * 60, 0, 1)
    skin = over(skin, skin * 0.55, np.clip((np.maximum(np.abs(u), np.abs(v)) - 0.74) * 30, 0, 1))
    skin = over(skin, beam * 1.03, border)
    for x in (-0.89, 0.89):
        for y in (-0.89, 0.89):
            skin = over(skin, skin * 0.35, np.clip((0.035 - np.hypot(u - x, v - y)) * 60, 0, 1))
    return skin


def _metal_front(base: Picture, u: Mask, v: Mask) -> Picture:
    """Brushed plate with a raised rim, rivets and a slanting reflection."""
    brushed = layered_noise(u.shape[0], u.shape[1], (u.shape[0] / 110, u.shape[0] / 3), 23, 2)
    skin = (base * 0.90 + 0.06) * (1 + 0.06 * brushed)[..., None]
    sheen = np.exp(-(((u * 0.7 + v - 0.35) / 0.34) ** 2)) + 0.5 * np.exp(-(((u * 0.7 + v + 0.75) / 0.12) ** 2))
    skin = skin * (0.90 + 0.34 * sheen)[..., None] + 0.05 * sheen[..., None]
    skin = over(over(skin, skin * 0.55, _edge(u, v, 0.20, 0.018)), skin * 1.3 + 0.06, _edge(u, v, 0.235, 0.012))
    for x in (-0.88, 0.0, 0.88):
        for y in (-0.88, 0.0, 0.88):
            if x or y:
                skin = over(skin, skin * 0.55, np.clip((0.055 - np.hypot(u - x, v - y)) * 50, 0, 1))
                skin = over(
                    skin, skin * 1.4 + 0.10, np.clip((0.028 - np.hypot(u - x + 0.012, v - y - 0.014)) * 60, 0, 1)
                )
    return skin


def blob(hardness: float, *, square: bool = False) -> Mask:
    """A round or square shadow on a 129-pixel square: hardness 0 (a haze) to 1 (a clear edge)."""
    axis = np.linspace(-1, 1, 129, dtype=np.float32)
    u, v = np.meshgrid(axis, axis)
    out = np.maximum(np.abs(u), np.abs(v)) if square else np.hypot(u, v)
    far = np.clip((out - (0.25 + 0.3 * hardness)) / (0.72 - 0.42 * hardness), 0, 1)
    mask = 1 - far * far * (3 - 2 * far)
    return np.asarray(cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 2), np.float32)
