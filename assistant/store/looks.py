"""Which agent looked at whose personal data: a line on the conversation's own audit trail."""

from assistant.store.base import StoreContext, conversation_row


class Looks:
    """Notes looks; what was read stands in the order desk's audit, too."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def note(self, conversation_id: str, agent: str, what: str) -> None:
        """Note that an agent is about to look: without this line nothing may be shown.

        Raises:
            NotFoundError: There is no such conversation (any more).
        """
        with self._context.database.session() as session:
            conversation_row(session, conversation_id)
            self._context.note(session, conversation_id, "look", agent, what)
