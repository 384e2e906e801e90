"""Cow, elephant, bear and dragon in numbers, as `breeds.py` has them for smaller animals. Tables only."""

from services.renderer.animatic.cast.breeds import Breed, Leg

COW = Breed(
    hind=Leg(
        root=(-0.40, 0.56), foot_x=-0.44, upper=0.185, lower=0.200, cannon=0.165, bend=1, lean_rad=0.03,
        far_ahead=0.12, radii=(0.165, 0.090, 0.052, 0.045),
    ),
    fore=Leg(
        root=(0.28, 0.50), foot_x=0.28, upper=0.140, lower=0.160, cannon=0.165, bend=-1, lean_rad=0.0,
        far_ahead=0.11, radii=(0.120, 0.075, 0.050, 0.045),
    ),
    back=((-0.59, 0.58), (-0.59, 0.76), (-0.50, 0.835), (-0.20, 0.815), (0.08, 0.815), (0.26, 0.845)),
    belly=((0.50, 0.60), (0.46, 0.42), (0.28, 0.325), (0.00, 0.300), (-0.26, 0.325), (-0.50, 0.42)),
    neck=(0.32, 0.66), neck_length=0.33, neck_rad=0.42, neck_run_rad=0.25, neck_radii=(0.185, 0.115),
    head_rad=-0.50, head_scale=1.0,
    tail=(-0.585, 0.74), tail_length=0.52, tail_rad=4.25, tail_curl_rad=0.45, tail_run_rad=3.30,
    sit=0.22, lift=0.07,
)  # fmt: skip
ELEPHANT = Breed(
    hind=Leg(
        root=(-0.33, 0.56), foot_x=-0.34, upper=0.205, lower=0.180, cannon=0.090, bend=1, lean_rad=0.02,
        far_ahead=0.12, radii=(0.185, 0.125, 0.098, 0.092),
    ),
    fore=Leg(
        root=(0.22, 0.54), foot_x=0.22, upper=0.185, lower=0.178, cannon=0.090, bend=-1, lean_rad=0.0,
        far_ahead=0.11, radii=(0.150, 0.112, 0.096, 0.092),
    ),
    back=((-0.52, 0.56), (-0.52, 0.74), (-0.38, 0.875), (-0.12, 0.930), (0.10, 0.895), (0.24, 0.900)),
    belly=((0.38, 0.56), (0.36, 0.42), (0.20, 0.335), (0.00, 0.305), (-0.22, 0.320), (-0.44, 0.40)),
    neck=(0.24, 0.72), neck_length=0.24, neck_rad=0.38, neck_run_rad=0.32, neck_radii=(0.195, 0.165),
    head_rad=-0.06, head_scale=1.0,
    tail=(-0.515, 0.70), tail_length=0.34, tail_rad=4.35, tail_curl_rad=0.30, tail_run_rad=3.50,
    sit=0.26, lift=0.07,
)  # fmt: skip
BEAR = Breed(
    hind=Leg(
        root=(-0.38, 0.48), foot_x=-0.42, upper=0.215, lower=0.195, cannon=0.085, bend=1, lean_rad=0.02,
        far_ahead=0.16, radii=(0.205, 0.135, 0.092, 0.070),
    ),
    fore=Leg(
        root=(0.24, 0.50), foot_x=0.27, upper=0.205, lower=0.190, cannon=0.090, bend=-1, lean_rad=0.02,
        far_ahead=0.14, radii=(0.165, 0.120, 0.090, 0.072),
    ),
    back=((-0.60, 0.48), (-0.60, 0.64), (-0.46, 0.765), (-0.20, 0.775), (0.02, 0.815), (0.17, 0.860), (0.28, 0.855)),
    belly=((0.46, 0.62), (0.44, 0.44), (0.28, 0.320), (0.02, 0.275), (-0.26, 0.275), (-0.52, 0.36)),
    neck=(0.26, 0.65), neck_length=0.34, neck_rad=0.38, neck_run_rad=0.20, neck_radii=(0.220, 0.165),
    head_rad=-0.12, head_scale=1.0,
    tail=(-0.60, 0.62), tail_length=0.10, tail_rad=3.9, tail_curl_rad=0.1, tail_run_rad=3.4,
    sit=0.20, lift=0.08,
)  # fmt: skip
DRAGON = Breed(
    hind=Leg(
        root=(-0.33, 0.40), foot_x=-0.36, upper=0.190, lower=0.175, cannon=0.105, bend=1, lean_rad=0.05,
        far_ahead=0.13, radii=(0.150, 0.090, 0.055, 0.050),
    ),
    fore=Leg(
        root=(0.16, 0.38), foot_x=0.20, upper=0.165, lower=0.150, cannon=0.085, bend=-1, lean_rad=0.02,
        far_ahead=0.11, radii=(0.110, 0.072, 0.052, 0.048),
    ),
    back=((-0.48, 0.42), (-0.45, 0.52), (-0.32, 0.570), (-0.12, 0.555), (0.05, 0.555), (0.18, 0.575)),
    belly=((0.34, 0.48), (0.32, 0.35), (0.18, 0.240), (-0.04, 0.220), (-0.24, 0.255), (-0.42, 0.32)),
    neck=(0.18, 0.48), neck_length=0.43, neck_rad=0.86, neck_run_rad=0.50, neck_radii=(0.130, 0.075),
    head_rad=-0.18, head_scale=1.0,
    tail=(-0.42, 0.44), tail_length=0.85, tail_rad=3.35, tail_curl_rad=-1.00, tail_run_rad=3.15,
    sit=0.19, lift=0.08,
)  # fmt: skip
