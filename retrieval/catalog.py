"""The catalog of one shop: records by id, and exact facts about any part of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from retrieval.chunks import chunks
from retrieval.conditions import Condition, conditions, named, on_shelf
from retrieval.database import Database, open_database
from retrieval.filters import ANY, Constraints
from retrieval.identifiers import identifier_keys, spellings
from retrieval.options import options_of
from retrieval.product import Product
from retrieval.records import group_key
from retrieval.selection import Selection, Sorting
from retrieval.tables import CatalogBase, CategoryRow, IdentifierRow, ProductRow
from retrieval.text import identifier_key
from retrieval.vocabulary import Vocabulary, read_vocabulary

__all__ = ["Catalog", "Selection", "Sorting"]

_REMEMBERED = 4096


class Catalog:
    """Reads the relational store of one generation of the index; nothing here changes it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._variants = lru_cache(maxsize=_REMEMBERED)(self._find_variants)

    @classmethod
    def open(cls, path: Path) -> "Catalog":
        """Open the store at `path`.

        Raises:
            UserError: There is something else at that path.
        """
        return cls(open_database(path, CatalogBase))

    def close(self) -> None:
        """Give back the connections."""
        self._database.close()

    def get(self, product_id: str) -> Product | None:
        """Return the product with an id, or None."""
        found = self.get_many([product_id])
        return found[0] if found else None

    def get_many(self, ids: Iterable[str]) -> list[Product]:
        """Return the products of these ids, in their order, without those that are gone."""
        wanted = list(ids)
        records: dict[str, str] = {}
        with self._database.session(read_only=True) as session:
            for chunk in chunks(wanted):
                query = select(ProductRow.id, ProductRow.record).where(ProductRow.id.in_(chunk))
                records.update((row.id, row.record) for row in session.execute(query))
        return [Product.model_validate_json(records[each]) for each in wanted if each in records]

    def at(self, positions: Iterable[int]) -> dict[int, Product]:
        """Return the products at these positions."""
        products: dict[int, Product] = {}
        with self._database.session(read_only=True) as session:
            for chunk in chunks(list(positions)):
                query = select(ProductRow.position, ProductRow.record).where(
                    ProductRow.position.in_(chunk)
                )
                for row in session.execute(query):
                    products[row.position] = Product.model_validate_json(row.record)
        return products

    def titles_at(self, positions: Iterable[int]) -> dict[int, str]:
        """The titles at these positions."""
        return self._texts_at(ProductRow.title, positions)

    def words_at(self, positions: Iterable[int]) -> dict[int, str]:
        """What products at these positions are called, see `retrieval.facets.Facets.words`."""
        return self._texts_at(ProductRow.words, positions)

    def groups(self) -> dict[int, str]:
        """The position of every record, with the group of variants that it belongs to."""
        with self._database.session(read_only=True) as session:
            query = select(ProductRow.position, ProductRow.group_key).order_by(ProductRow.position)
            return {row.position: row.group_key for row in session.execute(query)}

    def all(self) -> Iterator[Product]:
        """Every product, variants included, in the order of the feed."""
        with self._database.session(read_only=True) as session:
            query = select(ProductRow.record).order_by(ProductRow.position)
            for record in session.scalars(query):
                yield Product.model_validate_json(record)

    def count(self, constraints: Constraints = ANY) -> int:
        """How many products fit; variants of one product count once."""
        return self.select(constraints).count()

    def select(
        self, constraints: Constraints = ANY, phrase: str = "", shelf: Sequence[str] = ()
    ) -> Selection:
        """The part of the catalog that fits, for exact facts about it and for browsing.

        Args:
            constraints: What must hold.
            phrase: What the products are called; each of its words must stand in the title,
                brand, category, colour or material.
            shelf: The category path that they stand under, broad to narrow.
        """
        wanted: list[Condition] = [
            *conditions(constraints, self._shelves),
            *named(phrase, self._shelves),
            *on_shelf(shelf),
        ]
        return Selection(self._database, wanted)

    @cached_property
    def _shelves(self) -> frozenset[tuple[str, ...]]:
        """The paths of all categories, broad to narrow."""
        ordered = select(CategoryRow.position, CategoryRow.name).where(CategoryRow.level >= 0)
        with self._database.session(read_only=True) as session:
            rows = session.execute(ordered.order_by(CategoryRow.position, CategoryRow.level))
            products = groupby(rows, key=itemgetter(0))
            return frozenset(tuple(name for _, name in path) for _, path in products)

    def vocabulary(self) -> Vocabulary:
        """The words by which this catalog's products can be asked for."""
        return read_vocabulary(self._database)

    def variants(self, product: Product) -> list[Product]:
        """The products of the same group, in the order of the feed, itself included."""
        return list(self._variants(group_key(product))) if product.group_id else [product]

    def options(self, product: Product) -> dict[str, list[str]]:
        """What a product can be had in ("size": ["S", "M"]), counting only what is in stock."""
        return options_of(self.variants(product))

    def identified(self, text: str) -> list[int]:
        """The positions of records whose id, MPN or GTIN a text names, however it is typed."""
        keys = {each for key in identifier_keys(text) for each in spellings(key)}
        query = select(IdentifierRow.position).where(IdentifierRow.key.in_(keys)).distinct()
        with self._database.session(read_only=True) as session:
            return list(session.scalars(query.order_by(IdentifierRow.position)))

    def is_identifier(self, text: str) -> bool:
        """Whether the whole of a text is an id, MPN or GTIN, however it is typed."""
        query = select(IdentifierRow.row).where(
            IdentifierRow.key.in_(spellings(identifier_key(text)))
        )
        with self._database.session(read_only=True) as session:
            return session.scalar(query.limit(1)) is not None

    def _texts_at(
        self, column: InstrumentedAttribute[str], positions: Iterable[int]
    ) -> dict[int, str]:
        texts: dict[int, str] = {}
        with self._database.session(read_only=True) as session:
            for chunk in chunks(list(positions)):
                query = select(ProductRow.position, column).where(ProductRow.position.in_(chunk))
                texts.update((row[0], row[1]) for row in session.execute(query))
        return texts

    def _find_variants(self, group: str) -> tuple[Product, ...]:
        with self._database.session(read_only=True) as session:
            query = select(ProductRow.record).where(ProductRow.group_key == group)
            records = session.scalars(query.order_by(ProductRow.position))
            return tuple(map(Product.model_validate_json, records))
