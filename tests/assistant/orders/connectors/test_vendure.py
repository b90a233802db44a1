"""The connector against a real Vendure server on loopback."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.connectors.remote import ShopSystemError, write_feed
from assistant.orders.connectors.vendure import VendureDesk
from assistant.orders.connectors.vendure_catalog import read_catalog
from assistant.orders.connectors.vendure_client import VendureClient
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import CancelPendingOrder, ModifyPendingOrderPayment
from assistant.orders.policy import load_policy
from assistant.orders.tables import open_orders
from retrieval.feeds import read_products
from retrieval.product import Money
from tests.assistant.orders.connectors.vendure.shop import VendureShop, running_vendure

pytestmark = pytest.mark.vendure

ANYONE = Caller("c1")
EMAIL = "noah@example.com"


@pytest.fixture(scope="module")
def shop() -> Iterator[VendureShop]:
    with running_vendure() as shop:
        shop.add_customer(EMAIL, "Noah", "Brown")
        shop.add_customer("ida@example.com", "Ida", "Brown")
        yield shop


@pytest.fixture
def desk(shop: VendureShop, tmp_path: Path) -> Iterator[VendureDesk]:
    database = open_orders(tmp_path)
    client = shop.admin()
    yield VendureDesk(client, database, load_policy())
    client.close()
    database.close()


@pytest.fixture
def order(shop: VendureShop) -> str:
    return shop.buy(EMAIL, {"1": 2, "2": 1})


def _noah(desk: VendureDesk) -> Caller:
    return Caller("c1", desk.find_user_id_by_email(EMAIL, caller=ANYONE))


def test_a_customer_is_found_by_email_or_by_name_and_zip(desk: VendureDesk) -> None:
    by_email = desk.find_user_id_by_email(" Noah@Example.com", caller=ANYONE)
    by_name = desk.find_user_id_by_name_zip("noah", "BROWN", "80279", caller=ANYONE)
    assert by_email == by_name
    assert [entry.kind for entry in desk.audit.entries()] == ["verify", "verify"]


@pytest.mark.parametrize("zip_code", ["80278", ""])
def test_a_wrong_zip_verifies_nobody(desk: VendureDesk, zip_code: str) -> None:
    with pytest.raises(DeskError, match="User not found"):
        desk.find_user_id_by_name_zip("Noah", "Brown", zip_code, caller=ANYONE)


def test_an_order_is_read_with_every_piece_and_what_was_paid(desk: VendureDesk, order: str) -> None:
    found = desk.get_order_details(order, caller=_noah(desk))
    assert (found.status, found.currency) == ("pending", "USD")
    assert [item.name for item in found.items] == ["Heron Kettle", "Heron Kettle", "Fell Boots"]
    assert found.items[2].options == {"size": "8"}
    assert [entry.amount for entry in found.payment_history] == [Decimal("212.00")]
    assert (found.address.city, found.address.zip) == ("Denver", "80279")


def test_a_customer_has_their_orders_and_no_cart(
    desk: VendureDesk, shop: VendureShop, order: str
) -> None:
    caller = _noah(desk)
    user = desk.get_user_details(caller.shopper_id or "", caller=caller)
    assert user.orders[0] == order
    assert user.name.first_name == "Noah"


def test_a_product_is_read_with_its_variants_and_what_is_left(desk: VendureDesk) -> None:
    types = desk.list_all_product_types()
    boots = desk.get_product_details(types["Fell Boots"])
    available = {each.options["size"]: each.available for each in boots.variants.values()}
    assert available == {"8": True, "9": False}
    assert desk.get_item_details("1").price == Decimal("39.00")


def test_the_catalog_is_read_page_by_page_as_records_of_a_feed(shop: VendureShop) -> None:
    kettle, boots, sold_out = read_catalog(shop.admin(), page=1)
    assert (kettle.id, kettle.brand, kettle.category) == ("HK-1", "Heron", ["Kitchen"])
    assert (boots.group_id, boots.attributes) == (sold_out.group_id, {"size": "8"})
    assert (boots.in_stock, sold_out.in_stock) == (True, False)
    assert boots.price == Money(amount=Decimal("129.00"), currency="USD")


def test_the_catalog_becomes_a_feed_that_the_importer_reads(
    shop: VendureShop, tmp_path: Path
) -> None:
    feed = tmp_path / "feeds" / "vendure.jsonl"
    write_feed(read_catalog(shop.admin()), feed)
    assert list(read_products([feed])) == list(read_catalog(shop.admin()))


def test_cancelling_happens_on_the_server_once_and_pays_everything_back(
    desk: VendureDesk, order: str
) -> None:
    caller = _noah(desk)
    operation = CancelPendingOrder(order_id=order, reason="no longer needed")
    preview = desk.preview(operation, caller=caller)
    assert list(preview.change.refunds.values()) == [Decimal("212.00")]
    approval = Approval(caller, key="k1", confirmation="d", versions=preview.versions)
    first = desk.perform(operation, approval=approval)
    assert desk.perform(operation, approval=approval) == first
    now = desk.get_order_details(order, caller=caller)
    assert now.status == "cancelled"
    refunds = [each.amount for each in now.payment_history if each.transaction_type == "refund"]
    assert refunds == [Decimal("212.00")]


def test_an_order_that_was_cancelled_elsewhere_meanwhile_is_not_cancelled_again(
    desk: VendureDesk, order: str
) -> None:
    caller = _noah(desk)
    operation = CancelPendingOrder(order_id=order, reason="ordered by mistake")
    seen = desk.preview(operation, caller=caller).versions
    desk.perform(operation, approval=Approval(caller, key="k1"))
    with pytest.raises(DeskError) as refused:
        desk.perform(operation, approval=Approval(caller, key="k2", versions=seen))
    assert refused.value.code in {RefusalCode.STALE, RefusalCode.WRONG_STATUS}


def test_an_operation_that_is_not_done_there_is_refused_before_it_is_shown(
    desk: VendureDesk, order: str
) -> None:
    operation = ModifyPendingOrderPayment(order_id=order, payment_method_id="1")
    with pytest.raises(DeskError) as refused:
        desk.preview(operation, caller=_noah(desk))
    assert refused.value.code is RefusalCode.UNSUPPORTED


def test_an_unknown_order_is_not_found(desk: VendureDesk) -> None:
    with pytest.raises(DeskError, match="Order not found"):
        desk.get_order_details("NOSUCHORDER", caller=_noah(desk))


def test_a_wrong_password_is_the_operators_mistake(shop: VendureShop) -> None:
    client = VendureClient(f"{shop.url}/admin-api", "superadmin", SecretStr("wrong"))
    with pytest.raises(UserError, match="does not know superadmin"):
        client.ask("{ products { totalItems } }")


def test_a_server_that_is_away_is_a_fault_and_no_refusal() -> None:
    http = httpx.Client(transport=httpx.MockTransport(_refused))
    client = VendureClient("http://127.0.0.1:1/admin-api", "a", SecretStr("b"), http)
    with pytest.raises(ShopSystemError, match="does not answer"):
        client.ask("{ products { totalItems } }")


def _refused(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused")
