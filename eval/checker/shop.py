"""The shop's records as the checker looks things up in them: its own small index."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eval.checker.quantities import Quantity, bare_numbers, read_quantities
from eval.records import ShopRecords
from eval.text import fold, stems
from retrieval.product import Product


@dataclass(frozen=True)
class ProductFacts:
    """One product, read for checking."""

    product: Product
    title: frozenset[str]
    core: frozenset[str]
    """Stems of what the product *is*: title, brand, category and attributes."""
    text: frozenset[str]
    """Stems of everything that its record says."""
    lines: tuple[str, ...]
    """The statements of the record, one a line."""

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The measures that the record states."""
        return [quantity for line in self.lines for quantity in read_quantities(line)]

    @cached_property
    def numbers(self) -> frozenset[object]:
        """The numbers that the record states in digits."""
        return frozenset(value for line in self.lines for _, value in bare_numbers(line))


@dataclass
class ShopView:
    """Lookups over the records; facts of a product are read when they are first asked for."""

    records: ShopRecords
    _facts: dict[str, ProductFacts] = field(default_factory=dict)

    def facts(self, product_id: str) -> ProductFacts:
        """Return what the record of that product says.

        Raises:
            KeyError: No such product.
        """
        if product_id not in self._facts:
            self._facts[product_id] = _read(self.records.products[product_id])
        return self._facts[product_id]

    @cached_property
    def by_core(self) -> dict[str, set[str]]:
        """Ids of the products whose title, brand, category or attributes have a stem."""
        index: dict[str, set[str]] = defaultdict(set)
        for product_id in self.records.products:
            for stem in self.facts(product_id).core:
                index[stem].add(product_id)
        return index

    @cached_property
    def by_category(self) -> dict[str, list[str]]:
        """Ids of the products of each category, of whatever level."""
        index: dict[str, list[str]] = defaultdict(list)
        for product_id, product in self.records.products.items():
            for name in product.category:
                index[name].append(product_id)
        return index

    @cached_property
    def _passages_folded(self) -> list[str]:
        return [fold(passage) for passage in self.records.passages]

    def quotes(self, text: str, product_ids: Sequence[str]) -> bool:
        """Whether the text stands, word for word, in a passage or in one of the products' records.

        >>> mug = Product(id="m1", title="Mug", description="Holds 300 ml. Blue.")
        >>> ShopView(ShopRecords.of([mug])).quotes("holds 300 ml.", ["m1"])
        True
        """
        wanted = fold(text).strip(' ."')
        products = (self.records.products[product_id] for product_id in product_ids)
        said = [*self._passages_folded, *(fold(product.description) for product in products)]
        return any(wanted in each for each in said)

    @cached_property
    def brands(self) -> dict[str, frozenset[str]]:
        """The stems of each brand name, by the name."""
        names = {product.brand for product in self.records.products.values() if product.brand}
        return {name: frozenset(stems(name)) for name in names}

    @cached_property
    def passage_stems(self) -> list[tuple[str, frozenset[str]]]:
        """Each passage with its stems."""
        return [(text, frozenset(stems(text))) for text in self.records.passages]

    def having(self, wanted: frozenset[str]) -> set[str]:
        """Return the ids of the products whose core has all the stems; none for no stems."""
        found = [self.by_core.get(stem, set()) for stem in wanted]
        return set.intersection(*found) if found else set()


def _read(product: Product) -> ProductFacts:
    attributes = [
        f"{name.replace('_', ' ')}: {value}"
        for name, given in product.attributes.items()
        for value in (given if isinstance(given, list) else [given])
    ]
    core = [product.title, product.brand or "", *product.category, *attributes]
    description = [part for part in product.description.replace("\n", ". ").split(". ") if part]
    lines = (product.title, *description, *attributes)
    return ProductFacts(
        product=product,
        title=frozenset(stems(product.title)),
        core=frozenset(stems(" ".join(core))),
        text=frozenset(stems(" ".join([*core, *description]))),
        lines=lines,
    )
