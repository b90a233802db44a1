"""Replies: written patterns filled with claims that are true of the products in the evidence."""

import string
from collections import Counter
from collections.abc import AsyncIterator
from random import Random

from assistant.grounding.rendering import Renderer
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.responder.data.claims import Claim
from assistant.responder.data.scenes import Scene
from assistant.responder.data.shops import Item
from assistant.responder.data.vocabulary import clauses, reply_patterns
from assistant.state import Evidence, Verdict

_TRIES = 40
_MOST_SENTENCES = 3
_FEATURE_WEIGHT = 0.8
"""How likely a feature of the description is drawn, against an attribute named as often as most."""
_SAME_TOPIC = 0.5
"""Share of the replies about two products that say the same kind of thing of both."""
_FIRST = 0.7
"""Share of the replies that speak of the first product first: the best match, not the only one."""


class ReplyWriter:
    """Writes replies and remembers what they named, so that no attribute is named too often."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._named: Counter[str] = Counter()
        self._used: Counter[str] = Counter()

    async def write(
        self, scene: Scene, evidence: Evidence, items: list[Item]
    ) -> tuple[str, str] | None:
        """Return a reply and its rendering, every sentence verified; None: none was found.

        Args:
            scene: What was asked.
            evidence: What the reply may say.
            items: The products of the evidence, in its order.
        """
        patterns = reply_patterns()[_pattern_name(scene, evidence)]
        for _ in range(_TRIES):
            # The pattern used least, of a few: all of them get their turn.
            pattern = min(self._rng.sample(patterns, 4), key=self._used.__getitem__)
            topics: list[str] = []
            values = self._values(scene, evidence, items, topics)
            fields = {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
            if not fields <= values.keys():
                continue
            reply = _tidy(pattern.format_map(values))
            rendered = await verified(reply, scene, evidence)
            if rendered is not None:
                self._used[pattern] += 1
                self._named.update(topics[: len(fields - {"A", "B"})])
                return reply, rendered
        return None

    def _values(
        self, scene: Scene, evidence: Evidence, items: list[Item], topics: list[str]
    ) -> dict[str, str]:
        """Draw what the slots of a pattern can be filled with here."""
        if scene.answers:
            return {"fact": self._rng.choice(scene.answers)}
        order = list(range(len(items)))
        if self._rng.random() > _FIRST:
            self._rng.shuffle(order)
        if scene.wanted:
            has = [at for at in order if _says(items[at], scene.wanted)]
            order = has + [at for at in order if at not in has]
        values = {"w": scene.wanted} if scene.wanted else {}
        if scene.purpose:
            values["purpose"] = scene.purpose
        first = items[order[0]]
        for slot, at in zip("AB", order, strict=False):
            values[slot] = f"[{evidence.products[at].ref}]"
            fresh = [
                claim
                for claim in items[at].claims
                if _helps(claim, scene, evidence)
                and not (slot == "B" and _alike(claim, items[at], first))
            ]
            said = self._draw(fresh, topics)
            names = (slot.lower(), f"{slot.lower()}2")
            values |= {name: claim.predicate for name, claim in zip(names, said, strict=False)}
            topics += [claim.topic for claim in said]
        if evidence.verdict is Verdict.CLOSEST:
            values |= self._miss(first, evidence)
        return values

    def _draw(self, fresh: list[Claim], topics: list[str]) -> list[Claim]:
        """Draw two claims about different things.

        With `topics` of a product before it, the first is often about the same thing.
        """
        # Drawn without replacement by weight: the keys of Efraimidis and Spirakis.
        keys = {claim: self._rng.random() ** (1 / self._weight(claim)) for claim in fresh}
        fresh.sort(key=lambda claim: -keys[claim])
        if self._rng.random() < _SAME_TOPIC:
            fresh.sort(key=lambda claim: claim.topic not in topics[:1])
        first = fresh[:1]
        return first + [claim for claim in fresh if claim.topic != first[0].topic][:1]

    def _weight(self, claim: Claim) -> float:
        if claim.topic == "feature":
            return _FEATURE_WEIGHT
        usual = self._named.total() / max(len(self._named), 1)
        return (usual + 1) / (self._named[claim.topic] + 1)

    def _miss(self, item: Item, evidence: Evidence) -> dict[str, str]:
        product = item.product
        has = {
            "color": product.attributes.get("color"),
            "size": product.attributes.get("size"),
            "brand": product.brand,
            "rating_min": product.rating,
            "price_max": product.price,
            "price_min": product.price,
            "in_stock": product.stock is not None,
        }
        missed = [name for name in evidence.relaxed if has.get(name)]
        if not missed:
            return {}
        name = self._rng.choice(missed)
        pattern = self._rng.choice(clauses().misses[name])
        return {"miss": pattern.format(v=has[name])}


async def verified(reply: str, scene: Scene, evidence: Evidence) -> str | None:
    """Return the reply as the shopper would read it; None where one sentence would be dropped."""

    async def draft() -> AsyncIterator[str]:
        yield reply

    checked = CheckedStream(
        ground_of(evidence, scene.understanding, scene.message), Renderer(evidence), _MOST_SENTENCES
    )
    sent = [sentence async for sentence in checked.sentences(draft())]
    failed = any(check.outcome == "dropped" for check in checked.checks)
    return None if failed or not sent else " ".join(sent)


def _pattern_name(scene: Scene, evidence: Evidence) -> str:
    if evidence.verdict is Verdict.CLOSEST:
        return "closest"
    if scene.patterns == "matches" and len(evidence.products) == 1:
        return "one"
    return scene.patterns


def _helps(claim: Claim, scene: Scene, evidence: Evidence) -> bool:
    """Whether the claim adds to what was asked and said, and speaks for the product."""
    if claim.predicate == scene.wanted or _stated(claim, evidence):
        return False
    return not claim.denies or scene.patterns == "compare"


def _stated(claim: Claim, evidence: Evidence) -> bool:
    """Whether the opening statement says it already."""
    return any(f"{claim.topic}{sign}" in evidence.statement for sign in (" is ", " – "))


def _alike(claim: Claim, item: Item, other: Item) -> bool:
    """Whether the same holds of another product, so that it sets neither apart."""
    if claim.topic == "feature":
        return claim in other.claims
    value = item.product.attributes[claim.topic]
    return other.product.attributes.get(claim.topic) == value


def _says(item: Item, predicate: str) -> bool:
    return any(claim.predicate == predicate for claim in item.claims)


def _tidy(reply: str) -> str:
    """Set commas right where a predicate ended with one of its own."""
    return reply.replace("..", ".").replace(" ,", ",")
