"""Takes delivered items back or swaps them: which ones, for what, at what difference in price."""

from assistant.orders.dialogue.operation import carry
from assistant.orders.dialogue.slots import (
    paid_with,
    pick_difference_payment,
    pick_items,
    pick_new_items,
    pick_payment,
)
from assistant.orders.dialogue.visit import DeskSkill, Visit
from assistant.orders.dialogue.words import speaks_of
from assistant.orders.operations import (
    ExchangeDeliveredOrderItems,
    Operation,
    ReturnDeliveredOrderItems,
)
from assistant.state import Evidence, Intent


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
    order = visit.pick_order(
        lambda order: order.status in rule.statuses, visit.say("order.none_delivered")
    )
    items = pick_items(visit, order)
    item_ids = [item.item_id for item in items]
    if exchange:
        new_item_ids = pick_new_items(visit, order, items)
        return ExchangeDeliveredOrderItems(
            order_id=order.order_id,
            item_ids=item_ids,
            new_item_ids=new_item_ids,
            payment_method_id=pick_difference_payment(visit, order, items, new_item_ids),
        )
    allowed = [
        method
        for method in visit.user.payment_methods.values()
        if method.id == paid_with(order) or method.source in policy.returns.refund_to
    ]
    return ReturnDeliveredOrderItems(
        order_id=order.order_id,
        item_ids=item_ids,
        payment_method_id=pick_payment(visit, allowed, paid_with(order)),
    )


def _is_exchange(visit: Visit) -> bool:
    for entry in reversed(visit.form.said):
        if speaks_of("exchange", entry.text):
            return True
        if speaks_of("return", entry.text):
            return False
    raise visit.ask.return_or_exchange()
