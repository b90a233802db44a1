"""Swapping items of a pending order for other variants of the same products."""

from decimal import Decimal
from typing import ClassVar

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations.base import (
    Book,
    Change,
    OrderOperation,
    check_balance,
    check_in_order,
    check_open,
    credit,
    find_payment_method,
    find_variant,
)
from assistant.orders.records import Item, Payment, Variant


class ModifyPendingOrderItems(OrderOperation):
    """Swap items; the difference in price is paid or refunded. Open once for an order."""

    name: ClassVar = "modify_pending_order_items"

    item_ids: list[str]
    new_item_ids: list[str]
    payment_method_id: str

    def apply(self, book: Book) -> Change:
        """Work out the new items and the payment or refund of the difference."""
        order = book.order(self.order_id)
        no = "Non-pending order cannot be modified"
        check_open(book.policy.change_items, order, order.placed_at, book.now, no)
        check_in_order(order, self.item_ids, "{item} not found")
        if len(self.item_ids) != len(self.new_item_ids):
            no = "The number of items to be exchanged should match"
            raise DeskError(RefusalCode.ITEMS_MISMATCH, no)
        bought = {item.item_id: item for item in order.items}
        variants = [
            self._new_variant(book, bought[old], new)
            for old, new in zip(self.item_ids, self.new_item_ids, strict=True)
        ]
        old_value = sum((bought[item_id].price for item_id in self.item_ids), Decimal(0))
        difference = sum((variant.price for variant in variants), Decimal(0)) - old_value

        user = book.user(order.user_id)
        method = find_payment_method(user, self.payment_method_id)
        no = "Insufficient gift card balance to pay for the new item"
        check_balance(method, difference, no)
        entry = Payment(
            transaction_type="payment" if difference > 0 else "refund",
            amount=abs(difference),
            payment_method_id=self.payment_method_id,
        )
        if book.public_domain_defects and variants:
            items = _swap_like_the_public_domain(order.items, self.item_ids, variants)
        else:
            items = _swap(order.items, self.item_ids, variants)
        modified = order.model_copy(
            update={
                "items": items,
                "status": "pending (item modified)",
                "payment_history": [*order.payment_history, entry],
            }
        )
        return Change(
            order=modified,
            user=credit(user, self.payment_method_id, -difference),
            refunds={self.payment_method_id: -difference},
        )

    def _new_variant(self, book: Book, item: Item, new_item_id: str) -> Variant:
        if item.item_id == new_item_id:
            no = "The new item id should be different from the old item id"
            raise DeskError(RefusalCode.ITEMS_MISMATCH, no)
        return find_variant(book, item.product_id, new_item_id)


def _become(item: Item, item_id: str, variant: Variant) -> Item:
    changed = {"item_id": item_id, "price": variant.price, "options": variant.options}
    return item.model_copy(update=changed)


def _swap(items: list[Item], old_ids: list[str], variants: list[Variant]) -> list[Item]:
    """The items with each of the old ones, wherever it stands, replaced by its variant."""
    swaps = list(zip(old_ids, variants, strict=True))
    swapped = []
    for item in items:
        swap = next((pair for pair in swaps if pair[0] == item.item_id), None)
        if swap is not None:
            swaps.remove(swap)
            item = _become(item, swap[1].item_id, swap[1])
        swapped.append(item)
    return swapped


def _swap_like_the_public_domain(
    items: list[Item], old_ids: list[str], variants: list[Variant]
) -> list[Item]:
    """The swap with two defects, as the public domain does it.

    All get the last variant's price and options, and an item just swapped can be swapped again.
    """
    swapped = list(items)
    for old_id, variant in zip(old_ids, variants, strict=True):
        place = next((n for n, item in enumerate(swapped) if item.item_id == old_id), None)
        if place is None:
            raise DeskError(RefusalCode.ITEMS_MISMATCH, f"Item {old_id} not found")
        swapped[place] = _become(swapped[place], variant.item_id, variants[-1])
    return swapped
