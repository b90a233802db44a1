"""A product as the shop describes it: the record that every fact about it comes from."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Attribute = str | int | float | bool | list[str]


# As schema.org, Google Merchant and shop systems write it, letters only.
_AVAILABLE = {
    "available",
    "instock",
    "instoreonly",
    "limitedavailability",
    "limitedstock",
    "lowstock",
    "onlineonly",
    "true",
    "yes",
}


def _as_list(value: object) -> object:
    if value is None or value == "":
        return []
    if isinstance(value, float) and value.is_integer():  # a GTIN that went through a spreadsheet
        return [int(value)]
    return value if isinstance(value, list | tuple) else [value]


def _whole_number(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_Code = BeforeValidator(_whole_number)


class Money(BaseModel):
    """An amount in one currency (ISO 4217), exact.

    >>> Money(amount="19.90", currency="EUR").amount
    Decimal('19.90')
    """

    model_config = ConfigDict(frozen=True)

    amount: Decimal = Field(ge=0, max_digits=14, decimal_places=4, allow_inf_nan=False)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")


class Product(BaseModel):
    """One record of the feed, in the layout of the project's JSON lines.

    >>> mug = Product(id="m1", title="Mug", price={"amount": "12.00", "currency": "EUR"}, stock=3)
    >>> mug.in_stock, mug.offer_price.amount
    (True, Decimal('12.00'))
    """

    # Numbers are welcome where text is meant: many feeds write ids, sizes and GTINs bare.
    model_config = ConfigDict(
        frozen=True, extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True
    )

    id: Annotated[str, _Code] = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=1000)
    description: str = ""
    brand: str | None = None
    category: Annotated[list[str], BeforeValidator(_as_list)] = []
    price: Money | None = None
    sale_price: Money | None = None
    stock: int | None = Field(default=None, ge=0)
    availability: str | None = None
    url: str | None = None
    image: str | None = None
    rating: float | None = Field(default=None, ge=0, le=5)
    rating_count: int | None = Field(default=None, ge=0)
    gtin: Annotated[list[str], BeforeValidator(_as_list)] = []
    mpn: Annotated[str | None, _Code] = None
    group_id: Annotated[str | None, _Code] = None
    attributes: dict[str, Attribute] = {}

    @property
    def in_stock(self) -> bool:
        """Whether it can be bought now; a feed that says nothing about stock means that it can."""
        if self.stock is not None:
            return self.stock > 0
        if self.availability is None:
            return True
        state = self.availability.rsplit("/", 1)[-1].lower()
        return "".join(filter(str.isalpha, state)) in _AVAILABLE

    @property
    def offer_price(self) -> Money | None:
        """What the shopper pays: the sale price where there is one, else the price."""
        return self.sale_price or self.price
