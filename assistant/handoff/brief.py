"""What the agent who takes over is told: the facts of the conversation, no secret in them."""

from assistant.handoff.redaction import redact
from assistant.state import Conversation, Turn

_MOST_QUOTED = 3
_LONGEST_QUOTE = 200


def write_brief(conversation: Conversation, reason: str = "") -> str:
    r"""Sum up a conversation for the agent, a fact a line; made from its records alone.

    E-mail addresses, zip codes, card digits and the like are left out: who needs them asks the
    shopper, or reads the order.

    >>> write_brief(Conversation(id="c"), "The shopper asked for a person.")
    'Why: The shopper asked for a person.\nShopper: not verified'
    """
    turns = conversation.turns
    shopper = conversation.shopper
    facts = {
        "Why": redact(reason),
        "Shopper": f"verified as {shopper.id}" if shopper.verified else "not verified",
        "Wanted": ", ".join(dict.fromkeys(turn.understanding.intent for turn in turns)),
        "Orders": ", ".join(dict.fromkeys(number for turn in turns for number in _orders(turn))),
        "Changes": "; ".join(filter(None, map(_change, turns))),
        "Under way": str(conversation.form.get("intent", "")),
        "Products shown": ", ".join(card.title for card in turns[-1].cards) if turns else "",
        "Last said": " / ".join(_quote(turn.message) for turn in turns[-_MOST_QUOTED:]),
    }
    return "\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact)


def _orders(turn: Turn) -> list[str]:
    action = turn.evidence.action
    of_action = [str(action.args["order_id"])] if action and "order_id" in action.args else []
    return [*turn.understanding.order_ids, *of_action]


def _change(turn: Turn) -> str:
    action = turn.evidence.action
    if action is None:
        return ""
    where = action.args.get("order_id", "")
    why = f": {redact(action.summary)}" if action.status == "refused" else ""
    return f"{action.name} {where} {action.status.replace('_', ' ')}{why}".replace("  ", " ")


def _quote(message: str) -> str:
    said = " ".join(redact(message).split())
    return f"“{said[:_LONGEST_QUOTE]}…”" if len(said) > _LONGEST_QUOTE else f"“{said}”"
