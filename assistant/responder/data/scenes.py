"""Scenes: what an invented shopper writes and means, before anything has been looked up."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from assistant.responder.data.index import InventedIndex
from assistant.responder.data.noise import noisy
from assistant.responder.data.shops import InventedShop, Item
from assistant.responder.data.vocabulary import messages, shop_words
from assistant.skills.product_search import MOST_CARDS
from assistant.state import Conversation, Intent, Understanding
from retrieval.filters import Constraints
from retrieval.passages import PassageHit

_SPACES = re.compile(r"\s+")
_COLOR_SAID = 0.4
"""Share of the replies to a wish for a colour that name it."""


@dataclass(frozen=True)
class Scene:
    """One message and what it means; `patterns` names the replies that go with it.

    `wanted` is a predicate that the shopper asked for, `purpose` what it is for; `answers` are
    true answers to a question about the shop's rules.
    """

    patterns: str
    message: str
    understanding: Understanding
    wanted: str = ""
    purpose: str = ""
    answers: tuple[str, ...] = ()


@dataclass
class Stage:
    """Where a scene plays: the shop, its index, the conversation so far."""

    shop: InventedShop
    index: InventedIndex
    conversation: Conversation
    rng: Random

    def kind(self) -> str:
        """Draw a kind of goods that the shop sells."""
        return self.rng.choice(list(self.shop.items))

    def items(self, ids: list[str]) -> list[Item]:
        """Return the items of product ids, in their order."""
        known = {item.product.id: item for group in self.shop.items.values() for item in group}
        return [known[each] for each in ids]


def search(stage: Stage) -> Scene:
    """A wish with up to two limits, of which some hold for nothing in the shop."""
    kind = stage.kind()
    constraints, limits = _limits(stage, kind)
    wish = constraints.color if constraints.color and stage.rng.random() < 0.5 else ""
    if wish:
        limits.pop("color")
    text = stage.rng.choice(messages().search)
    said = " ".join([_phrased(text, kind, stage, wish=wish or ""), *limits.values()])
    if wish and wish not in said:
        said += f" in {wish}"
    intent = Intent.PRODUCT_SEARCH
    scene = _scene(stage, "matches", said, intent, query=kind, constraints=constraints)
    if constraints.color and stage.rng.random() < _COLOR_SAID:
        return replace(scene, patterns="wanted", wanted=f"comes in {constraints.color}")
    return scene


def recommend(stage: Stage) -> Scene:
    """Advice is asked for, without a limit."""
    kind = stage.kind()
    said = _phrased(stage.rng.choice(messages().recommend), kind, stage)
    return _scene(stage, "matches", said, Intent.RECOMMEND, query=kind)


def purpose(stage: Stage) -> Scene:
    """Something for a person, an occasion or a use."""
    kind = stage.kind()
    about = stage.rng.choice(stage.shop.items[kind][0].kind.purposes)
    said = _phrased(stage.rng.choice(messages().purpose), kind, stage, purpose=about)
    intent = stage.rng.choice([Intent.RECOMMEND, Intent.PRODUCT_SEARCH])
    echoed = re.sub(r"\bmy\b", "your", about)
    return _scene(stage, "purpose", said, intent, query=kind, purpose=echoed)


def wanted(stage: Stage) -> Scene:
    """Something that one product's record says is asked for."""
    kind = stage.kind()
    first = stage.shop.items[kind][:MOST_CARDS]
    claim = stage.rng.choice([c for item in first for c in item.claims if not c.denies])
    text = _phrased(stage.rng.choice(messages().search), kind, stage).rstrip("?!. ")
    said = f"{text} {stage.rng.choice(messages().feature).format(v=claim.predicate)}"
    intent = Intent.PRODUCT_SEARCH
    return _scene(stage, "wanted", said, intent, query=kind, wanted=claim.predicate)


def near_miss(stage: Stage) -> Scene:
    """A wish that nothing of its kind in the shop meets."""
    kind = stage.kind()
    products = [item.product for item in stage.shop.items[kind]]
    prices = [each.offer_price.amount for each in products if each.offer_price]
    colors = {each.attributes.get("color") for each in products}
    name, value = stage.rng.choice(
        [
            ("color", stage.rng.choice([c for c in shop_words().colors if c not in colors])),
            ("color", stage.rng.choice(["silver", "gold", "purple", "orange"])),
            ("price_max", max(1, int(min(prices) * Decimal("0.8")))),
            ("rating_min", 5.0),
            ("brand", stage.rng.choice(shop_words().first)),
        ]
    )
    text = _phrased(stage.rng.choice(messages().search), kind, stage).rstrip("?!. ")
    said = f"{text} {stage.rng.choice(messages().limits[name]).format(v=value)}"
    constraints = Constraints.model_validate({name: value})
    return _scene(stage, "matches", said, Intent.PRODUCT_SEARCH, kind, constraints=constraints)


def follow(stage: Stage) -> Scene:
    """Another colour of what was just shown, where something was."""
    before = stage.conversation.turns[-1:]
    kind = before[0].understanding.query if before else ""
    if kind not in stage.shop.items:
        return search(stage)
    colors = [item.product.attributes.get("color") for item in stage.shop.items[kind]]
    color = str(stage.rng.choice([each for each in colors if each] or ["white"]))
    said = stage.rng.choice(messages().follow).format(wish=color)
    constraints = Constraints(color=color)
    return _scene(stage, "matches", said, Intent.PRODUCT_SEARCH, kind, constraints=constraints)


def compare(stage: Stage) -> Scene:
    """Two of the products shown, or two of a kind, side by side."""
    pair = _pair(stage)
    titles = {name: item.product.title for name, item in zip("ab", pair, strict=True)}
    said = stage.rng.choice(messages().compare).format(**titles)
    ids = [item.product.id for item in pair]
    return _scene(stage, "compare", said, Intent.COMPARE, products=ids)


def question(stage: Stage) -> Scene:
    """A question about one product: an attribute, its price, its stock or its rating."""
    item = _pair(stage)[0]
    words = messages()
    other = [words.price_question, words.stock_question, words.rating_question]
    attributes = list(item.product.attributes)
    if stage.rng.random() < 0.75 and attributes:
        said = _phrased(stage.rng.choice(words.question), item.kind.name, stage)
        said = said.replace("{k}", stage.rng.choice(attributes))
    else:
        said = stage.rng.choice(stage.rng.choice(other))
    ids = [item.product.id]
    return _scene(stage, "question", said, Intent.PRODUCT_QUESTION, products=ids)


def policy(stage: Stage) -> Scene:
    """A question about the shop's rules; another passage is found beside the one that answers."""
    asked, *others = stage.rng.sample(stage.shop.rules, 2)
    other = [each.passage for each in others if each.passage.text != asked.passage.text]
    laid_out = [asked.passage, *other[: stage.rng.choice([0, 0, 0, 1])]]
    if stage.rng.random() < 0.2:
        laid_out.reverse()
    stage.index.found = [PassageHit(passage, score=1, covered=True) for passage in laid_out]
    said = stage.rng.choice(asked.asks)
    scene = _scene(stage, "policy", said, Intent.POLICY_QUESTION, query=said)
    return replace(scene, answers=tuple(asked.answers))


SCENES: dict[Callable[[Stage], Scene], float] = {
    search: 0.22,
    near_miss: 0.13,
    recommend: 0.05,
    purpose: 0.13,
    wanted: 0.11,
    follow: 0.05,
    compare: 0.08,
    question: 0.10,
    policy: 0.13,
}
"""The scenes and their shares in the data."""


def _scene(
    stage: Stage,
    patterns: str,
    said: str,
    intent: Intent,
    query: str = "",
    constraints: Constraints | None = None,
    products: list[str] | None = None,
    wanted: str = "",
    purpose: str = "",
) -> Scene:
    understanding = Understanding(
        intent=intent,
        confidence=1,
        query=query,
        constraints=constraints or Constraints(),
        products=products or [],
    )
    message = noisy(_SPACES.sub(" ", said).strip(), stage.rng)
    return Scene(patterns, message, understanding, wanted, purpose)


def _limits(stage: Stage, kind: str) -> tuple[Constraints, dict[str, str]]:
    """Draw constraints from one product's record, and say them; half of the time there are none."""
    rng, product = stage.rng, stage.rng.choice(stage.shop.items[kind]).product
    price = product.offer_price.amount if product.offer_price else Decimal(50)
    drawn: dict[str, object] = {
        "color": rng.choice([product.attributes.get("color"), "purple", "orange"]),
        "price_max": Decimal(int(price * rng.choice([1, 2, 3]) / rng.choice([1, 1, 2])) + 1),
        "price_min": Decimal(int(price / 2) + 1),
        "brand": product.brand,
        "rating_min": product.rating and rng.choice([product.rating, 4.8]),
        "size": product.attributes.get("size"),
        "in_stock": True,
    }
    names = rng.sample(list(drawn), rng.choice([0, 0, 0, 1, 1, 2]))
    given = {name: drawn[name] for name in names if drawn[name]}
    limits = {
        name: rng.choice(messages().limits[name]).format(v=value) for name, value in given.items()
    }
    return Constraints.model_validate(given), limits


def _pair(stage: Stage) -> list[Item]:
    """Two products of one kind: those shown last, else any."""
    shown = stage.items(stage.conversation.shown)
    pool = shown if len(shown) > 1 else stage.shop.items[stage.kind()]
    return stage.rng.sample(pool, 2)


def _phrased(text: str, kind: str, stage: Stage, **values: str) -> str:
    """Fill a message's pattern and set its article right."""
    filled = text.replace("{k}", "{{k}}").format_map({"thing": kind, "wish": "", **values})
    said = _SPACES.sub(" ", filled)
    if stage.shop.items[kind][0].kind.plural_only:
        return re.sub(rf"\ba (?=(?:[\w ]+ )?{re.escape(kind)}\b)", "", said)
    return re.sub(r"\ba (?=[aeiou])", "an ", said)
