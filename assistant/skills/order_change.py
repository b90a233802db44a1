"""Changes a pending order: where it goes, how it is paid, or which variants are in it."""

import re
from collections.abc import Callable

from assistant.orders.dialogue.form import Ask, Asked
from assistant.orders.dialogue.operation import carry
from assistant.orders.dialogue.slots import (
    pick_items,
    pick_new_items,
    pick_payment,
    read_address,
)
from assistant.orders.dialogue.visit import DeskSkill, Visit
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
        if entry.asked not in (Asked.NOTHING, Asked.IDENTITY, Asked.ORDER, Asked.CHANGE):
            continue
        for pattern, build in _KINDS:
            if pattern.search(entry.text):
                return build(visit)
    raise visit.ask.change()


def _user_address(visit: Visit) -> Operation:
    address = read_address(visit)
    return ModifyUserAddress(user_id=visit.user.user_id, **address.model_dump())


def _order_address(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_address)
    return ModifyPendingOrderAddress(order_id=order.order_id, **read_address(visit).model_dump())


def _payment(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_payment)
    paid_with = order.payment_history[0].payment_method_id if order.payment_history else None
    others = [m for m in visit.user.payment_methods.values() if m.id != paid_with]
    if not others:
        raise Ask(visit.say("order.no_other_payment"))
    return ModifyPendingOrderPayment(
        order_id=order.order_id, payment_method_id=pick_payment(visit, others, None)
    )


def _items(visit: Visit) -> Operation:
    order = _order(visit, visit.gate.desk.policy.change_items)
    items = pick_items(visit, order)
    paid_with = order.payment_history[0].payment_method_id if order.payment_history else None
    return ModifyPendingOrderItems(
        order_id=order.order_id,
        item_ids=[item.item_id for item in items],
        new_item_ids=pick_new_items(visit, order, items),
        payment_method_id=pick_payment(visit, list(visit.user.payment_methods.values()), paid_with),
    )


def _order(visit: Visit, rule: Rule) -> Order:
    [order, *_] = visit.pick_orders(
        lambda order: order.status in rule.statuses, visit.say("order.none_to_change")
    )
    return order


_KINDS: list[tuple[re.Pattern[str], Callable[[Visit], Operation]]] = [
    (re.compile(r"\b(?:default|profile|account) address\b", re.IGNORECASE), _user_address),
    (
        re.compile(r"\b(?:address|send|ship\w*|deliver\w*|moved|moving)\b", re.IGNORECASE),
        _order_address,
    ),
    (
        re.compile(
            r"\b(?:sizes?|colou?rs?|variants?|options?|swap\w*|difference|in \w+ instead)\b",
            re.IGNORECASE,
        ),
        _items,
    ),
    (re.compile(r"\b(?:pay\w*|paypal|gift card|credit card)\b", re.IGNORECASE), _payment),
    (re.compile(r"\b(?:items?|instead|one)\b", re.IGNORECASE), _items),
]
"""Words of each kind of change; the first kind that a message speaks of is meant."""
