"""Builds the next generation of the index of products out of the current one and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.catalog_writer import CatalogWriter, Known
from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Vectors
from retrieval.generations import Generations, Manifest
from retrieval.layout import CATALOG, LEXICAL, PRODUCTS, VECTORS
from retrieval.lexical import LexicalIndex
from retrieval.product import Product
from retrieval.pushdown import metadata_of
from retrieval.records import hash_of
from retrieval.texts import lexical_text, passage
from retrieval.vectors import VectorStore
from retrieval.weights import Progress
from retrieval.words import CatalogWords


@dataclass
class Changes:
    """The difference between a feed and what is indexed.

    `known` is what is indexed (nothing where all is to be built anew), `written` the records that
    are new or different, by id, `removed` the positions of those that have gone.
    """

    known: dict[str, Known]
    written: dict[str, str] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)


def build(
    generations: Generations, changes: Changes, cache: EmbeddingCache, progress: Progress
) -> int:
    """Build a generation and put it into use.

    Returns:
        How many products were embedded, because what they say has changed.
    """
    products = {id_: Product.model_validate_json(record) for id_, record in changes.written.items()}
    retold = [each for each in products.values() if _says_otherwise(each, changes.known)]
    vectors = cache.vectors(list(map(passage, retold)), progress) if retold else None
    progress("writing", 0, 0)
    generation = generations.begin(copy=bool(changes.known))
    writer = CatalogWriter(generation / CATALOG)
    writer.remove(changes.removed)
    positions = _write_records(writer, changes, products)
    _write_vectors(generation, changes, products, positions, retold, vectors)
    if changes.removed or any(_reads_otherwise(each, changes.known) for each in products.values()):
        _write_words(generation / LEXICAL, writer)
    now = writer.known()
    writer.close()
    generations.publish(generation, Manifest(embedding_model=cache.model, records=len(now)))
    cache.forget_all_but(each.passage_hash for each in now.values())
    return len(retold)


def _says_otherwise(product: Product, known: dict[str, Known]) -> bool:
    before = known.get(product.id)
    return before is None or before.passage_hash != hash_of(passage(product))


def _reads_otherwise(product: Product, known: dict[str, Known]) -> bool:
    before = known.get(product.id)
    return before is None or before.lexical_hash != hash_of(lexical_text(product))


def _write_words(folder: Path, writer: CatalogWriter) -> None:
    """Index the words of all texts, and, for repairs, those of names."""
    names: list[tuple[str, str]] = []

    def texts() -> Iterator[tuple[int, str]]:
        for position, record in writer.records():
            product = Product.model_validate_json(record)
            name = " ".join([product.title, *product.category, product.brand or ""])
            text = lexical_text(product)
            names.append((name, text))
            yield position, text

    LexicalIndex.build(folder, texts())
    CatalogWords.build(folder, names)


def _write_records(
    writer: CatalogWriter, changes: Changes, products: dict[str, Product]
) -> dict[str, int]:
    """Write what changed; return the positions by id."""
    places = [changes.known.get(id_) for id_ in products]
    positions = writer.put(
        (product, changes.written[id_], place.position if place else None)
        for (id_, product), place in zip(products.items(), places, strict=True)
    )
    return dict(zip(products, positions, strict=True))


def _write_vectors(
    generation: Path,
    changes: Changes,
    products: dict[str, Product],
    positions: dict[str, int],
    retold: list[Product],
    vectors: Vectors | None,
) -> None:
    store = VectorStore(generation / VECTORS, PRODUCTS)
    store.remove(changes.removed)
    if vectors is not None:
        at = [positions[product.id] for product in retold]
        store.put(at, vectors, list(map(metadata_of, retold)))
    embedded = {product.id for product in retold}
    others = [product for product in products.values() if product.id not in embedded]
    store.describe([positions[product.id] for product in others], list(map(metadata_of, others)))
    store.close()
