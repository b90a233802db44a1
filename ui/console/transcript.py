"""The live transcript: what was said, by whom, and what happened in between."""

from dataclasses import dataclass
from datetime import datetime

from assistant.store.records import UNFINISHED, Entry, StoredTurn, Transcript
from ui.fragments import render

# Other entries are told by what is shown anyway.
_TOLD = ("agent_message", "note", "owner", "handoff_reason", "look")

SCRIPT = """
const log = document.getElementById('transcript');
let shown = null, atEnd = true;
log.addEventListener('scroll', () => {
  atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
});
watch('value', () => {
  const now = element.querySelector('.transcript').dataset.conversation;
  if (atEnd || now !== shown) log.scrollTop = log.scrollHeight;
  shown = now;
});
element.addEventListener('click', (event) => {
  const turn = event.target.closest('[data-turn]');
  if (turn && !event.target.closest('a')) trigger('select', { id: turn.dataset.turn });
});
"""


@dataclass(frozen=True)
class Item:
    """A line of the transcript: one of the two is set."""

    at: datetime
    turn: StoredTurn | None = None
    entry: Entry | None = None


def items(transcript: Transcript) -> list[Item]:
    """Everything worth telling, oldest first."""
    told = [Item(turn.at, turn=turn) for turn in transcript.turns]
    told += [Item(entry.at, entry=entry) for entry in transcript.entries if entry.kind in _TOLD]
    return sorted(told, key=lambda item: item.at)


def transcript_html(transcript: Transcript | None, chosen_turn: str | None) -> str:
    """The transcript; each reply is a button that shows its details.

    Args:
        transcript: The conversation; None: none is open.
        chosen_turn: `client_message_id` of the turn whose details are shown.
    """
    return render(
        "transcript",
        conversation_id=transcript.conversation_id if transcript else "",
        items=items(transcript) if transcript else [],
        chosen=chosen_turn,
        unfinished=UNFINISHED,
    )
