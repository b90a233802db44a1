"""Says where an order or a refund stands, to the verified shopper whose order it is."""

from assistant.orders.dialogue.visit import DeskSkill, Visit
from assistant.orders.records import Order
from assistant.state import Evidence, Intent


class OrderStatus(DeskSkill):
    """Looks orders and refunds up; nothing is said before the shopper is verified."""

    intents: tuple[Intent, ...] = (Intent.ORDER_STATUS, Intent.REFUND_STATUS)

    def work(self, visit: Visit) -> Evidence:
        """Ask who is asking, then which order, then say what its record says."""
        visit.identify()
        if visit.form.intent is Intent.REFUND_STATUS:
            orders = visit.pick_orders(_may_refund, visit.say("order.no_refunds"))
            said = [visit.describe.refunds(order, visit.user) for order in orders]
        else:
            orders = visit.pick_orders(lambda _order: True, visit.say("order.none"))
            said = [visit.describe.order(order) for order in orders]
        return visit.evidence(" ".join(said))


def _may_refund(order: Order) -> bool:
    refunded = any(entry.transaction_type == "refund" for entry in order.payment_history)
    return refunded or bool(order.return_items) or bool(order.exchange_items)
