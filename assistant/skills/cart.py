"""The cart by words: put in, change, take out, show, empty, check out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.cart import Cart, Quantities, can_be_had, changed, priced_cart
from assistant.skills.base import SkillContext
from assistant.skills.cart_goods import CartGoods, read_request
from assistant.skills.cart_talk import CartTalk
from assistant.skills.product_search import numbered
from assistant.state import Evidence, Intent, Verdict
from assistant.understanding.carts import CartOperation, CartRequest
from retrieval.catalog import Catalog
from retrieval.product import Product


class CartSkill:
    """Keeps the conversation's cart; the change is made when the turn is stored, once."""

    intents = (Intent.CART,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Work out the change, and the cart as it is then."""
        request = read_request(turn)
        visit = _Visit(turn, request, CartGoods(turn, request), CartTalk(turn))
        return await asyncio.to_thread(visit.serve)


@dataclass(frozen=True)
class _Visit:
    """One turn at the cart."""

    turn: SkillContext
    request: CartRequest
    goods: CartGoods
    talk: CartTalk

    def serve(self) -> Evidence:
        match self.request.operation:
            case CartOperation.EMPTY:
                return self._emptied()
            case CartOperation.SHOW:
                return self._shown()
            case CartOperation.CHECKOUT:
                return self._to_checkout()
            case CartOperation.REMOVE:
                return self._removed()
            case CartOperation.CHANGE:
                return self._changed()
            case CartOperation.ADD:
                return self._added()
        return self._unsaid()

    @cached_property
    def _catalog(self) -> Catalog:
        return self.turn.index.catalog

    @property
    def _quantities(self) -> dict[str, int]:
        return self.turn.conversation.cart

    def _unsaid(self) -> Evidence:
        """Go by the numbers and by what is pointed at where no word says what to do."""
        if self.request.step or (self.request.quantity is not None and self.goods.touched):
            return self._changed()
        if self.turn.understanding.products or self.request.quantity is not None:
            return self._added()
        return self._ask("cart.help")

    def _added(self) -> Evidence:
        products = self.goods.pointed_at()
        if not products and self.goods.name:
            products, sure = self.goods.named()
            if not products:
                return self._ask("cart.not_sold", query=self.request.thing)
            if not sure:
                return self._which_of(products)
        if not products and self.request.step and self.goods.touched:
            products = [self.goods.touched]
        if not products:
            return self._ask("cart.which")
        more = self.request.quantity or 1
        return self._set({each.id: self._quantities.get(each.id, 0) + more for each in products})

    def _changed(self) -> Evidence:
        if other := self._replacement():
            return other
        if self.turn.understanding.products and not self._quantities:
            return self._added()
        products = self.goods.in_cart()
        if not products:
            last = self.goods.touched
            options = self.talk.options(last) if last and self.request.thing else []
            return self._after({}, options) if options else self._unclear()
        if self.request.quantity is None and not self.request.step:
            return self._ask("cart.help")
        return self._set({each.id: self._wanted(each) for each in products})

    def _wanted(self, product: Product) -> int:
        step, quantity = self.request.step, self.request.quantity
        if not step:
            return quantity or 0
        return max(0, self._quantities[product.id] + step * (quantity or 1))

    def _replacement(self) -> Evidence | None:
        """Put something else in the place of what was put in last: "the second one instead"."""
        last = self.goods.touched
        if last is None or not self.request.thing:
            return None
        pointed = self.turn.index.catalog.get_many(self.turn.understanding.products)
        new = next((each for each in pointed if each.id not in self._quantities), None)
        new = new or self.goods.other_variant(last)
        if new is None or new.id in self._quantities:
            return None
        if not new.in_stock:
            return self._set({new.id: 1})
        return self._set({last.id: 0, new.id: self.request.quantity or self._quantities[last.id]})

    def _removed(self) -> Evidence:
        products = self.goods.in_cart()
        if not products:
            return self._unclear()
        fewer = self.request.quantity
        left = {each.id: max(0, self._quantities[each.id] - (fewer or 0)) for each in products}
        return self._set(left if fewer else dict.fromkeys(left, 0))

    def _emptied(self) -> Evidence:
        return self._after(dict.fromkeys(self._quantities, 0), [self.turn.say("cart.emptied")])

    def _shown(self) -> Evidence:
        return self._after({}, self.talk.contents(self._cart({})))

    def _to_checkout(self) -> Evidence:
        cart, way = self._cart({}), []
        if cart.checkout:
            way = [self.turn.say("cart.checkout", link=cart.checkout)]
        elif cart.pieces:
            way = [self.turn.say("cart.no_checkout")]
        return self._after({}, self.talk.contents(cart), way)

    def _unclear(self) -> Evidence:
        """Ask which line is meant, or say that there is none such."""
        cart = self._cart({})
        if not cart.lines:
            return self._after({}, self.talk.contents(cart))
        if self.request.thing:
            said = self.turn.say("cart.not_in_it")
            return self._after({}, [said, *self.talk.contents(cart)])
        return self._ask("cart.which_line", lines=self.talk.lines(cart))

    def _set(self, wanted: Quantities) -> Evidence:
        """Set what the shop has of these, and say what the cart holds then, or why not."""
        changes: dict[str, int] = {}
        said: list[str] = []
        for product in self._catalog.get_many(wanted):
            quantity = can_be_had(product, wanted[product.id])
            if quantity or not wanted[product.id]:
                changes[product.id] = quantity
            said += self.talk.set_to(product, wanted[product.id], quantity)
        return self._after(changes, said)

    def _after(self, changes: Quantities, said: list[str], last: Sequence[str] = ()) -> Evidence:
        """Return the evidence of a change; what is not sold any more leaves the cart with it."""
        cart = self._cart(changes)
        if cart.gone:
            said = [*said, self.turn.say("cart.gone")]
            changes = {**changes, **dict.fromkeys(cart.gone, 0)}
            cart = self._cart(changes)
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement=" ".join([*said, *self.talk.total(cart), *last]),
            verbatim=True,
            cart=cart,
            cart_changes=dict(changes),
        )

    def _cart(self, changes: Quantities) -> Cart:
        quantities = changed(self._quantities, changes)
        return priced_cart(self._catalog, quantities, self.turn.shop.checkout)

    def _which_of(self, products: list[Product]) -> Evidence:
        statement = self.turn.say("cart.which_of")
        return Evidence(
            verdict=Verdict.TALK, statement=statement, products=numbered(products), verbatim=True
        )

    def _ask(self, name: str, **values: object) -> Evidence:
        statement = self.turn.say(name, **values)
        return Evidence(verdict=Verdict.TALK, statement=statement, verbatim=True)
