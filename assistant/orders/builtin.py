"""The built-in order desk: records in SQLite through SQLAlchemy, one transaction a request."""

from datetime import datetime
from pathlib import Path

from pydantic_core import from_json
from sqlalchemy.orm import Session

from assistant.orders.audit import DONE, AuditEntry, Caller
from assistant.orders.builtin_reads import BuiltinReads, Clock, utc_now
from assistant.orders.desk import Approval, Preview
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import Change, Operation
from assistant.orders.policy import load_policy
from assistant.orders.tables import ORDERS_FILE, OperationRow, open_orders


class BuiltinDesk(BuiltinReads):
    """The order desk over `orders.db`; safe to share between threads, safe beside others."""

    def preview(self, operation: Operation, *, caller: Caller) -> Preview:
        """Work out what the operation would change, and change nothing."""
        with self._database.session() as session:
            book = self._book(session)
            change = operation.apply(book)
            subject = change.order.order_id if change.order else caller.shopper_id
            self._note(session, caller, "read", f"preview {operation.name}", subject)
            return Preview(change=change, versions=book.versions)

    def perform(self, operation: Operation, *, approval: Approval) -> Change:
        """Do the operation, once for the approval's key, and return what has changed."""
        request = f"{operation.name} {operation.model_dump_json()}"
        with self._database.session() as session:
            done = session.get(OperationRow, approval.key)
            if done is None:
                done = self._carry_out(session, operation, approval, request)
        if done.request != request:
            raise DeskError(RefusalCode.KEY_REUSED, "This key was used for another operation")
        if done.refusal_code is not None:
            raise DeskError(RefusalCode(done.refusal_code), done.refusal or "")
        return Change.model_validate_json(done.change or "")

    def _carry_out(
        self, session: Session, operation: Operation, approval: Approval, request: str
    ) -> OperationRow:
        # The outcome is stored with the change, refusals too: whoever comes again with the key
        # (a retry, a second tab, a restart after a crash) is told the same.
        book = self._book(session)
        done = OperationRow(key=approval.key, request=request)
        before: Change | None = None
        try:
            change = operation.apply(book)
            book.check_fresh(approval.versions)
        except DeskError as refusal:
            done.refusal_code, done.refusal = refusal.code.value, str(refusal)
        else:
            before = book.store(change)
            done.change = change.model_dump_json()
        session.add(done)
        self.audit.add(session, _write_entry(book.now, operation, approval, before, done))
        return done


def open_desk(data_dir: Path, clock: Clock = utc_now) -> BuiltinDesk | None:
    """Open the desk on that data directory's orders, under its policy; None where it has none.

    Raises:
        UserError: The database or the policy cannot be read.
    """
    if not (data_dir / ORDERS_FILE).exists():
        return None
    return BuiltinDesk(open_orders(data_dir), load_policy(data_dir), clock)


def _write_entry(
    at: datetime,
    operation: Operation,
    approval: Approval,
    before: Change | None,
    done: OperationRow,
) -> AuditEntry:
    arguments = operation.model_dump(mode="json")
    return AuditEntry(
        at=at,
        conversation_id=approval.caller.conversation_id,
        shopper_id=approval.caller.shopper_id,
        kind="write",
        action=operation.name,
        subject=arguments.get("order_id") or arguments.get("user_id"),
        outcome=done.refusal or DONE,
        arguments=arguments,
        before=before and before.model_dump(mode="json", exclude_none=True),
        after=from_json(done.change) if done.change else None,
        confirmation=approval.confirmation,
    )
