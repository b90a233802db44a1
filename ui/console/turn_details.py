"""What lies behind one reply: understanding, evidence, checks, timings, tokens."""

from assistant.store.live import LiveSettings
from assistant.store.records import StoredTurn, Transcript
from ui.fragments import render


def chosen_turn(transcript: Transcript | None, turn_id: str | None) -> StoredTurn | None:
    """The turn that was chosen, or else the latest that has a reply."""
    answered = [stored for stored in transcript.turns if stored.turn] if transcript else []
    chosen = [stored for stored in answered if stored.client_message_id == turn_id] or answered
    return chosen[-1] if chosen else None


def details_html(stored: StoredTurn | None, live: LiveSettings) -> str:
    """Everything that is known of how a reply came about, with what it cost at today's prices."""
    if stored is None or stored.turn is None:
        return render("no_turn")
    turn = stored.turn
    return render(
        "turn",
        turn=turn,
        feedback=stored.feedback,
        cost=live.cost(turn.prompt_tokens, turn.reply_tokens),
        constraints=turn.understanding.constraints.model_dump(
            mode="json", exclude_defaults=True, exclude_none=True
        ),
        timings=turn.timings.model_dump(exclude_none=True),
    )
