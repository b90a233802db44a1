"""One generation of the index of products, opened for reading."""

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import tokens
from retrieval.catalog import Catalog
from retrieval.filters import Constraints
from retrieval.layout import CATALOG, LEXICAL, PRODUCTS, VECTORS
from retrieval.lexical import LexicalIndex
from retrieval.vectors import VectorStore
from retrieval.vocabulary import Vocabulary
from retrieval.words import CatalogWords

Positions = NDArray[np.int64]


class ProductGeneration:
    """The relational, lexical and vector side of one state of the catalog."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.open(folder / CATALOG)
        self.lexical = LexicalIndex.open(folder / LEXICAL)
        self.vectors = VectorStore(folder / VECTORS, PRODUCTS)
        self.words = CatalogWords.open(folder / LEXICAL)
        self.groups = self.catalog.groups()

    def close(self) -> None:
        """Give back what is open on disk."""
        self.catalog.close()
        self.vectors.close()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which this catalog's products can be asked for."""
        return self.catalog.vocabulary()

    def is_brand(self, term: str) -> bool:
        """Whether a term (as `retrieval.analysis.tokens` makes it) is the name of a brand."""
        return term in self._brands

    @cached_property
    def _brands(self) -> frozenset[str]:
        brands = (tokens(brand) for brand in self.vocabulary.brands)
        return frozenset(brand[0] for brand in brands if len(brand) == 1)

    def fitting(self, constraints: Constraints) -> Positions | None:
        """The positions of all records that fit, ascending; None where nothing is constrained."""
        if not constraints.given():
            return None
        return np.array(sorted(self.catalog.select(constraints).positions()), dtype=np.int64)
