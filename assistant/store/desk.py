"""The desk of human agents: who owns a conversation, and what agents say in it."""

from collections.abc import Sequence

from sqlalchemy import select

from assistant.errors import ConflictError, UserError
from assistant.store.base import StoreContext, conversation_row
from assistant.store.handover import queue
from assistant.store.live import read_live
from assistant.store.loading import load_conversation
from assistant.store.records import Entry, Owner
from assistant.store.tables import ConversationRow, EntryRow

_ASKED = "The shopper asked for a person."


class Desk:
    """Ownership changes are compare-and-set: of two agents, one gets the conversation."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def request(self, conversation_id: str, reason: str = "") -> Owner:
        """The shopper asks for a human; the assistant goes on until an agent claims.

        Returns:
            The owner now: `waiting`, or `agent` where one has it already.

        Raises:
            ConflictError: Nobody of the team is here, as an admin has set; the message says so.
        """
        with self._context.database.session() as session:
            row = conversation_row(session, conversation_id)
            if row.owner == "assistant":
                live = read_live(session)
                if not live.handoff:
                    raise ConflictError(live.away_notice)
                conversation = load_conversation(session, conversation_id)
                queue(self._context, session, row, conversation, by="shopper", reason=_ASKED)
            if reason:
                self._context.note(session, conversation_id, "handoff_reason", "shopper", reason)
            owner: Owner = row.owner  # type: ignore[assignment] # only owners are stored
        self._context.changes.notify(conversation_id)
        return owner

    def claim(self, conversation_id: str, agent: str) -> None:
        """Make the agent the owner: from here on nothing of the assistant's is stored or sent.

        Raises:
            ConflictError: Another agent has it, or it is closed.
        """
        self._move(conversation_id, ("assistant", "waiting"), "agent", agent)

    def claim_next(self, agent: str) -> str | None:
        """Make the agent the owner of the conversation that has waited longest.

        Returns:
            Its id; None where nobody waits.
        """
        with self._context.database.session() as session:
            row = session.scalar(
                select(ConversationRow)
                .where(ConversationRow.owner == "waiting")
                .order_by(ConversationRow.owner_since, ConversationRow.id)
                .limit(1)
            )
            if row is None:
                return None
            self._context.set_owner(session, row, "agent", by=agent)
            row.agent = agent
        self._context.changes.notify(row.id)
        return row.id

    def hand_back(self, conversation_id: str, agent: str) -> None:
        """Give the conversation back to the assistant.

        Raises:
            ConflictError: This agent does not have it.
        """
        self._move(conversation_id, ("agent",), "assistant", agent)

    def close(self, conversation_id: str, agent: str) -> None:
        """End a conversation that this agent has; its shopper can only start a new one.

        Raises:
            ConflictError: This agent does not have it.
        """
        self._move(conversation_id, ("agent",), "closed", agent)

    def say(self, conversation_id: str, agent: str, text: str) -> Entry:
        """Send the agent's words to the shopper.

        Raises:
            ConflictError: This agent does not have the conversation.
            UserError: There are no words.
        """
        return self._write(conversation_id, agent, "agent_message", text)

    def remark(self, conversation_id: str, agent: str, text: str) -> Entry:
        """Keep a note for the staff, which the shopper never sees; any agent may.

        Raises:
            UserError: There are no words.
        """
        return self._write(conversation_id, agent, "note", text)

    def _move(self, conversation_id: str, origin: Sequence[str], to: Owner, agent: str) -> None:
        with self._context.database.session() as session:
            row = conversation_row(session, conversation_id)
            if row.owner not in origin:
                raise ConflictError(_held_by(row.owner, row.agent))
            if row.owner == "agent" and row.agent != agent:
                raise ConflictError(_held_by(row.owner, row.agent))
            self._context.set_owner(session, row, to, by=agent)
            row.agent = agent if to == "agent" else None
        self._context.changes.notify(conversation_id)

    def _write(self, conversation_id: str, agent: str, kind: str, text: str) -> Entry:
        if not text.strip():
            raise UserError("write something first")
        with self._context.database.session() as session:
            row = conversation_row(session, conversation_id)
            if kind == "agent_message" and (row.owner, row.agent) != ("agent", agent):
                raise ConflictError(_held_by(row.owner, row.agent))
            row.updated_at = self._context.clock()
            entry = as_entry(self._context.note(session, conversation_id, kind, agent, text))
        self._context.changes.notify(conversation_id)
        return entry


def as_entry(row: EntryRow) -> Entry:
    """Detach a line of the audit trail from its session."""
    return Entry(row.id, row.kind, row.actor, row.text, row.at)


def _held_by(owner: str, agent: str | None) -> str:
    holder = {"agent": f"agent {agent}", "closed": "nobody: it is closed"}
    return f"the conversation is with {holder.get(owner, 'the assistant')}; claim it first"
