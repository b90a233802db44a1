"""The form that corrects an answer, filled in with the reply that is chosen."""

import gradio as gr

from assistant.state import Intent
from assistant.store.records import StoredTurn, Transcript
from ui.gradio_page import Updates


class Correction:
    """The form below the details of a reply, filled in with the reply that is chosen."""

    def __init__(self) -> None:
        with gr.Accordion("Correct this answer", open=False, elem_id="correction"):
            self.question = gr.Textbox(label="Question", max_lines=2, elem_id="question")
            self.answer = gr.Textbox(
                label="Right answer", lines=2, max_lines=6, elem_id="right-answer"
            )
            self.intent = gr.Dropdown(
                [(intent.value.replace("_", " "), intent.value) for intent in Intent],
                label="What the shopper wanted",
                elem_id="right-intent",
            )
            with gr.Row():
                self.faq = gr.Button(
                    "Save as FAQ entry", size="sm", interactive=False, elem_id="as-faq"
                )
                self.script = gr.Button(
                    "Save as dialogue script", size="sm", interactive=False, elem_id="as-script"
                )

    @property
    def fields(self) -> list[gr.Component]:
        """What is filled in."""
        return [self.question, self.answer, self.intent]

    @property
    def components(self) -> list[gr.Component]:
        """Everything that `updates` may change."""
        return [*self.fields, self.faq, self.script]

    def updates(self, stored: StoredTurn | None, answer: str | None) -> Updates:
        """The form for one reply.

        Args:
            stored: The turn; None: none is chosen.
            answer: What goes for the right answer until somebody changes it.
        """
        ready = gr.update(interactive=stored is not None)
        intent = stored.turn.understanding.intent.value if stored and stored.turn else None
        return {
            self.question: stored.message if stored else "",
            self.answer: answer or "",
            self.intent: intent,
            self.faq: ready,
            self.script: ready,
        }


def right_answer(transcript: Transcript, stored: StoredTurn) -> str:
    """What an agent said to this message, or else what the assistant did."""
    later = [turn.at for turn in transcript.turns if turn.at > stored.at and turn.turn]
    until = min(later, default=None)
    said = [
        entry.text
        for entry in transcript.entries
        if entry.kind == "agent_message"
        and entry.at > stored.at
        and (until is None or entry.at < until)
    ]
    reply = stored.turn.reply.replace("**", "") if stored.turn else ""
    return said[0] if said else reply
