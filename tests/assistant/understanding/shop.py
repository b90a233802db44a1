"""A small shop to understand messages for: its words, a few products, no model."""

from dataclasses import dataclass, field

from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.terms import Terms
from assistant.understanding.wishes import Wish, WishReader
from retrieval.product import Money, Product


@dataclass(frozen=True)
class Words:
    """The vocabulary of the small shop."""

    brands: tuple[str, ...] = ("Tarnfell", "Lumen & Loam", "Pocketful", "Sony")
    categories: tuple[str, ...] = (
        "Jackets & Coats",
        "Rain jackets",
        "Kettles",
        "Headphones",
        "Tents",
        "Bags",
        "Handbags",
    )
    colors: tuple[str, ...] = ("navy", "slate blue", "red")
    sizes: tuple[str, ...] = ("s", "m", "xl", "9", "10")
    materials: tuple[str, ...] = ("leather", "oak")


TERMS = Terms(Words(), load_lexicon())


def wish_of(message: str, language: str = "en") -> Wish:
    """Return what a message says by itself."""
    return WishReader(message, TERMS, load_lexicon(), language).read()


def given(message: str, language: str = "en") -> dict[str, object]:
    """Return the constraints of a message."""
    return wish_of(message, language).constraints.given()


def product(product_id: str, title: str, price: str, **fields: object) -> Product:
    """Return a product of the small shop."""
    return Product.model_validate(
        {"id": product_id, "title": title, "price": Money(amount=price, currency="USD")} | fields
    )


@dataclass
class Catalog:
    """Looks the products up."""

    products: list[Product] = field(default_factory=list)

    def is_identifier(self, text: str) -> bool:
        """Whether a text is the id of a product."""
        return any(each.id == text for each in self.products)

    def get_many(self, ids: list[str]) -> list[Product]:
        """Return the products of these ids."""
        return [each for wanted in ids for each in self.products if each.id == wanted]
