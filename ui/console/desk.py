"""What an agent does with conversations: open, take over, write, hand back, close, note."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.store import Filter
from ui.console.audit import audit_lines
from ui.console.handling import Handling, fill, or_nothing
from ui.console.inbox import wanted
from ui.console.view import View
from ui.gradio_page import Updates

_FREE = ("assistant", "waiting")


class ConsoleDesk(Handling):
    """Handlers of the page's events."""

    def begin(self, view: View, request: gr.Request) -> Updates:
        """Show everything on a page that was just opened."""
        languages = [
            ("any", ""),
            *((code, code) for code in self.services.store.review.languages()),
        ]
        return {
            self.screen.inbox.language: gr.update(choices=languages),
            **self.news(view, request),
        }

    def look(self, view: View, request: gr.Request) -> Updates:
        """Show what happened meanwhile."""
        return or_nothing(self.news(view, request))

    def narrow(self, view: View, request: gr.Request, *filters: Any) -> Updates:  # noqa: ANN401 - the filters' values
        """List other conversations."""
        view.wanted = wanted(*filters)
        return self.look(view, request)

    def choose(
        self, view: View, written: str, request: gr.Request, picked: gr.EventData
    ) -> Updates:
        """Open a conversation of the list."""
        return self._turn_to(view, picked.id, written, request)

    def choose_turn(self, view: View, request: gr.Request, picked: gr.EventData) -> Updates:
        """Show what lies behind another reply."""
        view.turn_id = picked.id
        return self.look(view, request)

    def take_next(self, view: View, written: str, request: gr.Request) -> Updates:
        """Take over, and open, the conversation that has waited longest."""
        taken: list[str | None] = []

        def claim(_open: str | None, agent: str) -> None:
            taken.append(self.services.store.desk.claim_next(agent))

        if not self.attempt(claim, view, request):
            return self.look(view, request)
        if taken[0] is None:
            gr.Info("Nobody is waiting.")
            return self.look(view, request)
        return self._turn_to(view, taken[0], written, request)

    def take(self, view: View, _written: str, request: gr.Request) -> Updates:
        """Take over the open conversation; what is being written stays."""
        self.attempt(self.services.store.desk.claim, view, request)
        return self.look(view, request)

    def say(self, view: View, text: str, request: gr.Request) -> Updates:
        """Write to the shopper; whoever answers a free conversation takes it over."""
        sent = self.attempt(self._say, view, request, text, view)
        news = self.news(view, request)
        return fill(news, self.screen.reply.box, "" if sent else text)

    def remark(self, view: View, text: str, request: gr.Request) -> Updates:
        """Keep a note for the team."""
        kept = self.attempt(self.services.store.desk.remark, view, request, text)
        news = self.news(view, request)
        return fill(news, self.screen.reply.note, "" if kept else text)

    def hand_back(self, view: View, written: str, request: gr.Request) -> Updates:
        """Let the assistant answer again, and turn to whoever waits."""
        return self._leave(self.services.store.desk.hand_back, view, written, request)

    def close(self, view: View, written: str, request: gr.Request) -> Updates:
        """End the conversation, and turn to whoever waits."""
        return self._leave(self.services.store.desk.close, view, written, request)

    def export(self, view: View, request: gr.Request) -> str:
        """The audit of the open conversation, as JSON lines."""
        if view.conversation_id is None or self.team.role(request) is None:
            return ""
        transcript = self.services.store.review.transcript(view.conversation_id)
        return "".join(f"{line}\n" for line in audit_lines(transcript))

    def _say(self, conversation_id: str, agent: str, text: str, view: View) -> None:
        store = self.services.store
        if text.strip() and store.review.transcript(conversation_id).owner in _FREE:
            store.desk.claim(conversation_id, agent)
        store.desk.say(conversation_id, agent, text)
        if draft := view.drafts.pop(conversation_id, None):
            self.services.console.suggestions.keep(
                conversation_id, agent, draft.text, text, draft.turn
            )

    def _leave(
        self, act: Callable[..., object], view: View, written: str, request: gr.Request
    ) -> Updates:
        waiting = self.services.store.review.page(Filter(owners=("waiting",)), limit=1)
        if not self.attempt(act, view, request) or not waiting:
            return self.look(view, request)
        return self._turn_to(view, waiting[0].id, written, request)

    def _turn_to(
        self, view: View, conversation_id: str, written: str, request: gr.Request
    ) -> Updates:
        begun = view.open(conversation_id, written)
        return fill(self.news(view, request), self.screen.reply.box, begun)
