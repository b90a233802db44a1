"""The tab in which admins see the team, let people in, and let them in no more."""

import gradio as gr

from assistant.store.staff import Role
from ui.console.administration import Administration
from ui.gradio_page import NOTHING, Updates, listen


class ColleaguesTab:
    """Made where the `Blocks` stands."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        gr.Markdown(
            "Agents have the inbox and the desk; admins have the dashboard, the settings and the "
            "audit, too. Beside the people below there are the accounts `agent` and `admin`."
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=1):
                self.name = gr.Textbox(label="Name", max_length=40, elem_id="new-name")
                self.role = gr.Radio(["agent", "admin"], value="agent", label="Role")
                self.add = gr.Button("Let in", variant="primary", elem_id="let-in")
                self.password = gr.Textbox(
                    label="Password, shown once",
                    interactive=False,
                    visible=False,
                    buttons=["copy"],
                    elem_id="new-password",
                )
                self.leaving = gr.Dropdown([], label="Leaves the team", elem_id="leaving")
                self.remove = gr.Button("Let in no more", elem_id="let-out")
            self.table = gr.Dataframe(
                headers=["Name", "Role", "Since"],
                interactive=False,
                scale=2,
                label="Team",
                elem_id="team-table",
            )

    def wire(self, tab: gr.Tab) -> None:
        """Read when the tab is opened; change when asked to."""
        outputs = [self.table, self.leaving, self.name, self.password]
        listen(tab.select, self.read, [], outputs)
        listen(self.add.click, self.let_in, [self.name, self.role], outputs)
        listen(self.remove.click, self.let_out, [self.leaving], outputs)

    def read(self, request: gr.Request) -> Updates:
        """Show the team; a password that was shown is covered."""
        if not self._administration.is_admin(request):
            return NOTHING
        team = self._administration.services.console.staff.everyone()
        return {
            self.table: [[each.name, each.role, f"{each.added_at:%d %b %Y}"] for each in team],
            self.leaving: gr.update(choices=[each.name for each in team], value=None),
            self.password: gr.update(value="", visible=False),
        }

    def let_in(self, name: str, role: Role, request: gr.Request) -> Updates:
        """Add somebody; their password is shown this once."""
        made: list[str] = []
        staff = self._administration.services.console.staff
        if not self._administration.attempt(
            lambda by: made.append(staff.add(name, role, by)), request
        ):
            return NOTHING
        shown = gr.update(value=made[0], visible=True)
        return {**self.read(request), self.name: "", self.password: shown}

    def let_out(self, name: str | None, request: gr.Request) -> Updates:
        """Remove somebody."""
        staff = self._administration.services.console.staff
        gone = self._administration.attempt(lambda by: staff.remove(name or "", by), request)
        return self.read(request) if gone else NOTHING
