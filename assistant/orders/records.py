"""The records of an order system, in the layout that `shopassist index orders` imports."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Amount = Annotated[Decimal, Field(max_digits=14, allow_inf_nan=False)]
Id = Annotated[str, Field(min_length=1, max_length=200)]


class Record(BaseModel):
    """Read-only and closed: a change makes a new record, an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Record):
    """A shopper's name."""

    first_name: str
    last_name: str


class Address(Record):
    """A postal address; `address2` is empty where there is none."""

    address1: str
    address2: str = ""
    city: str
    country: str
    state: str
    zip: str


class GiftCard(Record):
    """A way to pay that holds a balance of its own; refunds to it arrive at once."""

    source: Literal["gift_card"]
    id: Id
    balance: Amount = Field(ge=0)


class CreditCard(Record):
    """A card, of which only the brand and the last four digits are known."""

    source: Literal["credit_card"]
    id: Id
    brand: str
    last_four: str = Field(pattern=r"^\d{4}$")


class PayPal(Record):
    """A PayPal account."""

    source: Literal["paypal"]
    id: Id


class OriginalPayment(Record):
    """However it was that an order was paid: a shop's system that keeps no more than that."""

    source: Literal["original"]
    id: Id


PaymentMethod = Annotated[
    GiftCard | CreditCard | PayPal | OriginalPayment, Field(discriminator="source")
]


class User(Record):
    """A shopper as the order system knows them."""

    user_id: Id
    name: Name
    address: Address
    email: str
    payment_methods: dict[str, PaymentMethod]
    orders: list[str]


class Item(Record):
    """One piece in an order, at the price it was sold for."""

    name: str
    product_id: Id
    item_id: Id
    price: Amount = Field(ge=0)
    options: dict[str, str]


class Fulfillment(Record):
    """A parcel: its tracking numbers and the items in it."""

    tracking_id: list[str]
    item_ids: list[str]


class Payment(Record):
    """Money that went one way or the other."""

    transaction_type: Literal["payment", "refund"]
    amount: Amount = Field(ge=0)
    payment_method_id: Id


class Order(Record):
    """An order. The fields from `placed_at` on are optional in the file that is imported."""

    order_id: Id
    user_id: Id
    address: Address
    items: list[Item]
    status: str
    fulfillments: list[Fulfillment]
    payment_history: list[Payment]
    cancel_reason: str | None = None
    exchange_items: list[str] | None = None
    exchange_new_items: list[str] | None = None
    exchange_payment_method_id: str | None = None
    exchange_price_difference: Amount | None = None
    return_items: list[str] | None = None
    return_payment_method_id: str | None = None
    placed_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")

    @property
    def total(self) -> Decimal:
        """What the items cost together."""
        return sum((item.price for item in self.items), Decimal(0))


class Variant(Record):
    """One buyable version of a product."""

    item_id: Id
    options: dict[str, str]
    available: bool
    price: Amount = Field(ge=0)


class Product(Record):
    """A kind of product with its variants by item id."""

    name: str
    product_id: Id
    variants: dict[str, Variant]
