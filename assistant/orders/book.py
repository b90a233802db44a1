"""The records of one transaction: read with their versions, written back with the next."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import Change
from assistant.orders.policy import Policy
from assistant.orders.records import Order, Product, User
from assistant.orders.tables import OrderRow, ProductRow, RecordRow, UserRow


def not_found(kind: str) -> DeskError:
    """The refusal that every reader of a missing record gives."""
    return DeskError(RefusalCode.NOT_FOUND, f"{kind} not found")


@dataclass
class StoredBook:
    """A `Book` over the rows of one session, which notes the versions of what it has read."""

    session: Session
    policy: Policy
    now: datetime
    public_domain_defects: bool
    versions: dict[str, int] = field(default_factory=dict)

    def order(self, order_id: str) -> Order:
        """Return the order of that number."""
        return Order.model_validate_json(self._read(OrderRow, order_id, "Order"))

    def user(self, user_id: str) -> User:
        """Return the shopper of that id."""
        return User.model_validate_json(self._read(UserRow, user_id, "User"))

    def product(self, product_id: str) -> Product:
        """Return the product of that id."""
        return Product.model_validate_json(self._read(ProductRow, product_id, "Product"))

    def check_fresh(self, versions: dict[str, int]) -> None:
        """Refuse where a record that was read now has another version than it had then."""
        for place, version in versions.items():
            if self.versions.get(place, version) != version:
                raise DeskError(RefusalCode.STALE, "The records have changed since they were shown")

    def store(self, change: Change) -> Change:
        """Write the changed records and return them as they were before."""
        before = Change(
            order=change.order and self.order(change.order.order_id),
            user=change.user and self.user(change.user.user_id),
        )
        if change.order is not None and change.order != before.order:
            self._write(OrderRow, change.order.order_id, change.order)
        if change.user is not None and change.user != before.user:
            self._write(UserRow, change.user.user_id, change.user)
            self.session.get_one(UserRow, change.user.user_id).zip = change.user.address.zip
        return before

    def _read(self, table: type[RecordRow], record_id: str, kind: str) -> str:
        row = self.session.get(table, record_id)
        if row is None:
            raise not_found(kind)
        self.versions[f"{table.__tablename__}:{record_id}"] = row.version
        return row.record

    def _write(self, table: type[RecordRow], record_id: str, record: BaseModel) -> None:
        row = self.session.get_one(table, record_id)
        row.record = record.model_dump_json()
        row.version += 1
