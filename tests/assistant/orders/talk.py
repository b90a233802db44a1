"""A shopper talking to the order desk: message after message, by the forms or by a model."""

from dataclasses import dataclass, field
from typing import cast

from assistant.orders.builtin import BuiltinDesk
from assistant.orders.dialogue.form import continued_intent
from assistant.orders.tools.driver import CallsTools, driven
from assistant.skills.base import ShopInfo, Skill, SkillContext
from assistant.skills.order_cancel import OrderCancel
from assistant.skills.order_change import OrderChange
from assistant.skills.order_status import OrderStatus
from assistant.skills.return_exchange import ReturnExchange
from assistant.state import Conversation, Evidence, Intent, Shopper, Turn, Understanding
from retrieval.search import ShopIndex
from tests.assistant.orders.conftest import Clock

ORDER_SKILLS: list[Skill] = [OrderStatus(), OrderCancel(), OrderChange(), ReturnExchange()]
SKILLS = {intent: skill for skill in ORDER_SKILLS for intent in skill.intents}
ADA = Shopper(id="ada_1", verified=True)
BO = Shopper(id="bo_2", verified=True)
STATUS, REFUND = Intent.ORDER_STATUS, Intent.REFUND_STATUS
CANCEL, CHANGE, RETURN = Intent.ORDER_CANCEL, Intent.ORDER_CHANGE, Intent.RETURN_EXCHANGE


@dataclass
class Talk:
    """A conversation; without an intent, a message must go on with the form under way."""

    desk: BuiltinDesk | None
    clock: Clock
    model: CallsTools | None = None
    conversation: Conversation = field(default_factory=lambda: Conversation(id="c"))

    async def say(self, message: str, intent: Intent | None = None) -> Evidence:
        intent = continued_intent(self.conversation, message) or intent
        assert intent is not None, f"no form takes {message!r}"
        understanding = Understanding(intent=intent, confidence=1)
        context = SkillContext(
            conversation=self.conversation,
            message=message,
            understanding=understanding,
            index=cast(ShopIndex, None),
            shop=ShopInfo(name="Shop"),
            desk=self.desk,
            clock=self.clock,
        )
        skill = driven(SKILLS[intent], self.model) if self.model else SKILLS[intent]
        evidence = await skill.gather(context)
        turn = Turn(
            message=message,
            reply=evidence.statement,
            understanding=understanding,
            evidence=evidence,
        )
        updates = {"turns": [*self.conversation.turns, turn], **evidence.updates}
        self.conversation = self.conversation.model_copy(update=updates)
        return evidence

    def signed_in(self, shopper: Shopper) -> "Talk":
        self.conversation = self.conversation.model_copy(update={"shopper": shopper})
        return self
