"""The tables of the relational store: records, and what they can be filtered by."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PRICE_SCALE = 10_000
"""Prices are kept as whole numbers of this fraction: sums and comparisons stay exact."""


class CatalogBase(DeclarativeBase):
    """Base of the catalog's tables."""


class ProductRow(CatalogBase):
    """A product. `position` is never reused: the other indexes know the product by it."""

    __tablename__ = "product"
    # Filters by stock, price and rating read this index alone, not the records.
    __table_args__ = (
        Index("product_by_offer", "in_stock", "price", "rating"),
        {"sqlite_autoincrement": True},
    )

    position: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    group_key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    brand: Mapped[str | None]
    brand_key: Mapped[str] = mapped_column(index=True)
    price: Mapped[int | None]
    currency: Mapped[str | None]
    in_stock: Mapped[bool]
    rating: Mapped[float | None]
    rating_count: Mapped[int | None]
    words: Mapped[str]
    record: Mapped[str]
    content_hash: Mapped[str]
    passage_hash: Mapped[str]
    lexical_hash: Mapped[str]


class CategoryRow(CatalogBase):
    """A level of a product's category; level -1: read from its type or title instead."""

    __tablename__ = "category"

    row: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(
        ForeignKey("product.position", ondelete="CASCADE"), index=True
    )
    level: Mapped[int]
    name: Mapped[str]
    key: Mapped[str]


class FacetRow(CatalogBase):
    """A colour, size, material or attribute of a product; `name` is set for attributes."""

    __tablename__ = "facet"
    __table_args__ = (Index("facet_by_value", "kind", "value", "name"),)

    row: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(
        ForeignKey("product.position", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    value: Mapped[str]


class IdentifierRow(CatalogBase):
    """An id, MPN or GTIN of a product, without what people change in typing it."""

    __tablename__ = "identifier"

    row: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(
        ForeignKey("product.position", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(index=True)
