"""The settings tab: what is safe to change while the shop is open."""

from typing import Any

import gradio as gr
from pydantic.fields import FieldInfo

from assistant.store.live import LiveSettings
from ui.console.administration import Administration
from ui.gradio_page import NOTHING, Updates, listen


class LiveSettingsTab:
    """Made where the `Blocks` stands; one field a setting, in their order."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        gr.Markdown("These count from the next message on, without a restart.")
        with gr.Column(elem_id="live-settings"):
            self.fields = {
                name: _component(name, field) for name, field in LiveSettings.model_fields.items()
            }
            self.save = gr.Button("Save", variant="primary", elem_id="save-settings")

    def wire(self, tab: gr.Tab) -> None:
        """Read the settings when the tab is opened; keep them when they are saved."""
        fields = list(self.fields.values())
        listen(tab.select, self.read, [], fields)
        listen(self.save.click, self.keep, fields, fields)

    def read(self, request: gr.Request) -> Updates:
        """Show the settings as they stand."""
        if not self._administration.is_admin(request):
            return NOTHING
        live = self._administration.services.console.live.read().model_dump(mode="json")
        return {
            field: float(live[name]) if isinstance(field, gr.Number) else live[name]
            for name, field in self.fields.items()
        }

    def keep(self, request: gr.Request, *values: Any) -> Updates:  # noqa: ANN401 - the fields' values
        """Change what differs."""
        wanted = {
            name: 0 if value is None else value
            for name, value in zip(self.fields, values, strict=True)
        }
        live = self._administration.services.console.live
        if self._administration.attempt(lambda admin: live.change(wanted, admin), request):
            gr.Info("Saved. The next message is answered so.")
        return self.read(request)


def _component(name: str, field: FieldInfo) -> gr.Checkbox | gr.Textbox | gr.Number:
    label, info = name.replace("_", " ").capitalize(), field.description
    elem_id = f"setting-{name}"
    if field.annotation is bool:
        return gr.Checkbox(label=label, info=info, elem_id=elem_id)
    if field.annotation is str:
        return gr.Textbox(label=label, info=info, max_lines=3, elem_id=elem_id)
    precision = 0 if field.annotation is int else None
    return gr.Number(label=label, info=info, precision=precision, minimum=0, elem_id=elem_id)
