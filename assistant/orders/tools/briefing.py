"""What a model is told before it works at the desk: the rules, the records, what was said."""

from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic_core import to_json

from assistant.orders.dialogue.visit import Visit
from assistant.orders.records import Order
from prompts.loader import load_prompt

_MOST_ORDERS = 8
_MOST_TURNS = 6


def brief(visit: Visit) -> list[BaseMessage]:
    """Return the messages, the same for every shopper first, so that a prefix cache serves them.

    Of the shopper's record goes along what the operations need: no e-mail address, no name.
    """
    turn, user = visit.turn, visit.user
    instructions = load_prompt("desk_instructions").render(
        shop=turn.shop.name, policy=visit.gate.desk.policy
    )
    shopper = {
        "user_id": user.user_id,
        "address": user.address.model_dump(),
        "payment_methods": [method.model_dump() for method in user.payment_methods.values()],
    }
    request = load_prompt("desk_request").render(
        shopper=_json(shopper),
        orders=[_json(_order(order)) for order in visit.orders[:_MOST_ORDERS]],
        message=turn.message,
    )
    said: list[BaseMessage] = []
    for past in turn.conversation.turns[-_MOST_TURNS:]:
        said += [HumanMessage(past.message), AIMessage(past.reply)]
    return [SystemMessage(instructions), *said, HumanMessage(request)]


def _order(order: Order) -> dict[str, Any]:
    return {
        "order_id": order.order_id,
        "status": order.status,
        "paid_with": [entry.payment_method_id for entry in order.payment_history[:1]],
        "items": [item.model_dump() for item in order.items],
    }


def _json(record: dict[str, Any]) -> str:
    return to_json(record).decode()
