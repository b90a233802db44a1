"""What the store hands out: plain records, detached from the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from assistant.state import Shopper, Turn

Owner = Literal["assistant", "waiting", "agent", "closed"]
Rating = Literal["up", "down"]

QUEUED, RUNNING, DONE, FAILED, UNANSWERED = "queued", "running", "done", "failed", "unanswered"
"""States of a turn. `unanswered`: an agent owned the conversation, so the assistant kept quiet."""

UNFINISHED = (QUEUED, RUNNING)

LEASE = timedelta(seconds=120)
"""How long after its last sign of life a turn is believed to be under way."""


@dataclass(frozen=True)
class TurnKey:
    """One try at answering one message; a later try has a higher attempt."""

    conversation_id: str
    turn_id: int
    client_message_id: str
    message: str
    attempt: int


@dataclass(frozen=True)
class Accepted:
    """A message that is now in the store; `fresh`: whoever got this has to run the turn."""

    key: TurnKey
    fresh: bool


@dataclass(frozen=True)
class Progress:
    """What was sent of a turn after a given event.

    `over`: nothing more will come. `abandoned`: the process that answered has died.
    """

    attempt: int
    events: list[tuple[int, str]]
    over: bool
    abandoned: bool


@dataclass(frozen=True)
class Feedback:
    """What the shopper thought of a reply."""

    rating: Rating
    reason: str | None
    comment: str | None
    at: datetime


@dataclass(frozen=True)
class Entry:
    """Something beside the turns: an agent's message or note, a change of owner, feedback."""

    id: int
    kind: str
    actor: str
    text: str
    at: datetime


@dataclass(frozen=True)
class StoredTurn:
    """A message as it stands in the transcript; `turn` is None while it has no reply."""

    client_message_id: str
    message: str
    status: str
    at: datetime
    turn: Turn | None
    feedback: Feedback | None


@dataclass(frozen=True)
class Summary:
    """One line of the console's list of conversations."""

    id: str
    owner: Owner
    agent: str | None
    language: str
    shopper: str | None
    turns: int
    failed_checks: int
    intents: list[str]
    ratings: list[Rating]
    last_message: str
    awaits_agent: bool
    """An agent has it, and has not answered the last message yet."""
    owner_since: datetime
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Transcript:
    """Everything that was said in a conversation, oldest first.

    `entries` holds the audit trail too; what a shopper may see of it is the caller's choice.
    """

    conversation_id: str
    owner: Owner
    agent: str | None
    language: str
    shopper: Shopper
    created_at: datetime
    updated_at: datetime
    turns: list[StoredTurn]
    entries: list[Entry]
