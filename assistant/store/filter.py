"""Which conversations a list should hold."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists

from assistant.store.tables import ConversationRow, TurnRow


@dataclass(frozen=True)
class Filter:
    """Which conversations to list; an unset field asks for nothing."""

    owner: str | None = None
    intent: str | None = None
    language: str | None = None
    failed_checks: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on conversation rows."""
        turns = TurnRow.conversation_id == ConversationRow.id
        wanted: list[ColumnElement[bool]] = []
        if self.owner:
            wanted.append(ConversationRow.owner == self.owner)
        if self.language:
            wanted.append(ConversationRow.language == self.language)
        if self.intent:
            wanted.append(exists().where(turns, TurnRow.intent == self.intent))
        if self.failed_checks:
            wanted.append(exists().where(turns, TurnRow.failed_checks > 0))
        return wanted
