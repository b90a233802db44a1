"""The order desk as LangChain tools, for one turn of one shopper."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import to_json

from assistant.orders.dialogue.form import Ask
from assistant.orders.dialogue.operation import propose
from assistant.orders.dialogue.visit import Visit
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import OPERATIONS, Operation
from assistant.orders.records import Item, Order
from assistant.skills.human import handed_over
from assistant.state import Evidence

OrderId = Annotated[str, Field(description="An order's number, such as #W0000000.")]
Slot = Literal[
    "order",
    "reason",
    "items",
    "new_item",
    "payment",
    "address",
    "change",
    "return_or_exchange",
]


class DeskTools:
    """What a model may do at the desk. Everything goes through the gate of the visit.

    The model chooses; the shopper reads the server's own words: `reply` holds them, a refusal too,
    around which the model may find a way until the turn is `over`.
    The public domain's other operations are not among the tools: who asks is verified before the
    model is, and a list of all products would be a whole catalog.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.reply: Evidence | None = None
        self.over = False

    def all(self) -> list[BaseTool]:
        """Return the tools: READs, WRITEs (which only propose), and those that end the turn."""
        own: list[Callable[..., str]] = [
            self.get_user_details,
            self.get_order_details,
            self.get_product_details,
            self.get_item_details,
            self.calculate,
            self.show_orders,
            self.show_refunds,
            self.ask_shopper,
            self.transfer_to_human_agents,
            self.give_up,
        ]
        return [*map(_tool, own), *map(self._write, OPERATIONS.values())]

    def get_user_details(self) -> str:
        """Read the shopper's address, ways of payment and order numbers."""
        return _json(self._visit.gate.user(self._visit.conversation), without={"email", "name"})

    def get_order_details(self, order_id: OrderId) -> str:
        """Read an order: status, items, payments, parcels, dates."""
        return _json(self._order(order_id), without={"user_id"})

    def get_product_details(self, product_id: str) -> str:
        """Read the versions of a product that can be had now, with their options and prices."""
        product = self._visit.gate.desk.get_product_details(product_id)
        there = {key: each for key, each in product.variants.items() if each.available}
        return _json(product.model_copy(update={"variants": there}))

    def get_item_details(self, item_id: str) -> str:
        """Read one version of a product: its options, its price, whether it can be had now."""
        return _json(self._visit.gate.desk.get_item_details(item_id))

    def calculate(self, expression: str) -> str:
        """Work out a sum such as `12.50 + 3 * (4 - 1)`."""
        return self._visit.gate.desk.calculate(expression)

    def show_orders(self, order_ids: list[OrderId]) -> str:
        """Answer with what the records say about these orders: where they are, what they hold."""
        said = [self._visit.describe.order(self._order(number)) for number in order_ids]
        return self._answer(self._visit.evidence(" ".join(said)))

    def show_refunds(self, order_ids: list[OrderId]) -> str:
        """Answer with what is refunded for these orders, where to and by when."""
        user = self._visit.user
        said = [self._visit.describe.refunds(self._order(number), user) for number in order_ids]
        return self._answer(self._visit.evidence(" ".join(said)))

    def ask_shopper(self, missing: Slot, order_id: str = "", item_id: str = "") -> str:
        """Ask the shopper for the one thing that is missing; what there is to choose is listed.

        All but "order", "payment", "address" and "change" need the order's number, "new_item"
        also the item of the order that is to be swapped.
        """
        return self._answer(self._visit.question(self._question(missing, order_id, item_id)))

    def transfer_to_human_agents(self) -> str:
        """Pass the shopper on to a person: they ask for one, or no other tool can help them."""
        return self._answer(handed_over(self._visit.turn, "human.reply"))

    def give_up(self) -> str:
        """Stop here: a refusal has no way around it, or no other tool fits."""
        self.over = True
        return "The shopper is told what was refused, or asked by the shop's own form."

    def _write(self, kind: type[Operation]) -> BaseTool:
        return StructuredTool(
            name=kind.name,
            description=f"{kind.__doc__} The shopper is shown it first, and has to say yes.",
            args_schema=kind,
            func=partial(self._propose, kind),
            handle_validation_error=_told,
        )

    def _propose(self, kind: type[Operation], **arguments: object) -> str:
        shown = propose(self._visit, kind.model_validate(arguments))
        if shown.action is None or shown.action.status == "refused":
            self.reply = shown
            return f"Refused: {shown.statement}"
        return self._answer(shown)

    def _question(self, missing: Slot, order_id: str, item_id: str) -> Ask:
        visit, ask = self._visit, self._visit.ask
        of_no_order: dict[Slot, Callable[[], Ask]] = {
            "order": lambda: ask.order(visit.orders),
            "payment": lambda: ask.payment(list(visit.user.payment_methods.values())),
            "address": ask.address,
            "change": ask.change,
            "return_or_exchange": ask.return_or_exchange,
        }
        if missing in of_no_order:
            return of_no_order[missing]()
        order = self._order(order_id)
        if missing == "reason":
            return ask.reason(order)
        return ask.items(order) if missing == "items" else self._ask_new_item(order, item_id)

    def _ask_new_item(self, order: Order, item_id: str) -> Ask:
        item = _item(order, item_id)
        product = self._visit.gate.desk.get_product_details(item.product_id)
        others = [v for v in product.variants.values() if v.available and v.item_id != item_id]
        return self._visit.ask.new_item(order, item, product, others)

    def _order(self, order_id: str) -> Order:
        return self._visit.gate.order(self._visit.conversation, order_id)

    def _answer(self, reply: Evidence) -> str:
        self.reply = reply
        self.over = True
        return "The shopper has been told."


def _tool(work: Callable[..., str]) -> BaseTool:
    return StructuredTool.from_function(work, handle_validation_error=_told)


def _item(order: Order, item_id: str) -> Item:
    for item in order.items:
        if item.item_id == item_id:
            return item
    raise DeskError(RefusalCode.NOT_FOUND, "Item not found")


def _json(record: BaseModel, without: set[str] | None = None) -> str:
    return to_json(record.model_dump(exclude_none=True, exclude=without)).decode()


def _told(error: object) -> str:
    """What a model is told of arguments that do not fit."""
    if not isinstance(error, ValidationError):
        return str(error)
    wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return "Wrong arguments: " + "; ".join(wrong)
