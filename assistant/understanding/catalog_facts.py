"""Which exact fact about the range a question asks for, by the marks that it carries."""

from assistant.state import CatalogFact
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.tokens import Token

# Looked for in this order: "how much is your cheapest" asks for the cheapest.
_MARKS = {
    "fact_cheapest": CatalogFact.CHEAPEST,
    "fact_most_expensive": CatalogFact.MOST_EXPENSIVE,
    "fact_best_rated": CatalogFact.BEST_RATED,
    "fact_price_range": CatalogFact.PRICE_RANGE,
    "fact_brands": CatalogFact.BRANDS,
    "fact_count": CatalogFact.COUNT,
    "fact_categories": CatalogFact.CATEGORIES,
}


def read_fact(tokens: list[Token], lexicon: Lexicon) -> CatalogFact | None:
    """Return the fact asked for, if any."""
    return next((fact for mark, fact in _MARKS.items() if lexicon.found(tokens, mark)), None)


def fact_words(tokens: list[Token], lexicon: Lexicon) -> set[int]:
    """Return the places of the words that ask for a fact: they name no thing."""
    return {
        place
        for mark in _MARKS
        for start, end in lexicon.found(tokens, mark)
        for place in range(start, end)
    }
