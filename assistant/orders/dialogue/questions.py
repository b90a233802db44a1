"""The questions that fill the slots of an operation: the same words, whoever finds one missing."""

from collections.abc import Sequence

from assistant.orders.dialogue.describe import Describer, Say
from assistant.orders.dialogue.form import Ask, Asked
from assistant.orders.policy import Policy
from assistant.orders.records import Item, Order, PaymentMethod, Product, Variant

_MOST_LISTED = 5


class Questions:
    """Makes the question for each slot, with what there is to choose from.

    Args:
        say: The template sentences of the shopper's language.
        describe: Names what is chosen from.
        policy: Gives the reasons for which an order can be cancelled.
    """

    def __init__(self, say: Say, describe: Describer, policy: Policy) -> None:
        self._say = say
        self._describe = describe
        self._policy = policy

    def order(self, orders: Sequence[Order]) -> Ask:
        """Ask which of these orders is meant."""
        listed = orders[:_MOST_LISTED]
        lines = "; ".join(self._describe.headline(order) for order in listed)
        question = self._say("order.which", count=len(orders), orders=lines)
        return Ask(question, Asked.ORDER, [order.order_id for order in listed])

    def reason(self, order: Order) -> Ask:
        """Ask why the order is to be cancelled."""
        reasons = " / ".join(map(self._describe.reason, self._policy.cancel.reasons))
        question = self._say("order.ask_reason", number=order.order_id, reasons=reasons)
        return Ask(question, Asked.REASON)

    def items(self, order: Order) -> Ask:
        """Ask which items of the order are meant."""
        listed = "; ".join(self._describe.item(item) for item in order.items)
        question = self._say("order.ask_items", number=order.order_id, items=listed)
        return Ask(question, Asked.ITEMS, [item.item_id for item in order.items])

    def new_item(
        self,
        order: Order,
        item: Item,
        product: Product,
        variants: Sequence[Variant],
        *,
        none_fits: bool = False,
    ) -> Ask:
        """Ask which variant is wanted instead of the item.

        Args:
            order: The order that holds the item.
            item: The item to be swapped.
            product: What it is a variant of.
            variants: What there is instead.
            none_fits: Whether something else was wanted that there is not.
        """
        name = self._describe.item(item)
        if not variants:
            return Ask(self._say("order.no_variants", item=name))
        listed = "; ".join(
            f"{self._describe.item(variant, product.name)} "
            f"{self._describe.money(variant.price, order)}"
            for variant in variants
        )
        key = "order.no_such_variant" if none_fits else "order.ask_new_item"
        question = self._say(key, item=name, variants=listed)
        return Ask(question, Asked.NEW_ITEMS, [variant.item_id for variant in variants])

    def payment(self, methods: Sequence[PaymentMethod]) -> Ask:
        """Ask which of these ways to pay is to be used."""
        listed = ", ".join(self._describe.method(method) for method in methods)
        question = self._say("order.ask_payment", methods=listed)
        return Ask(question, Asked.PAYMENT, [method.id for method in methods])

    def address(self) -> Ask:
        """Ask for the new address."""
        return Ask(self._say("order.ask_address"), Asked.ADDRESS)

    def change(self) -> Ask:
        """Ask what is to be changed in an order."""
        return Ask(self._say("order.ask_change"), Asked.CHANGE)

    def return_or_exchange(self) -> Ask:
        """Ask whether money or another version is wanted."""
        return Ask(self._say("order.ask_return_or_exchange"), Asked.CHANGE)
