"""What came back from the assistant in one turn: all that expectations may look at."""

from dataclasses import dataclass, field

from assistant.state import Action, Shopper, Timings, Understanding


@dataclass(frozen=True)
class Observed:
    """One reply as a shopper gets it, whichever way it travelled.

    `cards` are product ids in the order shown, `fitting` those among them that are said to meet
    the wish. `shown_before` are the cards of earlier turns, `messages` the shopper's messages and
    `done` the names of the actions made up to this turn: a reply may speak of all of them.
    """

    reply: str = ""
    cards: list[str] = field(default_factory=list)
    fitting: list[str] = field(default_factory=list)
    understanding: Understanding | None = None
    action: Action | None = None
    handoff: bool = False
    timings: Timings = field(default_factory=Timings)
    source: str = "template"
    tokens: int = 0
    shopper: Shopper = field(default_factory=Shopper)
    messages: list[str] = field(default_factory=list)
    shown_before: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    page: str | None = None
    cart: dict[str, int] = field(default_factory=dict)
    error: str | None = None
