"""One line of what `make evaluate-audio` prints."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One line of the table. least and most: what is to be reached."""

    what: str
    value: float
    unit: str = ""
    least: float = -np.inf
    most: float = np.inf

    @property
    def good(self) -> bool:
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        aim = f">= {self.least:g}" if np.isfinite(self.least) else f"<= {self.most:g}"
        verdict = (
            "" if not np.isfinite((self.least, self.most)).any() else f"{aim:>9}  {'ok' if self.good else 'MISSED'}"
        )
        return f"{self.what:58s} {self.value:9.3f} {self.unit:5s} {verdict}"
