"""The support console at `/console`: inbox, live transcript, what lies behind each reply."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import gradio as gr
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.shop import read_shop
from assistant.store import ConversationStore
from ui.console.dashboard import Dashboard
from ui.console.desk import ConsoleDesk
from ui.console.inbox import Inbox
from ui.console.login import make_login
from ui.console.reply import Reply
from ui.console.screen import Screen
from ui.console.transcript import SCRIPT
from ui.console.view import View
from ui.gradio_page import listen, mount_page

_HERE = Path(__file__).parent
_LOOK_EVERY_SECONDS = 0.7
_FOCUS_REPLY = "() => { setTimeout(() => document.querySelector('#reply textarea')?.focus(), 50) }"
_DOWNLOAD = """
(audit) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([audit], { type: 'application/jsonl' }));
  link.download = 'conversation.jsonl';
  link.click();
  URL.revokeObjectURL(link.href);
}
"""


def _now() -> datetime:
    return datetime.now(UTC)


def mount_console(app: FastAPI, *, store: ConversationStore, settings: Settings) -> None:
    """Put the console on the application, behind its login."""
    shop = read_shop(settings).name
    mount_page(
        app,
        Console(store, _now).blocks,
        "/console",
        styles=_HERE / "console.css",
        script=_HERE / "keys.js",
        auth=make_login(settings),
        greeting=f"Support console of {shop}",
    )


class Console:
    """The page; it looks at the store once a moment and sends what is new to the screen."""

    def __init__(self, store: ConversationStore, clock: Callable[[], datetime]) -> None:
        with gr.Blocks(title="Support console", analytics_enabled=False, fill_width=True) as blocks:
            self.blocks = blocks
            self._view = gr.State(View())
            with gr.Tab("Inbox"):
                self._build()
                self._wire(store, clock)
            with gr.Tab("Dashboard") as tab:
                Dashboard(store, clock).wire(tab)

    def _build(self) -> None:
        self._reply = Reply()
        with gr.Row(equal_height=False, elem_id="desk"):
            with gr.Column(scale=3, min_width=280, elem_id="left"):
                self._inbox = Inbox()
            with gr.Column(scale=5, min_width=300, elem_id="middle"):
                self._reply.build_head()
                self._transcript = gr.HTML(
                    js_on_load=SCRIPT,
                    apply_default_css=False,
                    elem_id="transcript",
                )
                self._reply.build_boxes()
            with gr.Column(scale=4, min_width=280, elem_id="right"):
                self._details = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="turn")

    def _wire(self, store: ConversationStore, clock: Callable[[], datetime]) -> None:
        inbox, reply = self._inbox, self._reply
        screen = Screen(store, clock, inbox, self._transcript, self._details, reply)
        self.desk = desk = ConsoleDesk(store, screen)
        view, draft, outputs = [self._view], [self._view, reply.box], screen.components
        listen(self.blocks.load, desk.begin, view, [inbox.language, *outputs])
        listen(gr.Timer(_LOOK_EVERY_SECONDS).tick, desk.look, view, outputs, queue=False)
        for narrowed in inbox.filters:
            listen(narrowed.change, desk.narrow, [self._view, *inbox.filters], outputs)
        listen(self._transcript.select, desk.choose_turn, view, outputs)
        for turned, turn in (
            (inbox.list.select, desk.choose),
            (inbox.next.click, desk.take_next),
            (reply.take.click, desk.take),
            (reply.back.click, desk.hand_back),
            (reply.close.click, desk.close),
        ):
            listen(turned, turn, draft, outputs).then(None, js=_FOCUS_REPLY)
        listen(reply.box.submit, desk.say, draft, outputs)
        listen(reply.note.submit, desk.remark, [self._view, reply.note], outputs)
        exported = listen(reply.export.click, desk.export, view, [reply.audit])
        exported.then(None, [reply.audit], js=_DOWNLOAD)
