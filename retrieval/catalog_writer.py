"""Changes to the relational store of a generation that nobody reads yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from retrieval.chunks import chunks
from retrieval.database import open_database
from retrieval.product import Product
from retrieval.records import Rows, rows_of
from retrieval.tables import CatalogBase, CategoryRow, FacetRow, IdentifierRow, ProductRow

_DETAILS: tuple[type[CategoryRow | FacetRow | IdentifierRow], ...] = (
    CategoryRow,
    FacetRow,
    IdentifierRow,
)


@dataclass(frozen=True)
class Known:
    """What the store remembers of a product."""

    position: int
    content_hash: str
    passage_hash: str
    lexical_hash: str


class CatalogWriter:
    """Adds, replaces and removes products; a product keeps its position for life."""

    def __init__(self, path: Path) -> None:
        self._database = open_database(path, CatalogBase)

    def close(self) -> None:
        """Bring everything into the one file, so that it can be copied, and give it back."""
        with self._database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()

    def known(self) -> dict[str, Known]:
        """What the store holds, by product id."""
        columns = (ProductRow.content_hash, ProductRow.passage_hash, ProductRow.lexical_hash)
        query = select(ProductRow.id, ProductRow.position, *columns)
        with self._database.session(read_only=True) as session:
            return {row[0]: Known(*row[1:]) for row in session.execute(query)}

    def records(self) -> Iterator[tuple[int, str]]:
        """Every record with its position, in the order of positions."""
        query = select(ProductRow.position, ProductRow.record).order_by(ProductRow.position)
        with self._database.session(read_only=True) as session:
            for row in session.execute(query):
                yield row.position, row.record

    def remove(self, positions: Sequence[int]) -> None:
        """Remove products."""
        with self._database.session() as session:
            for some in chunks(positions):
                session.execute(delete(ProductRow).where(ProductRow.position.in_(some)))

    def put(self, changed: Iterable[tuple[Product, str, int | None]]) -> list[int]:
        """Write products with their JSON; those with a position replace what stands there.

        Returns:
            The position of each.
        """
        with self._database.session() as session:
            return [
                _put(session, rows_of(product, record), position)
                for product, record, position in changed
            ]


def _put(session: Session, rows: Rows, position: int | None) -> int:
    if position is None:
        added = session.execute(insert(ProductRow).returning(ProductRow.position), rows.product)
        position = added.scalar_one()
    else:
        replaced = update(ProductRow).where(ProductRow.position == position)
        session.execute(replaced, rows.product)
        for table in _DETAILS:
            session.execute(delete(table).where(table.position == position))
    for table, values in zip(
        _DETAILS, (rows.categories, rows.facets, rows.identifiers), strict=True
    ):
        if values:
            session.execute(insert(table), [{**each, "position": position} for each in values])
    return position
