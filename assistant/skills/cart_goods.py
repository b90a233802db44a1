"""Which products a message about the cart means: to put in, or among those that are in it."""

from dataclasses import dataclass
from functools import cached_property

from assistant.cart import variant_name
from assistant.skills.base import SkillContext
from assistant.state import Intent, Turn
from assistant.understanding.carts import CartRequest, read_cart_request
from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.references import ReferenceReader, Shown
from assistant.understanding.things import in_english
from assistant.understanding.tokens import tokenize
from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.records import group_key
from retrieval.text import contains, key, singular, words

_MOST_OFFERED = 4


@dataclass(frozen=True)
class CartGoods:
    """The products that one message may mean.

    `request` is what the message asks, after the question that it may answer ("the first one").
    """

    turn: SkillContext
    request: CartRequest

    @cached_property
    def held(self) -> list[Product]:
        """The products in the cart that the shop still has."""
        return self.turn.index.catalog.get_many(self.turn.conversation.cart)

    @cached_property
    def touched(self) -> Product | None:
        """What was put in or changed last and is still there: what "make it three" is about."""
        for past in reversed(self.turn.conversation.turns):
            changed = list(past.evidence.cart_changes)
            found = [product for product in self.held if product.id in changed]
            if found:
                return found[-1]
        return None

    @cached_property
    def name(self) -> str:
        """The words that name a thing, in the language of the records; empty where none do."""
        thing = self.request.thing
        if self.turn.understanding.language != "en":
            thing = in_english(thing)
        said = set(words(thing))
        # "The cream one" is one of those that are shown, or none at all.
        of_shown = "one" in said and bool(self.turn.conversation.shown)
        return thing if said - _pointing() and not of_shown else ""

    def pointed_at(self) -> list[Product]:
        """Return what was shown or is on the page, and pointed at; a named variant of it."""
        turn = self.turn
        referred = turn.index.catalog.get_many(turn.understanding.products)
        if referred:
            return list(map(self.chosen_variant, referred))
        if variant := self._shown_variant():
            return [variant]
        if self.name:
            return []
        page = turn.conversation.page_product
        lone = turn.conversation.shown if len(turn.conversation.shown) == 1 else []
        return turn.index.catalog.get_many([page] if page else lone)

    def named(self) -> tuple[list[Product], bool]:
        """Return what its name finds in the shop, and whether there is no doubt which is meant."""
        all_found = self._found(Constraints())
        hits = self._found(Constraints(in_stock=True)) or all_found
        said = key(self.turn.message)
        titled = [product for product in all_found if contains(said, key(product.title))]
        if titled:
            return [self.chosen_variant(titled[0])], True
        return [self.chosen_variant(product) for product in hits], len(hits) == 1

    def in_cart(self) -> list[Product]:
        """Return what is meant of the cart; nothing where that is not in it or not clear."""
        pointed = [each for each in self.held if each.id in self.turn.understanding.products]
        if pointed:
            return pointed
        if self.request.thing:
            shown = Shown(self.held, [self.touched] if self.touched else [], None)
            said = self.name or self.request.thing
            ids = ReferenceReader(tokenize(said), said, shown, load_lexicon()).read()
            return [product for product in self.held if product.id in ids]
        if self.touched:
            return [self.touched]
        return self.held if len(self.held) == 1 else []

    def other_variant(self, product: Product) -> Product | None:
        """Return the variant that the words choose instead of this one."""
        chosen = self.chosen_variant(product)
        return chosen if chosen.id != product.id else None

    def chosen_variant(self, product: Product) -> Product:
        """Return the variant that the words choose ("in blue", "size M"), else the product."""
        best = max(self._variants(product), key=lambda each: (self._told(each), each == product))
        return best if self._told(best) > self._told(product) else product

    def _found(self, constraints: Constraints) -> list[Product]:
        found = self.turn.index.search(self.name, constraints, limit=_MOST_OFFERED)
        return [hit.product for hit in found.hits] if found.carries else []

    def _shown_variant(self) -> Product | None:
        """Return the one variant among what is shown that the words tell from the rest."""
        shown = self.turn.index.catalog.get_many(self.turn.conversation.shown)
        chosen = [self.chosen_variant(product) for product in shown]
        told = {group_key(each): each for each in chosen if self._told(each)}
        rest = self._words - {word for each in told.values() for word in self._values(each)}
        return next(iter(told.values())) if len(told) == 1 and not rest - _pointing() else None

    def _told(self, product: Product) -> int:
        return len(self._values(product) & self._words)

    def _values(self, product: Product) -> set[str]:
        return set(words(variant_name(self.turn.index.catalog, product)))

    def _variants(self, product: Product) -> list[Product]:
        return self.turn.index.catalog.variants(product)

    @cached_property
    def _words(self) -> set[str]:
        colors = load_lexicon().colors
        said = {singular(token.folded) for token in tokenize(self.request.thing)}
        return {colors.get(word, word) for word in said}


def read_request(turn: SkillContext) -> CartRequest:
    """Return what the message asks; an answer to "which of these?" goes on with that request."""
    request = read_cart_request(turn.message)
    asked = _question(turn)
    if asked is None or request.operation or request.quantity:
        return request
    before = read_cart_request(asked.message)
    return CartRequest(
        before.operation, before.quantity, before.step, request.thing, True, elsewhere=False
    )


def _question(turn: SkillContext) -> Turn | None:
    """Return the last turn, where it asked which of some products is meant."""
    last = turn.conversation.turns[-1] if turn.conversation.turns else None
    asked = last and last.understanding.intent is Intent.CART and last.evidence.products
    return last if asked else None


def _pointing() -> set[str]:
    """Words that point at things without naming them: "the second one"."""
    return set(map(singular, load_lexicon().words)) | {"one"}
