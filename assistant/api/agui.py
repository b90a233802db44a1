"""A turn in AG-UI's event types: the one place that knows both vocabularies."""

import json
from typing import Any

from ag_ui.core import (
    BaseEvent,
    CustomEvent,
    RunErrorEvent,
    RunFinishedEvent,
    RunStartedEvent,
    StateSnapshotEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    TokenUsage,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)

from assistant.events import (
    ActionReady,
    CardsReady,
    CartReady,
    Event,
    TextReady,
    UnderstandingReady,
)
from assistant.state import Action, Turn

APOLOGY = "Something went wrong on our side. Please try again in a moment."


class RunEncoder:
    """Turns one turn's events into JSON; remembers only what is still open.

    Args:
        thread_id: The conversation.
        run_id: The shopper's message: its `client_message_id`.
    """

    def __init__(self, thread_id: str, run_id: str) -> None:
        self._thread_id = thread_id
        self._run_id = run_id
        self._message_id = f"{run_id}:reply"
        self._started = False
        self._speaking = False

    def started(self) -> list[str]:
        """The run began; said once, before anything else."""
        if self._started:
            return []
        self._started = True
        return _dump(RunStartedEvent(thread_id=self._thread_id, run_id=self._run_id))

    def encode(self, event: Event) -> list[str]:
        """What the shopper's client is told of this event."""
        match event:
            case UnderstandingReady():
                understanding = event.understanding.model_dump(mode="json")
                return _dump(StateSnapshotEvent(snapshot={"understanding": understanding}))
            case CardsReady():
                return _dump(CustomEvent(name="products", value=_products(event)))
            case CartReady():
                return _dump(CustomEvent(name="cart", value=event.cart.model_dump(mode="json")))
            case ActionReady():
                return self._action(event.action)
            case TextReady():
                return self._text(event.text)
            case _:
                return []

    def finished(self, turn: Turn) -> list[str]:
        """The run ended well; `turn` is what will be stored."""
        unsaid = [] if self._speaking else self._text(turn.reply)
        usage = TokenUsage(
            model=turn.model, input_tokens=turn.prompt_tokens, output_tokens=turn.reply_tokens
        )
        end = RunFinishedEvent(
            thread_id=self._thread_id,
            run_id=self._run_id,
            result={"status": "answered", **turn_notes(turn)},
            usage=[usage] if turn.source == "model" else None,
        )
        return [*unsaid, *self._silence(), *_dump(end)]

    def unanswered(self, owner: str) -> list[str]:
        """The run ends without a reply, because somebody else owns the conversation."""
        return [
            *self.started(),
            *self._silence(),
            *_dump(
                CustomEvent(name="owner", value={"owner": owner}),
                RunFinishedEvent(
                    thread_id=self._thread_id,
                    run_id=self._run_id,
                    result={"status": "unanswered", "owner": owner},
                ),
            ),
        ]

    def failed(self, message: str = APOLOGY, code: str = "failed") -> list[str]:
        """The run broke; the same message may be sent again."""
        error = RunErrorEvent(message=message, code=code)
        return [*self.started(), *self._silence(), *_dump(error)]

    def _text(self, text: str) -> list[str]:
        if not text:
            return []
        opening: list[str] = []
        if not self._speaking:
            self._speaking = True
            opening = _dump(TextMessageStartEvent(message_id=self._message_id, role="assistant"))
        return [
            *opening,
            *_dump(TextMessageContentEvent(message_id=self._message_id, delta=text)),
        ]

    def _silence(self) -> list[str]:
        if not self._speaking:
            return []
        self._speaking = False
        return _dump(TextMessageEndEvent(message_id=self._message_id))

    def _action(self, action: Action) -> list[str]:
        call_id = f"{self._run_id}:{action.name}"
        return _dump(
            ToolCallStartEvent(tool_call_id=call_id, tool_call_name=action.name),
            ToolCallArgsEvent(tool_call_id=call_id, delta=json.dumps(action.args, default=str)),
            ToolCallEndEvent(tool_call_id=call_id),
            ToolCallResultEvent(
                message_id=f"{call_id}:result",
                tool_call_id=call_id,
                content=action.model_dump_json(),
            ),
        )


def turn_notes(turn: Turn) -> dict[str, Any]:
    """What a client may show beside a reply: where it comes from, and what follows from it."""
    sources = {(passage.source, passage.title) for passage in turn.evidence.passages}
    return {
        "verdict": turn.evidence.verdict,
        "source": turn.source,
        "handoff": turn.evidence.handoff,
        "sources": [{"source": source, "title": title} for source, title in sorted(sources)],
        "timings": turn.timings.model_dump(mode="json"),
    }


def _products(event: CardsReady) -> dict[str, Any]:
    return {
        "cards": [card.model_dump(mode="json") for card in event.cards],
        "table": event.table.model_dump(mode="json") if event.table else None,
    }


def _dump(*events: BaseEvent) -> list[str]:
    return [event.model_dump_json(by_alias=True) for event in events]
