import re
from collections import Counter
from itertools import combinations

from retrieval.product import Product

Groups = dict[str, list[Product]]

CLAIMS = re.compile(
    r"\b(best|cheap\w*|affordable|budget|bargains?|finest|ultimate|perfect|greatest|unbeatable"
    r"|warrant\w+|guarante\w+|refund\w*|shipping|sale|discount\w*|lifetime)\b|[$%]",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def described(groups: Groups) -> list[Product]:
    return [variants[0] for variants in groups.values()]


def words_of(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z']+", text.lower()) if len(word) > 3}


def test_no_sentence_stands_in_two_descriptions(groups: Groups) -> None:
    sentences = Counter(
        sentence
        for product in described(groups)
        for sentence in SENTENCE_END.split(product.description)
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_no_two_descriptions_are_built_from_the_same_words(groups: Groups) -> None:
    vocabulary = [(product.id, words_of(product.description)) for product in described(groups)]
    alike = [
        (one, other)
        for (one, words), (other, others) in combinations(vocabulary, 2)
        if len(words & others) > 0.25 * len(words | others)
    ]
    assert alike == []


def test_descriptions_have_the_length_of_a_shop_text(groups: Groups) -> None:
    lengths = [len(product.description.split()) for product in described(groups)]
    assert min(lengths) >= 12
    assert max(lengths) <= 60
    assert sum(lengths) / len(lengths) >= 22


def test_descriptions_claim_no_superlative_price_or_policy(groups: Groups) -> None:
    claims = {
        product.id: found[0]
        for product in described(groups)
        if (found := CLAIMS.findall(product.description))
    }
    assert claims == {}


def test_what_a_description_calls_waterproof_is_waterproof_in_the_record(groups: Groups) -> None:
    wrong = [
        product.id
        for product in described(groups)
        if re.search(r"\bwaterproof\b", f"{product.title} {product.description}", re.IGNORECASE)
        and product.attributes.get("waterproof") is not True
    ]
    assert wrong == []


def test_figures_in_descriptions_stand_in_the_record(groups: Groups) -> None:
    loose = {}
    for product in described(groups):
        if product.category[0] == "Books & Paper":
            continue  # a novel may be set in 1761
        stated = f"{product.title} {product.attributes}"
        figures = NUMBER.findall(product.description)
        if any(number not in stated for number in figures):
            loose[product.id] = figures
    assert loose == {}
