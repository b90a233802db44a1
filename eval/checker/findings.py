"""What the checker reports, and what it may know of the turn beside the shop's records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "price",
    "figure",
    "name",
    "availability",
    "rating",
    "policy",
    "order",
    "superlative",
    "count",
    "promise",
    "fit",
    "absence",
    "evasion",
    "contact",
]


@dataclass(frozen=True)
class Finding:
    """A claim that no record bears out; `sentence` is the place of it, `reason` what shows it."""

    kind: Kind
    claim: str
    sentence: str
    reason: str


@dataclass(frozen=True)
class TurnContext:
    """What was on the shopper's screen, and who the shopper is; nothing of how a reply was made.

    `cards` are the product ids shown with this reply, `shown_before` those of earlier turns,
    `messages` the shopper's messages up to and with this one. `done` are the names of the actions
    that were made in this conversation so far, `pending` of those that wait for a yes. `cart` has
    the pieces in the shopper's cart, by product id.
    """

    messages: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    shown_before: tuple[str, ...] = ()
    page: str | None = None
    shopper: str | None = None
    verified: bool = False
    done: frozenset[str] = field(default_factory=frozenset)
    pending: frozenset[str] = field(default_factory=frozenset)
    handoff: bool = False
    cart: Mapping[str, int] = field(default_factory=dict)
