from decimal import Decimal
from pathlib import Path

import pytest

from retrieval.product import Money, Product
from tests.retrieval.feeds.reading import SAMPLES, read


def test_a_variant_is_a_product_of_the_group_of_its_handle() -> None:
    products, _ = read(SAMPLES / "shopify.csv")
    assert products["trail-shirt/Red/M"] == Product(
        id="trail-shirt/Red/M",
        title="Trail Shirt",
        description="Dries in an hour.\nUPF 30\nLoop & label",
        brand="Ridgeway",
        category=["Apparel & Accessories", "Clothing", "Shirts", "Hiking Shirts"],
        price=Money(amount=Decimal("39.90")),
        sale_price=Money(amount=Decimal("29.90")),
        stock=7,
        image="https://cdn.example/trail-red-m.jpg",
        gtin=["4006381333931"],
        mpn="TS-RED-M",
        group_id="trail-shirt",
        attributes={
            "Color": "Red",
            "Size": "M",
            "gender": "unisex",
            "age_group": "adult",
            "condition": "new",
        },
    )


def test_a_variant_takes_from_the_first_row_what_is_said_of_all_and_nothing_else() -> None:
    large = read(SAMPLES / "shopify.csv")[0]["trail-shirt/Red/L"]
    assert (large.title, large.brand, large.mpn) == ("Trail Shirt", "Ridgeway", "TS-RED-L")
    assert (large.price, large.sale_price) == (Money(amount=Decimal("39.90")), None)
    assert (large.gtin, large.stock) == ([], 0)
    assert large.image == "https://cdn.example/trail-red.jpg"
    assert large.attributes == {
        "Color": "Red",
        "Size": "L",
        "gender": "unisex",
        "age_group": "adult",
        "condition": "new",
    }


def test_a_price_to_compare_with_that_is_lower_is_no_sale() -> None:
    blue = read(SAMPLES / "shopify.csv")[0]["trail-shirt/Blue/M"]
    assert (blue.price, blue.sale_price) == (Money(amount=Decimal("39.90")), None)


def test_what_is_sold_without_stock_or_not_counted_is_in_stock() -> None:
    products, _ = read(SAMPLES / "shopify.csv")
    assert products["trail-shirt/Blue/M"].in_stock
    assert products["trail-shirt/Blue/M"].stock is None
    assert products["summit-mug"].in_stock


def test_a_product_in_one_form_has_no_group_and_pictures_make_no_product() -> None:
    products, rejections = read(SAMPLES / "shopify.csv")
    assert list(products) == [
        "trail-shirt/Red/M",
        "trail-shirt/Red/L",
        "trail-shirt/Blue/M",
        "summit-mug",
    ]
    mug = products["summit-mug"]
    assert (mug.group_id, mug.category, mug.mpn) == (None, ["Mugs"], "RW-M-350")
    assert mug.attributes == {"sku": "MUG-350"}
    assert rejections == ["11: 'soon' is not a price"]


@pytest.mark.parametrize(
    ("column", "value", "sold"),
    [
        ("Status", "active", True),
        ("Status", "", True),
        ("Status", "draft", False),
        ("Status", "archived", False),
        ("Status", "unlisted", False),
        ("Published", "TRUE", True),
        ("Published", "", True),
        ("Published", "false", False),
    ],
)
def test_only_what_is_active_and_published_is_for_sale(
    tmp_path: Path, column: str, value: str, sold: bool
) -> None:
    path = tmp_path / "products.csv"
    path.write_text(f"Handle,Title,Variant Price,{column}\nmug,Mug,12.00,{value}\nmug,,12.00,\n")
    products, _ = read(path)
    assert list(products) == (["mug"] if sold else [])


def test_colours_that_shopify_knows_count_where_the_variant_has_none(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(
        "Handle,Title,Variant Price,Color (product.metafields.shopify.color-pattern),"
        "Margin (product.metafields.custom.margin)\nmug,Mug,12.00,red; blue,0.4\n"
    )
    assert read(path)[0]["mug"].attributes == {"color": ["red", "blue"]}


def test_the_newer_column_names_are_known_and_a_mapping_tells_what_the_export_leaves_open() -> None:
    products, rejections = read(SAMPLES / "shopify_2025.csv")
    assert rejections == []
    red = products["trail-shirt/Red/M"]
    assert red.price == Money(amount=Decimal("39.90"), currency="EUR")
    assert red.sale_price == Money(amount=Decimal("29.90"), currency="EUR")
    assert red.url == "https://shop.example/products/trail-shirt"
    assert (red.mpn, red.attributes["sku"], red.stock) == ("RW-TS-1", "TS-RED-M", 7)
    assert products["trail-shirt/Blue/M"].image == "https://cdn.example/trail-blue.jpg"
