"""Small films whose truth is known: things fly, bounce and collide in closed form enough to time every contact.

A world is simulated at 4,800 steps a second, drawn with OpenCV at sub-pixel positions and encoded as H.264 at 24 fps.
Nothing here is part of Matinee: the films exist so that what is seen and heard can be compared with what happened.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from proto.timeline import Contact, Motion, Timeline

FPS = 24
STEPS_PER_FRAME = 200
GRAVITY_M_S2 = 9.81
VIEW_WIDTH_M = 6.0
GROUND_LINE = 0.78
RESTITUTION = {"rubber": 0.85, "wood": 0.5, "metal": 0.7}
REST_SPEED_M_S = 0.25
SMALL = {"width": 320, "height": 180}

Frame = NDArray[np.uint8]


@dataclass(frozen=True)
class Body:
    """One thing: centre (x, y) in metres with y up and 0 at the ground, velocity, width and look."""

    x: float
    y: float
    vx: float = 0.0
    vy: float = 0.0
    size_m: float = 0.5
    material: str = "rubber"
    kind: str = "ball"
    rgb: tuple[int, int, int] = (214, 60, 52)


@dataclass(frozen=True)
class World:
    """What happens in a film. pan_m_s moves the camera to the right; walls stand at +-wall_m."""

    bodies: tuple[Body, ...]
    seconds: float = 4.0
    pan_m_s: float = 0.0
    wall_m: float = 50.0
    place: str = "meadow"
    time_of_day: str = "noon"


@dataclass
class Run:
    """A simulated world: positions [frame, body, 2] in metres and the timeline of what happened."""

    world: World
    positions: NDArray[np.float64]
    timeline: Timeline


@dataclass
class _State:
    pos: NDArray[np.float64]
    vel: NDArray[np.float64]
    resting: list[bool] = field(default_factory=list)


def screen_x(world: World, x_m: float, at_s: float) -> float:
    """A world position on the screen, -1 to 1 from edge to edge, beyond when it is off the screen."""
    return float((x_m - world.pan_m_s * at_s) / (VIEW_WIDTH_M / 2))


def simulate(world: World) -> Run:
    """Run the world and record where everything is at each frame, each contact and each motion."""
    state = _State(
        pos=np.array([[b.x, b.y] for b in world.bodies], dtype=np.float64).reshape(-1, 2),
        vel=np.array([[b.vx, b.vy] for b in world.bodies], dtype=np.float64).reshape(-1, 2),
        resting=[b.y <= b.size_m / 2 + 1e-9 and b.vy == 0 for b in world.bodies],
    )
    frames = round(world.seconds * FPS)
    dt = 1 / (FPS * STEPS_PER_FRAME)
    positions = np.zeros((frames, len(world.bodies), 2))
    speeds = np.zeros((frames, len(world.bodies)))
    grounded = np.zeros((frames, len(world.bodies)), dtype=bool)
    contacts: list[Contact] = []
    for step in range(frames * STEPS_PER_FRAME):
        if step % STEPS_PER_FRAME == 0:
            k = step // STEPS_PER_FRAME
            positions[k] = state.pos
            speeds[k] = np.hypot(state.vel[:, 0], state.vel[:, 1])
            grounded[k] = state.resting
        contacts += _advance(world, state, (step + 1) * dt, dt)
    motions = tuple(_motions(world, positions, speeds, grounded))
    timeline = Timeline(
        seconds=world.seconds,
        place=world.place,
        time_of_day=world.time_of_day,
        contacts=tuple(contacts),
        motions=motions,
    )
    return Run(world, positions, timeline)


def _advance(world: World, state: _State, now_s: float, dt: float) -> Iterator[Contact]:
    for i, body in enumerate(world.bodies):
        radius, bounce = body.size_m / 2, RESTITUTION[body.material]

        def hit(against: str, speed: float, i: int = i, body: Body = body) -> Contact:
            return Contact(
                at_s=now_s,
                thing=i,
                kind="hit",
                material=body.material,
                against=against,
                speed_m_s=float(speed),
                x=screen_x(world, state.pos[i, 0], now_s),
                size_m=body.size_m,
            )

        if state.resting[i]:
            state.vel[i] *= 1 - 0.3 * dt
        else:
            state.vel[i, 1] -= GRAVITY_M_S2 * dt
        state.pos[i] += state.vel[i] * dt
        if state.pos[i, 1] < radius and state.vel[i, 1] < 0:
            speed = -state.vel[i, 1]
            yield hit("ground", speed)
            state.pos[i, 1] = radius
            state.vel[i, 1] = speed * bounce
            if speed * bounce < REST_SPEED_M_S:
                state.vel[i, 1], state.resting[i] = 0.0, True
        if abs(state.pos[i, 0]) > world.wall_m - radius and state.pos[i, 0] * state.vel[i, 0] > 0:
            yield hit("wall", abs(state.vel[i, 0]))
            state.vel[i, 0] *= -bounce
        for j in range(i):
            yield from _collide(world, state, i, j, hit)


def _collide(world: World, state: _State, i: int, j: int, hit: Callable[..., Contact]) -> Iterator[Contact]:
    gap = state.pos[i] - state.pos[j]
    distance = float(np.hypot(*gap))
    if distance >= (world.bodies[i].size_m + world.bodies[j].size_m) / 2:
        return
    level = state.resting[i] and state.resting[j]
    normal = np.array([np.sign(gap[0]), 0.0]) if level else gap / distance
    closing = -float((state.vel[i] - state.vel[j]) @ normal)
    if closing <= 0:
        return
    yield hit("thing", closing)
    mass_i, mass_j = world.bodies[i].size_m ** 3, world.bodies[j].size_m ** 3
    impulse = 1.8 * closing / (1 / mass_i + 1 / mass_j)
    state.vel[i] += impulse / mass_i * normal
    state.vel[j] -= impulse / mass_j * normal


def _motions(
    world: World, positions: NDArray[np.float64], speeds: NDArray[np.float64], grounded: NDArray[np.bool_]
) -> Iterator[Motion]:
    for i, body in enumerate(world.bodies):
        for kind, where in (("roll", grounded[:, i]), ("air", ~grounded[:, i])):
            for run in np.split(np.flatnonzero(where), np.flatnonzero(np.diff(np.flatnonzero(where)) > 1) + 1):
                if len(run) > 2 and speeds[run, i].max() > 0.1:
                    samples = tuple(
                        (float(k) / FPS, float(speeds[k, i]), float(screen_x(world, positions[k, i, 0], k / FPS)))
                        for k in run
                    )
                    yield Motion(kind=kind, thing=i, material=body.material, size_m=body.size_m, samples=samples)


def backdrop_of(width: int, height: int, seed: int) -> Frame:
    """A sky gradient, hills and a textured ground, three screens wide so that a camera can pan over it."""
    rng = np.random.default_rng(seed)
    wide, line = width * 3, int(height * GROUND_LINE)
    rows = np.linspace(0, 1, height)[:, None, None]
    picture = np.broadcast_to(
        np.array([96, 150, 220]) * (1 - rows) + np.array([215, 228, 240]) * rows, (height, wide, 3)
    ).copy()
    columns = np.arange(wide)
    ridge = line - height * (0.10 + 0.05 * np.sin(columns / width * 5) + 0.03 * np.sin(columns / width * 13 + 1))
    picture[np.arange(height)[:, None] > ridge[None, :]] = (104, 146, 110)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height - line, wide)), (0, 0), height / 180) * 26
    picture[line:] = np.array([122, 142, 74]) + grain[..., None] * np.array([1.0, 1.0, 0.7])
    return np.clip(picture, 0, 255).astype(np.uint8)


def _draw(run: Run, k: int, backdrop: Frame, width: int, height: int) -> Frame:
    scale = width / VIEW_WIDTH_M
    left = width + run.world.pan_m_s * k / FPS * scale
    shift = np.array([[1, 0, -left], [0, 1, 0]], dtype=np.float64)
    frame = cv2.warpAffine(backdrop, shift, (width, height), flags=cv2.INTER_LINEAR)
    line = height * GROUND_LINE + 0.03 * height
    centres = [(width / 2 + (x - run.world.pan_m_s * k / FPS) * scale, line - y * scale) for x, y in run.positions[k]]
    for body, (cx, cy), (_, y) in zip(run.world.bodies, centres, run.positions[k], strict=True):
        shadow = np.zeros((height, width), np.float32)
        spread = body.size_m / 2 * scale * (1 + 0.3 * y)
        cv2.ellipse(shadow, (int(cx), int(line)), (int(spread), int(spread * 0.25)), 0, 0, 360, 1.0, -1, cv2.LINE_AA)
        shadow = cv2.GaussianBlur(shadow, (0, 0), 2 + spread * 0.1) * 0.45 / (1 + y)
        frame = (frame * (1 - shadow[..., None])).astype(np.uint8)
        _stamp(frame, body, cx, cy, body.size_m / 2 * scale)
    return frame


def _stamp(frame: Frame, body: Body, cx: float, cy: float, radius: float) -> None:
    """Draw a shaded, anti-aliased ball or box."""
    y0, y1 = max(0, int(cy - radius - 2)), min(frame.shape[0], int(cy + radius + 3))
    x0, x1 = max(0, int(cx - radius - 2)), min(frame.shape[1], int(cx + radius + 3))
    if y0 >= y1 or x0 >= x1:
        return
    dy, dx = np.mgrid[y0:y1, x0:x1].astype(np.float64) - np.array([cy, cx])[:, None, None]
    reach = np.hypot(dx, dy) if body.kind == "ball" else np.maximum(abs(dx), abs(dy))
    alpha = np.clip(radius - reach + 0.5, 0, 1)[..., None]
    light = np.clip(1.05 - 0.5 * np.hypot(dx + radius * 0.35, dy + radius * 0.4) / radius, 0.3, 1.2)[..., None]
    patch = frame[y0:y1, x0:x1]
    patch[:] = np.clip(patch * (1 - alpha) + np.array(body.rgb) * light * alpha, 0, 255)


def frames_of(run: Run, width: int = 640, height: int = 360, seed: int = 0) -> Iterator[Frame]:
    """The film's frames, RGB."""
    backdrop = backdrop_of(width, height, seed)
    for k in range(len(run.positions)):
        yield _draw(run, k, backdrop, width, height)


def flicker(seconds: float = 2.0, width: int = 640, height: int = 360, seed: int = 3) -> Iterator[Frame]:
    """What random latents decode to: coarse blobs that jump from frame to frame, with no thing in it."""
    rng = np.random.default_rng(seed)
    for _ in range(round(seconds * FPS)):
        coarse = rng.normal(128, 50, (height // 40, width // 40, 3)).clip(0, 255).astype(np.uint8)
        yield cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def bursts(times_s: Iterable[float], seconds: float = 3.0, width: int = 640, height: int = 360) -> Iterator[Frame]:
    """A slowly drifting texture that starts to move fast at each given time and calms down: events without things."""
    rng = np.random.default_rng(5)
    texture = cv2.GaussianBlur(rng.normal(0, 1, (height, width)), (0, 0), 6)
    texture = (128 + 50 * texture / texture.std()).clip(0, 255).astype(np.uint8)
    grid_y, grid_x = np.mgrid[:height, :width].astype(np.float32)
    for k in range(round(seconds * FPS)):
        now = k / FPS
        swirl = 0.4 * now + sum(14 * (1 - np.exp(-(now - t) / 0.12)) for t in times_s if now > t)
        bend_x = grid_x + 6 * np.sin(grid_y / 30 + swirl).astype(np.float32)
        bend_y = grid_y + 6 * np.cos(grid_x / 24 + swirl).astype(np.float32)
        gray = cv2.remap(texture, bend_x, bend_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        yield cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)


def encode(path: Path, frames: Iterable[Frame]) -> Path:
    """Write frames as H.264 at 24 fps, as a renderer would leave them: a picture without sound."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "20"})
        stream.pix_fmt, stream.thread_count = "yuv420p", 1
        for k, frame in enumerate(frames):
            if k == 0:
                stream.width, stream.height = frame.shape[1], frame.shape[0]
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return path


RED, BLUE, YELLOW, GREEN = (214, 60, 52), (48, 84, 200), (236, 196, 60), (60, 160, 80)

WORLDS: dict[str, World] = {
    "bounce": World((Body(0.3, 2.2, vx=0.15),)),
    "bounce_small_wood": World((Body(-1.0, 1.8, size_m=0.25, material="wood", kind="box", rgb=YELLOW),)),
    "thrown": World((Body(-2.4, 0.9, vx=2.4, vy=3.2, size_m=0.4, material="metal", rgb=BLUE),), wall_m=2.9),
    "collide": World(
        (
            Body(-2.3, 0.3, vx=3.6, size_m=0.6, material="wood", rgb=RED),
            Body(0.4, 0.25, size_m=0.5, material="wood", rgb=BLUE),
        ),
        wall_m=2.9,
    ),
    "pan": World((Body(-1.0, 2.0, vx=0.9, size_m=0.6, rgb=YELLOW),), pan_m_s=0.7),
    "three": World(
        (
            Body(-2.0, 1.9, size_m=0.7, rgb=RED),
            Body(0.2, 1.4, size_m=0.4, material="metal", rgb=BLUE),
            Body(2.1, 1.9, size_m=0.5, material="wood", kind="box", rgb=GREEN),
        )
    ),
    "roll": World((Body(-2.4, 0.3, vx=1.1, size_m=0.6, rgb=GREEN),)),
}


def still(world: World) -> World:
    """The same place with nothing in motion."""
    return replace(world, bodies=(Body(0.0, 0.25),))
