"""The tab in which admins write canned replies."""

import gradio as gr

from assistant.store.canned import VARIABLES
from ui.console.administration import Administration
from ui.gradio_page import NOTHING, Updates, listen

_VARIABLES = ", ".join(f"`{{{name}}}`" for name in VARIABLES)


class CannedRepliesTab:
    """Made where the `Blocks` stands."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        gr.Markdown(
            f"Agents choose them beside the reply box. {_VARIABLES} are filled in; what is not "
            "known stays in brackets for the agent."
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=1):
                self.chosen = gr.Dropdown([], label="Change", elem_id="chosen-canned")
                self.title = gr.Textbox(label="Title", max_length=80, elem_id="canned-title")
                self.text = gr.Textbox(label="Text", lines=4, elem_id="canned-text")
                with gr.Row():
                    self.save = gr.Button("Save", variant="primary", elem_id="save-canned")
                    self.remove = gr.Button("Remove", elem_id="remove-canned")
            self.table = gr.Dataframe(
                headers=["Title", "Text"],
                interactive=False,
                wrap=True,
                scale=2,
                column_widths=["30%", "70%"],
                label="Canned replies",
                elem_id="canned-table",
            )

    def wire(self, tab: gr.Tab) -> None:
        """Read when the tab is opened; write when asked to."""
        fields = [self.chosen, self.title, self.text, self.table]
        listen(tab.select, self.read, [], fields)
        listen(self.chosen.input, self.choose, [self.chosen], fields)
        listen(self.save.click, self.keep, [self.title, self.text], fields)
        listen(self.remove.click, self.forget, [self.title], fields)

    def read(self, request: gr.Request) -> Updates:
        """Show every canned reply."""
        if not self._administration.is_admin(request):
            return NOTHING
        replies = self._administration.services.console.canned.all()
        return {
            self.chosen: gr.update(choices=[reply.title for reply in replies], value=None),
            self.table: [[reply.title, reply.text] for reply in replies],
        }

    def choose(self, title: str, request: gr.Request) -> Updates:
        """Put one into the fields."""
        if not self._administration.is_admin(request):
            return NOTHING
        replies = self._administration.services.console.canned.all()
        found = [reply for reply in replies if reply.title == title]
        return {self.title: found[0].title, self.text: found[0].text} if found else NOTHING

    def keep(self, title: str, text: str, request: gr.Request) -> Updates:
        """Write one."""
        canned = self._administration.services.console.canned
        kept = self._administration.attempt(lambda by: canned.put(title, text, by), request)
        return self._written(kept, request)

    def forget(self, title: str, request: gr.Request) -> Updates:
        """Remove one."""
        canned = self._administration.services.console.canned
        gone = self._administration.attempt(lambda by: canned.remove(title, by), request)
        return self._written(gone, request)

    def _written(self, done: bool, request: gr.Request) -> Updates:
        return {**self.read(request), self.title: "", self.text: ""} if done else NOTHING
