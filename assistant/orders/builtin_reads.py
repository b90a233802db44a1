"""What the built-in order desk reads; each read of personal data is noted as it is made."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assistant.orders import money
from assistant.orders.audit import DONE, Audit, AuditEntry, Caller, Kind
from assistant.orders.book import StoredBook, not_found
from assistant.orders.desk import OrderDesk
from assistant.orders.policy import Policy
from assistant.orders.records import Order, Product, User, Variant
from assistant.orders.tables import (
    ProductRow,
    UserRow,
    VariantRow,
    fold,
    full_name_key,
)
from retrieval.database import Database

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class BuiltinReads(OrderDesk):
    """The READ half of the built-in desk."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        clock: Clock = utc_now,
        *,
        public_domain_defects: bool = False,
    ) -> None:
        self.policy = policy
        self.audit = Audit(database)
        self._database = database
        self._clock = clock
        self._defects = public_domain_defects

    def find_user_id_by_email(self, email: str, *, caller: Caller) -> str:
        """Return the id of the shopper with that e-mail address; case and accents are ignored."""
        return self._identify("find_user_id_by_email", caller, UserRow.email == fold(email))

    def find_user_id_by_name_zip(
        self,
        first_name: str,
        last_name: str,
        zip: str,  # noqa: A002 - the public domain's name
        *,
        caller: Caller,
    ) -> str:
        """Return the id of the shopper of that name and zip code; the zip must match exactly."""
        named = UserRow.full_name == full_name_key(first_name, last_name)
        return self._identify("find_user_id_by_name_zip", caller, named, UserRow.zip == zip)

    def get_user_details(self, user_id: str, *, caller: Caller) -> User:
        """Return the shopper's record, with the numbers of their orders."""
        with self._database.session() as session:
            user = self._book(session).user(user_id)
            self._note(session, caller, "read", "get_user_details", user_id)
        return user

    def get_order_details(self, order_id: str, *, caller: Caller) -> Order:
        """Return the order of that number (`#W0000000`)."""
        with self._database.session() as session:
            order = self._book(session).order(order_id)
            self._note(session, caller, "read", "get_order_details", order_id)
        return order

    def get_product_details(self, product_id: str) -> Product:
        """Return the product with its variants."""
        with self._database.session(read_only=True) as session:
            return self._book(session).product(product_id)

    def get_item_details(self, item_id: str) -> Variant:
        """Return one variant, by its item id."""
        with self._database.session(read_only=True) as session:
            row = session.get(VariantRow, item_id)
            if row is None:
                raise not_found("Item")
            return self._book(session).product(row.product_id).variants[item_id]

    def list_all_product_types(self) -> dict[str, str]:
        """Return product ids by product name, sorted by name."""
        query = select(ProductRow.name, ProductRow.id).order_by(ProductRow.name)
        with self._database.session(read_only=True) as session:
            return dict(session.execute(query).all())

    def calculate(self, expression: str) -> str:
        """Return the value of a sum such as `12.50 + 3 * (4 - 1)`, exact, to two decimals."""
        return money.calculate(expression)

    def transfer_to_human_agents(self, summary: str, *, caller: Caller) -> str:
        """Note that the conversation goes to a human, with a summary of the issue."""
        with self._database.session() as session:
            arguments = {"summary": summary}
            self._note(
                session, caller, "write", "transfer_to_human_agents", None, arguments=arguments
            )
        return "Transfer successful"

    def _book(self, session: Session) -> StoredBook:
        return StoredBook(session, self.policy, self._clock(), self._defects)

    def _identify(self, action: str, caller: Caller, *conditions: ColumnElement[bool]) -> str:
        # What was tried is not noted: a wrong address may be someone else's.
        with self._database.session() as session:
            found = session.scalar(select(UserRow.id).where(*conditions).limit(1))
            outcome = DONE if found else str(not_found("User"))
            self._note(session, caller, "verify", action, found, outcome)
        if found is None:
            raise not_found("User")
        return found

    def _note(
        self,
        session: Session,
        caller: Caller,
        kind: Kind,
        action: str,
        subject: str | None,
        outcome: str = DONE,
        arguments: dict[str, str] | None = None,
    ) -> None:
        entry = AuditEntry(
            at=self._clock(),
            conversation_id=caller.conversation_id,
            shopper_id=caller.shopper_id,
            kind=kind,
            action=action,
            subject=subject,
            outcome=outcome,
            arguments=arguments or {},
        )
        self.audit.add(session, entry)
