"""What an agent's screen should show now, and of that only what it does not show yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import gradio as gr

from assistant.errors import NotFoundError
from assistant.store import ConversationStore
from assistant.store.records import Transcript
from ui.console.inbox import Inbox, inbox_html, state_choices
from ui.console.reply import Reply
from ui.console.transcript import transcript_html
from ui.console.turn_details import chosen_turn, details_html
from ui.console.view import View
from ui.gradio_page import Updates

_MOST_LISTED = 100


@dataclass(frozen=True)
class Screen:
    """The parts of the page that show the store's state."""

    store: ConversationStore
    clock: Callable[[], datetime]
    inbox: Inbox
    transcript: gr.HTML
    details: gr.HTML
    reply: Reply

    @property
    def components(self) -> list[gr.Component]:
        """Everything that `news` may update."""
        reply = self.reply
        return [
            *(self.inbox.state, self.inbox.list, self.transcript, self.details),
            *(reply.head, reply.take, reply.back, reply.close, reply.export, reply.box, reply.note),
        ]

    def news(self, view: View, agent: str) -> Updates:
        """Read the store; return the components whose content has changed since last time.

        Args:
            view: What this page has open; it remembers what was returned.
            agent: Whose page it is.
        """
        updates = self._inbox(view)
        transcript = self._open(view)
        turn = chosen_turn(transcript, view.turn_id)
        said = transcript_html(transcript, turn.client_message_id if turn else None)
        if view.is_news("transcript", said):
            updates[self.transcript] = said
        details = details_html(turn)
        if view.is_news("details", details):
            updates[self.details] = details
        holder = transcript and (view.conversation_id, transcript.owner, transcript.agent)
        if view.is_news("holder", holder):
            updates |= self.reply.updates(transcript, agent)
        return updates

    def _inbox(self, view: View) -> Updates:
        updates: Updates = {}
        counts = self.store.review.counts()
        if view.is_news("counts", counts):
            updates[self.inbox.state] = gr.Radio(choices=state_choices(counts))
        lines = self.store.review.page(view.wanted, limit=_MOST_LISTED)
        waiting = counts.get("waiting", 0)
        html = inbox_html(lines, view.conversation_id, waiting, self.clock())
        if view.is_news("inbox", html):
            updates[self.inbox.list] = html
        return updates

    def _open(self, view: View) -> Transcript | None:
        """The conversation that is open; none once its shopper has erased it."""
        if view.conversation_id is None:
            return None
        try:
            return self.store.review.transcript(view.conversation_id)
        except NotFoundError:
            view.open(None, "")
            return None
