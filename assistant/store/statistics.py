"""How the assistant has done in a period, from what was stored of each turn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, distinct, func, select
from sqlalchemy.orm import Session

from assistant.state import Verdict
from assistant.store.tables import ConversationRow, EntryRow, FeedbackRow, TurnRow


@dataclass(frozen=True)
class Statistics:
    """Counts over the conversations begun, and the messages sent, since a moment.

    `first_card`, `first_sentence`, `total`: milliseconds, one for each reply that had it.
    `rejections`: reasons for which sentences of the model were not sent.
    """

    conversations: int
    handed_off: int
    volume: dict[date, int]
    intents: Counter[str]
    ratings: Counter[str]
    first_card: list[float]
    first_sentence: list[float]
    total: list[float]
    unanswered: Counter[str]
    """Questions that no FAQ entry or document covers."""
    not_carried: Counter[str]
    """What was looked for and is not in the catalog."""
    rejections: Counter[str]
    tokens: int

    @property
    def containment(self) -> float | None:
        """The share of conversations that no human had to join; None without conversations."""
        return 1 - self.handed_off / self.conversations if self.conversations else None


def read_statistics(session: Session, since: datetime) -> Statistics:
    """Read the statistics of what happened from `since` on."""
    turns = _turns(session, since)
    begun = ConversationRow.created_at >= since
    return Statistics(
        conversations=session.scalar(select(func.count(ConversationRow.id)).where(begun)) or 0,
        handed_off=_handed_off(session, since),
        volume=dict(sorted(Counter(turn.created_at.date() for turn in turns).items())),
        intents=Counter(turn.intent for turn in turns if turn.intent),
        ratings=Counter(session.scalars(select(FeedbackRow.rating).where(FeedbackRow.at >= since))),
        first_card=[turn.first_card for turn in turns if turn.first_card is not None],
        first_sentence=[turn.first_sentence for turn in turns if turn.first_sentence is not None],
        total=[turn.total for turn in turns if turn.total is not None],
        unanswered=_asked(turns, Verdict.NOT_COVERED),
        not_carried=_asked(turns, Verdict.NOTHING),
        rejections=_rejections(session, since),
        tokens=sum(turn.tokens or 0 for turn in turns),
    )


def _turns(session: Session, since: datetime) -> Sequence[Row[Any]]:
    """What is counted of each turn, read without its evidence."""

    def part(path: str) -> Any:  # noqa: ANN401 - a number or a word of the record
        return func.json_extract(TurnRow.record, f"$.{path}")

    found = select(
        TurnRow.created_at,
        TurnRow.message,
        TurnRow.intent,
        part("evidence.verdict").label("verdict"),
        part("understanding.query").label("query"),
        part("timings.first_card").label("first_card"),
        part("timings.first_sentence").label("first_sentence"),
        part("timings.total").label("total"),
        (part("prompt_tokens") + part("reply_tokens")).label("tokens"),
    )
    return session.execute(found.where(TurnRow.created_at >= since)).all()


def _handed_off(session: Session, since: datetime) -> int:
    """How many of the conversations begun since asked for a human, or were taken over."""
    joined = select(func.count(distinct(EntryRow.conversation_id))).join(
        ConversationRow, ConversationRow.id == EntryRow.conversation_id
    )
    human = EntryRow.text.in_(("waiting", "agent"))
    begun = ConversationRow.created_at >= since
    return session.scalar(joined.where(EntryRow.kind == "owner", human, begun)) or 0


def _asked(turns: Sequence[Row[Any]], verdict: Verdict) -> Counter[str]:
    """Questions that were answered so, alike ones together."""
    asked = (turn.query or turn.message for turn in turns if turn.verdict == verdict)
    return Counter(" ".join(text.casefold().split()).rstrip("?!. ") for text in asked)


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
