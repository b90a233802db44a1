"""Changes a pending order: where it goes, how it is paid, or which variants are in it."""

from collections.abc import Callable

from assistant.orders.dialogue.form import Ask, Asked, Said
from assistant.orders.dialogue.items import match_items, match_orders, wanted_options
from assistant.orders.dialogue.operation import carry
from assistant.orders.dialogue.slots import (
    paid_with,
    pick_difference_payment,
    pick_items,
    pick_new_items,
    pick_payment,
    read_address,
)
from assistant.orders.dialogue.visit import DeskSkill, Visit
from assistant.orders.dialogue.words import Kind, speaks_of
from assistant.orders.operations import (
    ModifyPendingOrderAddress,
    ModifyPendingOrderItems,
    ModifyPendingOrderPayment,
    ModifyUserAddress,
    Operation,
)
from assistant.orders.policy import Rule
from assistant.orders.records import Order
from assistant.state import Evidence, Intent


class OrderChange(DeskSkill):
    """Fills the form of a change to an order, or to the shopper's own address."""

    intents: tuple[Intent, ...] = (Intent.ORDER_CHANGE,)

    def work(self, visit: Visit) -> Evidence:
        """Ask for what is missing, show what would happen, or do it after a yes."""
        return carry(visit, _operation)


def _operation(visit: Visit) -> Operation:
    for entry in reversed(visit.form.said):
        # Later answers ("use my PayPal") name slots, not another kind of change.
        if entry.asked in (Asked.NOTHING, Asked.IDENTITY, Asked.ORDER, Asked.CHANGE):
            build = _kind_of(visit, entry)
            if build is not None:
                return build(visit)
    raise visit.ask.change()


def _kind_of(visit: Visit, said: Said) -> Callable[[Visit], Operation] | None:
    """What kind of change the message speaks of; the first of the kinds is meant."""
    for kind, build in _KINDS:
        if speaks_of(kind, said.text) or (kind == "options" and _names_variant(visit, said)):
            return build
    # "The one with the mug" tells which order, where that was asked, and else what to swap in it.
    names_item = speaks_of("items", said.text) or bool(match_orders(said.text, visit.orders))
    return _items if names_item and said.asked is not Asked.ORDER else None


def _names_variant(visit: Visit, said: Said) -> bool:
    """Whether an item is named with what another version of it has: "the mixer to cream"."""
    return any(
        wanted_options([said.text], item, visit.gate.desk.get_product_details(item.product_id))
        for order in match_orders(said.text, visit.orders)
        for item in match_items(said.text, order.items)
    )


def _user_address(visit: Visit) -> Operation:
    address = read_address(visit)
    return ModifyUserAddress(user_id=visit.user.user_id, **address.model_dump())


def _order_address(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_address)
    return ModifyPendingOrderAddress(order_id=order.order_id, **read_address(visit).model_dump())


def _payment(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_payment)
    original = paid_with(order)
    others = [m for m in visit.user.payment_methods.values() if m.id != original]
    if not others:
        raise Ask(visit.say("order.no_other_payment"))
    return ModifyPendingOrderPayment(
        order_id=order.order_id, payment_method_id=pick_payment(visit, others, None)
    )


def _items(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_items)
    items = pick_items(visit, order)
    new_item_ids = pick_new_items(visit, order, items)
    return ModifyPendingOrderItems(
        order_id=order.order_id,
        item_ids=[item.item_id for item in items],
        new_item_ids=new_item_ids,
        payment_method_id=pick_difference_payment(visit, order, items, new_item_ids),
    )


def _order(visit: Visit, rule: Rule) -> Order:
    return visit.pick_order(
        lambda order: order.status in rule.statuses, visit.say("order.none_to_change")
    )


_KINDS: list[tuple[Kind, Callable[[Visit], Operation]]] = [
    ("account_address", _user_address),
    ("address", _order_address),
    ("options", _items),
    ("payment", _payment),
]
