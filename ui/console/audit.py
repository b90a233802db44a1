"""The audit of a conversation as JSON lines: everything said, on what evidence, by whose hand."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from assistant.store.records import StoredTurn, Transcript


def audit_lines(transcript: Transcript) -> Iterator[str]:
    """Yield one JSON object a line, oldest first.

    Each has `at`, `conversation_id` and `kind`: `turn` with the message, its `status`, the whole
    `turn` (understanding, evidence, checks, timings, tokens) and `feedback`; or the kind of an
    entry of the audit trail (`owner`, `note`, `agent_message`, …) with `actor` and `text`.
    """
    lines = [(stored.at, _turn(stored)) for stored in transcript.turns]
    lines += [
        (entry.at, {"kind": entry.kind, "actor": entry.actor, "text": entry.text})
        for entry in transcript.entries
    ]
    for at, line in sorted(lines, key=_moment):
        head = {"at": at.isoformat(), "conversation_id": transcript.conversation_id}
        yield json.dumps(head | line, ensure_ascii=False)


def _moment(line: tuple[datetime, dict[str, Any]]) -> datetime:
    return line[0]


def _turn(stored: StoredTurn) -> dict[str, Any]:
    feedback = stored.feedback
    return {
        "kind": "turn",
        "client_message_id": stored.client_message_id,
        "message": stored.message,
        "status": stored.status,
        "turn": stored.turn.model_dump(mode="json") if stored.turn else None,
        "feedback": feedback
        and {
            "rating": feedback.rating,
            "reason": feedback.reason,
            "comment": feedback.comment,
            "at": feedback.at.isoformat(),
        },
    }
