from collections import Counter
from collections.abc import Sequence

from retrieval.product import Product
from retrieval.training.pairs import Pair, PairMiner, split_of
from retrieval.training.wants import Want, one_a_group
from retrieval.training.written import written_wants

PRODUCTS = one_a_group(
    [Product(id=f"k{number}", title=f"Kettle {number}") for number in range(3)]
    + [Product(id=f"c{number}", title=f"Kettle Cleaner {number}") for number in range(20)]
)


def found(query: str) -> Sequence[str]:
    return list(PRODUCTS)


def mined(want: Want) -> list[Pair]:
    (pairs,) = PairMiner(PRODUCTS, found, seed=1).pairs([want])
    return pairs


def test_right_products_are_never_taught_as_wrong() -> None:
    want = Want("kettle", right=frozenset({"k0", "k1", "k2"}))
    for seed in range(20):
        (pairs,) = PairMiner(PRODUCTS, found, seed).pairs([want])
        real = [pair for pair in pairs if pair.query == "kettle" and pair.label == 0]
        assert all(set(pair.passage.split()) - {"Kettle", "0", "1", "2"} for pair in real)


def test_what_only_goes_with_a_thing_is_taught_as_wrong() -> None:
    pairs = mined(Want("kettle", right=frozenset({"k0"})))
    assert any("Cleaner" in pair.passage and pair.label == 0 for pair in pairs)


def test_an_accessory_is_wrong_for_the_thing_and_right_for_its_own_name() -> None:
    labels = {
        (pair.query == "kettle", pair.label)
        for pair in mined(Want("kettle", right=frozenset({"k0"})))
        if "Kettle 0" in pair.passage and pair.passage != "Kettle 0"
    }
    assert labels in ({(True, 0.0), (False, 1.0)}, set())


def test_near_products_are_half_right() -> None:
    pairs = mined(Want("red kettle", right=frozenset({"k0"}), near=frozenset({"k1"})))
    assert [pair.passage for pair in pairs if pair.label == 0.5] == ["Kettle 1"]


def test_known_wrong_ones_are_taken_first() -> None:
    wrong = frozenset({"c0", "c1", "c2"})
    pairs = mined(Want("boiler", right=frozenset({"k0"}), wrong=wrong))
    taught = {pair.passage for pair in pairs if pair.label == 0}
    assert {"Kettle Cleaner 0", "Kettle Cleaner 1", "Kettle Cleaner 2"} <= taught


def test_a_query_is_in_the_same_split_however_it_is_written() -> None:
    assert split_of("Red Kettle") == split_of("red kettle")
    counted = Counter(split_of(f"query {number}") for number in range(2000))
    assert 150 < counted["test"] < 250
    assert 150 < counted["validation"] < 250


def test_written_queries_that_do_not_lead_back_are_dropped() -> None:
    ranked = {"cleaner": ["c19"], "nonsense": [f"c{number}" for number in range(19)]}
    written = [(PRODUCTS["c19"], ["cleaner", "Cleaner", "nonsense"])]
    assert [want.query for want in written_wants(written, ranked.__getitem__)] == ["cleaner"]
