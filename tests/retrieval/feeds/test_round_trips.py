from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.feeds import read_products
from retrieval.feeds.html_pages import without_markup
from retrieval.product import Money, Product
from tests.retrieval.feeds import exporters

Exporter = Callable[[Path, Iterable[Product]], None]

# Control characters are not allowed in XML, unassigned ones not everywhere.
_CHARS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
_LIKELY = st.sampled_from(list("\"'<>&;,|:=\\/#{}[]()-+.%$€ aZ0é漢🙂"))
_TEXTS = st.text(_LIKELY | _CHARS, min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
_WORDS = _TEXTS.filter(lambda text: text and without_markup(text) == text)
_LEVELS = _WORDS.map(lambda text: text.replace(">", "").replace("://", "").strip()).filter(bool)
_CODES = st.text("0123456789", min_size=8, max_size=14)
_IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.", min_size=1, max_size=12)


@st.composite
def products(draw: st.DrawFn) -> Product:
    amount = draw(st.decimals("0.02", "99999", places=2))
    currency = draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"]))
    reduced = draw(st.none() | st.decimals("0.01", amount - Decimal("0.01"), places=2))
    rating = draw(st.none() | st.integers(0, 5000).map(lambda thousandths: thousandths / 1000))
    return Product(
        id=draw(_IDS),
        title=draw(_WORDS),
        description=draw(st.just("") | _WORDS),
        brand=draw(st.none() | _WORDS),
        category=draw(st.lists(_LEVELS, max_size=3, unique=True)),
        price=Money(amount=amount, currency=currency),
        sale_price=None if reduced is None else Money(amount=reduced, currency=currency),
        availability=draw(st.sampled_from(["in_stock", "out_of_stock"])),
        url=draw(st.sampled_from([None, "https://shop.example/p?id=1&x=<y>"])),
        image=draw(st.sampled_from([None, "https://shop.example/img/1.jpg"])),
        rating=rating,
        rating_count=None if rating is None else draw(st.integers(1, 9999)),
        gtin=draw(st.lists(_CODES, max_size=1)),
        mpn=draw(st.none() | _WORDS),
        group_id=draw(st.none() | _IDS),
        attributes=draw(
            st.dictionaries(st.sampled_from(["color", "size", "material", "Ports"]), _WORDS)
        ),
    )


FEEDS = st.lists(products(), min_size=1, max_size=4, unique_by=lambda product: product.id)
QUICK = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("feed.tsv", exporters.write_google_table),
        ("feed.xml", exporters.write_rss),
        ("feed.xml", exporters.write_atom),
        ("feed.csv", exporters.write_mapped_table),
        ("feed.jsonld", exporters.write_json_ld),
        ("feed.html", exporters.write_page),
    ],
)
@given(feed=FEEDS)
@QUICK
def test_a_catalog_that_is_exported_and_read_back_is_the_same(
    tmp_path: Path, name: str, write: Exporter, feed: list[Product]
) -> None:
    write(tmp_path / name, feed)
    assert list(read_products([tmp_path / name])) == feed


@given(feed=FEEDS)
@QUICK
def test_a_catalog_that_is_exported_for_shopify_and_read_back_says_the_same(
    tmp_path: Path, feed: list[Product]
) -> None:
    catalog = [_as_shopify_knows_it(product) for product in feed]
    exporters.write_shopify(tmp_path / "feed.csv", catalog)
    assert list(read_products([tmp_path / "feed.csv"])) == list(map(_as_it_is_read, catalog))


def _as_shopify_knows_it(product: Product) -> Product:
    """Without what the export has no column for."""
    options = {name: text for name, text in product.attributes.items() if name != "Ports"}
    prices = {
        name: Money(amount=price.amount) if price else None
        for name, price in [("price", product.price), ("sale_price", product.sale_price)]
    }
    unknown = {"url": None, "rating": None, "rating_count": None}
    return product.model_copy(update={"attributes": options, **prices, **unknown})


def _as_it_is_read(product: Product) -> Product:
    options = product.attributes
    return product.model_copy(
        update={
            "id": "/".join([product.id, *map(str, options.values())]),
            "group_id": product.id if options else None,
            "stock": None if product.in_stock else 0,
            "availability": "in_stock" if product.in_stock else None,
        }
    )
