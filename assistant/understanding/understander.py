"""The way in: a message in its conversation becomes an `Understanding`, in milliseconds."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.state import CatalogFact, Conversation, Intent, Understanding
from assistant.understanding.asking import ask_intent
from assistant.understanding.carts import means_cart, read_cart_request
from assistant.understanding.catalog_facts import read_fact
from assistant.understanding.context import ORDERS, WISHES, merged, refines, settled
from assistant.understanding.goods import is_bare_name
from assistant.understanding.intents import IntentClassifier
from assistant.understanding.language import detect_language
from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.orders import read_order_ids
from assistant.understanding.ports import AsksModel, Shop
from assistant.understanding.references import ReferenceReader, Shown
from assistant.understanding.terms import Terms
from assistant.understanding.things import in_english
from assistant.understanding.tokens import tokenize
from assistant.understanding.training import load_or_train
from assistant.understanding.wishes import Wish, WishReader
from retrieval.filters import Constraints
from retrieval.product import Product

_UNSURE = 0.45
"""Below this confidence the model is asked, where there is one; see `eval understanding`."""
_LIKELY_INTENTS = 5
_IT = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)
_LONGEST_NUMBER = 40
"""Characters: longer messages are sentences and no part number."""

# Intents whose message may refer to products that were shown.
_REFERRING = frozenset(
    {
        Intent.PRODUCT_QUESTION,
        Intent.COMPARE,
        Intent.CART,
        Intent.RECOMMEND,
    }
)

_VAGUE = frozenset({Intent.PRODUCT_SEARCH, Intent.POLICY_QUESTION, Intent.OUT_OF_SCOPE})
"""What "so what do you sell?" may be taken for."""


@dataclass(frozen=True)
class _Reading:
    """What the message says by itself, and what was shown when it was written."""

    message: str
    conversation: Conversation
    language: str
    wish: Wish
    fact: CatalogFact | None
    shown: Shown
    references: list[str]


class Understander:
    """Understands messages for one shop.

    Args:
        index: The shop's index: its embedding model, vocabulary and catalog.
        model: Asked where the classifier is unsure; None leaves it to the classifier.
        cache: Folder for a classifier that has to be trained here; None keeps nothing.
    """

    def __init__(
        self, index: Shop, model: AsksModel | None = None, cache: Path | None = None
    ) -> None:
        self._index = index
        self._model = model
        self._lexicon = load_lexicon()
        self._classifier: IntentClassifier = load_or_train(index.embedder, cache)
        self._vocabulary: object = None
        self._terms: Terms | None = None

    async def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Return what the shopper wants of this turn; never raises for a strange message."""
        reading, chances = await asyncio.to_thread(self._read, message, conversation)
        ranked = sorted(chances, key=lambda intent: -chances[intent])
        intent, confidence, by_model = ranked[0], chances[ranked[0]], False
        unsure = confidence < _UNSURE
        if (unsure or intent is Intent.OUT_OF_SCOPE) and await self._is_sold(message, reading):
            intent = Intent.PRODUCT_SEARCH
        elif self._model is not None and unsure:
            answer = await ask_intent(self._model, message, conversation, ranked[:_LIKELY_INTENTS])
            intent, by_model = answer or intent, answer is not None
        return self._understood(reading, intent, confidence, by_model)

    def _read(
        self, message: str, conversation: Conversation
    ) -> tuple[_Reading, dict[Intent, float]]:
        before = conversation.turns[-1].understanding.language if conversation.turns else "en"
        language = detect_language(message, before)
        tokens = tokenize(message)
        wish = WishReader(message, self._current_terms(), self._lexicon, language).read()
        shown = self._shown(conversation)
        references = ReferenceReader(tokens, message, shown, self._lexicon).read()
        fact = read_fact(tokens, self._lexicon)
        reading = _Reading(message, conversation, language, wish, fact, shown, references)
        return reading, self._classifier.classify(message, self._index.embedder)

    async def _is_sold(self, message: str, reading: _Reading) -> bool:
        """Whether the message is the bare name of something sold here: that needs no model.

        Shops sell things that no example of the classifier names; nor is a card to wait for it.
        """
        named = reading.wish.query
        if not named or not is_bare_name(message):
            return False
        return await asyncio.to_thread(self._index.carries, named)

    def _current_terms(self) -> Terms:
        """Return the shop's words, read again when a sync has changed them."""
        vocabulary = self._index.vocabulary
        if self._terms is None or vocabulary is not self._vocabulary:
            is_word = self._index.embedder.is_word
            self._terms = Terms(vocabulary, self._lexicon, is_word)
            self._vocabulary = vocabulary
        return self._terms

    def _shown(self, conversation: Conversation) -> Shown:
        last = conversation.turns[-1].understanding.products if conversation.turns else []
        page = [conversation.page_product] if conversation.page_product else []
        return Shown(
            products=self._products(conversation.shown),
            spoken_of=self._products(last),
            page=next(iter(self._products(page)), None),
        )

    def _products(self, ids: list[str]) -> list[Product]:
        found: list[Product] = self._index.catalog.get_many(ids) if ids else []
        return found

    def _understood(
        self, reading: _Reading, intent: Intent, confidence: float, by_model: bool
    ) -> Understanding:
        order_ids = read_order_ids(reading.message, intent in ORDERS)
        intent = self._settled(reading, intent, order_ids)
        query, constraints = self._wish(reading, intent)
        if intent in WISHES and reading.language != "en":
            query = in_english(query)
        return Understanding(
            intent=intent,
            confidence=min(max(confidence, 0.0), 1.0),
            query=query,
            constraints=constraints,
            products=reading.references if intent in _REFERRING else [],
            fact=_fact(reading) if intent is Intent.CATALOG_FACT else None,
            more=intent in WISHES and _wants_more(reading),
            order_ids=order_ids or self._order_in_talk(reading, intent),
            language=reading.language,
            by_model=by_model,
        )

    def _settled(self, reading: _Reading, intent: Intent, order_ids: list[str]) -> Intent:
        """Correct the classifier by what the message and its conversation hold."""
        wish = reading.wish
        intent = settled(intent, wish, order_ids, reading.message, reading.conversation)
        if self._is_about_cart(reading):
            return Intent.CART
        if intent in ORDERS and self._is_part_number(reading.message):
            return Intent.PRODUCT_SEARCH
        if intent is Intent.CATALOG_FACT and wish.thing and _fact(reading) is None:
            # "what umbrellas do you have?" names a thing and asks for no figure.
            return Intent.PRODUCT_SEARCH
        if reading.fact is CatalogFact.CATEGORIES and not wish.thing and intent in _VAGUE:
            return Intent.CATALOG_FACT
        if intent is Intent.OUT_OF_SCOPE and reading.references:
            return Intent.PRODUCT_QUESTION
        return intent

    def _is_about_cart(self, reading: _Reading) -> bool:
        held = self._products(list(reading.conversation.cart))
        request = read_cart_request(reading.message)
        return means_cart(request, reading.conversation, bool(reading.references), held)

    def _is_part_number(self, message: str) -> bool:
        """Whether a message is nothing but the number of a product: an id, MPN or GTIN."""
        written = any(map(str.isdigit, message)) and len(message) <= _LONGEST_NUMBER
        return written and self._index.catalog.is_identifier(message)

    def _wish(self, reading: _Reading, intent: Intent) -> tuple[str, Constraints]:
        wish, focus = reading.wish, reading.conversation.focus
        if intent is Intent.POLICY_QUESTION:
            return (_question(reading), Constraints())
        if intent not in WISHES:
            return (wish.query, Constraints())
        if focus is not None and refines(wish, reading.conversation):
            return merged(wish, focus, reading.shown.products)
        named = wish.query if intent is Intent.PRODUCT_SEARCH else wish.subject
        return named, wish.constraints

    def _order_in_talk(self, reading: _Reading, intent: Intent) -> list[str]:
        """Return the order that was spoken of last, which "cancel it" means."""
        if intent not in ORDERS:
            return []
        for turn in reversed(reading.conversation.turns):
            if turn.understanding.order_ids:
                return turn.understanding.order_ids
        return []


def _fact(reading: _Reading) -> CatalogFact | None:
    """Return the fact asked for: the one named, or for "and mugs?" the one asked for before."""
    focus = reading.conversation.focus
    carried = focus.fact if focus is not None and reading.wish.carries else None
    return reading.fact or carried


def _question(reading: _Reading) -> str:
    """Return a question that stands alone: "and to Canada?" with the one that it goes on from."""
    turns = reading.conversation.turns
    last = turns[-1].understanding if turns else None
    if last and last.intent is Intent.POLICY_QUESTION and reading.wish.carries:
        return f"{last.query} {reading.message}"
    if reading.wish.supposes:
        # "Can I return it if it doesn't fit?" is asked of anything that might be bought.
        return _IT.sub("an item", reading.message, count=1)
    return reading.message


def _wants_more(reading: _Reading) -> bool:
    """Whether others of the same are wanted: "show me more", but not "more mugs"."""
    return "more_of_same" in reading.wish.steps and refines(reading.wish, reading.conversation)
