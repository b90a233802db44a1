"""Personal data at the console: covered until an agent needs it; every look is noted first."""

from dataclasses import dataclass, field, replace

from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.records import Order, User
from assistant.state import Shopper
from ui.console.services import Services


@dataclass(frozen=True)
class Seen:
    """What an agent has uncovered in the open conversation.

    `contact`: name, e-mail, address and ways to pay are shown in full.
    """

    user: User | None = None
    orders: list[Order] = field(default_factory=list)
    contact: bool = False

    @property
    def order_id(self) -> str:
        """The number of the order that was looked at first; empty without one."""
        return self.orders[0].order_id if self.orders else ""


@dataclass(frozen=True)
class Looking:
    """Reads records through the order desk, which keeps an audit of its own."""

    services: Services

    def record(self, conversation_id: str, shopper: Shopper, agent: str) -> Seen:
        """Look at the record of a signed-in shopper, and at their orders.

        Raises:
            UserError: There are no orders here, or nobody is signed in, or the desk refuses.
        """
        if self.services.orders is None:
            raise UserError("this shop has no order system connected")
        if not shopper.verified or shopper.id is None:
            raise UserError("the shopper has not signed in; look an order up by its number")
        self.services.console.looks.note(conversation_id, agent, "the shopper’s record and orders")
        caller = Caller(conversation_id, shopper.id)
        user = self.services.orders.get_user_details(shopper.id, caller=caller)
        orders = [
            self.services.orders.get_order_details(number, caller=caller) for number in user.orders
        ]
        orders.sort(key=lambda order: -order.placed_at.timestamp() if order.placed_at else 0.0)
        return Seen(user, orders)

    def contact(self, conversation_id: str, seen: Seen, agent: str) -> Seen:
        """Look at what was covered in a record that is open."""
        self.services.console.looks.note(conversation_id, agent, "the shopper’s contact data")
        return replace(seen, contact=True)

    def order(self, conversation_id: str, number: str, seen: Seen, agent: str) -> Seen:
        """Look one order up.

        Raises:
            UserError: There are no orders here, or none of that number.
        """
        number = number.strip()
        if self.services.orders is None:
            raise UserError("this shop has no order system connected")
        if not number:
            raise UserError("write the order’s number")
        self.services.console.looks.note(conversation_id, agent, f"order {number}")
        order = self.services.orders.get_order_details(number, caller=Caller(conversation_id))
        others = [other for other in seen.orders if other.order_id != order.order_id]
        return replace(seen, orders=[order, *others])


def covered(text: str) -> str:
    """Cover a text but for its first letter.

    >>> covered("Byron"), covered("")
    ('B•••', '')
    """
    return f"{text[0]}•••" if text else ""


def covered_email(address: str) -> str:
    """Cover an e-mail address, so that an agent can still compare it with one that was said.

    >>> covered_email("ada@example.org")
    'a•••@e•••.org'
    """
    name, _, host = address.partition("@")
    domain, _, top = host.rpartition(".")
    return f"{covered(name)}@{covered(domain)}.{top}"
