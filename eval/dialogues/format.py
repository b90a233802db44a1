"""The format of dialogue scripts: what a shopper says, and what must then hold."""

from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.state import Intent, Shopper
from retrieval.filters import Constraints


def _listed(value: object) -> object:
    return value if isinstance(value, list) or value is None else [value]


def _texts(value: object) -> object:
    """Make a list of one text; YAML reads an unquoted `35` as a number, and it is meant as text."""
    listed = _listed(value)
    if not isinstance(listed, list):
        return listed
    return [str(one) if type(one) in (int, float) else one for one in listed]


Text = str | int | float
Texts = Annotated[list[str], BeforeValidator(_texts, json_schema_input_type=Text | list[Text])]
Intents = Annotated[
    list[Intent], BeforeValidator(_listed, json_schema_input_type=Intent | list[Intent])
]


class Strict(BaseModel):
    """A part of a script; a key that it does not know is the author's mistake."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Predicates(Strict):
    """What one product must be; `category` may be any level of the product's category.

    >>> sorted(Predicates(price_max=100, color="black").model_dump(exclude_unset=True))
    ['color', 'price_max']
    """

    price_min: float | None = Field(default=None, ge=0)
    price_max: float | None = Field(default=None, ge=0)
    brand: str | None = None
    category: str | None = None
    title_contains: Texts = []
    text_contains: Texts = []
    text_lacks: Texts = []
    color: str | None = None
    in_stock: bool | None = None
    rating_min: float | None = Field(default=None, ge=0, le=5)

    @model_validator(mode="after")
    def _possible(self) -> "Predicates":
        if not self.model_fields_set:
            raise ValueError("name at least one predicate")
        if None not in (self.price_min, self.price_max) and self.price_min > self.price_max:  # type: ignore[operator]
            raise ValueError("price_min is above price_max")
        return self


class ProductsExpectation(Strict):
    """What the cards of a turn must be; `all_of` and `any_of` are `all` and `any` in a script."""

    min: int | None = Field(default=None, ge=0)
    max: int | None = Field(default=None, ge=0)
    all_of: Predicates | None = Field(
        default=None, validation_alias=AliasChoices("all", "all_of"), serialization_alias="all"
    )
    any_of: Predicates | None = Field(
        default=None, validation_alias=AliasChoices("any", "any_of"), serialization_alias="any"
    )
    include: Texts = []
    exclude: Texts = []
    none: bool | None = None


class ReplyExpectation(Strict):
    """What the words of a turn must be; text is compared ignoring case and spacing."""

    contains: Texts = []
    contains_any: Texts = []
    lacks: Texts = []
    grounded: bool | None = None
    max_words: int | None = Field(default=None, ge=1)
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")


class ActionExpectation(Strict):
    """The change that a turn proposes, makes or refuses; only the given arguments are compared."""

    name: str
    args: dict[str, object] = {}
    status: Literal["needs_confirmation", "done", "refused"] | None = None


class Expectation(Strict):
    """Everything that a turn may be held to; every key is optional."""

    intent: Intents = []
    constraints: Constraints | None = None
    products: ProductsExpectation | None = None
    reply: ReplyExpectation | None = None
    action: ActionExpectation | None = None
    handoff: bool | None = None


class ScriptShopper(Strict, Shopper):
    """Who is talking; `verified`: signed in as that user of the order data."""


class ScriptTurn(Strict):
    """One message of the shopper's. `page` puts the shopper on that product's page from here on."""

    shopper: str
    expect: Expectation = Expectation()
    page: str | None = None


class Script(Strict):
    """One dialogue.

    `needs_model` marks the few whose expectations hold only with a language model; runs without
    one leave them out and say so.
    """

    name: str = Field(min_length=1)
    catalog: str = ""
    shopper: ScriptShopper = ScriptShopper()
    needs_model: bool = False
    turns: list[ScriptTurn] = Field(min_length=1)
