"""Canned replies: what agents send often, with variables for what differs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from assistant.errors import NotFoundError, UserError
from assistant.store.base import StoreContext
from assistant.store.support_tables import CannedReplyRow
from assistant.store.trail import Trail

VARIABLES = ("order_id", "shopper", "agent", "shop")
"""What may stand in braces in a canned reply."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class CannedReply:
    """One of them; its title is what agents choose it by.

    >>> CannedReply("late", "Order {order_id} is late.").fill({"order_id": "#W1"})
    'Order #W1 is late.'
    """

    title: str
    text: str

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the reply with its variables filled in; one without a value is left in brackets.

        >>> CannedReply("late", "Order {order_id} is late.").fill({})
        'Order [order id] is late.'
        """
        return _VARIABLE.sub(
            lambda found: values.get(found[1]) or f"[{found[1].replace('_', ' ')}]", self.text
        )


class Canned:
    """The shop's canned replies; each change is on the console's trail."""

    def __init__(self, context: StoreContext, trail: Trail) -> None:
        self._context = context
        self._trail = trail

    def all(self) -> list[CannedReply]:
        """Every canned reply, by title."""
        with self._context.database.session(read_only=True) as session:
            rows = session.scalars(select(CannedReplyRow).order_by(CannedReplyRow.title))
            return [CannedReply(row.title, row.text) for row in rows]

    def put(self, title: str, text: str, by: str) -> None:
        """Keep a canned reply; one of the same title is replaced.

        Raises:
            UserError: It has no title or no text, or names a variable that does not exist.
        """
        title, text = title.strip(), text.strip()
        if not title or not text:
            raise UserError("a canned reply has a title and a text")
        unknown = [name for name in _VARIABLE.findall(text) if name not in VARIABLES]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in VARIABLES)
            raise UserError(f"there is no variable {{{unknown[0]}}}; known are {known}")
        with self._context.database.session() as session:
            session.merge(CannedReplyRow(title=title, text=text))
            self._trail.add(session, by, "wrote canned reply", title, text)

    def remove(self, title: str, by: str) -> None:
        """Forget a canned reply.

        Raises:
            NotFoundError: There is none of that title.
        """
        with self._context.database.session() as session:
            row = session.get(CannedReplyRow, title)
            if row is None:
                raise NotFoundError(f"there is no canned reply “{title}”")
            session.delete(row)
            self._trail.add(session, by, "removed canned reply", title)
