"""Writes products as the formats that the importers read, for tests that read them back."""

import csv
import io
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape as escape_xml

from retrieval.feeds.google_merchant import _ATTRIBUTES
from retrieval.product import Money, Product

MAPPING = """
columns:
  {id: No, title: Name, description: Text, brand: Maker, category: Path, price: Price,
   sale_price: Now, availability: State, url: Page, image: Picture, rating: Stars,
   rating_count: Votes, gtin: Code, mpn: Part, group_id: Family}
attributes: {color: Colour, size: Size, material: Made of, Ports: Ports}
"""
_MAPPED = ("color", "size", "material", "Ports")


def money(price: Money | None) -> str:
    return f"{price.amount:f} {price.currency}" if price else ""


def google_texts(product: Product) -> dict[str, str]:
    """A product's fields in Google's names, but for its details."""
    texts = {
        "id": product.id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "product_type": " > ".join(product.category),
        "price": money(product.price),
        "sale_price": money(product.sale_price),
        "availability": product.availability,
        "link": product.url,
        "image_link": product.image,
        "rating": product.rating,
        "rating_count": product.rating_count,
        "gtin": ",".join(product.gtin),
        "mpn": product.mpn,
        "item_group_id": product.group_id,
    }
    texts |= {name: str(product.attributes.get(name, "")) for name in ("color", "size", "material")}
    return {name: "" if text is None else str(text) for name, text in texts.items()}


def _details(product: Product) -> dict[str, str]:
    return {name: str(text) for name, text in product.attributes.items() if name not in _ATTRIBUTES}


def _table(rows: list[list[str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def write_google_table(path: Path, products: Iterable[Product]) -> None:
    rows: list[list[str]] = []
    for product in products:
        texts = google_texts(product)
        details = [f"Facts:{name}:{text}" for name, text in _details(product).items()]
        cell = _table([details], ",").rstrip("\r\n") if details else ""
        rows = rows or [[*texts, "product_detail"]]
        rows.append([*texts.values(), cell])
    path.write_text(_table(rows, "\t"), "utf-8")


def write_rss(path: Path, products: Iterable[Product]) -> None:
    items = "".join(f"<item>{_elements(product)}</item>" for product in products)
    namespace = 'xmlns:g="http://base.google.com/ns/1.0"'
    path.write_text(f'<rss version="2.0" {namespace}><channel>{items}</channel></rss>', "utf-8")


def write_atom(path: Path, products: Iterable[Product]) -> None:
    entries = "".join(f"<entry>{_elements(product)}</entry>" for product in products)
    spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"'
    path.write_text(f"<feed {spaces}>{entries}</feed>", "utf-8")


def _elements(product: Product) -> str:
    texts = google_texts(product)
    parts = [f"<g:{name}>{escape_xml(text)}</g:{name}>" for name, text in texts.items() if text]
    for name, text in _details(product).items():
        pairs = {"section_name": "Facts", "attribute_name": name, "attribute_value": text}
        inner = "".join(f"<g:{key}>{escape_xml(value)}</g:{key}>" for key, value in pairs.items())
        parts.append(f"<g:product_detail>{inner}</g:product_detail>")
    return "".join(parts)


def write_mapped_table(path: Path, products: Iterable[Product]) -> None:
    path.with_name(f"{path.stem}.mapping.yaml").write_text(MAPPING)
    header = "No Name Text Maker Path Price Now State Page Picture Stars Votes Code Part Family"
    rows = [[*header.split(), "Colour", "Size", "Made of", "Ports"]]
    for product in products:
        texts = list(google_texts(product).values())[:15]
        rows.append([*texts, *(str(product.attributes.get(name, "")) for name in _MAPPED)])
    path.write_text(_table(rows, ";"), "utf-8")


def write_json_ld(path: Path, products: Iterable[Product]) -> None:
    graph = [_node(product) for product in products]
    path.write_text(json.dumps({"@context": "https://schema.org", "@graph": graph}), "utf-8")


def write_page(path: Path, products: Iterable[Product]) -> None:
    texts = (json.dumps(_node(product)).replace("</", "<\\/") for product in products)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>\n' for text in texts)
    path.write_text(f"<!doctype html><head>{scripts}</head><body>Hello</body>", "utf-8")


def _node(product: Product) -> dict[str, Any]:
    asked, listed = product.offer_price, product.price
    offer: dict[str, Any] = {"@type": "Offer", "availability": product.availability}
    if asked is not None and listed is not None:
        offer |= {"price": str(asked.amount), "priceCurrency": asked.currency}
    if product.sale_price is not None and listed is not None:
        offer["priceSpecification"] = {
            "priceType": "https://schema.org/ListPrice",
            "price": float(listed.amount),
            "priceCurrency": listed.currency,
        }
    node = {
        "@type": "Product",
        "sku": product.id,
        "name": product.title,
        "description": product.description,
        "brand": {"@type": "Brand", "name": product.brand} if product.brand else None,
        "category": " > ".join(product.category),
        "url": product.url,
        "image": {"@type": "ImageObject", "contentUrl": product.image} if product.image else None,
        "gtin": product.gtin,
        "mpn": product.mpn,
        "inProductGroupWithID": product.group_id,
        "offers": offer,
        "aggregateRating": {"ratingValue": product.rating, "ratingCount": product.rating_count},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": text}
            for name, text in product.attributes.items()
        ],
    }
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def write_shopify(path: Path, products: Iterable[Product]) -> None:
    """The options of a product are its attributes; sold out is a stock of 0."""
    header = (
        "Handle|Title|Body (HTML)|Vendor|Product Category|Published|Option1 Name|Option1 Value"
        "|Option2 Name|Option2 Value|Option3 Name|Option3 Value|Variant Inventory Tracker"
        "|Variant Inventory Qty|Variant Price|Variant Compare At Price|Variant Barcode|Image Src"
        "|Google Shopping / MPN|Status"
    )
    rows = [header.split("|")]
    for product in products:
        options = [part for pair in product.attributes.items() for part in map(str, pair)]
        stock = ["", ""] if product.in_stock else ["shopify", "0"]
        asked = f"{product.offer_price.amount:f}" if product.offer_price else ""
        listed = f"{product.price.amount:f}" if product.price and product.sale_price else ""
        rows.append(
            [
                *[product.id, product.title, f"<p>{escape(product.description)}</p>"],
                *[product.brand or "", " > ".join(product.category), "TRUE"],
                *(options + [""] * 6)[:6],
                *[*stock, asked, listed, "".join(product.gtin), product.image or ""],
                *[product.mpn or "", "active"],
            ]
        )
    path.write_text(_table(rows, ","), "utf-8")
