"""A conversation as the messages of Gradio's chat component: cards first, words after."""

from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.state import Card, ComparisonTable
from assistant.store.records import UNFINISHED
from ui.fragments import render

_DECISIONS = ("Yes, go ahead", "No, leave it")


@dataclass
class LiveReply:
    """A reply while it is made, from its AG-UI events."""

    cards: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] | None = None
    text: str = ""
    error: str = ""

    def apply(self, event: dict[str, Any]) -> bool:
        """Take an event in; return whether there is something new to show."""
        match event:
            case {"type": "RUN_STARTED"}:  # whatever was shown before is void
                self.cards, self.table, self.text, self.error = [], None, "", ""
            case {"type": "CUSTOM", "name": "products", "value": value}:
                self.cards, self.table = value["cards"], value["table"]
            case {"type": "TEXT_MESSAGE_CONTENT", "delta": delta}:
                self.text += delta
            case {"type": "RUN_ERROR", "message": message}:
                self.error = message
            case _:
                return False
        return True

    def message(self) -> gr.ChatMessage:
        """The reply so far."""
        return _assistant(self.cards, self.table, self.error or self.text or "…")


Mark = tuple[int, str]
"""How far a transcript goes: its number of messages, and the last event beside them."""


@dataclass(frozen=True)
class Shown:
    """Messages of a transcript and, beside each, the `client_message_id` that it belongs to."""

    messages: list[gr.ChatMessage]
    ids: list[str]
    verdicts: list[str | None]
    """For each message that is not the shopper's: "Like", "Dislike" or None."""
    unfinished: bool
    """A reply is being made."""
    mark: Mark


def shown(transcript: dict[str, Any]) -> Shown:
    """Return a transcript (see docs/http.md) as messages, oldest first."""
    messages = [_message(entry) for entry in transcript["messages"]]
    if messages and _waits_for_decision(transcript["messages"][-1]):
        messages[-1].options = [{"value": decision} for decision in _DECISIONS]
    return Shown(
        messages,
        ids=[entry.get("client_message_id", "") for entry in transcript["messages"]],
        verdicts=[
            {"up": "Like", "down": "Dislike"}.get(entry.get("feedback") or "")
            for entry in transcript["messages"]
            if entry["role"] != "shopper"
        ],
        unfinished=any(entry.get("status") in UNFINISHED for entry in transcript["messages"]),
        mark=(len(messages), transcript["last_event_id"]),
    )


def from_shopper(text: str) -> gr.ChatMessage:
    """The shopper's words."""
    return gr.ChatMessage(role="user", content=text)


def _message(entry: dict[str, Any]) -> gr.ChatMessage:
    match entry["role"]:
        case "shopper":
            return from_shopper(entry["text"])
        case "agent":
            return gr.ChatMessage(content=f"**{entry['agent']}, from our team:** {entry['text']}")
        case _:
            return _assistant(entry["cards"], entry["table"], entry["text"])


def _assistant(
    cards: list[dict[str, Any]], table: dict[str, Any] | None, text: str
) -> gr.ChatMessage:
    if not cards and not table:
        return gr.ChatMessage(content=text)
    pictures = render(
        "cards",
        cards=[Card.model_validate(card) for card in cards],
        table=ComparisonTable.model_validate(table) if table else None,
    )
    return gr.ChatMessage(content=[gr.HTML(pictures, js_on_load=None), text])


def _waits_for_decision(entry: dict[str, Any]) -> bool:
    action = entry.get("action")
    return bool(action and action["status"] == "needs_confirmation")
