"""Whether a shop carries what was asked for, or the hits are only the nearest there is.

Similarity alone cannot tell: a model finds something near to every wish. Words alone cannot
either: shoppers and shops use different ones. A logistic curve over both, fitted on labelled
wishes to two catalogs (see `shopassist eval decisions`), can, mostly.
"""

import math
from dataclasses import dataclass

from retrieval.analysis import tokens
from retrieval.embedding_models import Calibration
from retrieval.evidence import Frequency, coverage
from retrieval.product import Product
from retrieval.query import Query
from retrieval.texts import lexical_text

FLOOR = 0.5
"""From here on it is likelier that a product is what was asked for than that it is not."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for a product: its nearness, and how much of the query names and tells it."""

    similarity: float
    named: float
    told: float


class RelevanceJudge:
    """Judges products for one query."""

    def __init__(
        self,
        query: Query,
        granted: str,
        frequency: Frequency,
        total: int,
        calibration: Calibration,
    ) -> None:
        """Take a query and what is already known to hold.

        Args:
            query: What was asked for.
            granted: Words that every product to be judged satisfies, as constraints do.
            frequency: How many products hold a term.
            total: How many products there are.
            calibration: Fitted for the embedding model in use.
        """
        self._concepts = query.concepts
        self._granted = frozenset(tokens(granted))
        self._frequency = frequency
        self._total = total
        self._calibration = calibration

    def evidence(self, product: Product, called: str, similarity: float) -> Evidence:
        """What speaks for a product.

        Args:
            product: The product.
            called: The words that it is called by, see `retrieval.facets.Facets.words`.
            similarity: Cosine of its vector with the query's.
        """
        names = self._granted.union(tokens(called))
        text = names.union(tokens(lexical_text(product)))
        return Evidence(
            similarity=similarity,
            named=coverage(self._concepts, names, self._frequency, self._total),
            told=coverage(self._concepts, text, self._frequency, self._total),
        )

    def relevance(self, product: Product, called: str, similarity: float) -> float:
        """How likely it is that a product is what was asked for, 0 to 1; see `evidence`."""
        if not self._concepts:
            return 1.0
        found, fitted = self.evidence(product, called, similarity), self._calibration
        score = (
            fitted.bias
            + fitted.similarity * found.similarity
            + fitted.named * found.named
            + fitted.told * found.told
        )
        return 1 / (1 + math.exp(-score))
