from collections import Counter
from decimal import Decimal

from assistant.demo_shop import SHOP
from assistant.demo_shop.source import read_brands, read_palette
from retrieval.product import Product

Groups = dict[str, list[Product]]


def test_the_shop_is_as_large_as_promised(groups: Groups) -> None:
    departments = Counter(variants[0].category[0] for variants in groups.values())
    assert len(groups) >= 620
    assert len(departments) >= 9
    assert min(departments.values()) >= 30
    assert set(departments) == {department.name for department in SHOP.departments}
    assert len({variants[0].category[-1] for variants in groups.values()}) >= 120


def test_categories_run_from_department_to_aisle_to_type(products: list[Product]) -> None:
    assert {len(product.category) for product in products} == {3}
    shelf_of_type = {(product.category[2], tuple(product.category)) for product in products}
    assert len(shelf_of_type) == len({name for name, _ in shelf_of_type})


def test_every_record_is_complete(products: list[Product]) -> None:
    for product in products:
        assert product.price is not None
        assert product.stock is not None
        assert product.description
        assert product.brand in read_brands()
        assert product.url == f"/products/{product.id}"
        assert product.image == f"/images/{product.id}.svg"
        assert product.price.currency == SHOP.currency


def test_every_color_has_a_tone(products: list[Product]) -> None:
    colors = {product.attributes["color"] for product in products if "color" in product.attributes}
    assert colors <= set(read_palette())


def test_identifiers_are_unique(products: list[Product]) -> None:
    for name in ("id", "mpn"):
        values = [getattr(product, name) for product in products]
        assert len(set(values)) == len(values), name
    numbers = [product.gtin[0] for product in products]
    assert len(set(numbers)) == len(numbers)


def test_trade_item_numbers_have_valid_check_digits(products: list[Product]) -> None:
    for product in products:
        digits = [int(digit) for digit in product.gtin[0]]
        assert len(digits) == 13
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0, product.id


def test_variants_share_what_is_the_same_and_differ_in_an_option(groups: Groups) -> None:
    several = [variants for variants in groups.values() if len(variants) > 1]
    assert len(several) > 300
    for variants in several:
        assert len({(one.title, one.description, one.brand) for one in variants}) == 1
        options = [(one.attributes.get("color"), one.attributes.get("size")) for one in variants]
        assert len(set(options)) == len(variants)


def test_a_product_without_variants_has_no_group(groups: Groups) -> None:
    singles = [variants[0] for variants in groups.values() if len(variants) == 1]
    assert len(singles) > 100
    assert all(product.group_id is None for product in singles)


def test_some_products_are_on_sale_and_always_for_less(groups: Groups) -> None:
    on_sale = [variants for variants in groups.values() if variants[0].sale_price]
    assert 0.10 <= len(on_sale) / len(groups) <= 0.20
    for variants in on_sale:
        for product in variants:
            assert product.price is not None
            assert product.sale_price is not None
            assert Decimal(0) < product.sale_price.amount < product.price.amount


def test_some_records_and_some_whole_products_are_out_of_stock(groups: Groups) -> None:
    records = [product for variants in groups.values() for product in variants]
    gone = [variants for variants in groups.values() if not any(one.in_stock for one in variants)]
    assert 0.04 <= sum(not product.in_stock for product in records) / len(records) <= 0.15
    assert len(gone) >= 20
    assert any(len(variants) > 1 for variants in gone)


def test_some_prices_depend_on_the_size(groups: Groups) -> None:
    priced_by_size = [
        variants
        for variants in groups.values()
        if len({one.price.amount for one in variants if one.price}) > 1
    ]
    assert len(priced_by_size) >= 20


def test_the_same_kind_of_thing_comes_at_many_prices(groups: Groups) -> None:
    prices: dict[str, list[Decimal]] = {}
    for variants in groups.values():
        if variants[0].price:
            prices.setdefault(variants[0].category[-1], []).append(variants[0].price.amount)
    spread = [kind for kind, amounts in prices.items() if max(amounts) >= 3 * min(amounts)]
    assert len(spread) >= 30


def test_a_few_products_are_not_rated_yet(groups: Groups) -> None:
    unrated = [variants for variants in groups.values() if variants[0].rating is None]
    assert 5 <= len(unrated) <= 60
    assert all(variants[0].rating_count is None for variants in unrated)
