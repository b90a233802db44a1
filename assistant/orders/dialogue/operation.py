"""Carries an operation from the wish to the yes: the form that every WRITE goes through."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.handoff.escalation import with_handoff
from assistant.orders.confirmation import Confirmation, shown_confirmation
from assistant.orders.consent import is_no, is_plain_no, is_yes
from assistant.orders.desk import Preview
from assistant.orders.dialogue.form import Ask, Asked
from assistant.orders.dialogue.visit import Visit
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import Operation
from assistant.orders.records import Order
from assistant.state import Action, Evidence

Build = Callable[[Visit], Operation]
"""Reads the operation from what was said, or raises `Ask` for what is missing."""
_OTHER_PAYMENT_HELPS = {RefusalCode.INSUFFICIENT_BALANCE, RefusalCode.PAYMENT_NOT_ALLOWED}


def carry(visit: Visit, build: Build) -> Evidence:
    """Go on with the operation: ask, show what would happen, or do it after a yes to that."""
    visit.identify()
    if (answered := answer_to_shown(visit)) is not None:
        return answered
    shown, said_no = _shown(visit), visit.goes_on and is_no(visit.turn.message)
    asked_before = visit.form.asked
    try:
        operation = build(visit)
    except Ask as ask:
        if said_no and ask.asked in (asked_before, Asked.NOTHING):
            return visit.evidence(visit.say("order.nothing_changed"))
        raise
    if shown and said_no and operation == shown.asked_for:
        return visit.evidence(visit.say("order.nothing_changed"))
    return propose(visit, operation)


def answer_to_shown(visit: Visit) -> Evidence | None:
    """Do what was shown after a plain yes to it, or leave it after a plain no; None: neither."""
    shown = _shown(visit)
    if shown is None:
        return None
    if is_plain_no(visit.turn.message):
        return visit.evidence(visit.say("order.nothing_changed"))
    return _do(visit, shown) if is_yes(visit.turn.message, shown.verb) else None


def _shown(visit: Visit) -> Confirmation | None:
    return shown_confirmation(visit.turn.conversation) if visit.goes_on else None


def _do(visit: Visit, shown: Confirmation) -> Evidence:
    try:
        visit.gate.confirm(visit.conversation, visit.turn.message)
    except DeskError as refusal:
        if refusal.code is RefusalCode.STALE:
            return propose(visit, shown.asked_for, visit.say("order.stale"))
        return _refuse(visit, shown.operation, shown.arguments, refusal)
    action = Action(
        name=shown.operation, args=shown.arguments, status="done", summary=shown.summary
    )
    number = shown.arguments.get("order_id", "")
    done = visit.say(f"order.done.{shown.operation}", number=number)
    return visit.evidence(done, action=action)


def propose(visit: Visit, operation: Operation, before: str = "") -> Evidence:
    """Show what the operation would do and ask for a yes to it, or say why it is refused.

    Raises:
        DeskError: It is about an order that the shopper does not have.
    """
    try:
        confirmation = visit.gate.propose(
            visit.conversation, operation, lambda preview: _summary(visit, operation, preview)
        )
    except DeskError as refusal:
        return _refuse(visit, operation.name, operation.model_dump(mode="json"), refusal)
    form = visit.form.model_copy(
        update={
            "asked": Asked.CONFIRMATION,
            "choices": _whole_orders(operation),
            "confirmation": confirmation,
        }
    )
    action = Action(
        name=operation.name,
        args=confirmation.arguments,
        status="needs_confirmation",
        summary=confirmation.summary,
    )
    question = visit.say("order.confirm")
    numbers = ", ".join(order.order_id for order in visit.later)
    later = visit.say("order.later", numbers=numbers) if numbers else ""
    said = " ".join(filter(None, [before, confirmation.summary, later, question]))
    return visit.evidence(said, form.stored(), action)


def _whole_orders(operation: Operation) -> list[str]:
    """What "the other one" is not: the order, where the operation is about no items of it."""
    details = operation.model_dump()
    return [] if "item_ids" in details or "order_id" not in details else [details["order_id"]]


def _refuse(visit: Visit, name: str, arguments: dict[str, Any], refusal: DeskError) -> Evidence:
    # The records may have changed in another window: they are read anew for the explanation.
    number = arguments.get("order_id", "")
    order = visit.gate.order(visit.conversation, number) if number else None
    rule = visit.gate.desk.policy.rule_of(name)
    reason = visit.say(
        f"order.refused.{refusal.code.value}",
        number=number,
        status=visit.describe.status(order) if order else "",
        days=rule.window_days if rule else "",
    )
    action = Action(name=name, args=arguments, status="refused", summary=reason)
    if refusal.code in visit.gate.desk.policy.handoff_on:
        said = f"{reason} {visit.say('handoff.policy')}"
        return with_handoff(visit.evidence(reason, action=action), said, f"Refused: {refusal}")
    if refusal.code not in _OTHER_PAYMENT_HELPS:
        return visit.evidence(reason, action=action)
    form = visit.form.model_copy(update={"asked": Asked.PAYMENT, "confirmation": None})
    return visit.evidence(reason, form.stored(), action)


def _summary(visit: Visit, operation: Operation, preview: Preview) -> str:
    """Say what exactly would happen: the items, the amounts, where they go and by when."""
    order, user = preview.change.order, preview.change.user or visit.user
    details = operation.model_dump()
    address = (order or user).address
    said = [
        visit.say(
            f"order.summary.{operation.name}",
            number=details.get("order_id", ""),
            reason=visit.describe.reason(details.get("reason", "")),
            items=_items(visit, operation, order) if order else "",
            address=visit.describe.address(address),
        )
    ]
    if order is not None:
        said += [
            _transfer(visit, order, method_id, amount)
            for method_id, amount in preview.change.refunds.items()
        ]
    return " ".join(said)


def _items(visit: Visit, operation: Operation, after: Order) -> str:
    details = operation.model_dump()
    before = next(order for order in visit.orders if order.order_id == after.order_id)
    old_ids = details.get("item_ids")
    if "new_item_ids" not in details:
        return visit.describe.items(before, old_ids)
    bought = {item.item_id: item for item in before.items}
    swaps = []
    for old_id, new_id in zip(old_ids or [], details["new_item_ids"], strict=True):
        old = bought[old_id]
        product = visit.gate.desk.get_product_details(old.product_id)
        new = visit.describe.item(product.variants[new_id], product.name)
        price = visit.describe.money(product.variants[new_id].price, before)
        was = visit.describe.money(old.price, before)
        swaps.append(
            visit.say("order.swap", old=visit.describe.item(old), was=was, new=new, price=price)
        )
    return "; ".join(swaps)


def _transfer(visit: Visit, order: Order, method_id: str, amount: Decimal) -> str:
    method = visit.user.payment_methods.get(method_id)
    if not amount:
        return visit.say("order.transfer.none")
    return visit.say(
        "order.transfer.refund" if amount > 0 else "order.transfer.charge",
        amount=visit.describe.money(amount, order),
        method=visit.describe.method(method),
        arrival=visit.describe.arrival(method),
    )
