"""One turn at the service desk: who asks, about which order, and the reply to it."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from functools import cached_property

from assistant.orders.dialogue.describe import Describer
from assistant.orders.dialogue.form import Ask, Asked, current_form
from assistant.orders.dialogue.items import match_orders
from assistant.orders.dialogue.mentions import (
    asks_for_latest,
    asks_for_other,
    find_email,
    find_name,
    find_order_ids,
    find_zip,
    pick_by_place,
)
from assistant.orders.dialogue.questions import Questions
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.gate import Gate
from assistant.orders.records import Order, User
from assistant.orders.tables import fold
from assistant.skills.base import SkillContext
from assistant.state import Action, Conversation, Evidence, Intent, Shopper, Verdict


class Visit:
    """A shopper's turn at the desk. Its methods return what is known, or raise `Ask`."""

    def __init__(self, turn: SkillContext, gate: Gate) -> None:
        self.turn = turn
        self.gate = gate
        self.say = turn.say
        self.form = current_form(turn.conversation, turn.understanding.intent).hear(turn.message)
        self.describe = Describer(turn.say, gate.desk.policy, turn.understanding.language)
        self.ask = Questions(turn.say, self.describe, gate.desk.policy)
        self._shopper = turn.conversation.shopper
        self.later: list[Order] = []
        """Further orders of which the same was wanted."""

    @property
    def goes_on(self) -> bool:
        """Whether the form was under way before this message."""
        return bool(self.turn.conversation.form.get("intent") == self.form.intent)

    @property
    def conversation(self) -> Conversation:
        """The conversation, with the shopper as verified in this very turn."""
        return self.turn.conversation.model_copy(update={"shopper": self._shopper})

    @cached_property
    def user(self) -> User:
        """The verified shopper's record."""
        return self.gate.user(self.conversation)

    @cached_property
    def orders(self) -> list[Order]:
        """The verified shopper's orders, the latest first."""
        return self.gate.orders(self.conversation)

    def identify(self) -> None:
        """Make sure that the shopper is verified; what was tried in vain is not tried again."""
        email = find_email(self.turn.message)
        if self._shopper.verified:
            if email and fold(email) != fold(self.user.email):
                raise Ask(self.say("order.other_account"))
            return
        try:
            self._shopper = self._verified(email)
        except DeskError as refusal:
            if refusal.code is RefusalCode.LOCKED or self.gate.locked_until(self.conversation):
                minutes = self.gate.desk.policy.lock_minutes
                # Whoever goes on guessing is told so again, instead of being misunderstood.
                raise Ask(self.say("order.locked", minutes=minutes), Asked.IDENTITY) from refusal
            raise Ask(self.say("order.not_verified"), Asked.IDENTITY) from refusal

    def _verified(self, email: str | None) -> Shopper:
        if email:
            return self.gate.verify_email(self.conversation, email)
        said = [entry.text for entry in reversed(self.form.said)]
        zip_code = next(filter(None, map(find_zip, said)), None)
        name = next(filter(None, map(find_name, said)), None)
        news = find_zip(said[0]) or find_name(said[0])
        if news and name and zip_code:
            return self.gate.verify_name_zip(self.conversation, *name, zip_code)
        if self.gate.locked_until(self.conversation):
            raise DeskError(RefusalCode.LOCKED, "Too many failed verifications")
        missing = (
            "name" if zip_code and not name else "zip" if name and not zip_code else "identity"
        )
        raise Ask(self.say(f"order.ask_{missing}"), Asked.IDENTITY)

    def pick_orders(self, fits: Callable[[Order], bool], none: str) -> list[Order]:
        """Return the orders spoken of: by number, by place in the list, or by an item in them.

        Args:
            fits: Which orders come into question where none is named.
            none: What to say where no order does.
        """
        fitting = [order for order in self.orders if fits(order)]
        for entry in reversed(self.form.said):
            if named := find_order_ids(entry.text):
                return [self._own(number) for number in named]
            if entry.asked is Asked.ORDER and (picked := pick_by_place(entry.text, entry.choices)):
                return [self._own(picked)]
            others = [order for order in fitting if order.order_id not in entry.choices]
            if entry.asked is Asked.CONFIRMATION and others and asks_for_other(entry.text):
                return self._only(others)
        said = " ".join(entry.text for entry in self.form.said)
        # An item that only another order holds means that one, which the desk may then refuse.
        found = (
            match_orders(said, fitting)
            or match_orders(said, self.orders)
            or self._spoken_of(fitting, said)
            or fitting
        )
        if not found:
            raise Ask(none)
        return found[:1] if asks_for_latest(said) else self._only(found)

    def pick_order(self, fits: Callable[[Order], bool], none: str) -> Order:
        """Return the one order of a change, which is made to one after the other."""
        first, *self.later = self.pick_orders(fits, none)
        return first

    def _only(self, orders: list[Order]) -> list[Order]:
        if len(orders) > 1:
            raise self.ask.order(orders)
        return orders

    def _spoken_of(self, orders: list[Order], said: str) -> list[Order]:
        """The order that earlier turns were about, unless others are asked for."""
        if asks_for_latest(said) or asks_for_other(said):
            return []
        return [order for order in orders if order.order_id in self.turn.understanding.order_ids]

    def _own(self, number: str) -> Order:
        wanted = number.lstrip("#").casefold()
        for order in self.orders:
            if order.order_id.lstrip("#").casefold() == wanted:
                return order
        # The same words for an order of someone else's and for one that does not exist.
        raise Ask(self.say("order.not_found", number=number), Asked.ORDER)

    def evidence(
        self,
        statement: str,
        form: dict[str, object] | None = None,
        action: Action | None = None,
    ) -> Evidence:
        """Return the reply, said as it is, with the form as it is now; None: it is finished."""
        updates: dict[str, object] = {}
        if self._shopper != self.turn.conversation.shopper:
            updates["shopper"] = self._shopper
        if form is not None:
            updates["form"] = form
        elif self.goes_on:
            updates["form"] = {}
        return Evidence(
            verdict=Verdict.ANSWERED if action or form is None else Verdict.TALK,
            statement=statement,
            verbatim=True,
            action=action,
            updates=updates,
        )

    def question(self, ask: Ask) -> Evidence:
        """Return the question, and the form that remembers it."""
        if ask.asked is Asked.NOTHING:
            return self.evidence(ask.statement)
        form = self.form.model_copy(
            update={"asked": ask.asked, "choices": ask.choices, "confirmation": None}
        )
        return self.evidence(ask.statement, form.stored())


Work = Callable[[Visit], Evidence]
"""What a skill does at the desk by its form; it may raise `Ask` from anywhere in it."""
Driver = Callable[[Visit, Work], Awaitable[Evidence]]
"""Who works at the desk: the form, or a model with the form behind it."""


async def by_form(visit: Visit, work: Work) -> Evidence:
    """Go on by the form, in a thread: the records may be in a file or on another machine."""
    return await asyncio.to_thread(_attend, visit, work)


class DeskSkill(ABC):
    """A skill that works at the order desk.

    Args:
        drive: Who does the work.
    """

    intents: tuple[Intent, ...]

    def __init__(self, drive: Driver = by_form) -> None:
        self._drive = drive

    async def gather(self, turn: SkillContext) -> Evidence:
        """Let the shopper in, where the shop has a desk."""
        if turn.desk is None:
            return Evidence(
                verdict=Verdict.NOT_COVERED,
                statement=turn.say("order.no_desk"),
                verbatim=True,
                offers=Intent.HUMAN,
            )
        return await self._drive(Visit(turn, Gate(turn.desk, turn.clock)), self.work)

    @abstractmethod
    def work(self, visit: Visit) -> Evidence:
        """Answer the shopper by the form."""


def _attend(visit: Visit, work: Work) -> Evidence:
    try:
        return work(visit)
    except Ask as ask:
        return visit.question(ask)
