"""The carts of conversations: what was put in, and never a price."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from assistant.cart import MOST_LINES, Quantities
from assistant.errors import UserError
from assistant.store.base import StoreContext, conversation_row
from assistant.store.tables import CartLineRow


class Carts:
    """Each call is one transaction; setting a quantity twice is setting it once."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def change(self, conversation_id: str, changes: Quantities) -> dict[str, int]:
        """Set quantities, 0 takes a line out; return the cart as it is then.

        Raises:
            NotFoundError: There is no such conversation (any more).
            UserError: The cart would hold too many different things.
        """
        with self._context.database.session() as session:
            conversation_row(session, conversation_id)
            set_quantities(session, conversation_id, changes)
            after = read_quantities(session, conversation_id)
            if len(after) > MOST_LINES:
                raise UserError(f"a cart holds {MOST_LINES} different things at most")
        self._context.changes.notify(conversation_id)
        return after


def read_quantities(session: Session, conversation_id: str) -> dict[str, int]:
    """Return the pieces of each product, in the order in which they were put in."""
    lines = session.execute(
        select(CartLineRow.product_id, CartLineRow.quantity)
        .where(CartLineRow.conversation_id == conversation_id)
        .order_by(CartLineRow.id)
    )
    return {line.product_id: line.quantity for line in lines}


def set_quantities(session: Session, conversation_id: str, changes: Quantities) -> None:
    """Set the pieces of some products; the other lines stay as they are."""
    for product_id, quantity in changes.items():
        if quantity > 0:
            line = insert(CartLineRow).values(
                conversation_id=conversation_id, product_id=product_id, quantity=quantity
            )
            session.execute(
                line.on_conflict_do_update(
                    index_elements=["conversation_id", "product_id"], set_={"quantity": quantity}
                )
            )
        else:
            session.execute(
                delete(CartLineRow).where(
                    CartLineRow.conversation_id == conversation_id,
                    CartLineRow.product_id == product_id,
                )
            )
