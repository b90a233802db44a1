"""Constraints: what a product must, or must not, be to count as fitting."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from pydantic import BaseModel, ConfigDict, Field

from retrieval.facets import Facets, facets
from retrieval.money import format_money
from retrieval.product import Money, Product
from retrieval.text import contains, key
from retrieval.units import size_key

RELAXATION_ORDER = (
    "attributes",
    "size",
    "color",
    "rating_min",
    "price_min",
    "price_max",
    "brand",
    "in_stock",
    "category",
)
"""What is given up first when nothing fits; an exclusion is never given up."""
_A_QUARTER = {"price_max": Decimal("1.25"), "price_min": Decimal("0.75")}


class Constraints(BaseModel):
    """Hard wishes of a shopper; an unset field constrains nothing.

    Text compares ignoring case. `exclude` holds words that no fitting product's
    title, brand, category, colour or material may carry ("not leather").

    >>> Constraints(price_max=100, color="black").given()
    {'price_max': Decimal('100'), 'color': 'black'}
    """

    model_config = ConfigDict(extra="forbid")

    price_min: Decimal | None = Field(default=None, ge=0)
    price_max: Decimal | None = Field(default=None, ge=0)
    brand: str | None = None
    category: str | None = None
    color: str | None = None
    size: str | None = None
    rating_min: float | None = None
    in_stock: bool | None = None
    attributes: dict[str, str] = {}
    exclude: list[str] = []

    def given(self) -> dict[str, object]:
        """Only the constraints that were given, by name."""
        return {name: value for name, value in self if value not in (None, [], {})}


ANY = Constraints()
"""No constraint at all: everything fits."""


def fits(product: Product, constraints: Constraints) -> list[str]:
    """Say why a product does not fit, in plain words; nothing to say means that it fits.

    >>> mug = Product(id="m", title="Blue Mug", price={"amount": 129.99}, stock=0)
    >>> fits(mug, Constraints(price_max=100, color="blue", in_stock=True))
    ['costs $129.99, over $100.00', 'is out of stock']
    """
    known = facets(product)
    return list(
        chain(
            _price_misses(product, constraints),
            _offer_misses(product, constraints),
            _kind_misses(product, known, constraints),
            _attribute_misses(known, constraints),
        )
    )


def relaxations(constraints: Constraints) -> list[tuple[Constraints, list[str]]]:
    """Weaker and weaker wishes to try when nothing fits, with the names of what was given up.

    First each constraint alone, in `RELAXATION_ORDER`, so that as much as can be is kept (a limit
    of the price by a quarter, before it is given up), then one more of them at a time.
    Exclusions stay.

    >>> weaker = relaxations(Constraints(color="red", price_max=8, brand="Acme"))
    >>> [names for _, names in weaker][:4]
    [['color'], ['price_max'], ['price_max'], ['brand']]
    >>> weaker[1][0].price_max, weaker[2][0].price_max
    (Decimal('10.00'), None)
    """
    given = [name for name in RELAXATION_ORDER if name in constraints.given()]
    steps = [[name] for name in given] + [given[:count] for count in range(2, len(given) + 1)]
    return [(weaker, step) for step in steps for weaker in _given_up(constraints, step)]


def _given_up(constraints: Constraints, names: list[str]) -> Iterator[Constraints]:
    if names in (["price_max"], ["price_min"]):
        [name] = names
        limit = getattr(constraints, name) * _A_QUARTER[name]
        yield constraints.model_copy(update={name: limit})
    yield constraints.model_copy(update={name: getattr(ANY, name) for name in names})


def _price_misses(product: Product, constraints: Constraints) -> Iterator[str]:
    price = product.offer_price
    low, high = constraints.price_min, constraints.price_max
    if price is None:
        if low is not None or high is not None:
            yield "has no price"
        return
    for bound, beyond, word in ((high, 1, "over"), (low, -1, "under")):
        if bound is not None and (price.amount - bound) * beyond > 0:
            shown = format_money(Money.model_construct(amount=bound, currency=price.currency))
            yield f"costs {format_money(price)}, {word} {shown}"


def _offer_misses(product: Product, constraints: Constraints) -> Iterator[str]:
    if constraints.rating_min is not None:
        if product.rating is None:
            yield "has no rating"
        elif product.rating < constraints.rating_min:
            yield f"is rated {product.rating:g}, below {constraints.rating_min:g}"
    if constraints.in_stock is not None and product.in_stock != constraints.in_stock:
        yield "is in stock" if product.in_stock else "is out of stock"


def _kind_misses(product: Product, known: Facets, constraints: Constraints) -> Iterator[str]:
    if constraints.brand and not known.is_by(constraints.brand):
        yield f"is by {product.brand or 'an unnamed brand'}, not {constraints.brand}"
    if constraints.category and not known.is_in(key(constraints.category)):
        place = product.category[-1] if product.category else product.title
        yield f"is in {place}, not {constraints.category}"
    if constraints.color and key(constraints.color) not in known.colors:
        yield _other("colour", known.colors, constraints.color)
    if constraints.size and not known.has_size(constraints.size):
        yield _other("size", known.sizes, constraints.size)


def _attribute_misses(known: Facets, constraints: Constraints) -> Iterator[str]:
    for name, value in constraints.attributes.items():
        if not known.has_attribute(key(name.replace("_", " ")), size_key(value)):
            yield f"is not known to have {name.replace('_', ' ')} {value}"
    for word in constraints.exclude:
        if contains(known.words, key(word)):
            yield f"is {word}, which you did not want"


def _other(name: str, has: frozenset[str], wanted: str) -> str:
    if not has:
        return f"its {name} is not stated, you wanted {wanted}"
    return f"comes in {' and '.join(sorted(has))}, not {wanted}"
