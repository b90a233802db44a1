"""What a conversation is made of: the typed state that flows through the graph of a turn."""

from collections.abc import AsyncGenerator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.cart import Cart
from retrieval.filters import Constraints
from retrieval.product import Money, Product


class Intent(StrEnum):
    """What the shopper wants of this turn."""

    PRODUCT_SEARCH = "product_search"
    PRODUCT_QUESTION = "product_question"
    COMPARE = "compare"
    RECOMMEND = "recommend"
    CATALOG_FACT = "catalog_fact"
    CART = "cart"
    ORDER_STATUS = "order_status"
    ORDER_CANCEL = "order_cancel"
    ORDER_CHANGE = "order_change"
    RETURN_EXCHANGE = "return_exchange"
    REFUND_STATUS = "refund_status"
    POLICY_QUESTION = "policy_question"
    ACCOUNT = "account"
    COMPLAINT = "complaint"
    HUMAN = "human"
    GREETING = "greeting"
    THANKS = "thanks"
    OUT_OF_SCOPE = "out_of_scope"


class Shopper(BaseModel):
    """Who is talking. `verified`: the order desk may speak about this shopper's orders."""

    id: str | None = None
    verified: bool = False


class CatalogFact(StrEnum):
    """The aggregate that a `catalog_fact` question asks for."""

    CHEAPEST = "cheapest"
    MOST_EXPENSIVE = "most_expensive"
    BEST_RATED = "best_rated"
    COUNT = "count"
    PRICE_RANGE = "price_range"
    BRANDS = "brands"
    CATEGORIES = "categories"


class Understanding(BaseModel):
    """The shopper's message in its conversation, as the skills need it.

    `query` stands alone: it names the product wanted even where the message only says "cheaper".
    `products` are ids that the message refers to ("the second one"), in the order of mention.
    `more`: others are wanted than those shown, for the same wish.
    """

    intent: Intent
    confidence: float = Field(ge=0, le=1)
    query: str = ""
    constraints: Constraints = Constraints()
    products: list[str] = []
    fact: CatalogFact | None = None
    more: bool = False
    order_ids: list[str] = []
    language: str = "en"
    by_model: bool = False


class Verdict(StrEnum):
    """How the evidence answers the wish: computed from records, never guessed by the model."""

    MATCHES = "matches"
    CLOSEST = "closest"
    NOTHING = "nothing"
    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    TALK = "talk"


class EvidenceProduct(BaseModel):
    """A product that may be spoken of; `ref` is the name that the model uses for it."""

    ref: str
    product: Product
    fits: bool = True
    misses: list[str] = []


class EvidencePassage(BaseModel):
    """A piece of the FAQ or of a document; `source` is shown to the shopper."""

    ref: str
    text: str
    source: str
    title: str = ""


class Action(BaseModel):
    """Something that changes a record, with its state; never done without an explicit yes."""

    name: str
    args: dict[str, Any] = {}
    status: Literal["needs_confirmation", "done", "refused"]
    summary: str = ""


class ComparisonTable(BaseModel):
    """Attributes in which products differ: one row an attribute, one cell a product."""

    products: list[str]
    rows: list[tuple[str, list[str]]]


class ToolUse(BaseModel):
    """What a model called at the order desk, in order, and what that cost.

    `fell_back`: nothing came of it, and the reply is the form's.
    """

    calls: list[str] = []
    prompt_tokens: int = 0
    reply_tokens: int = 0
    fell_back: bool = False


class Evidence(BaseModel):
    """Everything that this turn's reply may state, and one sentence that states the verdict.

    `statement` is true as it stands: it opens the reply, before the model has written a word.
    `fallback` follows it where no model can: template words, true as they stand.
    `facts` are further sentences that are true as they stand (aggregates, order facts).
    `verbatim`: the statement is the reply (greetings, order facts); the model is not called.
    """

    verdict: Verdict
    statement: str
    fallback: str = ""
    products: list[EvidenceProduct] = []
    passages: list[EvidencePassage] = []
    facts: list[str] = []
    relaxed: list[str] = []
    table: ComparisonTable | None = None
    action: Action | None = None
    handoff: bool = False
    handoff_reason: str = ""
    """Why, in words for the agent."""
    offers: Intent | None = None
    """What a plain yes to this reply would mean."""
    tools: ToolUse | None = None
    """What a model did at the order desk; None: none was asked."""
    verbatim: bool = False
    cart: Cart | None = Field(default=None, exclude=True)
    """The cart as this turn leaves it, to be shown; not stored, for its prices are of now."""
    cart_changes: dict[str, int] = {}
    """Quantities that this turn sets in the cart, by product id; 0 takes a line out."""
    updates: dict[str, Any] = {}
    """Fields of the conversation to replace when the turn is stored (shopper, form, owner)."""

    def product_ids(self) -> list[str]:
        """The ids of the products that may be spoken of, in the order of their references."""
        return [entry.product.id for entry in self.products]


class Card(BaseModel):
    """A product as the widget shows it: rendered from the record, untouched by any model."""

    id: str
    title: str
    price: Money | None
    sale_price: Money | None
    in_stock: bool
    stock: int | None
    rating: float | None
    rating_count: int | None
    brand: str | None
    url: str | None
    image: str | None
    options: dict[str, list[str]] = {}
    fits: bool = True
    why: list[str] = []


class Check(BaseModel):
    """What verification found in one sentence of the model's: sent, replaced or dropped."""

    sentence: str
    outcome: Literal["sent", "replaced", "dropped"]
    reason: str = ""
    sent: str = ""


class Timings(BaseModel):
    """Milliseconds from the message's arrival; None where it did not happen."""

    understanding: float | None = None
    evidence: float | None = None
    first_card: float | None = None
    first_sentence: float | None = None
    total: float | None = None
    model: float | None = None


class Turn(BaseModel):
    """One message and its reply, as stored and as every interface gets it."""

    message: str
    reply: str = ""
    understanding: Understanding
    evidence: Evidence
    cards: list[Card] = []
    checks: list[Check] = []
    timings: Timings = Timings()
    source: Literal["model", "template"] = "template"
    model: str | None = None
    prompt_version: str | None = None
    prompt_tokens: int = 0
    reply_tokens: int = 0
    client_message_id: str | None = None
    created_at: datetime | None = None


class Conversation(BaseModel):
    """What is remembered between turns. `focus` carries the wish that refinements refine."""

    id: str
    shopper: Shopper = Shopper()
    owner: Literal["assistant", "waiting", "agent", "closed"] = "assistant"
    turns: list[Turn] = []
    focus: Understanding | None = None
    shown: list[str] = []
    """Ids of the products shown last, in card order: what "the second one" counts over."""
    page_product: str | None = None
    """Id of the product whose page the shopper is on, as the widget tells."""
    cart: dict[str, int] = {}
    """Pieces in the cart by product id, in the order in which they were put in."""
    form: dict[str, Any] = {}
    """Slots of a service operation that is under way."""


class TurnState(BaseModel):
    """The state that the graph's nodes read and update."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    conversation: Conversation
    message: str
    started: float = 0.0
    understanding: Understanding | None = None
    evidence: Evidence | None = None
    cards: list[Card] = []
    draft: AsyncGenerator[str] | None = None
    reply: str = ""
    checks: list[Check] = []
    timings: Timings = Timings()
    source: Literal["model", "template"] = "template"
    prompt_version: str | None = None
    prompt_tokens: int = 0
    reply_tokens: int = 0


class MoneyLine(BaseModel):
    """A named amount, for totals in facts and order cards."""

    label: str
    amount: Decimal
    currency: str = "USD"
