"""How the assistant has done in a period, from what was stored of each turn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.state import Verdict
from assistant.store.grouping import grouped
from assistant.store.tables import ConversationRow, EntryRow, FeedbackRow, TurnRow


@dataclass(frozen=True)
class TurnFigures:
    """What is counted of one message and its reply; delays in milliseconds."""

    at: datetime
    message: str
    intent: str | None
    verdict: str | None
    query: str | None
    first_card: float | None
    first_sentence: float | None
    total: float | None
    prompt_tokens: int
    reply_tokens: int


@dataclass(frozen=True)
class ConversationFigures:
    """One conversation; `human`: a human was asked for, or joined.

    `resolution`: seconds from that moment until an agent closed it or handed it back; None where
    none has.
    """

    begun: datetime
    human: bool
    resolution: float | None


@dataclass(frozen=True)
class Statistics:
    """The conversations begun, and the messages sent, since a moment.

    `ratings`: (day, `up` or `down`), one for each reply rated. `rejections`: reasons for which
    sentences of the model were not sent.
    """

    conversations: list[ConversationFigures]
    turns: list[TurnFigures]
    ratings: list[tuple[date, str]]
    rejections: Counter[str]

    @property
    def handed_off(self) -> int:
        """How many of the conversations a human was asked into, or joined."""
        return sum(each.human for each in self.conversations)

    @property
    def containment(self) -> float | None:
        """The share of conversations that no human had to join; None without conversations."""
        begun = len(self.conversations)
        return 1 - self.handed_off / begun if begun else None

    @property
    def intents(self) -> Counter[str]:
        """Messages by what was understood of them."""
        return Counter(turn.intent for turn in self.turns if turn.intent)

    @property
    def unanswered(self) -> Counter[str]:
        """Questions that no FAQ entry or document covers, those alike together."""
        return self._asked(Verdict.NOT_COVERED)

    @property
    def not_carried(self) -> Counter[str]:
        """What was looked for and is not in the catalog, what is alike together."""
        return self._asked(Verdict.NOTHING)

    @property
    def prompt_tokens(self) -> int:
        """Tokens that the model read."""
        return sum(turn.prompt_tokens for turn in self.turns)

    @property
    def reply_tokens(self) -> int:
        """Tokens that the model wrote."""
        return sum(turn.reply_tokens for turn in self.turns)

    def _asked(self, verdict: Verdict) -> Counter[str]:
        return grouped(turn.query or turn.message for turn in self.turns if turn.verdict == verdict)


def read_statistics(session: Session, since: datetime) -> Statistics:
    """Read the statistics of what happened from `since` on."""
    rated = select(FeedbackRow.at, FeedbackRow.rating).where(FeedbackRow.at >= since)
    return Statistics(
        conversations=_conversations(session, since),
        turns=_turns(session, since),
        ratings=[(at.date(), rating) for at, rating in session.execute(rated)],
        rejections=_rejections(session, since),
    )


def tokens_since(session: Session, since: datetime) -> int:
    """How many tokens the model has read and written since."""
    spent = _part("prompt_tokens") + _part("reply_tokens")
    return session.scalar(select(func.sum(spent)).where(TurnRow.created_at >= since)) or 0


def _part(path: str) -> Any:  # noqa: ANN401 - a number or a word of the record
    return func.json_extract(TurnRow.record, f"$.{path}")


def _turns(session: Session, since: datetime) -> list[TurnFigures]:
    """What is counted of each turn, read without its evidence."""
    found = select(
        TurnRow.created_at,
        TurnRow.message,
        TurnRow.intent,
        _part("evidence.verdict"),
        _part("understanding.query"),
        _part("timings.first_card"),
        _part("timings.first_sentence"),
        _part("timings.total"),
        func.coalesce(_part("prompt_tokens"), 0),
        func.coalesce(_part("reply_tokens"), 0),
    ).where(TurnRow.created_at >= since)
    return [TurnFigures(*row) for row in session.execute(found.order_by(TurnRow.id))]


def _conversations(session: Session, since: datetime) -> list[ConversationFigures]:
    begun = select(ConversationRow.id, ConversationRow.created_at).where(
        ConversationRow.created_at >= since
    )
    moves = (
        select(EntryRow.conversation_id, EntryRow.text, EntryRow.at)
        .join(ConversationRow, ConversationRow.id == EntryRow.conversation_id)
        .where(EntryRow.kind == "owner", ConversationRow.created_at >= since)
        .order_by(EntryRow.id)
    )
    owners: dict[str, list[tuple[str, datetime]]] = {}
    for conversation_id, owner, at in session.execute(moves):
        owners.setdefault(conversation_id, []).append((owner, at))
    return [
        ConversationFigures(at, *_human_part(owners.get(conversation_id, [])))
        for conversation_id, at in session.execute(begun.order_by(ConversationRow.created_at))
    ]


def _human_part(owners: Sequence[tuple[str, datetime]]) -> tuple[bool, float | None]:
    """Whether a human was asked for, and the seconds until the first one was done."""
    asked = [at for owner, at in owners if owner in ("waiting", "agent")]
    if not asked:
        return False, None
    done = [at for owner, at in owners if owner in ("assistant", "closed") and at > asked[0]]
    return True, (done[0] - asked[0]).total_seconds() if done else None


def _rejections(session: Session, since: datetime) -> Counter[str]:
    checks = func.json_each(TurnRow.record, "$.checks").table_valued("value")
    reason = func.json_extract(checks.c.value, "$.reason")
    outcome = func.json_extract(checks.c.value, "$.outcome")
    found = (
        select(reason)
        .select_from(TurnRow)
        .join(checks, outcome != "sent")
        .where(TurnRow.created_at >= since, TurnRow.failed_checks > 0)
    )
    return Counter(session.scalars(found))
