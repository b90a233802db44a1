"""Puts a message into its conversation: what it refines, changes or leaves as it was."""

from decimal import Decimal

from assistant.state import Conversation, Intent, Understanding
from assistant.understanding.orders import redirects_order
from assistant.understanding.wishes import Wish
from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.text import key, words

WISHES = frozenset({Intent.PRODUCT_SEARCH, Intent.RECOMMEND, Intent.CATALOG_FACT})
"""Intents that carry a wish of their own: query and constraints."""
ORDERS = frozenset(
    {
        Intent.ORDER_STATUS,
        Intent.ORDER_CANCEL,
        Intent.ORDER_CHANGE,
        Intent.RETURN_EXCHANGE,
        Intent.REFUND_STATUS,
    }
)
_NEVER_REFINING = frozenset({Intent.OUT_OF_SCOPE, Intent.THANKS, Intent.GREETING, Intent.CART})
_ABOUT_NO_ORDER = frozenset(
    {
        Intent.OUT_OF_SCOPE,
        Intent.PRODUCT_SEARCH,
        Intent.PRODUCT_QUESTION,
        Intent.RECOMMEND,
        Intent.CATALOG_FACT,
        Intent.GREETING,
        Intent.THANKS,
    }
)
"""What a message with an order's number cannot be."""
_CENT = Decimal("0.01")
_SCALES = {"bigger": "large", "smaller": "small"}


def refines(wish: Wish, conversation: Conversation) -> bool:
    """Whether the message goes on with the wish in focus instead of stating a new one."""
    if conversation.focus is None or wish.thing:
        return False
    said = wish.constraints.given() or wish.steps or wish.dropped or wish.query
    return bool(said) or wish.carries or wish.stands_in


def merged(wish: Wish, focus: Understanding, shown: list[Product]) -> tuple[str, Constraints]:
    """Return the query and constraints of the focus with the message's changes.

    What the message says replaces what was said before of the same thing; what it waives goes.
    """
    old, new = focus.constraints, wish.constraints
    kept = {name: value for name, value in old.given().items() if name not in wish.dropped}
    if "price" in wish.dropped:
        kept = {name: value for name, value in kept.items() if not name.startswith("price_")}
    given = new.given()
    if {"price_min", "price_max"} & given.keys() and not _compatible(old, new):
        kept.pop("price_min", None)
        kept.pop("price_max", None)
    if wish.constraints.exclude:
        given["exclude"] = list(dict.fromkeys([*old.exclude, *new.exclude]))
        kept = {
            n: v for n, v in kept.items() if not (isinstance(v, str) and v.lower() in new.exclude)
        }
    kept.update(given)
    kept.update(_price_step(wish, shown))
    query = _query(wish, focus, kept)
    return query, Constraints.model_validate(kept)


def settled(
    intent: Intent, wish: Wish, order_ids: list[str], message: str, conversation: Conversation
) -> Intent:
    """Correct the classifier where the conversation knows better than the words alone.

    A bare order number goes on with what was asked, a bare refinement with the search or the
    advice, and "and to Canada?" with the question about delivery. Who asks whether something can go
    back if it does not fit has bought nothing yet, and asks for the policy.
    """
    last = conversation.turns[-1].understanding.intent if conversation.turns else None
    if order_ids and not _other_words(message, order_ids):
        return last if last in ORDERS else Intent.ORDER_STATUS
    if order_ids and intent in _ABOUT_NO_ORDER:
        return Intent.ORDER_STATUS
    if intent in _NEVER_REFINING and refines(wish, conversation):
        named = wish.constraints.given() or wish.steps - {"on_sale"} or wish.dropped
        intent = Intent.PRODUCT_SEARCH if named else intent
    if intent is Intent.RETURN_EXCHANGE and wish.supposes and not order_ids and last not in ORDERS:
        return Intent.POLICY_QUESTION
    if intent is Intent.POLICY_QUESTION and redirects_order(message):
        return Intent.ORDER_CHANGE
    if intent is Intent.OUT_OF_SCOPE and wish.carries and last is Intent.POLICY_QUESTION:
        return last
    focus = conversation.focus
    if intent is Intent.PRODUCT_SEARCH and focus and focus.intent is Intent.RECOMMEND:
        return Intent.RECOMMEND if refines(wish, conversation) else intent
    return intent


def _other_words(message: str, order_ids: list[str]) -> bool:
    rest = message.upper()
    for number in order_ids:
        rest = rest.replace(number.removeprefix("#"), " ")
    neutral = {"it", "is", "my", "order", "number", "the", "no", "id", "its", "s", "it's", "here"}
    return bool(set(words(rest)) - neutral)


def _compatible(old: Constraints, new: Constraints) -> bool:
    """Whether an old bound can stand beside the new one: "over 50" after "under 200" can."""
    low = new.price_min if new.price_min is not None else old.price_min
    high = new.price_max if new.price_max is not None else old.price_max
    both_new = new.price_min is not None and new.price_max is not None
    return not both_new and (low is None or high is None or low <= high)


def _price_step(wish: Wish, shown: list[Product]) -> dict[str, Decimal]:
    """Turn "cheaper" into a bound: below everything that was shown."""
    prices = [product.offer_price.amount for product in shown if product.offer_price]
    if not prices:
        return {}
    if "cheaper" in wish.steps and wish.constraints.price_max is None:
        return {"price_max": max(min(prices) - _CENT, Decimal(0))}
    if "pricier" in wish.steps and wish.constraints.price_min is None:
        return {"price_min": max(prices) + _CENT}
    return {}


def _query(wish: Wish, focus: Understanding, constraints: dict[str, object]) -> str:
    """Write a query that stands alone: the old one, less what was replaced, plus what is new."""
    replaced = {
        word
        for name in ("color", "brand", "size")
        for old in [getattr(focus.constraints, name)]
        if old and constraints.get(name) != old
        for word in words(old)
    }
    replaced |= {word for excluded in wish.constraints.exclude for word in words(excluded)}
    kept = [word for word in focus.query.split() if key(word) not in replaced]
    have = {key(word) for word in kept}
    added = [word for word in wish.subject.split() if key(word) not in have]
    scale = [_SCALES[step] for step in sorted(wish.steps & _SCALES.keys())]
    return " ".join([*added, *scale, *kept])
