"""The catalog of a Shopify shop as records of a feed: what its online store offers.

The id of a record is that of the variant, as a cart permalink (`/cart/ID:QUANTITY`) wants it.
"""

from collections.abc import Iterator
from typing import Any

from assistant.orders.connectors.shopify_client import ShopifyClient
from assistant.orders.connectors.shopify_records import number_of, options_of
from retrieval.feeds.html_pages import plain_text
from retrieval.product import Money, Product

CART_PERMALINK = "https://{shop}/cart/{{lines}}"

_VARIANT = """
fragment Variant on ProductVariant {
  id sku barcode price compareAtPrice inventoryQuantity inventoryPolicy
  inventoryItem { tracked } selectedOptions { name value }
}
"""
_PRODUCTS = (
    """
query Catalog($after: String) {
  products(first: 10, after: $after, query: "status:active AND published_status:published") {
    nodes {
      id title descriptionHtml vendor productType category { fullName } onlineStoreUrl
      featuredMedia { preview { image { url } } }
      variants(first: 50) { nodes { ...Variant } pageInfo { hasNextPage } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
    + _VARIANT
)
_VARIANTS = (
    """
query Variants($after: String, $query: String!) {
  productVariants(first: 100, after: $after, query: $query) {
    nodes { ...Variant } pageInfo { hasNextPage endCursor }
  }
}
"""
    + _VARIANT
)
_CURRENCY = "query Shop { shop { currencyCode } }"


def read_catalog(client: ShopifyClient) -> Iterator[Product]:
    """Yield a record for each variant on sale; variants of one product share its `group_id`.

    Raises:
        ShopSystemError: The shop is away; what was yielded before is not the whole catalog.
        UserError: The shop does not let the token in.
    """
    currency: str = client.ask(_CURRENCY)["shop"]["currencyCode"]
    for product in client.nodes(_PRODUCTS, "products"):
        for variant in _variants(client, product):
            yield _record(product, variant, currency)


def _variants(client: ShopifyClient, product: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the variants; those of a product with very many are asked for by themselves."""
    found = product["variants"]
    if not found["pageInfo"]["hasNextPage"]:
        yield from found["nodes"]
        return
    query = f"product_id:{number_of(product['id'])}"
    yield from client.nodes(_VARIANTS, "productVariants", query=query)


def _record(product: dict[str, Any], variant: dict[str, Any], currency: str) -> Product:
    options = options_of(variant)
    usual, asked = variant["compareAtPrice"], variant["price"]
    reduced = usual is not None and float(usual) > float(asked)
    image = ((product["featuredMedia"] or {}).get("preview") or {}).get("image") or {}
    return Product(
        id=number_of(variant["id"]),
        title=product["title"],
        description=plain_text(product["descriptionHtml"] or ""),
        brand=product["vendor"] or None,
        category=_category(product),
        price=Money(amount=usual if reduced else asked, currency=currency),
        sale_price=Money(amount=asked, currency=currency) if reduced else None,
        url=product["onlineStoreUrl"],
        image=image.get("url"),
        gtin=[variant["barcode"]] if variant["barcode"] else [],
        mpn=variant["sku"] or None,
        group_id=number_of(product["id"]) if options else None,
        attributes=dict(options),
        **_stock(variant),
    )


def _stock(variant: dict[str, Any]) -> dict[str, Any]:
    """The stock; a variant that is not tracked, or is sold without, can be had."""
    if not variant["inventoryItem"]["tracked"] or variant["inventoryPolicy"] == "CONTINUE":
        return {"availability": "in stock"}
    return {"stock": max(0, variant["inventoryQuantity"] or 0)}


def _category(product: dict[str, Any]) -> list[str]:
    """Shopify's own category, broad to narrow, and below it the shop's."""
    known = (product["category"] or {}).get("fullName") or ""
    names = [*known.split(" > "), product["productType"]]
    return [name for name in dict.fromkeys(names) if name]
