"""A part of the catalog, and the exact facts about it: never estimated, never from a model."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, select
from sqlalchemy.orm import Session

from retrieval.conditions import Condition
from retrieval.database import Database
from retrieval.product import Money, Product
from retrieval.tables import CategoryRow, FacetRow, ProductRow


class Sorting(StrEnum):
    """Orders in which a storefront lists products."""

    FEATURED = "featured"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    RATING = "rating"
    TITLE = "title"


class Selection:
    """The products that meet some conditions; variants of one product count as one."""

    def __init__(self, database: Database, conditions: Sequence[Condition]) -> None:
        self._database = database
        self._where = and_(True, *conditions)

    def count(self) -> int:
        """How many products there are; variants of one product count once."""
        counted = select(func.count(ProductRow.group_key.distinct())).where(self._where)
        with self._database.session(read_only=True) as session:
            return session.scalar(counted) or 0

    def positions(self) -> list[int]:
        """The positions of all records, variants included."""
        with self._database.session(read_only=True) as session:
            return list(session.scalars(select(ProductRow.position).where(self._where)))

    def cheapest(self) -> Product | None:
        """The product with the lowest price; None where nothing has a price."""
        return self._first(ProductRow.price.asc(), ProductRow.price.is_not(None))

    def most_expensive(self) -> Product | None:
        """The product with the highest price; None where nothing has a price."""
        return self._first(ProductRow.price.desc(), ProductRow.price.is_not(None))

    def best_rated(self) -> Product | None:
        """The product rated best; few ratings weigh less, see `_weighted_rating`."""
        with self._database.session(read_only=True) as session:
            order = _weighted_rating(session).desc()
        return self._first(order, ProductRow.rating.is_not(None))

    def price_range(self) -> tuple[Money, Money] | None:
        """The lowest and the highest price; None where nothing has a price."""
        low, high = self.cheapest(), self.most_expensive()
        if low is None or high is None or low.offer_price is None or high.offer_price is None:
            return None
        return low.offer_price, high.offer_price

    def brands(self) -> dict[str, int]:
        """Brands with their number of products, most products first."""
        return self._counts(select(ProductRow.brand), ProductRow.brand)

    def categories(self, level: int | None = None) -> dict[str, int]:
        """Categories with their number of products, most first; of one level (0: broadest) or all.

        A feed without categories has none.
        """
        wanted = CategoryRow.level >= 0 if level is None else CategoryRow.level == level
        joined = select(CategoryRow.name).join(
            ProductRow, ProductRow.position == CategoryRow.position
        )
        return self._counts(joined.where(wanted), CategoryRow.name)

    def colors(self) -> dict[str, int]:
        """Colours, as keys, with their number of products, most products first."""
        joined = select(FacetRow.value).join(ProductRow, ProductRow.position == FacetRow.position)
        return self._counts(joined.where(FacetRow.kind == "color"), FacetRow.value)

    def page(
        self, sorting: Sorting = Sorting.FEATURED, offset: int = 0, limit: int = 24
    ) -> list[Product]:
        """One page of a storefront: one product for each group of variants, available ones first.

        Args:
            sorting: The order.
            offset: How many products to leave out from the start.
            limit: The most products to return.
        """
        with self._database.session(read_only=True) as session:
            shown = (
                select(func.min(ProductRow.position))
                .where(self._where)
                .group_by(ProductRow.group_key)
            )
            found = (
                select(ProductRow.record)
                .where(ProductRow.position.in_(shown))
                .order_by(_order(session, sorting), ProductRow.position)
                .offset(offset)
                .limit(limit)
            )
            return list(map(Product.model_validate_json, session.scalars(found)))

    def _first(self, order: ColumnElement[Any], having: Condition) -> Product | None:
        found = (
            select(ProductRow.record)
            .where(self._where, having)
            .order_by(order, ProductRow.in_stock.desc(), ProductRow.position)
            .limit(1)
        )
        with self._database.session(read_only=True) as session:
            record = session.scalar(found)
        return None if record is None else Product.model_validate_json(record)

    def _counts(self, names: Select[Any], name: SQLColumnExpression[Any]) -> dict[str, int]:
        number = func.count(ProductRow.group_key.distinct())
        counted = (
            names.add_columns(number)
            .where(self._where, name.is_not(None))
            .group_by(name)
            .order_by(number.desc(), name)
        )
        with self._database.session(read_only=True) as session:
            return {row[0]: row[1] for row in session.execute(counted)}


def _order(session: Session, sorting: Sorting) -> ColumnElement[Any]:
    orders: dict[Sorting, ColumnElement[Any]] = {
        Sorting.FEATURED: ProductRow.in_stock.desc(),
        Sorting.PRICE_UP: ProductRow.price.asc().nulls_last(),
        Sorting.PRICE_DOWN: ProductRow.price.desc().nulls_last(),
        Sorting.RATING: _weighted_rating(session).desc().nulls_last(),
        Sorting.TITLE: ProductRow.title.asc(),
    }
    return orders[sorting]


def _weighted_rating(session: Session) -> ColumnElement[Any]:
    """The mean of a product's ratings and some that are as the catalog's average.

    One rating of 5.0 does not beat two hundred of 4.8: every product gets as many average ratings
    added as a product of this catalog has on average.
    """
    average, usual = session.execute(
        select(func.avg(ProductRow.rating), func.avg(ProductRow.rating_count)).where(
            ProductRow.rating.is_not(None)
        )
    ).one()
    weight = float(usual or 0)
    count = func.coalesce(ProductRow.rating_count, 1)
    return (ProductRow.rating * count + float(average or 0) * weight) / (count + weight)
