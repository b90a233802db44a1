"""The audit tab: who did what at the console, and whose records were read or changed."""

from datetime import datetime

import gradio as gr

from assistant.orders.audit import AuditEntry
from assistant.store.trail import Deed
from ui.console.administration import Administration
from ui.gradio_page import NOTHING, Updates, listen

_MOST_LISTED = 200
_DEEDS = {"owner": "moved conversation to", "look": "looked at", "note": "noted"}


class TrailTab:
    """Made where the `Blocks` stands; read anew whenever its tab is opened."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self.deeds = gr.Dataframe(
            headers=["When (UTC)", "Who", "What", "Detail", "Where"],
            interactive=False,
            wrap=True,
            show_search="search",
            column_widths=["15%", "10%", "17%", "38%", "20%"],
            label="At the console",
            elem_id="deeds",
        )
        self.orders = gr.Dataframe(
            headers=["When (UTC)", "Kind", "What", "Record", "Shopper", "Outcome", "Conversation"],
            interactive=False,
            wrap=True,
            show_search="search",
            label="Order records read and changed, by agents and by the assistant",
            elem_id="order-audit",
        )

    def wire(self, tab: gr.Tab) -> None:
        """Read when the tab is opened."""
        listen(tab.select, self.read, [], [self.deeds, self.orders])

    def read(self, request: gr.Request) -> Updates:
        """Show the latest lines of both trails, newest first."""
        if not self._administration.is_admin(request):
            return NOTHING
        services = self._administration.services
        entries = services.orders.audit.entries() if services.orders else []
        return {
            self.deeds: [deed_line(deed) for deed in services.console.trail.latest(_MOST_LISTED)],
            self.orders: [order_line(entry) for entry in entries[: -_MOST_LISTED - 1 : -1]],
        }


def deed_line(deed: Deed) -> list[str]:
    """A line of the console's trail as the table shows it."""
    in_conversation = deed.action in _DEEDS
    detail = deed.detail if in_conversation else f"{deed.subject}: {deed.detail}".rstrip(": ")
    where = deed.subject if in_conversation else "console"
    return [_time(deed.at), deed.actor, _DEEDS.get(deed.action, deed.action), detail, where]


def order_line(entry: AuditEntry) -> list[str]:
    """A line of the order desk's audit as the table shows it."""
    return [
        _time(entry.at),
        entry.kind,
        entry.action.replace("_", " "),
        entry.subject or "",
        entry.shopper_id or "",
        entry.outcome,
        entry.conversation_id,
    ]


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
