"""What an agent does at the console: every handler ends with what is new on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import UserError
from assistant.store import ConversationStore, Filter
from ui.console.audit import audit_lines
from ui.console.inbox import wanted
from ui.console.screen import Screen
from ui.console.view import View
from ui.gradio_page import NOTHING, Updates

_FREE = ("assistant", "waiting")


@dataclass(frozen=True)
class ConsoleDesk:
    """Handlers of the page's events."""

    store: ConversationStore
    screen: Screen

    def begin(self, view: View, request: gr.Request) -> Updates:
        """Show everything on a page that was just opened."""
        languages = [("any", ""), *((code, code) for code in self.store.review.languages())]
        return {
            self.screen.inbox.language: gr.update(choices=languages),
            **self._news(view, request),
        }

    def look(self, view: View, request: gr.Request) -> Updates:
        """Show what happened meanwhile."""
        return self._news(view, request) or NOTHING

    def narrow(self, view: View, request: gr.Request, *filters: Any) -> Updates:  # noqa: ANN401 - the filters' values
        """List other conversations."""
        view.wanted = wanted(*filters)
        return self.look(view, request)

    def choose(self, view: View, draft: str, request: gr.Request, picked: gr.EventData) -> Updates:
        """Open a conversation of the list."""
        return self._turn_to(view, picked.id, draft, request)

    def choose_turn(self, view: View, request: gr.Request, picked: gr.EventData) -> Updates:
        """Show what lies behind another reply."""
        view.turn_id = picked.id
        return self.look(view, request)

    def take_next(self, view: View, draft: str, request: gr.Request) -> Updates:
        """Take over, and open, the conversation that has waited longest."""
        conversation_id = self.store.desk.claim_next(_agent(request))
        if conversation_id is None:
            gr.Info("Nobody is waiting.")
            return self.look(view, request)
        return self._turn_to(view, conversation_id, draft, request)

    def take(self, view: View, draft: str, request: gr.Request) -> Updates:
        """Take over the open conversation; what is being written stays."""
        self._try(self.store.desk.claim, view, request)
        return self.look(view, request)

    def say(self, view: View, text: str, request: gr.Request) -> Updates:
        """Write to the shopper; whoever answers a free conversation takes it over."""
        sent = self._try(self._say, view, request, text)
        news = self._news(view, request)
        return _fill(news, self.screen.reply.box, "" if sent else text)

    def remark(self, view: View, text: str, request: gr.Request) -> Updates:
        """Keep a note for the team."""
        kept = self._try(self.store.desk.remark, view, request, text)
        news = self._news(view, request)
        return _fill(news, self.screen.reply.note, "" if kept else text)

    def hand_back(self, view: View, draft: str, request: gr.Request) -> Updates:
        """Let the assistant answer again, and turn to whoever waits."""
        return self._leave(self.store.desk.hand_back, view, draft, request)

    def close(self, view: View, draft: str, request: gr.Request) -> Updates:
        """End the conversation, and turn to whoever waits."""
        return self._leave(self.store.desk.close, view, draft, request)

    def export(self, view: View) -> str:
        """The audit of the open conversation, as JSON lines."""
        if view.conversation_id is None:
            return ""
        transcript = self.store.review.transcript(view.conversation_id)
        return "".join(f"{line}\n" for line in audit_lines(transcript))

    def _news(self, view: View, request: gr.Request) -> Updates:
        return self.screen.news(view, _agent(request))

    def _say(self, conversation_id: str, agent: str, text: str) -> None:
        if self.store.review.transcript(conversation_id).owner in _FREE:
            self.store.desk.claim(conversation_id, agent)
        self.store.desk.say(conversation_id, agent, text)

    def _try(
        self, act: Callable[..., object], view: View, request: gr.Request, *words: str
    ) -> bool:
        """Do something to the open conversation; say why where it cannot be done."""
        try:
            act(view.conversation_id, _agent(request), *words)
        except UserError as error:
            gr.Warning(str(error))
            return False
        return True

    def _leave(
        self, act: Callable[..., object], view: View, draft: str, request: gr.Request
    ) -> Updates:
        waiting = self.store.review.page(Filter(owners=("waiting",)), limit=1)
        if not self._try(act, view, request) or not waiting:
            return self.look(view, request)
        return self._turn_to(view, waiting[0].id, draft, request)

    def _turn_to(
        self, view: View, conversation_id: str, draft: str, request: gr.Request
    ) -> Updates:
        begun = view.open(conversation_id, draft)
        return _fill(self._news(view, request), self.screen.reply.box, begun)


def _agent(request: gr.Request) -> str:
    """Who is logged in; nobody else gets here."""
    return str(request.username)


def _fill(news: Updates, box: gr.Textbox, text: str) -> Updates:
    """Put text into a box, beside whatever else is new about it."""
    return news | {box: {**news.get(box, gr.update()), "value": text}}
