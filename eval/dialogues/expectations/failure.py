"""How an expectation fails: what was expected, what came, and what shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """One expectation that did not hold.

    >>> print(Failure("intent", "product_search", "greeting", "confidence 0.41"))
    intent: expected product_search; got greeting [confidence 0.41]
    """

    key: str
    expected: str
    got: str
    evidence: str = ""

    def __str__(self) -> str:
        shown = f" [{self.evidence}]" if self.evidence else ""
        return f"{self.key}: expected {self.expected}; got {self.got}{shown}"
