"""Makes pictures that look like photographs, and scenes by hand to move them with. It tests nothing."""

from typing import Any

import cv2
import numpy as np

from services.renderer.animatic.camera import ShotCamera
from services.renderer.animatic.cast.figure import Figure
from services.renderer.animatic.decode import DecodedScene, DecodedThing
from services.renderer.animatic.kinds import BODIES, Kind
from services.renderer.animatic.latents import FPS, FRAMES_PER_CHUNK
from services.renderer.animatic.motion import Motion
from services.renderer.animatic.world import ACTIVITIES

FRAMES = 72


def landscape(width: int, height: int, *, ball: bool) -> np.ndarray:
    """Clouds over hills, with grain, and a red ball a little left of the middle: uint8 [height, width, 3]."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    noise = np.zeros((height, width), np.float32)
    for cells, strength in ((5, 1.0), (14, 0.5), (40, 0.25)):
        coarse = rng.normal(0, strength, (cells * height // width + 2, cells)).astype(np.float32)
        noise += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    sky = np.stack([0.45 + 0.35 * y / height, 0.60 + 0.20 * y / height, 0.85 - 0.05 * y / height], -1)
    grass = np.stack([0.35 + 0.10 * noise, 0.45 + 0.08 * noise, 0.20 + 0.05 * noise], -1)
    hills = np.clip((y - 0.52 * height - 0.015 * height * noise[height // 2]) / 2, 0, 1)[..., None]
    picture = (sky + 0.06 * noise[..., None]) * (1 - hills) + grass * (0.6 + 0.5 * y / height)[..., None] * hills
    if ball:
        middle_x, middle_y, radius = 0.45 * width, 0.62 * height, 0.18 * height
        away = np.hypot(x - middle_x, y - middle_y)
        bulge = np.sqrt(np.clip(radius**2 - away**2, 0, None))
        light = (0.5 * (middle_x - x) + 0.7 * (middle_y - y) + 0.6 * bulge) / radius
        red = np.clip(0.35 + 0.75 * light, 0.1, 1.1)[..., None] * np.array([0.85, 0.22, 0.16])
        inside = np.clip(radius - away, 0, 1)[..., None]
        picture = picture * (1 - inside) + red * inside
    picture += rng.normal(0, 0.01, picture.shape)
    return (np.clip(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 0.7), 0, 1) * 255).astype(np.uint8)


def thing(kind: Kind, x_m: Any = 0.0, height_m: Any = 0.0, **doing: float) -> DecodedThing:
    """A thing that goes this way over the film and does this all the while."""
    still = np.zeros(FRAMES)
    acts = np.zeros((FRAMES, len(ACTIVITIES)))
    for name, share in doing.items():
        acts[:, ACTIVITIES.index(name)] = share
    motion = Motion(
        x_m=still + x_m,
        height_m=still + height_m,
        vx_m_s=still,
        vy_m_s=still,
        angle_rad=still,
        grounded=np.ones(FRAMES, bool),
        held=np.zeros(FRAMES, bool),
        facing=still + 1,
        doing=acts,
        hits=(),
        corrections_m=np.zeros(FRAMES // FRAMES_PER_CHUNK),
    )
    red, blue, brown = (0.8, 0.2, 0.2), (0.2, 0.3, 0.6), (0.3, 0.2, 0.1)
    figure = Figure(
        kind=kind, tall_m=1.7, main=red, second=blue, hair=brown, skin=0.4, old=False, skirt=False, hat=False
    )
    return DecodedThing(
        slot=0,
        kind=kind,
        material="rubber" if kind in BODIES else "",
        rgb=red,
        factor=1.0,
        depth=0.5,
        motion=motion,
        figure=None if kind in BODIES else figure,
    )


def bounces() -> DecodedThing:
    """A ball that jumps up again and again."""
    at_s = np.mod(np.arange(FRAMES) / FPS, 0.8)
    return thing("ball", height_m=4.905 * at_s * (0.8 - at_s))


def walks() -> DecodedThing:
    """A woman who walks to the right."""
    return thing("woman", np.linspace(-1.5, 1.5, FRAMES), walk=1.0)


def scene(first: DecodedThing, weather: str = "clear", palette: str = "natural", **camera: Any) -> DecodedScene:
    """A scene with one thing in it."""
    return DecodedScene(
        num_frames=FRAMES,
        place="meadow",
        time_of_day="day",
        camera=ShotCamera(**camera),
        things=(first,),
        weather=weather,
        palette=palette,
    )
