"""What the support console keeps beside the conversations, in the same file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assistant.store.base import StoreContext
from assistant.store.canned import Canned
from assistant.store.changes import Changes
from assistant.store.conversations import FILE_NAME
from assistant.store.live import Live
from assistant.store.looks import Looks
from assistant.store.staff import Staff
from assistant.store.suggestions import Suggestions
from assistant.store.tables import Base
from assistant.store.trail import Trail
from retrieval.database import open_database


class ConsoleStore:
    """The console's part of `conversations.db`; safe to use from several threads and processes.

    Its rooms: `staff` are the people, `live` the settings, `canned` the replies sent often,
    `suggestions` the drafts, `looks` who read personal data, `trail` what was changed by whom.

    >>> from datetime import UTC
    >>> from tempfile import mkdtemp
    >>> ConsoleStore(Path(mkdtemp()), lambda: datetime.now(UTC)).live.read().handoff
    True
    """

    def __init__(self, data_dir: Path, clock: Callable[[], datetime]) -> None:
        """Open the store of this data directory; it is made where missing.

        Raises:
            UserError: The directory cannot be used.
        """
        self._database = open_database(data_dir / FILE_NAME, Base)
        context = StoreContext(self._database, Changes(), clock)
        self.trail = Trail(context)
        self.staff = Staff(context, self.trail)
        self.live = Live(context, self.trail)
        self.canned = Canned(context, self.trail)
        self.suggestions = Suggestions(context)
        self.looks = Looks(context)

    def close(self) -> None:
        """Give the database back."""
        self._database.close()
