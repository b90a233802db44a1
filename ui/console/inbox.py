"""The inbox: which conversations there are, narrowed as the agent likes."""

from datetime import datetime

import gradio as gr

from assistant.state import Intent
from assistant.store import Filter
from assistant.store.records import Summary
from ui.console.view import QUEUE
from ui.fragments import render

STATES = {
    "queue": QUEUE,
    "waiting": ("waiting",),
    "agent": ("agent",),
    "assistant": ("assistant",),
    "closed": ("closed",),
    "all": (),
}
_NAMES = {
    "queue": "Queue",
    "waiting": "Waiting",
    "agent": "With agent",
    "assistant": "With assistant",
    "closed": "Closed",
    "all": "All",
}
_PICK = """
const title = document.title;
let focused = null;  // Gradio fills the lines anew by place; who stood on one goes along with it
element.addEventListener('focusin', (event) => {
  focused = event.target.closest('[data-id]')?.dataset.id ?? null;
});
element.addEventListener('focusout', () => { focused = null; });
watch('value', () => {
  if (focused) {
    element.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }
  const waiting = element.querySelector('.lines').dataset.waiting;
  document.title = waiting === '0' ? title : `(${waiting}) ${title}`;
});
element.addEventListener('click', (event) => {
  const line = event.target.closest('[data-id]');
  if (line) trigger('select', { id: line.dataset.id });
});
"""


class Inbox:
    """The filters and the list below them, made inside the `Blocks` that is being built."""

    def __init__(self) -> None:
        self.next = gr.Button("Take the next one", variant="primary", elem_id="next")
        self.state = gr.Radio(
            state_choices({}), value="queue", show_label=False, label="State", elem_id="states"
        )
        self.text = gr.Textbox(
            show_label=False, label="Search", placeholder="Search in all that was said"
        )
        with gr.Accordion("More filters", open=False):
            self.intent = gr.Dropdown(
                [("any", ""), *((intent.value, intent.value) for intent in Intent)],
                value="",
                label="Intent",
            )
            self.language = gr.Dropdown([("any", "")], value="", label="Language")
            self.rating = gr.Dropdown(
                [("any", ""), ("thumb up", "up"), ("thumb down", "down")], value="", label="Rating"
            )
            self.failed = gr.Checkbox(label="With a sentence that failed its check")
        self.list = gr.HTML(js_on_load=_PICK, apply_default_css=False, elem_id="inbox")

    @property
    def filters(self) -> list[gr.Radio | gr.Textbox | gr.Dropdown | gr.Checkbox]:
        """What the list is narrowed by, in the order of `wanted`'s arguments."""
        return [self.state, self.text, self.intent, self.language, self.rating, self.failed]


def wanted(state: str, text: str, intent: str, language: str, rating: str, failed: bool) -> Filter:
    """The filters' values as the store reads them; unknown ratings ask for nothing."""
    return Filter(
        owners=STATES.get(state, ()),
        text=text or "",
        intent=intent or None,
        language=language or None,
        rating="up" if rating == "up" else "down" if rating == "down" else None,
        failed_checks=bool(failed),
    )


def state_choices(counts: dict[str, int]) -> list[tuple[str, str]]:
    """The states with the number of conversations in each.

    >>> state_choices({"waiting": 2, "agent": 1})[:2]
    [('Queue 3', 'queue'), ('Waiting 2', 'waiting')]
    """
    totals = {
        state: sum(number for owner, number in counts.items() if owner in owners or not owners)
        for state, owners in STATES.items()
    }
    return [(f"{_NAMES[state]} {total}", state) for state, total in totals.items()]


def inbox_html(lines: list[Summary], chosen: str | None, waiting: int, now: datetime) -> str:
    """The list; each line is a button that opens its conversation.

    Args:
        lines: What to list.
        chosen: Id of the conversation that is open.
        waiting: How many conversations wait; the page's title says it.
        now: The time.
    """
    return render("inbox", lines=lines, chosen=chosen, waiting=waiting, now=now, ago=ago)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, in the roundest words.

    >>> from datetime import UTC
    >>> ago(datetime(2026, 1, 1, 11, 58, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=UTC))
    '2 min'
    """
    minutes = int((now - moment).total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h"), (1, "min")):
        if minutes >= size:
            return f"{minutes // size} {unit}"
    return "now"
