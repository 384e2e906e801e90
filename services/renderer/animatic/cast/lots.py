"""Numbers as if by lot, for what is many and alike: drops, heaps of foam, lines. The same arguments give the same
numbers.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray


@cache
def lots(count: int, draw: int) -> NDArray[np.float64]:
    """[count] 0 to 1, for each of so many; draw: which of their lots."""
    drawn = np.modf(np.abs(np.sin(12.9898 * np.arange(1, count + 1) + 78.233 * draw)) * 43758.5453)[0]
    drawn.setflags(write=False)
    return np.asarray(drawn, np.float64)
