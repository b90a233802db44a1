"""The order desk: the one interface to a shop's orders, whatever system keeps them."""

from dataclasses import dataclass, field
from typing import Protocol, cast

from assistant.orders.audit import Audit, Caller
from assistant.orders.operations import (
    CancelPendingOrder,
    Change,
    ExchangeDeliveredOrderItems,
    ModifyPendingOrderAddress,
    ModifyPendingOrderItems,
    ModifyPendingOrderPayment,
    ModifyUserAddress,
    Operation,
    ReturnDeliveredOrderItems,
)
from assistant.orders.policy import Policy
from assistant.orders.records import Address, Order, Product, User, Variant


@dataclass(frozen=True)
class Approval:
    """Leave to do one WRITE, given by the gate when the shopper has said yes to its summary.

    Attributes:
        caller: Who asks.
        key: Idempotency key: whatever happens, one key does its operation at most once, and
            every call with it has the same result.
        confirmation: Digest of the summary that the shopper said yes to.
        versions: The records' versions that the summary was made from; the WRITE is refused as
            stale where one has changed since. Empty where nothing was shown.
    """

    caller: Caller
    key: str
    confirmation: str | None = None
    versions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """What an operation would change, and the versions of the records that this rests on."""

    change: Change
    versions: dict[str, int]


class OrderDesk(Protocol):
    """READ and WRITE operations over orders, with the names and meaning of tau2's retail domain.

    Every method raises `DeskError` where it refuses, and has then changed nothing. Reads of
    personal data and all WRITEs leave an entry in `audit`. The desk does what it is told: who
    may ask is the gate's business (`assistant.orders.gate`).
    """

    policy: Policy
    audit: Audit

    def find_user_id_by_email(self, email: str, *, caller: Caller) -> str:
        """Return the id of the shopper with that e-mail address; case and accents are ignored."""
        ...

    def find_user_id_by_name_zip(
        self,
        first_name: str,
        last_name: str,
        zip: str,  # noqa: A002 - the public domain's name
        *,
        caller: Caller,
    ) -> str:
        """Return the id of the shopper of that name and zip code; the zip must match exactly."""
        ...

    def get_user_details(self, user_id: str, *, caller: Caller) -> User:
        """Return the shopper's record, with the numbers of their orders."""
        ...

    def get_order_details(self, order_id: str, *, caller: Caller) -> Order:
        """Return the order of that number (`#W0000000`)."""
        ...

    def get_product_details(self, product_id: str) -> Product:
        """Return the product with its variants."""
        ...

    def get_item_details(self, item_id: str) -> Variant:
        """Return one variant, by its item id."""
        ...

    def list_all_product_types(self) -> dict[str, str]:
        """Return product ids by product name, sorted by name."""
        ...

    def calculate(self, expression: str) -> str:
        """Return the value of a sum such as `12.50 + 3 * (4 - 1)`, exact, to two decimals."""
        ...

    def transfer_to_human_agents(self, summary: str, *, caller: Caller) -> str:
        """Note that the conversation goes to a human, with a summary of the issue."""
        ...

    def preview(self, operation: Operation, *, caller: Caller) -> Preview:
        """Work out what the operation would change, and change nothing."""
        ...

    def perform(self, operation: Operation, *, approval: Approval) -> Change:
        """Do the operation, once for the approval's key, and return what has changed."""
        ...

    def cancel_pending_order(self, order_id: str, reason: str, *, approval: Approval) -> Order:
        """Cancel an order; the reason must be one of the policy's."""
        operation = CancelPendingOrder(order_id=order_id, reason=reason)
        return self._changed_order(operation, approval)

    def modify_pending_order_address(
        self, order_id: str, address: Address, *, approval: Approval
    ) -> Order:
        """Send a pending order to another address."""
        operation = ModifyPendingOrderAddress(order_id=order_id, **address.model_dump())
        return self._changed_order(operation, approval)

    def modify_pending_order_items(
        self,
        order_id: str,
        item_ids: list[str],
        new_item_ids: list[str],
        payment_method_id: str,
        *,
        approval: Approval,
    ) -> Order:
        """Swap items of a pending order for variants of the same products; once an order."""
        operation = ModifyPendingOrderItems(
            order_id=order_id,
            item_ids=item_ids,
            new_item_ids=new_item_ids,
            payment_method_id=payment_method_id,
        )
        return self._changed_order(operation, approval)

    def modify_pending_order_payment(
        self, order_id: str, payment_method_id: str, *, approval: Approval
    ) -> Order:
        """Pay a pending order another way; the first payment is refunded."""
        operation = ModifyPendingOrderPayment(
            order_id=order_id, payment_method_id=payment_method_id
        )
        return self._changed_order(operation, approval)

    def modify_user_address(self, user_id: str, address: Address, *, approval: Approval) -> User:
        """Change the shopper's own address; their orders keep theirs."""
        operation = ModifyUserAddress(user_id=user_id, **address.model_dump())
        return cast(User, self.perform(operation, approval=approval).user)

    def return_delivered_order_items(
        self, order_id: str, item_ids: list[str], payment_method_id: str, *, approval: Approval
    ) -> Order:
        """Request a return; the refund goes to the original payment or where the policy says."""
        operation = ReturnDeliveredOrderItems(
            order_id=order_id, item_ids=item_ids, payment_method_id=payment_method_id
        )
        return self._changed_order(operation, approval)

    def exchange_delivered_order_items(
        self,
        order_id: str,
        item_ids: list[str],
        new_item_ids: list[str],
        payment_method_id: str,
        *,
        approval: Approval,
    ) -> Order:
        """Request an exchange of items for variants of the same products, position by position."""
        operation = ExchangeDeliveredOrderItems(
            order_id=order_id,
            item_ids=item_ids,
            new_item_ids=new_item_ids,
            payment_method_id=payment_method_id,
        )
        return self._changed_order(operation, approval)

    def _changed_order(self, operation: Operation, approval: Approval) -> Order:
        return cast(Order, self.perform(operation, approval=approval).order)
