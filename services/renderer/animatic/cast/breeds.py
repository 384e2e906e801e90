"""Dog, cat and horse in numbers: how long, how thick and where, standing at ease and looking right.

Lengths are shares of the animal's height, angles are anticlockwise from straight ahead. Tables only; how an animal
moves is in `quadruped_pose.py`, how it is drawn in `quadruped.py`.
"""

from msgspec import Struct

Point = tuple[float, float]


class Leg(Struct, frozen=True, kw_only=True):
    """root: shoulder or hip; foot_x: where the foot stands; upper, lower, cannon: lengths of its three parts; bend: 1
    when the middle joint (knee) points ahead, -1 when it (elbow) points back; lean_rad: of the cannon on the standing
    leg, positive ahead; far_ahead: how far ahead of it the far leg stands; radii: at root, middle joint, hock or wrist,
    and foot.
    """

    root: Point
    foot_x: float
    upper: float
    lower: float
    cannon: float
    bend: int
    lean_rad: float
    far_ahead: float
    radii: tuple[float, float, float, float]


class Breed(Struct, frozen=True, kw_only=True):
    """An animal's build.

    back: outline points from the rump to the withers; belly: from the chest to under the tail. neck: its base;
    neck_length: from there to the middle of the skull, at neck_rad; neck_radii: half its width at base and head.
    head_rad: where the muzzle points; head_scale: how large the head of `heads.py` is. tail: its root; tail_rad: its
    direction there; tail_curl_rad: how far it turns to its tip. sit: the height of the hip when it sits; lift: how high
    feet swing in a walk. What is called run is so in the gallop.
    """

    hind: Leg
    fore: Leg
    back: tuple[Point, ...]
    belly: tuple[Point, ...]
    neck: Point
    neck_length: float
    neck_rad: float
    neck_run_rad: float
    neck_radii: tuple[float, float]
    head_rad: float
    head_scale: float
    tail: Point
    tail_length: float
    tail_rad: float
    tail_curl_rad: float
    tail_run_rad: float
    sit: float
    lift: float

    @property
    def half(self) -> float:
        """How far its legs are to the sides of its middle."""
        return self.fore.radii[0]


DOG = Breed(
    hind=Leg(
        root=(-0.29, 0.54), foot_x=-0.35, upper=0.215, lower=0.215, cannon=0.18, bend=1, lean_rad=0.06,
        far_ahead=0.11, radii=(0.145, 0.082, 0.042, 0.039),
    ),
    fore=Leg(
        root=(0.26, 0.50), foot_x=0.27, upper=0.155, lower=0.173, cannon=0.15, bend=-1, lean_rad=0.0,
        far_ahead=0.09, radii=(0.095, 0.060, 0.045, 0.041),
    ),
    back=((-0.44, 0.55), (-0.41, 0.65), (-0.30, 0.705), (-0.10, 0.705), (0.08, 0.705), (0.20, 0.725)),
    belly=((0.41, 0.55), (0.36, 0.42), (0.22, 0.345), (0.02, 0.355), (-0.18, 0.415), (-0.36, 0.44)),
    neck=(0.27, 0.62), neck_length=0.27, neck_rad=0.98, neck_run_rad=0.50, neck_radii=(0.150, 0.110),
    head_rad=-0.10, head_scale=1.14,
    tail=(-0.41, 0.62), tail_length=0.42, tail_rad=2.55, tail_curl_rad=-0.95, tail_run_rad=2.95,
    sit=0.17, lift=0.085,
)  # fmt: skip
CAT = Breed(
    hind=Leg(
        root=(-0.36, 0.47), foot_x=-0.42, upper=0.190, lower=0.200, cannon=0.15, bend=1, lean_rad=0.08,
        far_ahead=0.13, radii=(0.142, 0.085, 0.048, 0.045),
    ),
    fore=Leg(
        root=(0.24, 0.43), foot_x=0.26, upper=0.135, lower=0.145, cannon=0.12, bend=-1, lean_rad=0.0,
        far_ahead=0.10, radii=(0.088, 0.060, 0.050, 0.046),
    ),
    back=((-0.52, 0.47), (-0.50, 0.57), (-0.40, 0.630), (-0.18, 0.615), (0.04, 0.605), (0.20, 0.635)),
    belly=((0.37, 0.51), (0.34, 0.39), (0.20, 0.310), (-0.06, 0.315), (-0.28, 0.345), (-0.46, 0.38)),
    neck=(0.25, 0.56), neck_length=0.28, neck_rad=0.85, neck_run_rad=0.36, neck_radii=(0.12, 0.115),
    head_rad=-0.06, head_scale=1.14,
    tail=(-0.48, 0.56), tail_length=0.74, tail_rad=2.75, tail_curl_rad=-1.55, tail_run_rad=2.85,
    sit=0.16, lift=0.07,
)  # fmt: skip
HORSE = Breed(
    hind=Leg(
        root=(-0.23, 0.56), foot_x=-0.285, upper=0.172, lower=0.195, cannon=0.20, bend=1, lean_rad=0.04,
        far_ahead=0.10, radii=(0.138, 0.078, 0.033, 0.026),
    ),
    fore=Leg(
        root=(0.18, 0.52), foot_x=0.19, upper=0.134, lower=0.168, cannon=0.20, bend=-1, lean_rad=0.0,
        far_ahead=0.08, radii=(0.082, 0.050, 0.031, 0.025),
    ),
    back=((-0.365, 0.56), (-0.350, 0.65), (-0.25, 0.715), (-0.10, 0.690), (0.03, 0.685), (0.14, 0.725)),
    belly=((0.315, 0.57), (0.270, 0.45), (0.15, 0.380), (0.00, 0.370), (-0.14, 0.405), (-0.30, 0.46)),
    neck=(0.17, 0.62), neck_length=0.36, neck_rad=0.93, neck_run_rad=0.62, neck_radii=(0.138, 0.068),
    head_rad=-0.80, head_scale=1.0,
    tail=(-0.345, 0.645), tail_length=0.52, tail_rad=3.70, tail_curl_rad=0.95, tail_run_rad=3.10,
    sit=0.24, lift=0.085,
)  # fmt: skip
BREEDS = {"dog": DOG, "cat": CAT, "horse": HORSE}
