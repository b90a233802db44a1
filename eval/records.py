"""What the shop's own records say: the ground that every expectation and claim is held against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from retrieval.product import Product


@dataclass(frozen=True)
class ShopRecords:
    """Catalog, FAQ and document texts, and orders, read once for a whole run.

    `orders` and `users` have the layout of the order data, by order id and user id. `return_fee`
    is what the shop's policy keeps back from the refund of a return.
    """

    products: Mapping[str, Product]
    passages: tuple[str, ...] = ()
    orders: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    users: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shop_name: str = ""
    return_fee: Decimal = Decimal(0)

    @classmethod
    def of(cls, products: Iterable[Product], **rest: Any) -> "ShopRecords":  # noqa: ANN401
        """Build records from products in any order.

        >>> ShopRecords.of([Product(id="m1", title="Mug")]).products["m1"].title
        'Mug'
        """
        return cls(products={product.id: product for product in products}, **rest)

    @cached_property
    def groups(self) -> Mapping[str, list[Product]]:
        """The variants of each product, by `group_id`, or by the id of what has no variants."""
        groups: dict[str, list[Product]] = defaultdict(list)
        for product in self.products.values():
            groups[product.group_id or product.id].append(product)
        return groups

    def variants(self, product_id: str) -> list[Product]:
        """Return the record and its variants (same `group_id`), the record first.

        Raises:
            KeyError: No such product.
        """
        product = self.products[product_id]
        if product.group_id is None:
            return [product]
        return [product, *(p for p in self.groups[product.group_id] if p.id != product_id)]
