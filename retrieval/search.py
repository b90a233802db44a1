"""The one way in: everything that the rest of the program asks of a shop's index."""

from pathlib import Path

from retrieval.catalog import Catalog
from retrieval.embedding_models import find_model, prepare
from retrieval.embeddings import Embedder
from retrieval.errors import IndexMissingError
from retrieval.filters import ANY, Constraints, relaxations
from retrieval.generation import ProductGeneration
from retrieval.layout import models_dir, passages_root, products_root
from retrieval.live import Live
from retrieval.passage_index import PassageIndex
from retrieval.passages import PassageHit
from retrieval.product_search import Hit, SearchResult, search_products
from retrieval.query import essence
from retrieval.ranking import Method, rank_ids
from retrieval.reordering import Reordering
from retrieval.vocabulary import Vocabulary

__all__ = ["DETAILS", "WORDS", "Hit", "SearchResult", "ShopIndex"]

DETAILS = "details"
"""Stands among what was relaxed where the thing itself was found, and no record of the rest."""

WORDS = "words"
"""Stands there where only the category of what was asked for is left."""


class ShopIndex:
    """The products, FAQ and documents of one shop; always the newest finished state.

    Safe to share between threads. A sync in another process is picked up by the next call.
    """

    def __init__(
        self, data_dir: Path, embedder: Embedder, reordering: Reordering | None = None
    ) -> None:
        """Take the data directory, the model that its index was made with, and who reranks.

        Raises:
            IndexMissingError: There is no finished index; the message says how to make one.
            UserError: The index was made with another model.
        """
        self.data_dir = data_dir
        self.embedder = embedder
        self._reordering = reordering
        self._live_products = Live(products_root(data_dir), ProductGeneration, embedder.name)
        self._live_passages = Live(passages_root(data_dir), PassageIndex, embedder.name)
        self._products()

    @classmethod
    def open(
        cls, data_dir: Path, embedding_model: str, reordering: Reordering | None = None
    ) -> "ShopIndex":
        """Open the index in a data directory.

        Args:
            data_dir: Where `shopassist index` has put it.
            embedding_model: The model that it was made with: a name, a folder or a hub id.
            reordering: Reranks what searches find; None: nothing does.

        Raises:
            IndexMissingError: There is no finished index; the message says how to make one.
            UserError: The model is unknown, or not the one that the index was made with.
        """
        model = find_model(embedding_model)
        embedder = Embedder(model, lambda: prepare(model, models_dir(data_dir)))
        return cls(data_dir, embedder, reordering)

    @property
    def catalog(self) -> Catalog:
        """The records of products, and exact facts about them."""
        return self._products().catalog

    @property
    def vocabulary(self) -> Vocabulary:
        """The words by which products can be asked for; another object after each sync."""
        return self._products().vocabulary

    def search(
        self, query: str, constraints: Constraints = ANY, *, limit: int = 10
    ) -> SearchResult:
        """Find products by words and meaning together, variants of one product once.

        Args:
            query: What to look for; empty: anything that fits.
            constraints: What must hold of every hit.
            limit: The most hits to return.
        """
        return search_products(
            self._products(),
            self.embedder,
            query,
            constraints,
            limit,
            reordering=self._reordering,
        )

    def closest(
        self, query: str, constraints: Constraints = ANY, *, limit: int = 10
    ) -> SearchResult:
        """Find what comes closest where nothing fits: wishes are given up, step by step.

        First the query's details, for a listing may be silent about what a thing is good for
        ("a webcam for video calls"); then the constraints, see `retrieval.filters.relaxations`; at
        last all words but those of the category: who finds no vegan wallet is shown wallets.

        Args:
            query: What to look for.
            constraints: What was wished for; exclusions are never given up.
            limit: The most hits to return.

        Returns:
            The first relaxation that finds what was asked for, with the names of what was given
            up; without hits where even the last finds nothing.
        """
        detailed = essence(query) != query
        steps = [(constraints, [DETAILS])] if detailed else []
        wishes = [(query, *step) for step in [*steps, *relaxations(constraints)]]
        if constraints.category:
            wishes.append((constraints.category, constraints, [WORDS]))
        for words, weaker, relaxed in wishes:
            found = search_products(
                self._products(), self.embedder, words, weaker, limit, core_only=detailed
            )
            if found.carries:
                return SearchResult(found.hits, carries=True, relaxed=relaxed)
        return SearchResult([], carries=False)

    def carries(self, query: str) -> bool:
        """Whether the shop sells what a query names, its details left aside."""
        return search_products(
            self._products(), self.embedder, query, ANY, limit=1, core_only=True
        ).carries

    def passages(self, question: str, *, limit: int = 3) -> list[PassageHit]:
        """Find FAQ entries and pieces of documents for a question, covering ones first."""
        index = self._live_passages.current()
        return index.search(question, self.embedder, limit) if index else []

    def rank_ids(self, query: str, method: Method, *, limit: int) -> list[tuple[str, float]]:
        """Rank product records for a benchmark: ids and scores, variants and all, best first."""
        return rank_ids(self._products(), self.embedder, query, method, limit, self._reordering)

    def _products(self) -> ProductGeneration:
        products = self._live_products.current()
        if products is None:
            raise IndexMissingError(
                f"no product index in {self.data_dir}: run "
                f"`shopassist index products FILE... --data-dir {self.data_dir}` first"
            )
        return products
