"""The one way in: everything that the rest of the program asks of a shop's index."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
from retrieval.product import Product
from retrieval.product_search import Hit, SearchResult, search_products
from retrieval.ranking import Method, rank_ids
from retrieval.vocabulary import Vocabulary

__all__ = ["Hit", "SearchResult", "ShopIndex"]


class ShopIndex:
    """The products, FAQ and documents of one shop; always the newest finished state.

    Safe to share between threads. A sync in another process is picked up by the next call.
    """

    def __init__(
        self, data_dir: Path, embedder: Embedder, products: Live[ProductGeneration], passages: Live[PassageIndex]
    ) -> None:
        self.data_dir = data_dir
        self.embedder = embedder
        self._products = products
        self._passages = passages

    @classmethod
    def open(cls, data_dir: Path, embedding_model: str) -> "ShopIndex":
        """Open the index in a data directory.

        Args:
            data_dir: Where `shopassist index` has put it.
            embedding_model: The model that it was made with: a name, a folder or a hub id.

        Raises:
            IndexMissingError: There is no finished index; the message says how to make one.
            UserError: The model is unknown, or not the one that the index was made with.
        """
        model = find_model(embedding_model)
        embedder = Embedder(model, lambda: prepare(model, models_dir(data_dir)))
        products = Live(products_root(data_dir), ProductGeneration, model.name)
        if products.current() is None:
            raise IndexMissingError(
                f"no product index in {data_dir}: run "
                f"`shopassist index products FILE... --data-dir {data_dir}` first"
            )
        return cls(data_dir, embedder, products, Live(passages_root(data_dir), PassageIndex, model.name))
