"""The chat page: the whole conversation without a shop around it, at `/chat`."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from assistant.errors import UserError
from assistant.settings import Settings
from assistant.shop import read_shop
from ui.chat_client import ChatClient, Ticket
from ui.chat_messages import LiveReply, Mark, from_shopper, shown
from ui.gradio_page import NOTHING, Updates, listen, mount_page

_STYLES = Path(__file__).parent / "chat_page.css"
_EXAMPLES = ("A gift under $40", "What is your return policy?", "Where is my order?")
_OWNERS = {
    "waiting": "Someone from our team will join you here. Until then I go on answering.",
    "agent": "You are talking to someone from our team.",
    "closed": "This conversation is closed. Start a new one whenever you like.",
}
_LOOK_EVERY_SECONDS = 1.0


def mount_chat_page(app: FastAPI, *, settings: Settings) -> None:
    """Put the chat page on an application made by `create_app`.

    Its conversations are the store's: agents see them in the console, and join them.
    """
    page = ChatPage(ChatClient(app.state.api), read_shop(settings).name)
    mount_page(app, page.blocks, "/chat", styles=_STYLES)


class ChatPage:
    """The components of the page and what happens in them.

    `ticket` lives in the visitor's browser, so that a reload goes on with the conversation;
    `seen` is what of the transcript is on the screen.
    """

    def __init__(self, client: ChatClient, shop: str) -> None:
        self._client = client
        with gr.Blocks(title=f"{shop}: chat", analytics_enabled=False) as blocks:
            self.blocks = blocks
            self._build(shop)
            self._wire()

    def _build(self, shop: str) -> None:
        # The browser's copy is encrypted with a key that is in the page: no secret, but stable.
        self._ticket = gr.BrowserState(None, storage_key="shopassist-chat", secret="shopassist")
        self._seen = gr.State(None)
        gr.Markdown(f"# {shop}", elem_id="shop")
        self._chat = gr.Chatbot(
            show_label=False,
            label="Conversation",
            height="calc(100dvh - 232px)",
            buttons=["copy"],
            latex_delimiters=[],  # a shop's messages are full of dollars
            allow_tags=False,
            layout="bubble",
            placeholder="Ask for a product, a policy or an order.",
            examples=[{"text": example} for example in _EXAMPLES],
            elem_id="chat",
        )
        self._notice = gr.Markdown(visible=False, elem_id="notice")
        self._box = gr.Textbox(
            placeholder="Write a message",
            show_label=False,
            label="Message",
            autofocus=True,
            submit_btn="Send",
            max_length=self._client.max_chars,
            elem_id="message",
        )
        with gr.Row(elem_id="tools"):
            self._human = gr.Button("Talk to a human", size="sm", variant="secondary")
            self._new = gr.Button("New conversation", size="sm", variant="secondary")
            self._erase = gr.Button("Delete my data", size="sm", variant="secondary")

    def _wire(self) -> None:
        outputs = [self._chat, self._notice, self._box, self._ticket, self._seen]
        place = [self._ticket, self._seen]
        listen(self._box.submit, self._send, [self._box, self._ticket], outputs)
        listen(self._chat.example_select, self._pick, [self._ticket], outputs)
        listen(self._chat.option_select, self._pick, [self._ticket], outputs)
        listen(self._chat.like, self._rate, [self._ticket], [])
        listen(self._human.click, self._ask_for_human, [self._ticket], outputs)
        listen(self._new.click, self._empty, [], outputs)
        listen(self._erase.click, self._delete, [self._ticket], outputs)
        listen(self.blocks.load, self._look, place, outputs)
        tick = gr.Timer(_LOOK_EVERY_SECONDS).tick
        listen(tick, self._look, place, outputs, queue=False)

    async def _send(self, text: str, kept: object, request: gr.Request) -> AsyncIterator[Updates]:
        """Send what was written; show the reply as it comes."""
        try:
            address = _address(request)
            message = self._client.check(text, address)
            ticket = Ticket.read(kept)
            if ticket is None:
                ticket = await run_in_threadpool(self._client.begin, address)
            async for updates in self._exchange(ticket, message):
                yield updates
        except UserError as error:
            gr.Warning(str(error))
            yield NOTHING

    async def _exchange(self, ticket: Ticket, message: str) -> AsyncIterator[Updates]:
        before = await run_in_threadpool(self._client.transcript, ticket)
        said = [*shown(before).messages, from_shopper(message)]
        reply = LiveReply()
        async for event in self._client.send(ticket, message):
            if reply.apply(event):
                kept = {self._box: "", self._ticket: ticket.model_dump()}
                yield {self._chat: [*said, reply.message()], **kept}
        updates = self._show(await run_in_threadpool(self._client.transcript, ticket))
        if reply.error:  # it is in no transcript: leave it on the screen
            del updates[self._chat]
        yield updates

    async def _pick(
        self, kept: object, picked: gr.SelectData, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Send an example, or the decision on an action."""
        text = picked.value["text"] if isinstance(picked.value, dict) else picked.value
        async for updates in self._send(text, kept, request):
            yield updates

    def _look(self, kept: object, seen: Mark | None) -> Updates:
        """Show what is new: an agent's words, another owner, another tab's messages."""
        ticket = Ticket.read(kept)
        if ticket is None:
            return NOTHING
        try:
            transcript = self._client.transcript(ticket)
        except UserError:
            return self._empty()
        now = shown(transcript)
        return NOTHING if seen and (now.unfinished or now.mark == seen) else self._show(transcript)

    def _ask_for_human(self, kept: object, request: gr.Request) -> Updates:
        try:
            ticket = Ticket.read(kept) or self._client.begin(_address(request))
            self._client.ask_for_human(ticket)
            return self._show(self._client.transcript(ticket)) | {self._ticket: ticket.model_dump()}
        except UserError as error:
            gr.Warning(str(error))
            return NOTHING

    def _rate(self, kept: object, liked: gr.LikeData) -> None:
        ticket = Ticket.read(kept)
        if ticket is None:
            return
        ids = shown(self._client.transcript(ticket)).ids
        if isinstance(liked.index, int) and (message_id := ids[liked.index]):
            self._client.rate(ticket, message_id, "up" if liked.liked else "down")

    def _delete(self, kept: object) -> Updates:
        if ticket := Ticket.read(kept):
            self._client.erase(ticket)
            gr.Info("Everything that was said here is erased.")
        return self._empty()

    def _show(self, transcript: dict[str, Any]) -> Updates:
        """Everything on the page, from the transcript."""
        now = shown(transcript)
        notice = _OWNERS.get(transcript["owner"])
        return {
            self._chat: gr.update(value=now.messages, feedback_value=now.verdicts),
            self._notice: gr.Markdown(notice, visible=notice is not None),
            self._box: gr.Textbox(interactive=transcript["owner"] != "closed"),
            self._seen: now.mark,
        }

    def _empty(self) -> Updates:
        """The page before a conversation."""
        return {
            self._chat: [],
            self._notice: gr.Markdown(visible=False),
            self._box: gr.Textbox("", interactive=True),
            self._ticket: None,
            self._seen: None,
        }


def _address(request: gr.Request) -> str:
    """The visitor's network address, for the limits."""
    return request.client.host if request.client else ""
