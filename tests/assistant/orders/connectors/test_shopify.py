"""The connector against written exchanges of Shopify's public Admin API."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.connectors.remote import ShopSystemError, write_feed
from assistant.orders.connectors.shopify import ShopifyDesk, open_shopify_desk
from assistant.orders.connectors.shopify_catalog import read_catalog
from assistant.orders.connectors.shopify_client import ShopifyClient
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import CancelPendingOrder, ModifyPendingOrderPayment
from assistant.orders.policy import Fee, load_policy
from assistant.orders.tables import open_orders
from assistant.settings import Settings
from assistant.shop import read_shop
from retrieval.feeds import read_products
from retrieval.product import Money, Product
from tests.assistant.orders.connectors.shopify.replay import Replay, replay

NOAH = Caller("c1", "901")
ANYONE = Caller("c1")
CANCEL = CancelPendingOrder(order_id="#1001", reason="no longer needed")
ASK_SHOP = "query Shop { shop { currencyCode } }"


@contextmanager
def desk_over(tmp_path: Path, *names: str) -> Iterator[ShopifyDesk]:
    """A desk over these exchanges, all of which must happen."""
    database = open_orders(tmp_path)
    with replay(*names) as shop:
        yield ShopifyDesk(shop.client(), database, load_policy())
    database.close()


def shop_that_answers(*answers: tuple[int, dict[str, Any], dict[str, str]]) -> Replay:
    """A shop that is asked for its currency, and answers like this."""
    return Replay(
        [
            {"operation": "Shop", "variables": {}, "status": status, "body": body, "headers": more}
            for status, body, more in answers
        ]
    )


def throttled(available: int, requested: int = 62) -> tuple[int, dict[str, Any], dict[str, str]]:
    bucket = {"maximumAvailable": 100.0, "currentlyAvailable": available, "restoreRate": 50.0}
    cost = {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": bucket}
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return 200, {"errors": [error], "extensions": {"cost": cost}}, {}


ANSWERED: tuple[int, dict[str, Any], dict[str, str]] = (
    200,
    {"data": {"shop": {"currencyCode": "USD"}}},
    {},
)


def test_a_customer_is_found_by_the_very_address(tmp_path: Path) -> None:
    with desk_over(tmp_path, "customers_by_email") as desk:
        assert desk.find_user_id_by_email(" Noah@Example.com", caller=ANYONE) == "901"
    assert [entry.kind for entry in desk.audit.entries()] == ["verify"]


@pytest.mark.parametrize(("zip_code", "found"), [("80301", True), ("80300", False)])
def test_a_name_verifies_with_a_zip_of_theirs(tmp_path: Path, zip_code: str, found: bool) -> None:
    with desk_over(tmp_path, "customers_by_name") as desk:
        if found:
            assert desk.find_user_id_by_name_zip("noah", "BROWN", zip_code, caller=ANYONE) == "901"
        else:
            with pytest.raises(DeskError, match="User not found"):
                desk.find_user_id_by_name_zip("noah", "BROWN", zip_code, caller=ANYONE)


def test_an_order_is_read_with_every_piece_and_what_was_paid(tmp_path: Path) -> None:
    with desk_over(tmp_path, "order") as desk:
        order = desk.get_order_details("#1001", caller=NOAH)
    assert (order.status, order.currency, order.user_id) == ("pending", "USD", "901")
    assert [item.name for item in order.items] == ["Heron Kettle", "Heron Kettle", "Fell Boots"]
    assert [item.options for item in order.items[1:]] == [{}, {"Size": "8"}]
    # What was authorised and then captured was paid once; what failed was not paid.
    assert [(p.amount, p.payment_method_id) for p in order.payment_history] == [
        (Decimal("212.00"), "2")
    ]
    assert (order.address.city, order.address.state) == ("Denver", "CO")


def test_a_delivered_order_has_its_parcel_its_day_and_its_refund(tmp_path: Path) -> None:
    with desk_over(tmp_path, "order_delivered") as desk:
        order = desk.get_order_details("#1001", caller=NOAH)
    assert order.status == "delivered"
    assert order.delivered_at is not None
    assert order.fulfillments[0].tracking_id == ["1Z999"]
    assert order.fulfillments[0].item_ids == ["411", "411", "421"]
    refund = order.payment_history[-1]
    assert (refund.transaction_type, refund.amount) == ("refund", Decimal("39.00"))
    assert refund.payment_method_id == "2"


def test_what_was_deleted_since_is_still_in_the_order(tmp_path: Path) -> None:
    with desk_over(tmp_path, "order_on_its_way") as desk:
        order = desk.get_order_details("#1001", caller=NOAH)
    assert (order.status, order.items[0].name) == ("processed", "Discontinued Lamp")


def test_an_unknown_order_is_not_found(tmp_path: Path) -> None:
    with (
        desk_over(tmp_path, "order_unknown") as desk,
        pytest.raises(DeskError, match="Order not found"),
    ):
        desk.get_order_details("#4040", caller=NOAH)


def test_a_customer_has_their_orders_and_ways_to_pay(tmp_path: Path) -> None:
    with desk_over(tmp_path, "customer") as desk:
        user = desk.get_user_details("901", caller=NOAH)
    assert user.orders == ["#1001", "#0990"]
    assert list(user.payment_methods) == ["2"]


def test_products_are_read_with_what_is_left(tmp_path: Path) -> None:
    with desk_over(tmp_path, "product", "types") as desk:
        assert not desk.get_item_details("422").available
        assert desk.list_all_product_types() == {"Fell Boots": "32", "Heron Kettle": "31"}


def test_cancelling_happens_once_and_pays_everything_back(tmp_path: Path) -> None:
    with desk_over(tmp_path, "cancel") as desk:
        preview = desk.preview(CANCEL, caller=NOAH)
        assert list(preview.change.refunds.values()) == [Decimal("212.00")]
        approval = Approval(NOAH, key="k1", confirmation="d", versions=preview.versions)
        first = desk.perform(CANCEL, approval=approval)
        assert desk.perform(CANCEL, approval=approval) == first  # a retry asks nothing
        order = desk.get_order_details("#1001", caller=NOAH)
    assert order.status == "cancelled"
    refunds = [each for each in order.payment_history if each.transaction_type == "refund"]
    assert [(each.amount, each.payment_method_id) for each in refunds] == [(Decimal("212.00"), "2")]


def test_what_shopify_does_not_cancel_is_a_fault_and_is_not_kept_as_done(tmp_path: Path) -> None:
    with (
        desk_over(tmp_path, "cancel_refused") as desk,
        pytest.raises(ShopSystemError, match="pending payment"),
    ):
        desk.perform(CANCEL, approval=Approval(NOAH, key="k1"))


def test_an_order_that_was_cancelled_elsewhere_meanwhile_is_not_cancelled(tmp_path: Path) -> None:
    with desk_over(tmp_path, "cancelled_elsewhere") as desk:
        seen = desk.preview(CANCEL, caller=NOAH).versions
        with pytest.raises(DeskError) as refused:
            desk.perform(CANCEL, approval=Approval(NOAH, key="k1", versions=seen))
    assert refused.value.code is RefusalCode.WRONG_STATUS


def test_an_operation_that_is_not_done_there_is_refused_before_it_is_shown(tmp_path: Path) -> None:
    operation = ModifyPendingOrderPayment(order_id="#1001", payment_method_id="2")
    with desk_over(tmp_path) as desk, pytest.raises(DeskError) as refused:
        desk.preview(operation, caller=NOAH)
    assert refused.value.code is RefusalCode.UNSUPPORTED


def test_a_policy_that_keeps_a_fee_cannot_be_kept_there(tmp_path: Path) -> None:
    policy = load_policy()
    rule = policy.cancel.model_copy(update={"fee": Fee(fixed=Decimal(5))})
    strict = policy.model_copy(update={"cancel": rule})
    with pytest.raises(UserError, match="without a fee"):
        ShopifyDesk(Replay([]).client(), open_orders(tmp_path), strict)


def test_the_catalog_becomes_a_feed_that_the_importer_reads(tmp_path: Path) -> None:
    feed = tmp_path / "feeds" / "shopify.jsonl"
    with replay("catalog") as shop:
        write_feed(read_catalog(shop.client()), feed)
    found = list(read_products([feed]))
    kettle, boots, sold_out, on_order, box = [one for one in found if isinstance(one, Product)]
    assert len(found) == 5
    assert (kettle.id, kettle.brand, kettle.mpn) == ("411", "Heron", "HK-1")
    assert kettle.price == Money(amount=Decimal("39.00"), currency="USD")
    assert kettle.sale_price == Money(amount=Decimal("31.20"), currency="USD")
    assert kettle.category == ["Home & Garden", "Kitchen & Dining", "Kettles"]
    assert kettle.description == "Boils fast & pours slow."
    assert (kettle.group_id, boots.group_id) == (None, "32")
    assert [each.attributes for each in (boots, sold_out)] == [{"Size": "8"}, {"Size": "9"}]
    assert [each.in_stock for each in (boots, sold_out, on_order, box)] == [True, False, True, True]


def test_a_catalog_that_broke_off_leaves_the_old_feed(tmp_path: Path) -> None:
    feed = tmp_path / "shopify.jsonl"
    feed.write_text("old")
    broken = shop_that_answers((500, {}, {}))
    with pytest.raises(UserError, match="does not answer"):
        write_feed(read_catalog(broken.client()), feed)
    assert feed.read_text() == "old"


def test_a_throttled_question_is_asked_again_when_it_can_be_paid_for() -> None:
    shop = shop_that_answers(throttled(12), ANSWERED)
    assert shop.client().ask(ASK_SHOP)["shop"]["currencyCode"] == "USD"
    assert shop.waits == [1.0]  # fifty points at fifty a second


def test_too_many_requests_are_waited_for_as_long_as_the_shop_says() -> None:
    shop = shop_that_answers((429, {"errors": "Too many"}, {"Retry-After": "2.0"}), ANSWERED)
    shop.client().ask(ASK_SHOP)
    assert shop.waits == [2.0]


@pytest.mark.parametrize(
    "answers", [[throttled(0), throttled(0), throttled(0)], [throttled(0, requested=900)]]
)
def test_a_shop_that_stays_too_busy_is_a_fault(
    answers: list[tuple[int, dict[str, Any], dict[str, str]]],
) -> None:
    with pytest.raises(ShopSystemError, match="too busy"):
        shop_that_answers(*answers).client().ask(ASK_SHOP)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_token_that_is_not_let_in_is_the_operators_mistake(status: int) -> None:
    shop = shop_that_answers((status, {"errors": "[API] Invalid API key or access token"}, {}))
    with pytest.raises(UserError, match="does not let the token in") as refused:
        shop.client().ask(ASK_SHOP)
    assert "shpat" not in str(refused.value)


@pytest.mark.parametrize(
    ("status", "body"), [(200, {"errors": [{"message": "Field 'x' is unknown"}]}), (502, {})]
)
def test_any_other_error_is_a_fault_and_no_refusal(status: int, body: dict[str, Any]) -> None:
    with pytest.raises(ShopSystemError):
        shop_that_answers((status, body, {})).client().ask(ASK_SHOP)


def test_a_shop_that_does_not_answer_in_time_is_a_fault() -> None:
    def too_slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("timed out", request=request)

    http = httpx.Client(transport=httpx.MockTransport(too_slow))
    client = ShopifyClient("harbour.myshopify.example", SecretStr("t"), http)
    with pytest.raises(ShopSystemError, match="does not answer"):
        client.ask(ASK_SHOP)


def test_the_shops_cart_permalink_is_the_checkout_unless_another_is_set(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, shopify_shop="harbour.myshopify.example")
    assert read_shop(settings).checkout == "https://harbour.myshopify.example/cart/{lines}"
    own = settings.model_copy(update={"checkout_url": "https://harbour.example/checkout"})
    assert read_shop(own).checkout == "https://harbour.example/checkout"


def test_without_a_shop_in_the_settings_there_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="SHOPASSIST_SHOPIFY_SHOP"):
        open_shopify_desk(Settings(data_dir=tmp_path))
