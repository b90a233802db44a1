"""Which exact fact a question asks for."""

import pytest

from assistant.state import CatalogFact
from assistant.understanding.catalog_facts import read_fact
from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.tokens import tokenize


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("how much is your cheapest tent?", CatalogFact.CHEAPEST),
        ("the most expensive lamp", CatalogFact.MOST_EXPENSIVE),
        ("your best rated kettle", CatalogFact.BEST_RATED),
        ("how many kinds of mugs do you have", CatalogFact.COUNT),
        ("what's the price range of your chairs", CatalogFact.PRICE_RANGE),
        ("which brands of shoes do you carry", CatalogFact.BRANDS),
        ("what departments do you have", CatalogFact.CATEGORIES),
        ("das günstigste Zelt", CatalogFact.CHEAPEST),
        ("最便宜的帐篷", CatalogFact.CHEAPEST),
        ("a red kettle", None),
    ],
)
def test_the_fact_asked_for(message: str, fact: CatalogFact | None) -> None:
    assert read_fact(tokenize(message), load_lexicon()) is fact
