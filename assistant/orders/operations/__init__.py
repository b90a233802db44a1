"""The WRITE operations as values: each works out, from records, what would change."""

from assistant.orders.operations.after_delivery import (
    ExchangeDeliveredOrderItems,
    ReturnDeliveredOrderItems,
)
from assistant.orders.operations.base import Book, Change, Operation, OrderOperation
from assistant.orders.operations.cancel import CancelPendingOrder
from assistant.orders.operations.modify import (
    ModifyPendingOrderAddress,
    ModifyPendingOrderPayment,
    ModifyUserAddress,
)
from assistant.orders.operations.modify_items import ModifyPendingOrderItems

OPERATIONS: dict[str, type[Operation]] = {
    operation.name: operation
    for operation in (
        CancelPendingOrder,
        ExchangeDeliveredOrderItems,
        ModifyPendingOrderAddress,
        ModifyPendingOrderItems,
        ModifyPendingOrderPayment,
        ModifyUserAddress,
        ReturnDeliveredOrderItems,
    )
}

__all__ = [
    "OPERATIONS",
    "Book",
    "CancelPendingOrder",
    "Change",
    "ExchangeDeliveredOrderItems",
    "ModifyPendingOrderAddress",
    "ModifyPendingOrderItems",
    "ModifyPendingOrderPayment",
    "ModifyUserAddress",
    "Operation",
    "OrderOperation",
    "ReturnDeliveredOrderItems",
]
