"""The shop's pages, rendered over a real catalog."""

import re
from pathlib import Path

import httpx
import pytest

from retrieval.product import Product
from tests.ui.storefront.conftest import MUG, PRODUCTS, TitleIndex, write_catalog


def titles(page: httpx.Response) -> list[str]:
    """The products of a page's grid, in order."""
    assert page.status_code == 200
    return re.findall(r"<h[23]><a href=\"/products/[^>]*>([^<]*)</a>", page.text)


async def test_home_shows_departments_sales_and_how_many_things_there_are(
    visitor: httpx.AsyncClient,
) -> None:
    page = await visitor.get("/")
    assert "5 things in 4 departments" in page.text
    assert 'href="/departments/kitchen-table"' in page.text
    assert titles(page) == ["Blue Mug"]  # on sale; the few others hang in the mosaic
    assert "25% off" in page.text


async def test_a_department_lists_each_product_once_and_what_is_gone_last(
    visitor: httpx.AsyncClient,
) -> None:
    assert titles(await visitor.get("/departments/clothing")) == ["Harbour Shirt"]
    assert titles(await visitor.get("/departments/kitchen-table")) == ["Blue Mug", "Iron Pan"]


async def test_an_aisle_holds_its_own_products_only(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/departments/travel?aisle=bags")
    assert titles(page) == ["Canvas Tote"]
    mugs = await visitor.get("/departments/kitchen-table?aisle=mugs")
    assert titles(mugs) == ["Blue Mug"]
    assert '<input type="hidden" name="aisle" value="mugs">' in mugs.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("max=100", ["Blue Mug"]),
        ("stock=1", ["Blue Mug"]),
        ("brand=Forge", ["Iron Pan"]),
        ("color=blue", ["Blue Mug"]),
        ("sort=price_down", ["Iron Pan", "Blue Mug"]),
        ("max=&color=&brand=", ["Blue Mug", "Iron Pan"]),
        ("max=cheap&page=x&sort=y", ["Blue Mug", "Iron Pan"]),
        ("max=NaN", ["Blue Mug", "Iron Pan"]),
        ("page=99", []),
    ],
)
async def test_filters_narrow_and_nonsense_in_the_address_is_left_out(
    visitor: httpx.AsyncClient, asked: str, found: list[str]
) -> None:
    assert titles(await visitor.get(f"/departments/kitchen-table?{asked}")) == found


async def test_a_search_shows_what_was_found_and_keeps_its_words_through_filters(
    visitor: httpx.AsyncClient,
) -> None:
    page = await visitor.get("/search", params={"q": "bag", "sort": "title"})
    assert titles(page) == ["Down Sleeping Bag"]
    assert '<input type="hidden" name="q" value="bag">' in page.text
    assert titles(await visitor.get("/search?q=nothing+such")) == []
    assert titles(await visitor.get("/search")) == []


async def test_what_a_shopper_types_is_shown_as_text(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/search", params={"q": "<script>alert(1)</script>\x00"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


async def test_a_product_page_says_what_the_record_says(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/products/mug")).text
    for text in ("$9.00", "$12.00", "Kiln &amp; Co", "450 ml", "<p>Holds a pint.</p>", "4.8"):
        assert text in page
    assert 'data-product="mug"' in page  # the widget's context
    assert 'data-contact="a@b.c"' in page


async def test_variants_are_choices_and_one_that_is_gone_says_so(
    visitor: httpx.AsyncClient,
) -> None:
    page = (await visitor.get("/products/shirt-white-M")).text
    assert "Only 2 left" in page
    assert 'href="/products/shirt-white-L"' in page
    assert re.search(r'href="/products/shirt-navy-M" class="gone"', page)
    gone = (await visitor.get("/products/shirt-navy-M")).text
    assert "Out of stock" in gone
    assert re.search(r'data-add="shirt-navy-M"[^>]*disabled', gone)


async def test_an_id_with_a_slash_has_a_page(visitor: httpx.AsyncClient) -> None:
    assert "Down Sleeping Bag" in (await visitor.get("/products/sb/1")).text


@pytest.mark.parametrize("address", ["/products/none", "/departments/none"])
async def test_what_is_not_there_is_a_page_with_a_way_back(
    visitor: httpx.AsyncClient, address: str
) -> None:
    page = await visitor.get(address)
    assert page.status_code == 404
    assert 'href="/"' in page.text


async def test_the_checkout_says_that_the_shop_is_a_demonstration(
    visitor: httpx.AsyncClient,
) -> None:
    assert "demonstration" in (await visitor.get("/checkout")).text


async def test_pages_load_nothing_from_elsewhere(
    visitor: httpx.AsyncClient, index: TitleIndex, tmp_path: Path
) -> None:
    elsewhere = MUG.model_copy(update={"image": "https://cdn.example/mug.jpg"})
    index.catalog = write_catalog(tmp_path / "other.db", [elsewhere])
    for address in ("/", "/departments/kitchen-table", "/products/mug", "/cart"):
        page = (await visitor.get(address)).text
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page) == []


async def test_a_catalog_that_was_replaced_is_seen_at_once(
    visitor: httpx.AsyncClient, index: TitleIndex, tmp_path: Path
) -> None:
    assert "5 things" in (await visitor.get("/")).text
    more = [*PRODUCTS, Product(id="bell", title="Brass Bell", category=["Garden"])]
    index.catalog = write_catalog(tmp_path / "newer.db", more)
    page = (await visitor.get("/")).text
    assert "6 things in 5 departments" in page
