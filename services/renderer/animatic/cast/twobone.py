"""Where a limb of two bones bends. Points are complex numbers x + iy; it draws nothing."""

import cmath
import math


def bend_at(root: complex, end: complex, upper: float, lower: float, side: int) -> complex:
    """The joint between root and end. side: 1 for a knee that points ahead of a limb that hangs down, -1 for one that
    points back. A limb that is too short for its end stretches.
    """
    reach = max(abs(end - root), 1e-6)
    stretch = max(1.0, reach / (0.998 * (upper + lower)))
    upper, lower = upper * stretch, lower * stretch
    cosine = (upper**2 + reach**2 - lower**2) / (2 * upper * reach)
    return root + cmath.rect(upper, cmath.phase(end - root) + side * math.acos(max(-1.0, min(1.0, cosine))))
