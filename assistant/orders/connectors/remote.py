"""What desks over a real shop's system share: the records are there, the trail is here.

The audit trail and the idempotency keys stay in `orders.db` beside the indexes; the records are
read from the system each time, so that nothing told to a shopper is out of date.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from assistant.errors import UserError
from assistant.orders.audit import DONE, Caller
from assistant.orders.book import StoredBook, not_found
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.desk import Approval, Preview
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import CancelPendingOrder, Change, Operation
from retrieval.product import Product

Noted = TypeVar("Noted", bound=BaseModel)


class ShopSystemError(Exception):
    """The shop's system is away, or answered what it should not: a fault, and no refusal."""


class RemoteBook(StoredBook):
    """A `Book` over another system; a record's version is a digest of what it says."""

    def noted(self, kind: str, record_id: str, record: Noted) -> Noted:
        """Note the version of a record that was read, and return it."""
        digest = hashlib.sha256(record.model_dump_json().encode()).hexdigest()
        self.versions[f"{kind}:{record_id}"] = int(digest[:12], 16)
        return record


class RemoteDesk(BuiltinDesk):
    """A desk whose records are elsewhere; of the WRITEs, cancelling is done there."""

    def preview(self, operation: Operation, *, caller: Caller) -> Preview:
        """Work out what the operation would change; one that is not done there is refused."""
        _check_done_there(operation)
        return super().preview(operation, caller=caller)

    def perform(self, operation: Operation, *, approval: Approval) -> Change:
        """Do the operation in the shop's system, once for the approval's key."""
        _check_done_there(operation)
        return super().perform(operation, approval=approval)

    def verified(self, action: str, caller: Caller, user_ids: list[str]) -> str:
        """Return the one shopper that was found, and note the verification.

        Raises:
            DeskError: There is none, or several: neither is verified by what they share.
        """
        found = user_ids[0] if len(user_ids) == 1 else None
        outcome = DONE if found else str(not_found("User"))
        with self._database.session() as session:
            self._note(session, caller, "verify", action, found, outcome)
        if found is None:
            raise not_found("User")
        return found


def data_of(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a GraphQL answer.

    Raises:
        ShopSystemError: The answer tells of errors, or holds no data.
    """
    if answer.get("errors") or not isinstance(answer.get("data"), dict):
        messages = "; ".join(error.get("message", "") for error in answer.get("errors", []))
        raise ShopSystemError(f"the shop's system answered with an error: {messages or answer}")
    data: dict[str, Any] = answer["data"]
    return data


def write_feed(products: Iterable[Product], feed: Path) -> None:
    """Write a catalog as JSON lines; the file is replaced only by a whole one.

    Raises:
        UserError: The shop's system is away, or the file cannot be written.
    """
    unfinished = feed.with_suffix(".unfinished")
    try:
        feed.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as lines:
            for product in products:
                lines.write(product.model_dump_json(exclude_defaults=True) + "\n")
        unfinished.replace(feed)
    except (ShopSystemError, OSError) as error:
        raise UserError(str(error)) from error


def _check_done_there(operation: Operation) -> None:
    if not isinstance(operation, CancelPendingOrder):
        line = f"{operation.name} is not done in this shop's system from here"
        raise DeskError(RefusalCode.UNSUPPORTED, line)
