"""The shop's service policy: data with a schema, read by the checks and by the answers alike."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.orders.errors import RefusalCode
from assistant.orders.money import round_money
from assistant.orders.records import Order
from retrieval.errors import UserError

Source = Literal["gift_card", "credit_card", "paypal", "original"]
POLICY_FILE = "policy.yaml"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fee(_Section):
    """What an operation costs the shopper: a fixed amount and a share of the value.

    >>> Fee(fixed="2.00", percent="10").of(Decimal("30.00"), "USD")
    Decimal('5.00')
    """

    fixed: Decimal = Field(default=Decimal(0), ge=0)
    percent: Decimal = Field(default=Decimal(0), ge=0, le=100)

    def of(self, value: Decimal, currency: str) -> Decimal:
        """The fee on that value, never more than the value itself."""
        return min(value, round_money(self.fixed + value * self.percent / 100, currency))


class Rule(_Section):
    """In which states of an order, and for how long, an operation is open."""

    statuses: list[str]
    window_days: int | None = Field(default=None, ge=0)

    def allows_at(self, start: datetime | None, now: datetime) -> bool:
        """Whether the window is open; where there is one, an order without a date is outside."""
        if self.window_days is None:
            return True
        return start is not None and now <= start + timedelta(days=self.window_days)


class CancelRule(Rule):
    """Cancelling an order that has not been sent; `reasons` by name, with words that give them."""

    reasons: dict[str, list[str]] = Field(min_length=1)
    fee: Fee = Fee()

    def reason_in(self, message: str) -> str | None:
        """Return the allowed reason that the message gives.

        >>> load_policy().cancel.reason_in("I don't need it any more")
        'no longer needed'
        >>> load_policy().cancel.reason_in("dont need it")
        'no longer needed'
        """
        said = _plain(message)
        for reason, words in self.reasons.items():
            if any(_plain(word) in said for word in (reason, *words)):
                return reason
        return None


def _plain(text: str) -> str:
    """As it is compared: many shoppers leave out the apostrophe."""
    return text.casefold().replace("’", "").replace("'", "")


class ReturnRule(Rule):
    """Sending items back for money; `refund_to` is allowed beside the original payment."""

    fee: Fee = Fee()
    refund_to: list[Source] = []


class RefundTime(_Section):
    """Business days until a refund arrives.

    >>> RefundTime(from_days=5, to_days=7).at_once
    False
    """

    from_days: int = Field(ge=0)
    to_days: int = Field(ge=0)

    @property
    def at_once(self) -> bool:
        """Whether the money is there immediately."""
        return self.to_days == 0


class Policy(_Section):
    """Everything that the shop allows after the sale."""

    identification: list[Literal["email", "name_and_zip"]] = Field(min_length=1)
    failed_verifications_allowed: int = Field(ge=1)
    lock_minutes: int = Field(ge=1)
    handoff_on: list[RefusalCode] = [RefusalCode.UNSUPPORTED]
    """Refusals after which a person takes over."""
    cancel: CancelRule
    change_address: Rule
    change_payment: Rule
    change_items: Rule
    returns: ReturnRule
    exchanges: Rule
    refund_times: dict[Source, RefundTime]

    def rule_of(self, operation: str) -> Rule | None:
        """Return the rule that opens that operation (by its public name); None: always open."""
        rules: dict[str, Rule] = {
            "cancel_pending_order": self.cancel,
            "modify_pending_order_address": self.change_address,
            "modify_pending_order_items": self.change_items,
            "modify_pending_order_payment": self.change_payment,
            "return_delivered_order_items": self.returns,
            "exchange_delivered_order_items": self.exchanges,
        }
        return rules.get(operation)

    def return_refund(self, order: Order, item_ids: list[str]) -> Decimal:
        """What the shopper gets back for returning those items: their price less the fee."""
        prices = {item.item_id: item.price for item in order.items}
        value = sum((prices[item_id] for item_id in item_ids), Decimal(0))
        return value - self.returns.fee.of(value, order.currency)


def load_policy(data_dir: Path | None = None) -> Policy:
    """Return the policy of that data directory, or the one that comes with the program.

    Args:
        data_dir: A folder that may hold a `policy.yaml`.

    Raises:
        UserError: The file cannot be read or breaks the schema; the line names the place.

    >>> list(load_policy().cancel.reasons)
    ['no longer needed', 'ordered by mistake']
    """
    path = Path(__file__).with_name(POLICY_FILE)
    if data_dir is not None and (data_dir / POLICY_FILE).exists():
        path = data_dir / POLICY_FILE
    try:
        return Policy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"cannot read the policy {path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UserError(f"the policy {path} is wrong at {place}: {first['msg']}") from error
