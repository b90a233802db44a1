import pytest

from assistant.state import Card, ComparisonTable
from retrieval.product import Money
from tests.assistant.api.fakes import CARD
from ui.fragments import render, safe_url


def card(**more: object) -> Card:
    return CARD.model_copy(update=more)


def test_a_card_shows_what_the_record_says() -> None:
    html = render(
        "cards",
        cards=[
            card(sale_price=Money(amount="9.50", currency="EUR"), rating=4.26, rating_count=7),
            card(id="v1", title="Vase", in_stock=False, stock=0, url=None, fits=False),
        ],
        table=None,
    )
    for told in ("Blue mug", "€9.50", "<s>€12.00</s>", "only 3 left", "★ 4.3", "(7)"):
        assert told in html, told
    assert "out of stock" in html
    assert html.count("<a ") == 1
    assert "/images/none.svg" in html


def test_nothing_in_a_feed_becomes_markup_or_a_script() -> None:
    evil = card(title="<script>x</script>", url="javascript:alert(1)", image='"><b>', why=["<i>"])
    table = ComparisonTable(products=[evil.id], rows=[("<u>", ["<em>"])])
    html = render("cards", cards=[evil], table=table)

    for part in ("<script", "javascript:", "<b>", "<i>", "<u>", "<em>"):
        assert part not in html


def test_a_comparison_names_its_products() -> None:
    table = ComparisonTable(products=["m1", "gone"], rows=[("price", ["€12", ""])])
    html = render("cards", cards=[CARD], table=table)

    assert '<th scope="col">Blue mug</th><th scope="col">gone</th>' in html
    assert "<td>€12</td><td>–</td>" in html


@pytest.mark.parametrize(
    "address", ["//elsewhere.example/x", "data:text/html,x", " javascript:x", "x.html", ""]
)
def test_only_addresses_of_pages_are_linked(address: str) -> None:
    assert safe_url(address) is None
