"""The usual tools of a shopping agent: search, FAQ, orders, a person."""

from collections.abc import Callable
from uuid import uuid4

from langchain_core.tools import BaseTool, tool

from assistant.orders.audit import Caller
from assistant.orders.desk import Approval, OrderDesk
from assistant.orders.errors import DeskError
from assistant.orders.operations import CancelPendingOrder, Operation, ReturnDeliveredOrderItems
from assistant.state import Action, Shopper
from eval.peers.lookup import lines, nearest_products, passages_text, product_text
from eval.peers.visit import Visit
from retrieval.search import ShopIndex

_CANDIDATES = 20
_PRODUCTS = 4
_PASSAGES = 2


def shop_tools(index: ShopIndex, visit: Visit) -> list[BaseTool]:
    """Return the tools that need no shopper to be known."""

    @tool
    def search_products(query: str, max_price: float | None = None) -> str:
        """Search the shop's products. max_price: leave out what costs more."""
        found = [
            product
            for product in nearest_products(index, query, _CANDIDATES)
            if max_price is None
            or (product.offer_price is not None and product.offer_price.amount <= max_price)
        ][:_PRODUCTS]
        visit.found.update({product.id: product for product in found})
        return lines(map(product_text, found))

    @tool
    def search_faq(question: str) -> str:
        """Look up delivery, returns, payment, warranty and other terms of the shop."""
        return lines(passages_text(index, question, _PASSAGES))

    @tool
    def transfer_to_human() -> str:
        """Hand the conversation over to a person, when the shopper asks for one."""
        visit.handoff = True
        return "A person takes over."

    return [search_products, search_faq, transfer_to_human]


def order_tools(desk: OrderDesk, visit: Visit) -> list[BaseTool]:
    """Return the tools over the orders of the shopper of this visit."""
    orders = _Orders(desk, visit)

    @tool
    def sign_in(email: str) -> str:
        """Identify the shopper by the e-mail address that they have given."""
        return orders.answered(lambda: orders.sign_in(email))

    @tool
    def list_orders() -> str:
        """List the numbers of the signed-in shopper's orders."""
        return orders.answered(orders.numbers)

    @tool
    def get_order(order_id: str) -> str:
        """Return the status, items and prices of one of the signed-in shopper's orders."""
        return orders.answered(lambda: orders.details(order_id))

    @tool
    def cancel_order(order_id: str, reason: str) -> str:
        """Cancel a pending order. reason: 'no longer needed' or 'ordered by mistake'."""
        operation = CancelPendingOrder(order_id=order_id, reason=reason)
        return orders.answered(lambda: orders.perform(order_id, operation))

    @tool
    def return_items(order_id: str, item_ids: list[str], payment_method_id: str) -> str:
        """Return items of a delivered order; the refund goes to the payment method."""
        operation = ReturnDeliveredOrderItems(
            order_id=order_id, item_ids=item_ids, payment_method_id=payment_method_id
        )
        return orders.answered(lambda: orders.perform(order_id, operation))

    return [sign_in, list_orders, get_order, cancel_order, return_items]


class _Orders:
    """The desk for one shopper: nobody else's orders are told or changed."""

    def __init__(self, desk: OrderDesk, visit: Visit) -> None:
        self._desk = desk
        self._visit = visit

    def answered(self, ask: Callable[[], str]) -> str:
        """Return what the desk says, a refusal included."""
        try:
            return ask()
        except DeskError as error:
            return f"Error: {error}"

    def sign_in(self, email: str) -> str:
        user_id = self._desk.find_user_id_by_email(email, caller=self._caller)
        self._visit.shopper = Shopper(id=user_id, verified=True)
        return "Signed in."

    def numbers(self) -> str:
        return ", ".join(self._own()) or "No orders."

    def details(self, order_id: str) -> str:
        if order_id not in self._own():
            return "Error: not an order of this shopper."
        order = self._desk.get_order_details(order_id, caller=self._caller)
        return order.model_dump_json(exclude={"user_id", "address"}, exclude_none=True)

    def perform(self, order_id: str, operation: Operation) -> str:
        if order_id not in self._own():
            return "Error: not an order of this shopper."
        self._desk.perform(operation, approval=Approval(self._caller, key=uuid4().hex))
        args = operation.model_dump(mode="json")
        self._visit.done.append(Action(name=operation.name, args=args, status="done"))
        return "Done."

    def _own(self) -> list[str]:
        shopper = self._visit.shopper
        if shopper.id is None or not shopper.verified:
            return []
        return self._desk.get_user_details(shopper.id, caller=self._caller).orders

    @property
    def _caller(self) -> Caller:
        return Caller(conversation_id="peer", shopper_id=self._visit.shopper.id)
