"""What helps an agent to answer: drafts, canned replies, the shopper's records."""

import re
from collections.abc import AsyncIterator

import gradio as gr
from starlette.concurrency import run_in_threadpool

from assistant.drafting import Draft, draft_reply
from assistant.errors import UserError
from assistant.store.records import Transcript
from ui.console.handling import Handling, agent_of, fill
from ui.console.looking import Looking
from ui.console.reply import DRAFTING, drafted
from ui.console.view import View
from ui.gradio_page import NOTHING, Updates

_ORDER_NUMBER = re.compile(r"#\w*\d\w*")


class Help(Handling):
    """Handlers of the page's events."""

    async def suggest(
        self, view: View, written: str, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Let the assistant draft a reply; what the agent has written already stays before it."""
        reply, conversation_id = self.screen.reply, view.conversation_id
        if conversation_id is None or self.team.role(request) is None:
            yield NOTHING
            return
        busy = gr.update(interactive=False)
        yield {reply.hint: DRAFTING, reply.suggest: busy, reply.box: busy}
        ready = {reply.suggest: gr.update(interactive=True)}
        try:
            draft = await self._draft(conversation_id)
        except UserError as error:
            gr.Warning(str(error))
            yield {reply.hint: "", reply.box: gr.update(interactive=True), **ready}
            return
        text = "\n".join(filter(None, (written.strip(), draft.text)))
        view.drafts[conversation_id] = draft
        if view.conversation_id != conversation_id:  # the agent has turned to another meanwhile
            view.written[conversation_id] = text
            view.shown.pop("hint", None)  # the next look puts the right line there
            yield NOTHING
            return
        hint, box = drafted(draft.turn), gr.update(value=text, interactive=True)
        view.is_news("hint", hint)  # so that it goes when the draft is sent, however soon
        yield {reply.hint: hint, reply.box: box, **ready}

    def use_canned(self, view: View, written: str, title: str, request: gr.Request) -> Updates:
        """Put a canned reply, filled in, below what has been written."""
        reply = self.screen.reply
        found = [each for each in self.services.console.canned.all() if each.title == title]
        if not found or view.conversation_id is None:
            return NOTHING
        transcript = self.services.store.review.transcript(view.conversation_id)
        text = found[0].fill(self._values(view, transcript, agent_of(request)))
        whole = "\n".join(filter(None, (written.strip(), text)))
        return {reply.box: gr.update(value=whole), reply.canned: gr.update(value=None)}

    def show_record(self, view: View, request: gr.Request) -> Updates:
        """Uncover the shopper's record and orders."""

        def look(conversation_id: str, agent: str) -> None:
            shopper = self.services.store.review.transcript(conversation_id).shopper
            view.seen = Looking(self.services).record(conversation_id, shopper, agent)

        self.attempt(look, view, request)
        return self.news(view, request) or NOTHING

    def show_contact(self, view: View, request: gr.Request) -> Updates:
        """Uncover the contact data of what is open."""

        def look(conversation_id: str, agent: str) -> None:
            view.seen = Looking(self.services).contact(conversation_id, view.seen, agent)

        self.attempt(look, view, request)
        return self.news(view, request) or NOTHING

    def look_up(self, view: View, number: str, request: gr.Request) -> Updates:
        """Uncover one order."""

        def look(conversation_id: str, agent: str) -> None:
            view.seen = Looking(self.services).order(conversation_id, number, view.seen, agent)

        found = self.attempt(look, view, request)
        news = self.news(view, request)
        return fill(news, self.screen.shopper.number, "" if found else number)

    async def _draft(self, conversation_id: str) -> Draft:
        services = self.services
        transcript = await run_in_threadpool(services.store.review.transcript, conversation_id)
        conversation = await run_in_threadpool(
            services.console.suggestions.conversation, conversation_id
        )
        return await draft_reply(services.assistant, conversation, transcript)

    def _values(self, view: View, transcript: Transcript, agent: str) -> dict[str, str]:
        user = view.seen.user
        return {
            "agent": agent,
            "shop": self.services.shop,
            "order_id": view.seen.order_id or _last_order(transcript),
            "shopper": user.name.first_name if user else "",
        }


def _last_order(transcript: Transcript) -> str:
    """The number of the order that the shopper named last; empty where none was."""
    for stored in reversed(transcript.turns):
        understood = stored.turn.understanding.order_ids if stored.turn else []
        if named := understood or _ORDER_NUMBER.findall(stored.message):
            return named[-1]
    return ""
