"""Invented shops: a name, a voice, goods and rules, all drawn from the written vocabulary."""

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from assistant.responder.data.claims import Claim, claims_of
from assistant.responder.data.vocabulary import Kind, Policy, Rule, kinds, policies, shop_words
from assistant.skills.base import ShopInfo
from retrieval.passages import Passage
from retrieval.product import Attribute, Money, Product

_RANGE = re.compile(r"\{(\d+)-(\d+)\}")
_CURRENCIES = ["USD", "USD", "USD", "EUR", "GBP"]
_INJECTED = 0.04
"""Share of products whose description carries an attempt to give the model orders."""
_HYPED = 0.3
_PAGE_WORDS = (62, 100)
"""Shorter answers go out as they stand, without a model."""
_TITLED = 0.7


@dataclass(frozen=True)
class Item:
    """A product with what may be said of it."""

    product: Product
    kind: Kind
    claims: list[Claim]


@dataclass(frozen=True)
class Answerable:
    """A question about the shop's rules: the passage that answers it, and the answers."""

    asks: list[str]
    passage: Passage
    answers: list[str]


@dataclass(frozen=True)
class InventedShop:
    """One shop; `items` by the name of their kind."""

    info: ShopInfo
    items: dict[str, list[Item]]
    rules: list[Answerable]


def invent_shop(seed: int) -> InventedShop:
    """Return the shop of that seed; the same seed gives the same shop."""
    rng = Random(seed)
    words = shop_words()
    info = ShopInfo(_name(words.shop_names, rng), rng.choice(words.voices))
    brands = [_name(words.brand_names, rng) for _ in range(8)]
    currency = rng.choice(_CURRENCIES)
    stocked = rng.sample(kinds(), 10)
    items = {
        kind.name: [
            _item(f"{seed}-{kind.name}-{first}", first, kind, brands, currency, rng)
            for first in rng.sample(words.first, rng.randint(2, 5))
        ]
        for kind in stocked
    }
    return InventedShop(info, items, _rules(rng))


def _name(patterns: list[str], rng: Random) -> str:
    words = shop_words()
    first, other = rng.sample(words.first, 2)
    second = rng.choice(words.second)
    return rng.choice(patterns).format(
        first=first, other=other, second=second, second_lower=second.lower()
    )


def _item(key: str, first: str, kind: Kind, brands: list[str], currency: str, rng: Random) -> Item:
    names = rng.sample(list(kind.attributes), rng.randint(2, len(kind.attributes)))
    attributes: dict[str, Attribute] = {
        name: _drawn(rng.choice(kind.attributes[name]), rng) for name in names
    }
    if rng.random() < 0.7:
        attributes = {"color": rng.choice(shop_words().colors), **attributes}
    features = rng.sample(kind.features, rng.randint(1, 3))
    price = Decimal(rng.randint(4, 300)) + rng.choice([Decimal(0), Decimal("0.5"), Decimal("0.95")])
    on_sale = rng.random() < 0.15
    product = Product(
        id=key.replace(" ", "-"),
        title=f"{first} {rng.choice(kind.titles)}",
        description=_description(kind, features, rng),
        brand=rng.choice(brands) if rng.random() < 0.8 else None,
        category=kind.category,
        price=Money(amount=price, currency=currency),
        sale_price=Money(amount=(price * 4 / 5).quantize(Decimal("0.01")), currency=currency)
        if on_sale
        else None,
        stock=rng.randint(1, 40),
        rating=round(rng.uniform(2.9, 5), 1) if rng.random() < 0.8 else None,
        rating_count=rng.randint(2, 400),
        attributes=attributes,
    )
    return Item(product, kind, claims_of(product, features, rng))


def _drawn(value: str | bool, rng: Random) -> str | bool:
    """Draw a number where the value names a range: "{12-40} L" → "23 L"."""
    if isinstance(value, bool):
        return value
    return _RANGE.sub(lambda found: str(rng.randint(*map(int, found.groups()))), value)


def _description(kind: Kind, features: list[str], rng: Random) -> str:
    """Write the features as sentences of the kinds that real listings have."""
    noun = rng.choice(kind.titles).lower()
    first, *others = features
    parts = [
        rng.choice(
            [
                f"This {noun} {first}.",
                f"A {noun} that {first}.",
                f"It {first}.",
                _bare(first),
                f"Made for {rng.choice(kind.purposes)}: it {first}.",
            ]
        )
    ]
    parts += [rng.choice([f"It {other}.", f"It also {other}.", _bare(other)]) for other in others]
    if rng.random() < _HYPED:
        parts.insert(rng.randint(0, len(parts)), rng.choice(shop_words().hype))
    if rng.random() < _INJECTED:
        parts.insert(rng.randint(0, len(parts)), rng.choice(shop_words().injections))
    return " ".join(parts)


def _bare(predicate: str) -> str:
    """Drop the verb "has": "has two doors" → "Two doors."."""
    said = predicate.removeprefix("has ").removeprefix("a ").removeprefix("an ")
    return f"{said[0].upper()}{said[1:]}."


def _rules(rng: Random) -> list[Answerable]:
    """Give the shop one wording and one set of figures for each rule."""
    said: list[tuple[Policy, Rule, str, list[str]]] = []
    for policy in rng.sample(policies(), 7):
        figures = {name: _written(rng.choice(values)) for name, values in policy.figures.items()}
        for rule in policy.rules:
            text = _filled(rng.choice(rule.says), figures)
            replies = [_filled(reply, figures) for reply in rule.replies]
            said.append((policy, rule, text, [text, *replies]))
    texts = {text: policy.title for policy, _, text, _ in said}
    return [
        Answerable(rule.asks, _document(policy.title, text, texts, rng), answers)
        for policy, rule, text, answers in said
    ]


def _document(title: str, text: str, texts: dict[str, str], rng: Random) -> Passage:
    """Write the rule into a page with those of its topic, and others until it is a long one."""
    own = [each for each, topic in texts.items() if topic == title and each != text]
    others = [each for each, topic in texts.items() if topic != title]
    rng.shuffle(others)
    page = [text, *own]
    rng.shuffle(page)
    length = rng.randint(*_PAGE_WORDS)
    while others and sum(len(each.split()) for each in page) < length:
        page.insert(rng.choice([0, len(page)]), others.pop())
    return Passage(
        id=title,
        kind="document",
        title=title if rng.random() < _TITLED else "Help",
        text=" ".join(page),
        source=f"{title.lower()}.md",
    )


def _written(figure: float) -> str:
    return f"{figure:.2f}" if figure % 1 else f"{figure:.0f}"


def _filled(text: str, figures: dict[str, str]) -> str:
    return text.format(**figures)
