"""One exchange with the assistant as plain text, for clients that know nothing of cards."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from assistant.api.metrics import Metrics
from assistant.api.openai_format import cards_markdown
from assistant.api.remembered import Exchanges, Remembered
from assistant.events import Assistant, CardsReady, TextReady, TurnFinished
from assistant.state import Turn


@dataclass
class Chat:
    """An exchange under way; `turn` is set once `pieces` has ended."""

    assistant: Assistant
    remembered: Remembered
    metrics: Metrics
    exchanges: Exchanges
    asked: str
    message: str
    _turn: Turn | None = field(default=None, init=False)

    @property
    def turn(self) -> Turn:
        """The turn that answered.

        Raises:
            RuntimeError: The assistant has not finished.
        """
        if self._turn is None:
            raise RuntimeError("the assistant ended without a finished turn")
        return self._turn

    async def pieces(self) -> AsyncIterator[str]:
        """Yield the reply as text: the products as a list, then the words."""
        said: list[str] = []
        conversation = self.remembered.find(self.exchanges)
        with self.metrics.in_flight.track_inprogress():
            async for event in self.assistant.respond(conversation, self.message):
                match event:
                    case CardsReady(cards=cards) if cards:
                        said.append(f"{cards_markdown(cards)}\n\n")
                        yield said[-1]
                    case TextReady(text=text) if text:
                        said.append(text)
                        yield text
                    case TurnFinished():
                        self._finish(event, "".join(said))

    def _finish(self, event: TurnFinished, said: str) -> None:
        self._turn = event.turn
        self.metrics.finished(event.turn)
        self.remembered.keep([*self.exchanges, (self.asked, said)], event.conversation)
