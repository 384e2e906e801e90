"""The bodies of men, women and children: lengths and girths as shares of the height. Values only."""

from msgspec import Struct

from services.renderer.animatic.cast.skeleton import Build


class Frame(Struct, frozen=True, kw_only=True):
    """The girth of a body as shares of the height: radii of thigh, knee, trouser leg, shoulder, elbow, wrist, hand and
    neck; trunk: rows of height (0 hips, 1 shoulders), half width, depth to the front and to the back.
    """

    build: Build
    thigh: float
    knee: float
    cuff: float
    shoulder: float
    elbow: float
    wrist: float
    hand: float
    neck: float
    trunk: tuple[tuple[float, float, float, float], ...]


MAN = Frame(
    build=Build(
        hip=0.500, hip_half=0.046, shoulder=0.802, shoulder_half=0.108, head=0.172, upper_arm=0.165, forearm=0.140
    ),
    thigh=0.057,
    knee=0.045,
    cuff=0.037,
    shoulder=0.044,
    elbow=0.036,
    wrist=0.030,
    hand=0.032,
    neck=0.037,
    trunk=(
        (-0.24, 0.104, 0.068, 0.078),
        (0.0, 0.102, 0.068, 0.080),
        (0.38, 0.088, 0.072, 0.058),
        (0.72, 0.108, 0.084, 0.070),
        (0.93, 0.100, 0.064, 0.066),
        (1.04, 0.046, 0.036, 0.042),
    ),
)
WOMAN = Frame(
    build=Build(
        hip=0.505, hip_half=0.044, shoulder=0.802, shoulder_half=0.088, head=0.172, upper_arm=0.160, forearm=0.135
    ),
    thigh=0.058,
    knee=0.040,
    cuff=0.032,
    shoulder=0.034,
    elbow=0.029,
    wrist=0.024,
    hand=0.028,
    neck=0.027,
    trunk=(
        (-0.20, 0.103, 0.062, 0.074),
        (0.0, 0.099, 0.062, 0.074),
        (0.42, 0.068, 0.056, 0.048),
        (0.70, 0.088, 0.082, 0.060),
        (0.92, 0.080, 0.054, 0.056),
        (1.04, 0.038, 0.030, 0.034),
    ),
)
CHILD = Frame(
    build=Build(
        hip=0.425,
        hip_half=0.046,
        shoulder=0.700,
        shoulder_half=0.096,
        head=0.268,
        upper_arm=0.140,
        forearm=0.122,
        ankle=0.050,
        heel_radius=0.026,
        ball=0.078,
        ball_radius=0.022,
    ),
    thigh=0.064,
    knee=0.048,
    cuff=0.044,
    shoulder=0.044,
    elbow=0.036,
    wrist=0.030,
    hand=0.033,
    neck=0.034,
    trunk=(
        (-0.24, 0.110, 0.074, 0.072),
        (0.0, 0.104, 0.078, 0.074),
        (0.40, 0.092, 0.084, 0.066),
        (0.72, 0.096, 0.078, 0.070),
        (0.92, 0.088, 0.060, 0.064),
        (1.04, 0.044, 0.036, 0.040),
    ),
)
