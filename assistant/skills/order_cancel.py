"""Cancels an order: which one, why, what comes back, and only after a yes to that."""

from assistant.orders.dialogue.operation import carry
from assistant.orders.dialogue.visit import DeskSkill, Visit
from assistant.orders.operations import CancelPendingOrder, Operation
from assistant.state import Evidence, Intent


class OrderCancel(DeskSkill):
    """Fills the form of a cancellation and carries it out."""

    intents: tuple[Intent, ...] = (Intent.ORDER_CANCEL,)

    def work(self, visit: Visit) -> Evidence:
        """Ask for what is missing, show what would happen, or do it after a yes."""
        return carry(visit, _operation)


def _operation(visit: Visit) -> Operation:
    rule = visit.gate.desk.policy.cancel
    order = visit.pick_order(
        lambda order: order.status in rule.statuses, visit.say("order.none_to_cancel")
    )
    if order.status not in rule.statuses:
        # No use asking why: the gate refuses it, and says so.
        return CancelPendingOrder(order_id=order.order_id, reason=next(iter(rule.reasons)))
    for entry in reversed(visit.form.said):
        if reason := rule.reason_in(entry.text):
            return CancelPendingOrder(order_id=order.order_id, reason=reason)
    raise visit.ask.reason(order)
