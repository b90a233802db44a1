"""How the order desk says no: a code for programs, a line for people and models."""

from enum import StrEnum

from retrieval.errors import UserError


class RefusalCode(StrEnum):
    """Why an operation was refused."""

    NOT_FOUND = "not_found"
    WRONG_STATUS = "wrong_status"
    INVALID_REASON = "invalid_reason"
    OUTSIDE_WINDOW = "outside_window"
    ITEMS_MISMATCH = "items_mismatch"
    UNAVAILABLE = "unavailable"
    INSUFFICIENT_BALANCE = "insufficient_balance"
    PAYMENT_NOT_ALLOWED = "payment_not_allowed"
    INVALID_EXPRESSION = "invalid_expression"
    STALE = "stale"
    KEY_REUSED = "key_reused"
    LOCKED = "locked"
    NOT_VERIFIED = "not_verified"
    NOT_CONFIRMED = "not_confirmed"
    UNSUPPORTED = "unsupported"


class DeskError(UserError):
    """An operation was refused, and nothing was changed.

    >>> DeskError(RefusalCode.NOT_FOUND, "Order not found").code.value
    'not_found'
    """

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code = code
