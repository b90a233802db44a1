"""What is said of a cart, in sentences that are true as they stand."""

from dataclasses import dataclass

from assistant.cart import Cart, CartLine, variant_name
from assistant.grounding.rendering import short_title
from assistant.skills.base import SkillContext
from retrieval.product import Product


@dataclass(frozen=True)
class CartTalk:
    """Speaks in the shopper's language."""

    turn: SkillContext

    def set_to(self, product: Product, wanted: int, quantity: int) -> list[str]:
        """Say how many the cart holds now of those that were wanted, or why it holds none."""
        turn, catalog = self.turn, self.turn.index.catalog
        title = _named(short_title(product), variant_name(catalog, product))
        values = {"title": title, "quantity": quantity, "count": quantity}
        if not wanted:
            return [turn.say("cart.removed", **values)]
        if not quantity:
            return [turn.say("cart.out_of_stock", **values), *self.options(product)]
        if product.offer_price is None:
            return [turn.say("cart.put_unpriced", **values)]
        name = "only_left" if quantity < wanted else "put" if quantity > 1 else "put_one"
        put = turn.say(f"cart.{name}", **values, price=turn.money(product.offer_price))
        return [put, *self.options(product)] if product.id not in turn.conversation.cart else [put]

    def options(self, product: Product) -> list[str]:
        """Say what else it can be had in."""
        catalog = self.turn.index.catalog
        if not any(each.in_stock for each in catalog.variants(product)):
            return []
        options = catalog.options(product).values()
        listed = "; ".join(", ".join(values) for values in options if len(values) > 1)
        return [self.turn.say("cart.options", options=listed)] if listed else []

    def contents(self, cart: Cart) -> list[str]:
        """Say what is in it, and what of it cannot be had any more."""
        if not cart.lines:
            return [self.turn.say("cart.empty")]
        said = [self.turn.say("cart.contents", lines=self.lines(cart))]
        for line in cart.lines:
            if line.available < line.quantity:
                key = "cart.short" if line.available else "cart.sold_out"
                title = _named(line.title, line.options)
                said.append(self.turn.say(key, title=title, count=line.available))
        return said

    def lines(self, cart: Cart) -> str:
        """List the lines in one sentence."""
        return "; ".join(map(self._line, cart.lines))

    def total(self, cart: Cart) -> list[str]:
        """Say what all of it costs, where that is more than one piece."""
        if cart.pieces < 2 or not cart.totals:
            return []
        return [self.turn.say("cart.total", total=" + ".join(map(self.turn.money, cart.totals)))]

    def _line(self, line: CartLine) -> str:
        values = {"quantity": line.quantity, "title": _named(line.title, line.options)}
        if line.price is None:
            return self.turn.say("cart.line_unpriced", **values)
        return self.turn.say("cart.line", **values, price=self.turn.money(line.price))


def _named(title: str, options: str) -> str:
    return f"**{title}** ({options})" if options else f"**{title}**"
