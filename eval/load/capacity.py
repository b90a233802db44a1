"""How many shoppers a model server looks after, and how many servers a crowd of them needs."""

from dataclasses import dataclass
from math import ceil, inf

BUSY_SHARE = 0.7
"""A server that is busier than this makes shoppers queue whenever several write at once."""


@dataclass(frozen=True)
class Capacity:
    """What a shopper costs the model: tokens written a message, a message every so many seconds."""

    tokens_per_message: float
    seconds_per_message: float

    def shoppers_per_server(self, tokens_per_second: float) -> int:
        """Return how many shoppers a server of that speed looks after.

        Args:
            tokens_per_second: What it writes for all its shoppers together, as a load measures.

        >>> Capacity(tokens_per_message=20, seconds_per_message=30).shoppers_per_server(100)
        105
        """
        if not self.tokens_per_message:
            raise ValueError("a shopper who costs no tokens has no limit")
        needed = self.tokens_per_message / self.seconds_per_message
        return int(BUSY_SHARE * tokens_per_second / needed)

    def servers(self, shoppers: int, tokens_per_second: float) -> float:
        """Return how many servers so many shoppers need; infinity where one is too slow for any.

        >>> Capacity(tokens_per_message=20, seconds_per_message=30).servers(1000, 100)
        10
        """
        each = self.shoppers_per_server(tokens_per_second)
        return ceil(shoppers / each) if each else inf
