"""The inbox tab: the list, the conversation, and what lies behind it, each in a column."""

import gradio as gr

from ui.console.correcting import Correcting
from ui.console.correction import Correction
from ui.console.desk import ConsoleDesk
from ui.console.helping import Help
from ui.console.inbox import Inbox
from ui.console.reply import Reply
from ui.console.screen import Screen
from ui.console.services import Services
from ui.console.shopper import ShopperPanel
from ui.console.team import Team
from ui.console.transcript import SCRIPT
from ui.console.view import View
from ui.gradio_page import listen

_LOOK_EVERY_SECONDS = 0.7
_FOCUS_REPLY = "() => { setTimeout(() => document.querySelector('#reply textarea')?.focus(), 50) }"
# Whoever has gone on to the canned replies meanwhile stays there.
_FOCUS_REPLY_BUT_CANNED = (
    "() => { setTimeout(() => document.activeElement?.closest('#canned')"
    " || document.querySelector('#reply textarea')?.focus(), 50) }"
)
_DOWNLOAD = """
(audit) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([audit], { type: 'application/jsonl' }));
  link.download = 'conversation.jsonl';
  link.click();
  URL.revokeObjectURL(link.href);
}
"""


class InboxTab:
    """It looks at the store once a moment and sends what is new to the screen."""

    def __init__(self, services: Services, team: Team, blocks: gr.Blocks) -> None:
        self._view = gr.State(View())
        screen = self._build(services)
        self.desk = ConsoleDesk(services, team, screen)
        self.help = Help(services, team, screen)
        self.correcting = Correcting(services, team, screen)
        self._wire_inbox(screen, blocks)
        self._wire_reply(screen)
        self._wire_panels(screen)

    def _build(self, services: Services) -> Screen:
        reply = Reply()
        with gr.Row(equal_height=False, elem_id="desk"):
            with gr.Column(scale=3, min_width=280, elem_id="left"):
                inbox = Inbox()
            with gr.Column(scale=5, min_width=300, elem_id="middle"):
                reply.build_head()
                transcript = gr.HTML(
                    js_on_load=SCRIPT, apply_default_css=False, elem_id="transcript"
                )
                reply.build_boxes()
            with gr.Column(scale=4, min_width=280, elem_id="right"), gr.Tabs():
                with gr.Tab("Behind the reply"):
                    details = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="turn")
                    correction = Correction()
                with gr.Tab("Shopper and orders"):
                    shopper = ShopperPanel()
        return Screen(services, inbox, transcript, details, reply, shopper, correction)

    def _wire_inbox(self, screen: Screen, blocks: gr.Blocks) -> None:
        view, outputs, inbox, desk = [self._view], screen.components, screen.inbox, self.desk
        listen(blocks.load, desk.begin, view, [inbox.language, *outputs])
        listen(gr.Timer(_LOOK_EVERY_SECONDS).tick, desk.look, view, outputs, queue=False)
        for narrowed in inbox.filters:
            listen(narrowed.change, desk.narrow, [*view, *inbox.filters], outputs)
        listen(screen.transcript.select, desk.choose_turn, view, outputs)

    def _wire_reply(self, screen: Screen) -> None:
        outputs, reply, desk = screen.components, screen.reply, self.desk
        written = [self._view, reply.box]
        for turned, turn in (
            (screen.inbox.list.select, desk.choose),
            (screen.inbox.next.click, desk.take_next),
            (reply.take.click, desk.take),
            (reply.back.click, desk.hand_back),
            (reply.close.click, desk.close),
            (reply.suggest.click, self.help.suggest),
        ):
            listen(turned, turn, written, outputs).then(None, js=_FOCUS_REPLY_BUT_CANNED)
        canned = listen(reply.canned.input, self.help.use_canned, [*written, reply.canned], outputs)
        canned.then(None, js=_FOCUS_REPLY)
        listen(reply.box.submit, desk.say, written, outputs)
        listen(reply.note.submit, desk.remark, [self._view, reply.note], outputs)
        exported = listen(reply.export.click, desk.export, [self._view], [reply.audit])
        exported.then(None, [reply.audit], js=_DOWNLOAD)

    def _wire_panels(self, screen: Screen) -> None:
        view, outputs, shopper = [self._view], screen.components, screen.shopper
        listen(shopper.record.click, self.help.show_record, view, outputs)
        listen(shopper.contact.click, self.help.show_contact, view, outputs)
        listen(shopper.number.submit, self.help.look_up, [*view, shopper.number], outputs)
        form = [*view, *screen.correction.fields]
        listen(screen.correction.faq.click, self.correcting.as_faq, form, [])
        listen(screen.correction.script.click, self.correcting.as_script, form, [])
