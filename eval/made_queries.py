"""Queries with judgements, made of a feed alone: for shops that have none, and for tuning.

Two kinds, for two kinds of shoppers. Those who use other words than the shop ask for the category
that products are filed under, which is taken out of their texts. Those who use the shop's words ask
for a few that stand side by side in titles.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.product import Product

_FEWEST, _MOST = 3, 150
"""Products that a query may be right for: with fewer one place decides, with more hardly any."""
_LONGEST = 3
"""Words of a title in one query."""
_WORD = re.compile(r"[^\W\d_][\w\-]*")


@dataclass(frozen=True)
class Made:
    """A feed to index, and queries with the ids of the products that they are right for."""

    products: list[Product]
    queries: dict[str, list[str]]

    def write(self, folder: Path) -> None:
        """Write `products.jsonl`, and the queries in BEIR layout: `queries.jsonl`, `qrels.tsv`."""
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "products.jsonl", (each.model_dump_json() for each in self.products))
        names = {text: f"q{number}" for number, text in enumerate(self.queries)}
        lines = (json.dumps({"_id": name, "text": text}) for text, name in names.items())
        _write(folder / "queries.jsonl", lines)
        pairs = (f"{names[text]}\t{each}\t1" for text, ids in self.queries.items() for each in ids)
        _write(folder / "qrels.tsv", ["query-id\tcorpus-id\tscore", *pairs])


def by_category(products: Sequence[Product]) -> Made:
    """Ask for what products are filed under, and take that away from them.

    >>> mugs = [Product(id=n, title="Mug", category=["Kitchen", "Mugs"]) for n in "123"]
    >>> made = by_category(mugs)
    >>> made.queries, made.products[0].category
    ({'mugs': ['1', '2', '3']}, [])
    """
    filed: dict[str, list[str]] = {}
    for product in products:
        if product.category:
            text = product.category[-1].replace("_", " ").lower()
            filed.setdefault(text, []).append(product.id)
    bare = [product.model_copy(update={"category": []}) for product in products]
    return Made(bare, {text: ids for text, ids in filed.items() if _FEWEST <= len(ids) <= _MOST})


def by_title(products: Sequence[Product], number: int, seed: int) -> Made:
    """Ask for one to three words that stand side by side in titles.

    Args:
        products: The feed.
        number: How many queries; fewer where titles have hardly anything in common.
        seed: Of the choice.
    """
    titles = [(product.id, f" {' '.join(_words(product.title))} ") for product in products]
    queries: dict[str, list[str]] = {}
    for text in _snippets(titles, random.Random(seed)):
        ids = [product for product, title in titles if f" {text} " in title]
        if _FEWEST <= len(ids) <= _MOST:
            queries[text] = ids
        if len(queries) == number:
            break
    return Made(list(products), queries)


def _snippets(titles: Sequence[tuple[str, str]], chance: random.Random) -> Iterator[str]:
    """Some words of each title, in any order of the titles, each text once."""
    seen = set()
    for _, title in chance.sample(titles, len(titles)):
        words = title.split()
        length = chance.randint(1, _LONGEST)
        start = chance.randrange(max(1, len(words) - length + 1))
        text = " ".join(words[start : start + length])
        if text and text not in seen:
            seen.add(text)
            yield text


def _words(title: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(title)]


KINDS: dict[str, Callable[[Sequence[Product]], Made]] = {
    "categories": by_category,
    "titles": lambda products: by_title(products, number=150, seed=7),
}
"""What queries can be made of."""


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
