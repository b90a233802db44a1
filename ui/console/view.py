"""What one agent has open, and what of it is on the screen already."""

from dataclasses import dataclass, field

from assistant.drafting import Draft
from assistant.store import Filter
from ui.console.looking import Seen

QUEUE = ("waiting", "agent")
"""An agent's work: whoever waits, and the conversations under way."""


@dataclass
class View:
    """The state of one open console page.

    `turn_id` is the `client_message_id` of the turn whose details are shown; None: the latest.
    """

    wanted: Filter = field(default_factory=lambda: Filter(owners=QUEUE))
    conversation_id: str | None = None
    turn_id: str | None = None
    written: dict[str, str] = field(default_factory=dict)
    """Replies begun and not sent, by conversation."""
    drafts: dict[str, Draft] = field(default_factory=dict)
    """What the assistant drafted and nobody has sent yet, by conversation."""
    seen: Seen = field(default_factory=Seen)
    """What of the shopper's personal data is uncovered, in the open conversation."""
    shown: dict[str, object] = field(default_factory=dict)

    def open(self, conversation_id: str | None, written: str) -> str:
        """Turn to another conversation; personal data is covered again.

        Args:
            conversation_id: Where to go; None: nowhere.
            written: What stands in the reply box: it belongs to the conversation left.

        Returns:
            What belongs in the reply box now.
        """
        if self.conversation_id:
            self.written[self.conversation_id] = written
        self.conversation_id, self.turn_id, self.seen = conversation_id, None, Seen()
        return self.written.pop(conversation_id, "") if conversation_id else ""

    def is_news(self, place: str, content: object) -> bool:
        """Whether this content is not yet in its place on the screen; from now on it is.

        >>> view = View()
        >>> view.is_news("inbox", "a"), view.is_news("inbox", "a"), view.is_news("inbox", "b")
        (True, False, True)
        """
        if place in self.shown and self.shown[place] == content:
            return False
        self.shown[place] = content
        return True
