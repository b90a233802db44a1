"""Whether a shop carries what was asked for, or the hits are only the nearest there is.

Similarity alone cannot tell: a model finds something near to every wish. Words alone cannot
either: shoppers and shops use different ones. A logistic curve over both, fitted on labelled
wishes to two catalogs (see `shopassist eval decisions`), can, mostly.
"""

import math
from collections.abc import Sequence

from retrieval.accessories import names_a_thing
from retrieval.analysis import tokens
from retrieval.embedding_models import Calibration
from retrieval.evidence import Frequency, coverage
from retrieval.product import Product
from retrieval.query import Concept, Query
from retrieval.shelves import is_joint
from retrieval.texts import lexical_text

FLOOR = 0.5
"""From here on it is likelier that a product is what was asked for than that it is not."""


class RelevanceJudge:
    """Judges products for one query."""

    def __init__(
        self,
        query: Query,
        granted: str,
        frequency: Frequency,
        total: int,
        calibration: Calibration,
        *,
        core_only: bool = False,
    ) -> None:
        """Take a query and what is already known to hold.

        Args:
            query: What was asked for.
            granted: Words that every product to be judged satisfies, as constraints do.
            frequency: How many products hold a term.
            total: How many products there are.
            calibration: Fitted for the embedding model in use.
            core_only: Whether the thing itself is enough, without its details.
        """
        # Who asks for a laptop with much memory is not shown memory: the thing must be there, too.
        details = [] if core_only or query.core == query.concepts else [query.concepts]
        self._wanted = [query.core, *details]
        self._core_only = core_only
        self._heads = _heads(query)
        self._granted = frozenset(tokens(granted))
        self._frequency = frequency
        self._total = total
        self._calibration = calibration

    def relevance(self, product: Product, called: str, similarity: float) -> float:
        """How likely it is that a product is what was asked for, 0 to 1.

        Args:
            product: The product.
            called: The words that it is called by, see `retrieval.facets.Facets.words`.
            similarity: Cosine of its vector with the query's.
        """
        names = self._granted.union(tokens(called))
        loose = self._heads & names - self._granted - _named_by(product)
        names, text = names - loose, names.union(tokens(lexical_text(product))) - loose
        return min(
            (
                self._likely(concepts, names, text, similarity)
                for concepts in self._wanted
                if concepts
            ),
            default=1.0,
        )

    def is_named_by(self, product: Product) -> bool:
        """Whether a product is called by the thing's name, and does not only tell of it.

        Where the query names no thing that is known to be one, that is true of all; unless it was
        cut to its core, which may be no more than "something warm": then a category must bear it.
        """
        if not any(map(names_a_thing, self._heads)):
            shelf = tokens(" ".join(product.category))
            return not (self._core_only and shelf) or not self._heads.isdisjoint(shelf)
        return not self._heads.isdisjoint(_named_by(product) | self._granted)

    def _likely(
        self,
        concepts: Sequence[Concept],
        names: frozenset[str],
        text: frozenset[str],
        similarity: float,
    ) -> float:
        fitted = self._calibration
        score = (
            fitted.bias
            + fitted.similarity * similarity
            + fitted.named * coverage(concepts, names, self._frequency, self._total)
            + fitted.told * coverage(concepts, text, self._frequency, self._total)
        )
        return 1 / (1 + math.exp(-score))


def _heads(query: Query) -> frozenset[str]:
    """The last word of each name of the thing: what it is, and not what it is like."""
    return query.core[-1].heads if query.core else frozenset()


def _named_by(product: Product) -> frozenset[str]:
    """What a product is called, less by the departments that join several things.

    What stands among "Bags & Travel" need not be a bag.
    """
    *above, shelf = product.category or [""]
    shelves = [name for name in above if not is_joint(name)]
    return frozenset(tokens(" ".join([product.title, product.brand or "", *shelves, shelf])))
