from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.feeds import google_merchant, tables
from retrieval.feeds.rows import Rejection, Row
from retrieval.product import Money, Product
from tests.retrieval.feeds.reading import SAMPLES, november, read

RSS = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{}</channel></rss>'


def _products(rows: Iterable[Row | Rejection]) -> dict[str, Product]:
    complete = [row.data for row in rows if isinstance(row, Row) and "id" in row.data]
    return {data["id"]: Product.model_validate(data) for data in complete}


def test_a_table_is_read_by_googles_mapping() -> None:
    shirt = _products(tables.read(SAMPLES / "merchant.tsv", november))["TS-RED-M"]
    assert shirt == Product(
        id="TS-RED-M",
        title="Trail Shirt",
        description="Dries in an hour.\nUPF 30",
        brand="Ridgeway",
        category=["Clothing", "Shirts", "Hiking Shirts"],
        price=Money(amount=Decimal("39.90"), currency="EUR"),
        sale_price=Money(amount=Decimal("29.90"), currency="EUR"),
        availability="in_stock",
        url="https://shop.example/trail-shirt?v=red-m",
        image="https://shop.example/img/trail-red.jpg",
        gtin=["4006381333931"],
        mpn="RW-TS-1",
        group_id="TS",
        attributes={
            "color": "Red",
            "size": "M",
            "material": "Polyester",
            "gender": "unisex",
            "age_group": "adult",
            "condition": "new",
            "product_highlight": ["Quick-drying, even at night", "Loop for hanging"],
            "Weight": "140 g/m²",
            "Washing": "30 °C, no bleach",
        },
    )


def test_rss_says_the_same_as_the_table() -> None:
    table = _products(tables.read(SAMPLES / "merchant.tsv", november))
    rss = _products(google_merchant.read_xml(SAMPLES / "merchant_rss.xml", november))
    said = rss["TS-RED-M"].model_dump(exclude={"description"})
    said["attributes"]["condition"] = "new"
    assert said == table["TS-RED-M"].model_dump(exclude={"description"})
    assert rss["TS-RED-M"].description == "Dries in an hour.\nFair & square."


def test_atom_is_read_in_the_encoding_it_declares() -> None:
    products, rejections = read(SAMPLES / "merchant_atom.xml")
    assert rejections == []
    assert products == {
        "KET-1": Product(
            id="KET-1",
            title="Café Kettle",
            description="Boils a whole litre.",
            category=["Home & Garden", "Kitchen", "Kettles"],
            price=Money(amount=Decimal(59), currency="USD"),
            availability="in stock",
            url="https://shop.example/kettle",
        )
    }


def test_bad_rows_of_a_table_are_rejected_and_the_rest_is_read() -> None:
    products, rejections = read(SAMPLES / "merchant.tsv")
    assert list(products) == ["TS-RED-M", "TS-BLU-L", "LAP-15", "MUG-2"]
    assert rejections == [
        "5: 'call us' is not a price",
        "6: cells in this row: 3, columns in the header: 25",
    ]


def test_bad_items_of_an_xml_feed_are_rejected_with_the_line_of_their_element() -> None:
    products, rejections = read(SAMPLES / "merchant_rss.xml")
    assert list(products) == ["TS-RED-M"]
    assert rejections == [
        "47: 'all November' is not a period START/END in ISO 8601",
        "54: id: Field required",
    ]


def test_a_sale_price_counts_while_the_sale_is_on() -> None:
    def prices(moment: datetime) -> dict[str, str]:
        rows = tables.read(SAMPLES / "merchant.tsv", lambda: moment)
        products = _products(rows).values()
        return {each.id: str(each.offer_price and each.offer_price.amount) for each in products}

    assert prices(november())["TS-RED-M"] == "29.90"
    assert prices(november())["TS-BLU-L"] == "39.90"
    assert prices(datetime(2026, 6, 15, tzinfo=UTC))["TS-RED-M"] == "39.90"
    assert prices(datetime(2026, 6, 15, tzinfo=UTC))["TS-BLU-L"] == "29.90"


def test_availability_is_understood_in_googles_words() -> None:
    products, _ = read(SAMPLES / "merchant.tsv")
    assert {name: product.in_stock for name, product in products.items()} == {
        "TS-RED-M": True,
        "TS-BLU-L": False,
        "LAP-15": False,
        "MUG-2": True,
    }


def test_googles_category_counts_where_the_shop_names_no_type(tmp_path: Path) -> None:
    path = tmp_path / "feed.tsv"
    header = "id\ttitle\tproduct_type\tgoogle_product_category\n"
    path.write_text(
        f"{header}1\tA\tShirts\tClothing > Tops\n2\tB\t\tClothing > Tops\n3\tC\t\t1604\n"
    )
    products, _ = read(path)
    assert [product.category for product in products.values()] == [
        ["Shirts"],
        ["Clothing", "Tops"],
        [],
    ]


@pytest.mark.parametrize(
    ("price", "sale", "offered", "reduced"),
    [
        ("10 USD", "9 USD", "9", True),
        ("10 USD", "10 USD", "10", False),
        ("10 USD", "12 USD", "12", False),
        ("10 USD", "12 EUR", "12", True),
    ],
)
def test_a_sale_price_that_is_not_below_the_price_is_what_the_thing_costs(
    tmp_path: Path, price: str, sale: str, offered: str, reduced: bool
) -> None:
    path = tmp_path / "feed.tsv"
    path.write_text(f"id\ttitle\tprice\tsale_price\n1\tA\t{price}\t{sale}\n")
    product = read(path)[0]["1"]
    assert product.offer_price is not None
    assert product.offer_price.amount == Decimal(offered)
    assert (product.sale_price is not None) is reduced


def test_a_bad_product_detail_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "feed.tsv"
    path.write_text("id\ttitle\tproduct_detail\n1\tA\tweight 2 kg\n")
    assert read(path) == (
        {},
        ["2: product_detail: 'weight 2 kg' is not SECTION:NAME:VALUE"],
    )


def test_items_come_before_the_file_has_been_parsed_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    item = "<item><g:id>1</g:id><g:title>Mug</g:title></item>\n"
    path.write_text(RSS.format(item * 5000 + "<item>"))
    rows = google_merchant.read_xml(path)
    first = next(rows)
    assert isinstance(first, Row)
    assert first.data["title"] == "Mug"
    with pytest.raises(UserError, match=r"feed.xml:5001: not well-formed XML \(mismatched tag\)"):
        list(rows)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not well-formed XML"),
        ("<urlset/>", "its root is <urlset>, not <rss> or <feed>"),
        (RSS.format("<item><g:id>1</g:id>&nbsp;</item>"), "undefined entity"),
        ('<!DOCTYPE rss [<!ENTITY x "y">]>' + RSS.format("&x;"), "declares a document type"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd">' + RSS.format(""), "declares a document type"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "unknown encoding"),
    ],
)
def test_xml_that_cannot_be_read_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(text)
    with pytest.raises(UserError, match=message) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_xml_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    item = "<item><g:id>1</g:id><g:title>Café</g:title></item>"
    path.write_bytes(
        ('<?xml version="1.0" encoding="UTF-16"?>' + RSS.format(item)).encode("utf-16")
    )
    assert read(path)[0]["1"].title == "Café"
