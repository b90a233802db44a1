"""Tiles: a product, with all its variants, as a shelf shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.catalog import Catalog
from retrieval.money import format_money
from retrieval.product import Money, Product
from ui.storefront.addresses import product_url

_FEW = 5


@dataclass(frozen=True)
class Tile:
    """What a template prints; `was` is set where there is a sale price."""

    id: str
    title: str
    url: str
    image: str | None
    brand: str | None
    price: str | None
    was: str | None
    percent: int
    from_price: bool
    in_stock: bool
    stock: str
    rating: float | None
    rating_count: int | None
    variants: str


def make_tile(catalog: Catalog, product: Product) -> Tile:
    """Return the tile of a product, which stands for its variants too."""
    variants = catalog.variants(product)
    prices = {each.offer_price for each in variants if each.offer_price}
    return replace(
        page_tile(product),
        from_price=len(prices) > 1,
        in_stock=any(each.in_stock for each in variants),
        variants=_choices(catalog.options(product)),
    )


def page_tile(product: Product) -> Tile:
    """Return the tile of one variant: what its own page says."""
    return Tile(
        id=product.id,
        title=product.title,
        url=product_url(product.id),
        image=local_image(product.image),
        brand=product.brand,
        price=format_money(product.offer_price) if product.offer_price else None,
        was=format_money(product.price) if product.sale_price and product.price else None,
        percent=_percent(product.price, product.sale_price),
        from_price=False,
        in_stock=product.in_stock,
        stock=stock_line(product),
        rating=product.rating,
        rating_count=product.rating_count,
        variants="",
    )


def local_image(image: str | None) -> str | None:
    """Return a picture's address where this server has it: the pages load nothing from elsewhere.

    >>> local_image("/images/mug.svg"), local_image("https://cdn.example/mug.jpg")
    ('/images/mug.svg', None)
    """
    return image if image and image.startswith("/") and not image.startswith("//") else None


def stock_line(product: Product) -> str:
    """Say whether a product can be had, and when only few are left, how many.

    >>> stock_line(Product(id="1", title="Mug", stock=2))
    'Only 2 left'
    """
    if not product.in_stock:
        return "Out of stock"
    few = product.stock is not None and product.stock <= _FEW
    return f"Only {product.stock} left" if few else "In stock"


def _percent(price: Money | None, sale: Money | None) -> int:
    if price is None or sale is None or not price.amount:
        return 0
    return round(100 * (1 - sale.amount / price.amount))


def _choices(options: dict[str, list[str]]) -> str:
    counted = [(name, values) for name, values in options.items() if len(values) > 1]
    return ", ".join(_count(name, values) for name, values in counted[:2])


def _count(name: str, values: Sequence[str]) -> str:
    plural = name if name.endswith("s") else f"{name}s"
    return f"{len(values)} {plural}"
