"""What the console works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.corrections import Corrections
from assistant.events import Assistant
from assistant.orders.desk import OrderDesk
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore


@dataclass(frozen=True)
class Services:
    """Everything behind the console's pages.

    `assistant` drafts for agents. `orders` is None where the shop has imported no orders.
    """

    store: ConversationStore
    console: ConsoleStore
    assistant: Assistant
    corrections: Corrections
    orders: OrderDesk | None
    shop: str
    clock: Callable[[], datetime]
