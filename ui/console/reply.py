"""The agent's side of a conversation: take it over, write, hand it back, close it, note."""

import gradio as gr

from assistant.state import Turn
from assistant.store.records import Transcript
from ui.fragments import render
from ui.gradio_page import Updates

DRAFTING = '<p class="hint">The assistant is drafting …</p>'


class Reply:
    """The head above the transcript, and the boxes below, made where the `Blocks` stands."""

    def build_head(self) -> None:
        """Make the line that says whose conversation it is, with what can be done about it."""
        self.head = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="head")
        with gr.Row(elem_id="moves"):
            self.take = gr.Button("Take over", size="sm", elem_id="take", interactive=False)
            self.back = gr.Button("Hand back", size="sm", elem_id="back", interactive=False)
            self.close = gr.Button("Close", size="sm", elem_id="close", interactive=False)
            self.export = gr.Button("Export", size="sm", elem_id="export", interactive=False)
        self.audit = gr.Textbox(visible="hidden", elem_id="audit")

    def build_boxes(self) -> None:
        """Make the boxes to write in, and what helps to fill them."""
        with gr.Row(elem_id="aids"):
            self.suggest = gr.Button("Suggest", size="sm", elem_id="suggest", interactive=False)
            self.canned = gr.Dropdown(
                [],
                value=None,
                show_label=False,
                label="Canned reply",
                container=False,
                elem_id="canned",
            )
        self.box = gr.Textbox(
            show_label=False,
            label="Reply",
            placeholder="Choose a conversation",
            interactive=False,
            submit_btn="Send",
            max_lines=6,
            elem_id="reply",
        )
        self.hint = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="hint")
        self.note = gr.Textbox(
            show_label=False,
            label="Note",
            placeholder="Note for the team; the shopper never sees it",
            interactive=False,
            submit_btn="Note",
            elem_id="note",
        )

    @property
    def components(self) -> list[gr.Component]:
        """Everything that handlers may change."""
        moves = [self.take, self.back, self.close, self.export]
        return [self.head, *moves, self.suggest, self.canned, self.box, self.hint, self.note]

    def updates(self, transcript: Transcript | None, agent: str) -> Updates:
        """What this agent may do with this conversation now."""
        owner = transcript.owner if transcript else "nobody"
        mine = transcript is not None and (owner, transcript.agent) == ("agent", agent)
        free = owner in ("assistant", "waiting")
        hint = {
            "agent": "Write to the shopper" if mine else "Another agent has this conversation",
            "closed": "This conversation is closed",
            "nobody": "Choose a conversation",
        }
        return {
            self.head: render("head", transcript=transcript, mine=mine),
            self.take: gr.update(interactive=free, variant="primary" if free else "secondary"),
            self.back: gr.update(interactive=mine),
            self.close: gr.update(interactive=mine),
            self.export: gr.update(interactive=transcript is not None),
            self.suggest: gr.update(interactive=free or mine),
            self.box: gr.update(
                interactive=free or mine,
                placeholder=hint.get(owner, "Write to take over and answer"),
            ),
            self.note: gr.update(interactive=transcript is not None),
        }


def drafted(turn: Turn) -> str:
    """The line below a draft: who drafted it, from what."""
    evidence = turn.evidence
    sources = [passage.title or passage.source for passage in evidence.passages]
    sources += [entry.product.title for entry in evidence.products]
    return render("hint", author=turn.model or turn.source, sources=sources[:3])
