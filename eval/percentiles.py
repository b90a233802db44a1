"""Times of many turns in two figures."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Percentiles:
    """The median and the 95th percentile, in milliseconds; None where nothing was timed."""

    p50: float | None
    p95: float | None

    @classmethod
    def of(cls, times: Iterable[float | None]) -> "Percentiles":
        """Return the percentiles of the times that are known.

        >>> Percentiles.of([1.0, 2.0, None, 3.0])
        Percentiles(p50=2.0, p95=2.9)
        """
        known = [time for time in times if time is not None]
        if not known:
            return cls(None, None)
        p50, p95 = np.percentile(known, [50, 95])
        return cls(round(float(p50), 1), round(float(p95), 1))

    def __str__(self) -> str:
        return " / ".join(
            "–" if value is None else f"{value:.0f}" for value in (self.p50, self.p95)
        )
