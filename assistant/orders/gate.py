"""The gate in front of the desk: no order fact without verification, no WRITE without a yes.

It stands below the model: whatever a prompt makes a model say, only what passes here happens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.orders.audit import Caller
from assistant.orders.confirmation import Confirmation, shown_confirmation
from assistant.orders.consent import is_yes
from assistant.orders.desk import Approval, OrderDesk, Preview
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import (
    Change,
    ModifyUserAddress,
    Operation,
    OrderOperation,
)
from assistant.orders.records import Order, User
from assistant.state import Conversation, Shopper


@dataclass(frozen=True)
class Gate:
    """Lets a conversation through to the desk as far as its shopper has got."""

    desk: OrderDesk
    clock: Callable[[], datetime]

    def locked_until(self, conversation: Conversation) -> datetime | None:
        """Return until when the conversation may not try to verify again; None: it may."""
        policy = self.desk.policy
        lock = timedelta(minutes=policy.lock_minutes)
        now = self.clock()
        failures = self.desk.audit.failed_verifications(conversation.id, now - 2 * lock)
        if not failures or failures[-1] + lock <= now:
            return None
        together = [failure for failure in failures if failure > failures[-1] - lock]
        if len(together) < policy.failed_verifications_allowed:
            return None
        return failures[-1] + lock

    def verify_email(self, conversation: Conversation, email: str) -> Shopper:
        """Return the verified shopper with that address.

        Raises:
            DeskError: Nobody has it (`NOT_FOUND`), there were too many failures (`LOCKED`), or
                the policy does not take an address as proof (`NOT_VERIFIED`).
        """
        self._may_try(conversation, "email")
        user_id = self.desk.find_user_id_by_email(email, caller=Caller(conversation.id))
        return Shopper(id=user_id, verified=True)

    def verify_name_zip(
        self, conversation: Conversation, first_name: str, last_name: str, zip_code: str
    ) -> Shopper:
        """Return the verified shopper of that name and zip code; raises as `verify_email`."""
        self._may_try(conversation, "name_and_zip")
        user_id = self.desk.find_user_id_by_name_zip(
            first_name, last_name, zip_code, caller=Caller(conversation.id)
        )
        return Shopper(id=user_id, verified=True)

    def user(self, conversation: Conversation) -> User:
        """Return the record of the verified shopper."""
        caller = _caller(conversation)
        return self.desk.get_user_details(caller.shopper_id or "", caller=caller)

    def orders(self, conversation: Conversation) -> list[Order]:
        """Return the shopper's orders, the latest first; orders without a date keep their order."""
        caller = _caller(conversation)
        numbers = self.user(conversation).orders
        orders = [self.desk.get_order_details(number, caller=caller) for number in numbers]
        return sorted(orders, key=lambda o: -o.placed_at.timestamp() if o.placed_at else 0.0)

    def order(self, conversation: Conversation, order_id: str) -> Order:
        """Return one of the shopper's orders.

        Raises:
            DeskError: There is no such order, or it is someone else's: the two are told alike.
        """
        caller = _caller(conversation)
        order = self.desk.get_order_details(order_id, caller=caller)
        if order.user_id != caller.shopper_id:
            raise DeskError(RefusalCode.NOT_FOUND, "Order not found")
        return order

    def propose(
        self,
        conversation: Conversation,
        operation: Operation,
        summarise: Callable[[Preview], str],
    ) -> Confirmation:
        """Work out what the operation would do, and return what the shopper has to say yes to.

        Args:
            conversation: The conversation, with its verified shopper.
            operation: What was asked for.
            summarise: Puts the preview into the words that the shopper will see.

        Raises:
            DeskError: It is not the shopper's record, or the records or the policy forbid it.
        """
        self._check_mine(conversation, operation)
        preview = self.desk.preview(operation, caller=_caller(conversation))
        return Confirmation(
            operation=operation.name,
            arguments=operation.model_dump(mode="json"),
            versions=preview.versions,
            summary=summarise(preview),
            turn=len(conversation.turns),
        )

    def confirm(self, conversation: Conversation, reply: str) -> Change:
        """Do what the shopper was shown in the turn before, if the reply is a plain yes to it.

        However often this is called for one confirmation, it is done once.

        Raises:
            DeskError: Nothing was shown in the turn before or the reply is no yes
                (`NOT_CONFIRMED`), the records have changed since (`STALE`), or the desk refuses.
        """
        shown = shown_confirmation(conversation)
        if shown is None or not is_yes(reply, shown.verb):
            raise DeskError(RefusalCode.NOT_CONFIRMED, "There is no yes to what was shown")
        operation = shown.asked_for
        self._check_mine(conversation, operation)
        approval = Approval(
            caller=_caller(conversation),
            key=f"{conversation.id}:{shown.digest}",
            confirmation=shown.digest,
            versions=shown.versions,
        )
        return self.desk.perform(operation, approval=approval)

    def _may_try(self, conversation: Conversation, proof: str) -> None:
        if self.locked_until(conversation) is not None:
            raise DeskError(RefusalCode.LOCKED, "Too many failed verifications")
        if proof not in self.desk.policy.identification:
            raise DeskError(RefusalCode.NOT_VERIFIED, f"This shop does not verify by {proof}")

    def _check_mine(self, conversation: Conversation, operation: Operation) -> None:
        if isinstance(operation, OrderOperation):
            self.order(conversation, operation.order_id)
        elif not (
            isinstance(operation, ModifyUserAddress)
            and operation.user_id == _caller(conversation).shopper_id
        ):
            raise DeskError(RefusalCode.NOT_FOUND, "User not found")


def _caller(conversation: Conversation) -> Caller:
    shopper = conversation.shopper
    if not shopper.verified or shopper.id is None:
        raise DeskError(RefusalCode.NOT_VERIFIED, "The shopper is not verified")
    return Caller(conversation_id=conversation.id, shopper_id=shopper.id)
