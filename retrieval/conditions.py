"""Constraints as SQL: the same meaning as `retrieval.filters.fits`, over the whole catalog."""

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from math import ceil, floor
from string import ascii_letters

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from retrieval.analysis import query_words
from retrieval.filters import Constraints
from retrieval.shelves import Path, Shelves, find_shelves
from retrieval.synonyms import Name, load_thesaurus
from retrieval.tables import PRICE_SCALE, CategoryRow, FacetRow, ProductRow
from retrieval.text import identifier_key, key, words
from retrieval.units import bare_number, bare_sizes, equal_sizes, size_key, spellings_of

Condition = ColumnElement[bool]


def conditions(constraints: Constraints, shelves: Collection[Path] = ()) -> list[Condition]:
    """Return what must hold of a `ProductRow` for the product to fit.

    Args:
        constraints: What was wished for.
        shelves: The paths of this shop's categories: where it has tents, what stands among
            "Tents & Shelters" is not a tent for that.
    """
    wanted = [*_of_offer(constraints), *_of_kind(constraints), *map(_lacks, constraints.exclude)]
    if constraints.category:
        wanted.append(_of_category(find_shelves(constraints.category, shelves)))
    return wanted


def named(phrase: str, shelves: Collection[Path] = ()) -> list[Condition]:
    """Return what must hold of a `ProductRow` to be called by all that a phrase names.

    Every word must stand in the title, brand, category, colour or material, or another name of
    the same thing. A category that names it beside something else does not make it that: not all
    that stands among "Bags & Travel" is a bag.

    Args:
        phrase: What the products are called.
        shelves: The paths of this shop's categories.
    """
    plain = [each for word in query_words(phrase) for each in words(word)]
    names = load_thesaurus(words).cut(plain)
    return [or_(*(_is_called(each, shelves) for each in [name, *others])) for name, others in names]


def on_shelf(path: Sequence[str]) -> list[Condition]:
    """Return what must hold of a `ProductRow` to stand under a category path, broad to narrow.

    Names compare as the feed writes them: a shelf of bags holds no sleeping bags.
    """
    return [
        _has_row(CategoryRow, CategoryRow.level == level, CategoryRow.name == name)
        for level, name in enumerate(path)
    ]


def _is_called(name: Name, shelves: Collection[Path]) -> Condition:
    return and_(*(_carries(word, find_shelves(word, shelves)) for word in name))


def _carries(word: str, meant: Shelves) -> Condition:
    called = or_(_holds(ProductRow.words, word), _has_category(word))
    if not (meant.whole and meant.joint):
        return called
    loosely = _has_row(CategoryRow, CategoryRow.key.in_(sorted(meant.joint)))
    # The title is not kept as a key: a word's beginning finds its plural too.
    titled = func.instr(literal(" ").concat(func.lower(ProductRow.title)), f" {word}") > 0
    return and_(called, or_(~loosely, _of_category(meant), titled))


def _of_offer(constraints: Constraints) -> Iterator[Condition]:
    if constraints.price_min is not None:
        yield ProductRow.price >= _scaled(constraints.price_min, ceil)
    if constraints.price_max is not None:
        yield ProductRow.price <= _scaled(constraints.price_max, floor)
    if constraints.rating_min is not None:
        yield ProductRow.rating >= constraints.rating_min
    if constraints.in_stock is not None:
        yield ProductRow.in_stock.is_(constraints.in_stock)


def _of_kind(constraints: Constraints) -> Iterator[Condition]:
    if constraints.brand:
        yield _of_brand(constraints.brand)
    if constraints.color:
        yield _has("color", key(constraints.color))
    if constraints.size:
        yield _has_size(constraints.size)
    for name, value in constraints.attributes.items():
        yield _has_attribute(key(name.replace("_", " ")), size_key(value))


def _of_brand(brand: str) -> Condition:
    """By name, or by the title where the feed names no brand."""
    joined = func.replace(ProductRow.brand_key, " ", "") == identifier_key(brand)
    branded = and_(
        ProductRow.brand_key != "", or_(_holds(ProductRow.brand_key, key(brand)), joined)
    )
    unbranded = and_(ProductRow.brand_key == "", _holds(ProductRow.words, key(brand)))
    return or_(branded, unbranded)


def _of_category(meant: Shelves) -> Condition:
    if not meant.whole:
        return _has_category(meant.category)
    below = aliased(CategoryRow)
    deeper = (
        select(below.row)
        .where(below.position == CategoryRow.position, below.level > CategoryRow.level)
        .correlate(CategoryRow)
    )
    last = and_(CategoryRow.key.in_(sorted(meant.joint)), ~deeper.exists())
    return _has_row(CategoryRow, or_(CategoryRow.key.in_(sorted(meant.whole)), last))


def _has_category(category: str) -> Condition:
    return _has_row(CategoryRow, _holds(CategoryRow.key, category))


def _has(kind: str, value: str) -> Condition:
    return _has_row(FacetRow, FacetRow.kind == kind, FacetRow.name == "", FacetRow.value == value)


def _has_size(size: str) -> Condition:
    """As `retrieval.facets.Facets.has_size` means it."""
    sized = FacetRow.value.in_(sorted(equal_sizes(size)))
    ways = [_has_row(FacetRow, FacetRow.kind == "size", FacetRow.name == "", sized)]
    if bare := bare_sizes(size):
        ways.append(_has_row(FacetRow, FacetRow.kind == "attribute", sized))
    ways += [
        _has_row(
            FacetRow,
            FacetRow.kind == "attribute",
            FacetRow.value == number,
            _holds(FacetRow.name, word),
        )
        for word, number in sorted(bare)
    ]
    return or_(*ways, _spells(sorted(spellings_of(size))))


def _spells(spellings: list[str]) -> Condition:
    """Whether a product is called any of these, which are many where they say a measure.

    Few names hold the bare figures: only those are searched for every spelling.
    """
    said = or_(false(), *(_holds(ProductRow.words, each) for each in spellings))
    figures = {each.split()[0].rstrip(ascii_letters) for each in spellings}
    if not all(figures):
        return said
    return and_(
        or_(false(), *(func.instr(ProductRow.words, each) > 0 for each in sorted(figures))), said
    )


def _has_attribute(name: str, value: str) -> Condition:
    """By an attribute whose name holds the words asked for, or else by the title and the like."""
    is_named = [
        FacetRow.kind == "attribute",
        *(_holds(FacetRow.name, word) for word in name.split()),
    ]
    number = bare_number(value)
    right = _holds(FacetRow.value, value)
    if number:
        right = or_(right, FacetRow.value == number)
    unstated = and_(~_has_row(FacetRow, *is_named), _holds(ProductRow.words, value))
    return or_(_has_row(FacetRow, *is_named, right), unstated)


def _has_row(table: type[CategoryRow] | type[FacetRow], *conditions: Condition) -> Condition:
    """Whether a product has such a row.

    The rows are looked up once for the whole catalog: asked for each product anew, the same
    question takes seconds where there are many.
    """
    return ProductRow.position.in_(select(table.position).where(*conditions).correlate(None))


def _scaled(amount: Decimal, rounded: Callable[[Decimal], int]) -> int:
    """An amount as the table keeps it, within what SQLite can hold."""
    return min(rounded(amount * PRICE_SCALE), 2**62)


def _lacks(word: str) -> Condition:
    return ~_holds(ProductRow.words, key(word))


def _holds(column: SQLColumnExpression[str], phrase: str) -> Condition:
    """Whole words only; `instr`, because a shopper's words may hold what LIKE reads as jokers."""
    return func.instr(literal(" ").concat(column).concat(" "), f" {phrase} ") > 0
