"""What an agent's screen should show now, and of that only what it does not show yet."""

from dataclasses import dataclass

import gradio as gr

from assistant.errors import NotFoundError
from assistant.store.records import Transcript
from ui.console.correction import Correction, right_answer
from ui.console.inbox import Inbox, inbox_html, state_choices
from ui.console.reply import Reply, drafted
from ui.console.services import Services
from ui.console.shopper import ShopperPanel
from ui.console.transcript import transcript_html
from ui.console.turn_details import chosen_turn, details_html
from ui.console.view import View
from ui.gradio_page import Updates

_MOST_LISTED = 100


@dataclass(frozen=True)
class Screen:
    """The parts of the page that show the store's state."""

    services: Services
    inbox: Inbox
    transcript: gr.HTML
    details: gr.HTML
    reply: Reply
    shopper: ShopperPanel
    correction: Correction

    @property
    def components(self) -> list[gr.Component]:
        """Everything that `news` may update."""
        return [
            *(self.inbox.state, self.inbox.list, self.transcript, self.details),
            *(*self.reply.components, *self.shopper.components, *self.correction.components),
        ]

    def news(self, view: View, agent: str) -> Updates:
        """Read the store; return the components whose content has changed since last time.

        Args:
            view: What this page has open; it remembers what was returned.
            agent: Whose page it is.
        """
        updates = self._inbox(view)
        transcript = self._open(view)
        holder = transcript and (view.conversation_id, transcript.owner, transcript.agent)
        if view.is_news("holder", holder):
            updates |= self.reply.updates(transcript, agent)
        verified = transcript is not None and transcript.shopper.verified
        if view.is_news("shopper", (view.conversation_id, verified, view.seen)):
            updates |= self.shopper.updates(transcript, view.seen)
        return updates | self._said(view, transcript) | self._aids(view)

    def _said(self, view: View, transcript: Transcript | None) -> Updates:
        """The transcript, and what lies behind the reply that is chosen."""
        updates: Updates = {}
        turn = chosen_turn(transcript, view.turn_id)
        turn_id = turn.client_message_id if turn else None
        said = transcript_html(transcript, turn_id)
        if view.is_news("transcript", said):
            updates[self.transcript] = said
        details = details_html(turn, self.services.console.live.read())
        if view.is_news("details", details):
            updates[self.details] = details
        right = right_answer(transcript, turn) if transcript and turn else None
        if view.is_news("correction", (view.conversation_id, turn_id, right)):
            updates |= self.correction.updates(turn, right)
        return updates

    def _aids(self, view: View) -> Updates:
        """The canned replies, and the line below a draft."""
        updates: Updates = {}
        draft = view.drafts.get(view.conversation_id or "")
        hint = drafted(draft.turn) if draft else ""
        if view.is_news("hint", hint):
            updates[self.reply.hint] = hint
        titles = [each.title for each in self.services.console.canned.all()]
        if view.is_news("canned", titles):
            updates[self.reply.canned] = gr.update(choices=titles)
        return updates

    def _inbox(self, view: View) -> Updates:
        updates: Updates = {}
        counts = self.services.store.review.counts()
        if view.is_news("counts", counts):
            updates[self.inbox.state] = gr.Radio(choices=state_choices(counts))
        lines = self.services.store.review.page(view.wanted, limit=_MOST_LISTED)
        waiting = counts.get("waiting", 0)
        html = inbox_html(lines, view.conversation_id, waiting, self.services.clock())
        if view.is_news("inbox", html):
            updates[self.inbox.list] = html
        return updates

    def _open(self, view: View) -> Transcript | None:
        """The conversation that is open; none once its shopper has erased it."""
        if view.conversation_id is None:
            return None
        try:
            return self.services.store.review.transcript(view.conversation_id)
        except NotFoundError:
            view.open(None, "")
            return None
