"""Times of many turns in three figures."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Percentiles:
    """The median, the 95th and the 99th percentile, in ms; None where nothing was timed."""

    p50: float | None
    p95: float | None
    p99: float | None = None

    @classmethod
    def of(cls, times: Iterable[float | None]) -> "Percentiles":
        """Return the percentiles of the times that are known.

        >>> Percentiles.of([1.0, 2.0, None, 3.0])
        Percentiles(p50=2.0, p95=2.9, p99=3.0)
        """
        known = [time for time in times if time is not None]
        if not known:
            return cls(None, None)
        return cls(*(round(float(each), 1) for each in np.percentile(known, [50, 95, 99])))

    def __str__(self) -> str:
        return _shown(self.p50, self.p95)

    def three(self) -> str:
        """Return all three figures, as whole numbers."""
        return _shown(self.p50, self.p95, self.p99)


def _shown(*times: float | None) -> str:
    return " / ".join("–" if time is None else f"{time:.0f}" for time in times)
