import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import UserError
from retrieval.product import Money, Product
from tests.retrieval.feeds.reading import SAMPLES, read


def _offered(tmp_path: Path, offers: object, **more: object) -> tuple[list[Product], list[str]]:
    node = {"@type": "Product", "sku": "a", "name": "Mug", "offers": offers, **more}
    path = tmp_path / "mug.json"
    path.write_text(json.dumps(node))
    products, rejections = read(path)
    return list(products.values()), rejections


def test_variants_take_over_what_their_group_says_of_all() -> None:
    products, rejections = read(SAMPLES / "group.jsonld")
    assert rejections == []
    assert products["TS-RED-M"] == Product(
        id="TS-RED-M",
        title="Trail Shirt",
        description="Dries in an hour.",
        brand="Ridgeway",
        category=["Clothing", "Shirts"],
        price=Money(amount=Decimal("39.9"), currency="EUR"),
        sale_price=Money(amount=Decimal("29.9"), currency="EUR"),
        stock=7,
        availability="https://schema.org/InStock",
        url="https://shop.example/trail-shirt",
        image="https://shop.example/img/trail-red.jpg",
        rating=4.6,
        rating_count=31,
        gtin=["4006381333931"],
        group_id="TS",
        attributes={
            "color": "Red",
            "size": "M",
            "material": "Polyester",
            "weight": "180 g",
            "gender": "unisex",
            "condition": "new",
        },
    )
    blue = products["TS-BLU-L"]
    assert (blue.title, blue.group_id, blue.in_stock) == ("Trail Shirt, blue", "TS", False)
    assert list(products) == ["TS-RED-M", "TS-BLU-L"]  # the green one is on its own page


def test_a_graph_is_read_with_its_references() -> None:
    products, rejections = read(SAMPLES / "graph.json")
    assert products["MUG-350"] == Product(
        id="MUG-350",
        title="Summit Mug",
        brand="Ridgeway",
        price=Money(amount=Decimal("11.50")),
        availability="https://schema.org/InStock",
        image="https://shop.example/img/mug.jpg",
        attributes={"Volume": "350 ml", "Dishwasher-safe": "yes"},
    )
    assert products["KET-1"].price == Money(amount=Decimal(59))
    assert products["SOCKS-L"] == Product(
        id="SOCKS-L",
        title="Wool Socks",
        brand="Ridgeway",
        group_id="SOCKS",
        attributes={"size": "L"},
    )
    assert list(products) == ["MUG-350", "KET-1", "SOCKS-S", "SOCKS-L"]
    assert rejections == ["37: 'on request USD' is not a price"]


def test_a_page_is_read_by_its_scripts_and_a_broken_one_is_rejected() -> None:
    products, rejections = read(SAMPLES / "page.html")
    assert products["MUG-350"].description == "Holds 350 ml.\nKeeps warm for an hour."
    assert list(products) == ["MUG-350", "https://shop.example/kettle"]
    assert len(rejections) == 1
    assert rejections[0].startswith("10: not valid JSON")
    assert rejections[0].endswith("line 12")


def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    script = '{"@type": "Product", "sku": "a", "name": "Café"}'
    page = f'<meta charset="iso-8859-1"><script type="application/ld+json">{script}</script>'
    path.write_bytes(page.encode("latin-1"))
    assert read(path)[0]["a"].title == "Café"


def test_of_several_offers_the_cheapest_that_can_be_had_counts(tmp_path: Path) -> None:
    offers = [
        {"price": 5, "priceCurrency": "EUR", "availability": "https://schema.org/OutOfStock"},
        {"price": "9.00", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"},
        {"price": 7, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"},
    ]
    products, _ = _offered(tmp_path, offers)
    assert products[0].price == Money(amount=Decimal(7), currency="EUR")
    assert products[0].in_stock


@pytest.mark.parametrize(
    "extra",
    [
        {"referenceQuantity": {"value": 100, "unitCode": "MLT"}},
        {"validForMemberTier": {"name": "Gold"}},
        {"priceType": "https://schema.org/MSRP"},
    ],
)
def test_a_price_under_conditions_is_not_the_price(tmp_path: Path, extra: dict[str, Any]) -> None:
    offer = {
        "priceSpecification": [
            {"price": 3, "priceCurrency": "EUR", **extra},
            {"price": 20, "priceCurrency": "EUR"},
        ]
    }
    products, _ = _offered(tmp_path, offer)
    assert products[0].offer_price == Money(amount=Decimal(20), currency="EUR")
    assert products[0].sale_price is None


@pytest.mark.parametrize(
    ("price", "amount"),
    [(1.299, "1.299"), (1299, "1299"), ("1,299.00", "1299.00"), ("€12,50", "12.50")],
)
def test_a_price_may_be_a_number_or_a_text(tmp_path: Path, price: object, amount: str) -> None:
    products, _ = _offered(tmp_path, {"price": price, "priceCurrency": "EUR"})
    assert products[0].price == Money(amount=Decimal(amount), currency="EUR")


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"ratingValue": "4,5", "reviewCount": 2}, (4.5, 2)),
        ({"ratingValue": 88, "bestRating": 100, "ratingCount": "12"}, (4.4, 12)),
        ({"ratingValue": 0, "reviewCount": 0}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_a_rating_is_out_of_five(
    tmp_path: Path, rating: dict[str, Any], expected: tuple[float | None, int | None]
) -> None:
    products, _ = _offered(tmp_path, [], aggregateRating=rating)
    assert (products[0].rating, products[0].rating_count) == expected


def test_a_group_without_variants_is_a_product(tmp_path: Path) -> None:
    path = tmp_path / "group.json"
    path.write_text('{"@type": "ProductGroup", "productGroupID": "g", "name": "Socks"}')
    assert list(read(path)[0]) == ["g"]


def test_a_product_without_a_name_is_rejected_with_the_line_of_its_object(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(
        '[\n{"@type": "Product", "sku": "a", "name": "A"},\n{"@type": "Product",\n"sku": "b"}]'
    )
    products, rejections = read(path)
    assert list(products) == ["a"]
    assert rejections == ["3: title: Field required"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"@type": "Product",\n', "not valid JSON: .*line 2.*: nothing was changed"),
        ('{"price": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deep"),
        ("", "not valid JSON"),
    ],
)
def test_a_file_that_is_not_json_is_a_users_mistake(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(text)
    with pytest.raises(UserError, match=message):
        read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}".encode("utf-16"), ":1: the file is UTF-16: save it as UTF-8"),
        (b'{"name": "caf\xe9"}', "is not UTF-8 text: save it as UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_a_users_mistake(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=message):
        read(path)


@pytest.mark.parametrize("name", ["feed.json", "page.html"])
def test_a_file_without_a_product_is_rejected(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"@type": "WebSite", "name": "Shop"}')
    assert read(path) == ({}, ["1: no schema.org Product in it"])
