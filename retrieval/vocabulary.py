"""The words by which one shop's products can be asked for, read from its catalog."""

from dataclasses import dataclass

from bm25s.stopwords import STOPWORDS_EN
from sqlalchemy import func, select

from retrieval.database import Database
from retrieval.tables import CategoryRow, FacetRow, ProductRow

_MOST_VALUES = 2000


@dataclass(frozen=True)
class Vocabulary:
    """Brands and categories as the shop writes them, the rest as keys; the commonest first."""

    brands: tuple[str, ...]
    categories: tuple[str, ...]
    colors: tuple[str, ...]
    sizes: tuple[str, ...]
    materials: tuple[str, ...]


def read_vocabulary(database: Database) -> Vocabulary:
    """Read the vocabulary of a catalog."""
    return Vocabulary(
        brands=_brands(database),
        categories=_categories(database),
        colors=_facet(database, "color"),
        sizes=_facet(database, "size"),
        materials=_facet(database, "material"),
    )


def _brands(database: Database) -> tuple[str, ...]:
    query = select(ProductRow.brand).where(ProductRow.brand.is_not(None)).group_by(ProductRow.brand)
    with database.session(read_only=True) as session:
        rows = session.scalars(query.order_by(func.count().desc(), ProductRow.brand))
        return tuple(name for name in rows if name)


def _categories(database: Database) -> tuple[str, ...]:
    query = select(CategoryRow.name).where(CategoryRow.level >= 0).group_by(CategoryRow.name)
    with database.session(read_only=True) as session:
        return tuple(session.scalars(query.order_by(func.count().desc(), CategoryRow.name)))


def _facet(database: Database, kind: str) -> tuple[str, ...]:
    query = select(FacetRow.value).where(FacetRow.kind == kind).group_by(FacetRow.value)
    with database.session(read_only=True) as session:
        ordered = query.order_by(func.count().desc(), FacetRow.value).limit(_MOST_VALUES)
        return tuple(value for value in session.scalars(ordered) if _asked_for(value, kind))


def _asked_for(value: str, kind: str) -> bool:
    """Whether people would ask for a value: feeds hold crumbs such as a colour "of"."""
    return kind == "size" or (len(value) > 2 and value not in STOPWORDS_EN)
