"""Limits that keep a public widget from being used to burn the model."""

import time
from collections.abc import Callable

from assistant.errors import TooManyRequestsError

_PRUNE_ABOVE = 10_000


class RateLimiter:
    """A token bucket for every key: short bursts pass, a steady stream is held to the rate.

    Args:
        per_minute: Size of the bucket, and tokens that a minute brings; 0: no limit.
        clock: Seconds that only go forward.

    >>> limiter = RateLimiter(2, clock=lambda: 0.0)
    >>> limiter.check("a"), limiter.check("a"), limiter.check("b")
    (None, None, None)
    >>> limiter.check("a")
    Traceback (most recent call last):
    assistant.errors.TooManyRequestsError: too many requests; please wait a moment
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def check(self, key: str) -> None:
        """Take a token.

        Raises:
            TooManyRequestsError: The bucket is empty.
        """
        if self._size == 0:
            return
        now = self._clock()
        tokens = self._tokens(key, now)
        if tokens < 1:
            raise TooManyRequestsError("too many requests; please wait a moment")
        self._buckets[key] = (tokens - 1, now)
        if len(self._buckets) > _PRUNE_ABOVE:
            self._prune(now)

    def _tokens(self, key: str, now: float) -> float:
        tokens, at = self._buckets.get(key, (float(self._size), now))
        return min(self._size, tokens + (now - at) * self._size / 60)

    def _prune(self, now: float) -> None:
        """Forget full buckets: a key that is not known has one anyway."""
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if self._tokens(key, now) < self._size
        }
