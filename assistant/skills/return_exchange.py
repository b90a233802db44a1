"""Takes delivered items back or swaps them: which ones, for what, at what difference in price."""

import re

from assistant.orders.dialogue.operation import carry
from assistant.orders.dialogue.slots import pick_items, pick_new_items, pick_payment
from assistant.orders.dialogue.visit import DeskSkill, Visit
from assistant.orders.operations import (
    ExchangeDeliveredOrderItems,
    Operation,
    ReturnDeliveredOrderItems,
)
from assistant.orders.records import Order
from assistant.state import Evidence, Intent

_EXCHANGE = re.compile(r"\b(?:exchang\w*|swap\w*|replace\w*|instead|different)\b", re.IGNORECASE)
_RETURN = re.compile(
    r"\b(?:return\w*|send\w* (?:it |them )?back|money back|refund\w*|give (?:it )?back)\b",
    re.IGNORECASE,
)


class ReturnExchange(DeskSkill):
    """Fills the form of a return or an exchange and carries it out."""

    intents: tuple[Intent, ...] = (Intent.RETURN_EXCHANGE,)

    def work(self, visit: Visit) -> Evidence:
        """Ask for what is missing, show what would happen, or do it after a yes."""
        return carry(visit, _operation)


def _operation(visit: Visit) -> Operation:
    exchange = _is_exchange(visit)
    policy = visit.gate.desk.policy
    rule = policy.exchanges if exchange else policy.returns
    [order, *_] = visit.pick_orders(
        lambda order: order.status in rule.statuses, visit.say("order.none_delivered")
    )
    items = pick_items(visit, order)
    item_ids = [item.item_id for item in items]
    if exchange:
        return ExchangeDeliveredOrderItems(
            order_id=order.order_id,
            item_ids=item_ids,
            new_item_ids=pick_new_items(visit, order, items),
            payment_method_id=pick_payment(
                visit, list(visit.user.payment_methods.values()), _paid_with(order)
            ),
        )
    allowed = [
        method
        for method in visit.user.payment_methods.values()
        if method.id == _paid_with(order) or method.source in policy.returns.refund_to
    ]
    return ReturnDeliveredOrderItems(
        order_id=order.order_id,
        item_ids=item_ids,
        payment_method_id=pick_payment(visit, allowed, _paid_with(order)),
    )


def _is_exchange(visit: Visit) -> bool:
    for entry in reversed(visit.form.said):
        if _EXCHANGE.search(entry.text):
            return True
        if _RETURN.search(entry.text):
            return False
    raise visit.ask.return_or_exchange()


def _paid_with(order: Order) -> str | None:
    return order.payment_history[0].payment_method_id if order.payment_history else None
