import pytest

from assistant.errors import NotFoundError, UserError
from assistant.store.canned import CannedReply
from assistant.store.console import ConsoleStore


def test_a_canned_reply_is_replaced_under_its_title_and_removed(console: ConsoleStore) -> None:
    console.canned.put("Late", "Sorry.", by="Ada")
    console.canned.put(" Late ", "Order {order_id} is late. {agent}", by="Ada")
    assert console.canned.all() == [CannedReply("Late", "Order {order_id} is late. {agent}")]
    console.canned.remove("Late", by="Ada")
    assert console.canned.all() == []
    with pytest.raises(NotFoundError):
        console.canned.remove("Late", by="Ada")
    assert len(console.trail.latest()) == 3


def test_a_variable_that_does_not_exist_is_refused_with_those_that_do(
    console: ConsoleStore,
) -> None:
    with pytest.raises(UserError, match=r"no variable \{parcel\}.*\{order_id\}"):
        console.canned.put("Late", "Parcel {parcel}", by="Ada")


@pytest.mark.parametrize(("title", "text"), [("", "x"), ("x", " ")])
def test_half_a_canned_reply_is_refused(console: ConsoleStore, title: str, text: str) -> None:
    with pytest.raises(UserError):
        console.canned.put(title, text, by="Ada")


def test_what_is_filled_in_is_not_read_as_a_variable_again() -> None:
    reply = CannedReply("hi", "Dear {shopper}, {order_id}")
    assert reply.fill({"shopper": "{agent}", "order_id": "#W1"}) == "Dear {agent}, #W1"
