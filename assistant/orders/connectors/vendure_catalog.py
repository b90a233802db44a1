"""The catalog of a Vendure server as records of a feed: read a page of products at a time."""

from collections.abc import Iterator
from typing import Any

from assistant.orders.connectors.vendure_client import VendureClient
from assistant.orders.connectors.vendure_records import amount, options_of
from retrieval.feeds.html_pages import plain_text
from retrieval.product import Money, Product

_PAGE = 100
_QUERY = """query ($skip: Int!, $take: Int!) {
  products(options: {skip: $skip, take: $take, filter: {enabled: {eq: true}}}) {
    totalItems
    items {
      id name slug description
      featuredAsset { preview }
      facetValues { name facet { name } }
      collections { name }
      variants {
        id sku enabled priceWithTax currencyCode stockLevel options { name group { name } }
      }
    }
  }
}"""


def read_catalog(client: VendureClient, page: int = _PAGE) -> Iterator[Product]:
    """Yield a record for each variant on sale; variants of one product share its `group_id`.

    The facets `category` and `brand` are what they say, other facets and options are attributes;
    where no facet names a category, the collections do.

    Raises:
        ShopSystemError: The server is away; what was yielded before is not the whole catalog.
    """
    skip, total = 0, 1
    while skip < total:
        found = client.ask(_QUERY, skip=skip, take=page)["products"]
        total = found["totalItems"]
        skip += page
        for product in found["items"]:
            yield from _variants(product)


def _variants(product: dict[str, Any]) -> Iterator[Product]:
    facets = [(value["facet"]["name"].lower(), value["name"]) for value in product["facetValues"]]
    categories = [value for name, value in facets if name == "category"]
    brands = [value for name, value in facets if name == "brand"]
    others = {name: value for name, value in facets if name not in {"category", "brand"}}
    for variant in product["variants"]:
        if not variant["enabled"]:
            continue
        yield Product(
            id=variant["sku"] or variant["id"],
            title=product["name"],
            description=plain_text(product["description"]),
            brand=brands[0] if brands else None,
            category=categories or [each["name"] for each in product["collections"]],
            price=Money(
                amount=amount(variant["priceWithTax"], variant["currencyCode"]),
                currency=variant["currencyCode"],
            ),
            availability=variant["stockLevel"].replace("_", " ").lower(),
            url=f"/products/{product['slug']}",
            image=(product["featuredAsset"] or {}).get("preview"),
            group_id=product["id"],
            attributes=others | options_of(variant),
        )
