"""From authored products to feed records: variants, stock, sale prices, ratings, codes."""

import random
from collections.abc import Iterator
from decimal import Decimal

from assistant.demo_shop.codes import chance, gtin, number_of, slug
from assistant.demo_shop.source import Entry, read_brands, read_entries
from retrieval.product import Money, Product

CURRENCY = "USD"
CENT = Decimal("0.01")
DISCOUNTS = (10, 15, 20, 20, 25, 30, 40)


def build(seed: int) -> list[Product]:
    """Make every record of the shop.

    Args:
        seed: the source of all chance; the same seed makes the same records.

    Raises:
        ValueError: if two records would share an id, naming it.
    """
    products = [record for entry in read_entries() for record in variants(entry, seed)]
    seen: set[str] = set()
    for product in products:
        if product.id in seen:
            raise ValueError(f"two records share the id {product.id}: change one title")
        seen.add(product.id)
    return products


def variants(entry: Entry, seed: int) -> Iterator[Product]:
    """The records of one authored product: one for each color in each size."""
    source = entry.product
    group = slug(source.title)
    options = list(_options(entry))
    several = len(options) > 1
    luck = chance(seed, group)
    discount = luck.choice(DISCOUNTS) if luck.random() < 0.15 else 0
    rating, rating_count = _rating(luck)
    brand = read_brands()[source.brand]
    for option, price in options:
        product_id = slug(source.title, *option.values()) if several else group
        number = number_of(product_id)
        yield Product(
            id=product_id,
            title=source.title,
            description=source.text,
            brand=source.brand,
            category=entry.category,
            price=Money(amount=price, currency=CURRENCY),
            sale_price=_sale_price(price, discount),
            stock=0 if source.sold_out else _stock(chance(seed, "stock", product_id)),
            url=f"/products/{product_id}",
            image=f"/images/{product_id}.svg",
            rating=rating,
            rating_count=rating_count,
            gtin=[gtin(number)],
            mpn=f"{brand.code}-{number:09d}",
            group_id=group if several else None,
            attributes={**option, **source.specs},
        )


def _options(entry: Entry) -> Iterator[tuple[dict[str, str], Decimal]]:
    source = entry.product
    sizes = source.sizes or {}
    prices = sizes if isinstance(sizes, dict) else dict.fromkeys(sizes, source.price)
    colors = [{"color": color} for color in source.colors or []]
    for color in colors or [{}]:
        if not prices:
            yield color, source.price
        for size, price in prices.items():
            yield color | {"size": size}, price


def _sale_price(price: Decimal, discount: int) -> Money | None:
    if not discount:
        return None
    return Money(amount=(price * (100 - discount) / 100).quantize(CENT), currency=CURRENCY)


def _stock(luck: random.Random) -> int:
    draw = luck.random()
    if draw < 0.07:
        return 0
    return luck.randint(1, 4) if draw < 0.2 else luck.randint(5, 90)


def _rating(luck: random.Random) -> tuple[float | None, int | None]:
    if luck.random() < 0.04:
        return None, None
    rating = min(4.9, max(2.9, luck.gauss(4.3, 0.35)))
    return round(rating, 1), int(luck.lognormvariate(3.8, 1.1)) + 1
