"""The training data: grounded, split by shop, without doubles, the same each time."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from assistant.grounding.rendering import Renderer
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.models.vocabulary import estimate_tokens
from assistant.responder.data.build import DataSize, Example, build, shop_ranges, write_data
from assistant.responder.data.noise import noisy
from assistant.responder.data.shops import invent_shop
from assistant.responder.data.vocabulary import reply_patterns
from assistant.state import Verdict
from eval.checker.check import Checker
from eval.checker.findings import TurnContext
from eval.records import ShopRecords

pytestmark = pytest.mark.slow

_SHOPS = range(24)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(build(seed=3, shops=_SHOPS, per_shop=16, count=estimate_tokens))


async def test_every_sentence_to_be_learnt_stands_in_its_evidence(examples: list[Example]) -> None:
    for example in examples:
        ground = ground_of(example.evidence, example.understanding, example.message)
        checked = CheckedStream(ground, Renderer(example.evidence), most_sentences=3)
        sent = [sentence async for sentence in checked.sentences(_pieces(example.reply))]
        assert [check.reason for check in checked.checks if check.reason] == []
        assert " ".join(sent) == example.rendered


def test_the_independent_checker_finds_next_to_nothing_invented_in_what_is_to_be_learnt(
    examples: list[Example],
) -> None:
    checkers = {number: _checker(number) for number in _SHOPS}
    doubtful = [each for each in examples if checkers[each.shop].check(each.rendered, _seen(each))]
    # What is left are its own misreadings, such as a "chain length" taken for the other chain.
    assert len(doubtful) <= len(examples) * 0.02


def test_no_two_examples_are_alike(examples: list[Example]) -> None:
    assert len({(each.message, each.reply) for each in examples}) == len(examples)


def test_the_same_seed_gives_the_same_examples() -> None:
    def made() -> list[Example]:
        return list(build(seed=5, shops=range(2), per_shop=6, count=estimate_tokens))

    assert made() == made()


def test_no_attribute_is_named_in_most_of_the_replies(examples: list[Example]) -> None:
    made_of = sum("is made " in example.reply for example in examples)
    assert made_of < len(examples) * 0.12


def test_the_first_product_is_not_the_only_one_spoken_of(examples: list[Example]) -> None:
    several = [each for each in examples if len(each.evidence.products) > 2]
    silent_on_first = [each for each in several if "[P1]" not in each.reply]
    assert len(silent_on_first) > len(several) * 0.1


def test_near_misses_follow_ups_and_every_scene_are_among_the_examples(
    examples: list[Example],
) -> None:
    assert {each.scene for each in examples} == {
        *("matches", "wanted", "purpose", "compare", "question", "policy")
    }
    assert any(each.evidence.verdict is Verdict.CLOSEST for each in examples)
    assert any("EARLIER" in _asked(each) for each in examples)


def test_orders_in_listings_and_messages_are_never_obeyed(examples: list[Example]) -> None:
    attacked = [each for each in examples if "gnore all previous" in _asked(each)]
    assert attacked
    assert not any("free" in each.reply for each in attacked)


def test_replies_are_written_from_many_patterns() -> None:
    patterns = [pattern for group in reply_patterns().values() for pattern in group]
    assert len(set(patterns)) >= 150


def test_splits_share_no_shop() -> None:
    train, validation, test = map(set, shop_ranges(DataSize()).values())
    assert len(train | validation | test) == len(train) + len(validation) + len(test)


def test_the_files_hold_messages_and_replies_and_a_card_says_what_they_are(tmp_path: Path) -> None:
    size = DataSize(train_shops=2, validation_shops=1, test_shops=1, per_shop=4)
    write_data(size, tmp_path, estimate_tokens)
    lines = (tmp_path / "train.jsonl").read_text(encoding="utf-8").splitlines()
    assert {line["shop"] for line in map(json.loads, lines)} == {0, 1}
    assert json.loads(lines[0]).keys() == {"shop", "scene", "messages", "reply"}
    assert f"| train | 2 | {len(lines)} |" in (tmp_path / "DATA_CARD.md").read_text("utf-8")


def test_noise_rewords_a_message_in_many_ways() -> None:
    rng = Random(1)
    message = "Do you have a wool scarf for my sister, please?"
    assert len({noisy(message, rng) for _ in range(50)}) > 20


def _asked(example: Example) -> str:
    return next(each["content"] for each in example.messages[::-1] if each["role"] == "user")


async def _pieces(reply: str) -> AsyncIterator[str]:
    yield reply


def _checker(number: int) -> Checker:
    shop = invent_shop(number)
    products = [item.product for items in shop.items.values() for item in items]
    passages = tuple(rule.passage.text for rule in shop.rules)
    return Checker(ShopRecords.of(products, passages=passages, shop_name=shop.info.name))


def _seen(example: Example) -> TurnContext:
    return TurnContext(messages=(example.message,), cards=tuple(example.evidence.product_ids()))
