"""Whole replies, in which a sentence leans on the one before, or which are not in English."""

import pytest

from eval.checker.check import Checker
from eval.checker.findings import TurnContext
from tests.eval.shop import invented_shop

CHECKER = Checker(invented_shop())
MARA = TurnContext(shopper="mara_ives_1001", verified=True)
MUGS = TurnContext(cards=("m1", "m2"))

ORDER = (
    "Order #W1000001 has been delivered. Items: Fern Stoneware Mug (green) $14.00; Tide Enamel Mug"
    " (blue) $9.50. Total: {total}. Tracking number: {tracking}."
)
CANCEL = (
    "This would cancel order #W1000002 with all its items: Beacon Desk Lamp (brass) $89.00."
    " {amount} goes back to your PayPal account, within 5 to 7 business days."
)


def kinds(reply: str, context: TurnContext) -> list[str]:
    return [finding.kind for finding in CHECKER.check(reply, context)]


@pytest.mark.parametrize(
    ("reply", "context"),
    [
        (ORDER.format(total="$23.50", tracking="770001112223"), MARA),
        (CANCEL.format(amount="$89.00"), MARA),
        ("I can't do that: order #W1000001 has been delivered. Nothing has been changed.", MARA),
        ("I can't find an order W9999999 in your account. Please check the number.", MARA),
        ("Please tell me your name, so that I'm sure whom I speak with.", TurnContext()),
        ("The Tide Enamel Mug costs less, by $4.50.", MUGS),
        ("The Tide Enamel Mug comes in blue, not pink.", MUGS),
        ("**Tide Enamel Mug** ($9.50): **Fern Stoneware Mug** ($14.00).", MUGS),
        ("**Tide Enamel Mug** ($9.50): blue, good beside a fern.", MUGS),
        ("I have nothing like that rated 5 or better. These come closest.", MUGS),
        ("Der Fern Stoneware Mug kostet $14.00 und ist einer unserer schönsten Becher.", MUGS),
    ],
)
def test_a_reply_that_the_records_bear_out_is_left_alone(reply: str, context: TurnContext) -> None:
    assert kinds(reply, context) == []


@pytest.mark.parametrize(
    ("reply", "context", "kind"),
    [
        (ORDER.format(total="$23.00", tracking="770001112223"), MARA, "order"),
        (ORDER.format(total="$23.50", tracking="770001112224"), MARA, "order"),
        (ORDER.format(total="$23.50", tracking="770001112223"), TurnContext(), "order"),
        (CANCEL.format(amount="$98.00"), MARA, "order"),
        ("I can't do that: order #W1000002 has been delivered.", MARA, "order"),
        ("The Tide Enamel Mug costs less, by $4.00.", MUGS, "price"),
        ("The Tide Enamel Mug comes in pink, not blue.", MUGS, "fit"),
        ("**Tide Enamel Mug** ($9.50): green.", MUGS, "fit"),
        ("Der Fern Stoneware Mug kostet $12.00 und ist einer unserer schönsten.", MUGS, "price"),
        ("Schreib uns an falsch@nirgends.example, dann melden wir uns bei dir.", MUGS, "contact"),
    ],
)
def test_a_reply_with_one_wrong_fact_is_found(reply: str, context: TurnContext, kind: str) -> None:
    assert set(kinds(reply, context)) == {kind}


CART = TurnContext(cart={"m1": 2, "m2": 1})


def test_the_sum_of_a_cart_is_borne_out_by_what_is_in_it() -> None:
    assert kinds("Your cart comes to $37.50 in total.", CART) == []
    assert kinds("Your cart comes to $38.50 in total.", MUGS) == ["price"]
