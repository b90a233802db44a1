"""Corrects an answer: into a FAQ entry for the next shopper, or into a dialogue script."""

from pathlib import Path

import gradio as gr

from assistant.state import Intent
from ui.console.handling import Handling, agent_of
from ui.console.turn_details import chosen_turn
from ui.console.view import View


class Correcting(Handling):
    """Handlers of the form's buttons; what is kept is on the console's trail."""

    def as_faq(
        self, view: View, question: str, answer: str, _intent: str, request: gr.Request
    ) -> None:
        """Let the next shopper who asks this have this answer."""

        def keep(conversation_id: str, agent: str) -> None:
            language = self.services.store.review.transcript(conversation_id).language
            self.services.corrections.add_faq(question, answer, language)
            self.services.console.trail.note(agent, "wrote FAQ entry", question, answer)

        if self.attempt(keep, view, request):
            gr.Info("The next shopper who asks this gets this answer.")

    def as_script(
        self, view: View, question: str, answer: str, intent: str, request: gr.Request
    ) -> None:
        """Pin this answer down for `shopassist eval dialogues`."""
        written: list[Path] = []

        def keep(conversation_id: str, _agent: str) -> None:
            transcript = self.services.store.review.transcript(conversation_id)
            turn = chosen_turn(transcript, view.turn_id)
            turn_id = turn.client_message_id if turn else ""
            path = self.services.corrections.add_dialogue(
                transcript, turn_id, answer, Intent(intent)
            )
            written.append(path)

        if self.attempt(keep, view, request):
            note = self.services.console.trail.note
            note(agent_of(request), "wrote dialogue script", written[0].name, question)
            gr.Info(f"Written to corrections/dialogues/{written[0].name}")
