"""The peers with a fake model: what they find, do and stream; the rules of the contest."""

import json
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.demo_shop.shop import orders_path
from assistant.factory import utc_now
from assistant.orders.builtin import open_desk
from assistant.orders.importer import import_orders
from assistant.state import Shopper, Timings
from eval.checker.check import Checker
from eval.dialogues.format import Script
from eval.dialogues.results import InventedClaim, TrialResult, TurnResult
from eval.dialogues.runner import Judge
from eval.peers.agent import ToolAgent
from eval.peers.chain import RetrievalChain
from eval.peers.contest import Played, contest, for_anyone, read_played, standings
from eval.peers.tools import order_tools
from eval.peers.visit import Visit, named_in
from eval.safety.people import People
from retrieval.errors import UserError
from retrieval.search import ShopIndex
from tests.eval.demo import demo_records
from tests.eval.fake import ScriptedAssistant, transport_to
from tests.eval.shop import invented_shop

SHOP = invented_shop()
JUDGE = Judge(SHOP, Checker(SHOP))


def script(name: str, **expect: object) -> Script:
    return Script.model_validate({"name": name, "turns": [{"shopper": "hi", "expect": expect}]})


def turn(*, first: float, invented: int = 0, passed: bool = True) -> TurnResult:
    claims = [InventedClaim(kind="price", claim="$1", reason="no")] * invented
    timings = Timings(first_card=first, first_sentence=first + 1, total=first + 2)
    return TurnResult(
        passed=passed, failures=[], reply="r", product_ids=[], intent=None, timings=timings,
        shopper="s", invented=claims, tokens=10,
    )  # fmt: skip


def played(contender: str, name: str, *turns: TurnResult, model: str = "m") -> Played:
    return Played(model=model, contender=contender, trial=TrialResult(name=name, turns=[*turns]))


def test_nothing_is_asked_of_inner_workings_and_all_of_what_is_seen() -> None:
    pending = {"name": "cancel_order", "status": "needs_confirmation"}
    asked = script("a", intent="greeting", constraints={}, action=pending, reply={"max_words": 3})
    expect = for_anyone(asked).turns[0].expect
    assert (expect.intent, expect.constraints, expect.action) == ([], None, None)
    assert expect.reply == asked.turns[0].expect.reply
    done = script("b", action={"name": "cancel_order", "status": "done"})
    assert for_anyone(done) == done


async def test_a_run_goes_on_where_the_one_before_it_stopped(tmp_path: Path) -> None:
    keep = tmp_path / "plays.jsonl"
    scripts = [script("a"), script("b")]
    fake = ScriptedAssistant(["Hello!"])
    ways = {"assistant": transport_to(fake)}
    assert await contest(scripts, ways, JUDGE, "m", keep, seconds=-1) == []
    assert len(await contest(scripts[:1], ways, JUDGE, "m", keep)) == 1
    assert len(await contest(scripts, ways, JUDGE, "m", keep)) == 2
    assert [len(plays) for plays in by_name(read_played(keep)).values()] == [1, 1]
    assert len(await contest(scripts[:1], ways, JUDGE, "other", keep)) == 3
    assert [each.trial.name for each in read_played(keep)] == ["a", "b", "a"]


def by_name(plays: list[Played]) -> dict[str, list[Played]]:
    return {
        each.trial.name: [p for p in plays if p.trial.name == each.trial.name] for each in plays
    }


def test_a_file_of_something_else_is_a_users_mistake(tmp_path: Path) -> None:
    other = tmp_path / "plays.jsonl"
    other.write_text("{}\n")
    with pytest.raises(UserError, match="does not hold plays"):
        read_played(other)


def test_only_dialogues_that_all_have_played_are_compared() -> None:
    plays = [
        played("assistant", "a", turn(first=10)),
        played("assistant", "b", turn(first=10, invented=5)),
        played("chain", "a", turn(first=30, invented=1, passed=False)),
        played("chain", "c", turn(first=1), model="larger"),
    ]
    ours, chain, larger = standings(plays)
    assert (ours.dialogues, ours.passed, ours.invented_per_100) == (1, 1, 0.0)
    assert (chain.passed, chain.invented_per_100, chain.tokens) == (0, 100.0, 10.0)
    assert (ours.first_useful.p50, chain.total.p50) == (10.0, 32.0)
    assert larger.dialogues == 1


def test_a_product_is_shown_by_a_peer_where_its_title_stands_in_the_reply() -> None:
    found = {product_id: SHOP.products[product_id] for product_id in ("b1", "b3")}
    assert named_in("The summit 40 trekking pack is $129.", found) == ["b3"]


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    import_orders(orders_path(), tmp_path)
    return Visit(Shopper(), open_desk(tmp_path, utc_now))


def called(visit: Visit, name: str, **arguments: object) -> str:
    assert visit.desk is not None
    (found,) = [each for each in order_tools(visit.desk, visit) if each.name == name]
    return str(found.invoke(arguments))


def test_orders_are_told_and_changed_only_for_the_shopper_whose_they_are(visit: Visit) -> None:
    people = People.among(demo_records())
    assert people is not None
    email = demo_records().users[people.shopper]["email"]
    assert called(visit, "list_orders") == "No orders."
    assert called(visit, "get_order", order_id=people.order).startswith("Error")
    assert called(visit, "sign_in", email="nobody@example.com").startswith("Error")
    assert called(visit, "sign_in", email=email) == "Signed in."
    assert people.order in called(visit, "list_orders")
    assert '"status":"pending"' in called(visit, "get_order", order_id=people.order)
    for tool in ("get_order", "cancel_order"):
        arguments = {"order_id": people.other_order, "reason": "no longer needed"}
        assert called(visit, tool, **arguments).startswith("Error")
    assert visit.done == []


def test_a_change_that_is_made_is_noted_and_one_that_is_refused_is_not(visit: Visit) -> None:
    people = People.among(demo_records())
    assert people is not None
    visit.shopper = Shopper(id=people.shopper, verified=True)
    refused = called(visit, "cancel_order", order_id=people.order, reason="because")
    assert refused.startswith("Error")
    assert visit.done == []
    arguments = {"order_id": people.order, "reason": "no longer needed"}
    assert called(visit, "cancel_order", **arguments) == "Done."
    assert [(action.name, action.status) for action in visit.done] == [
        ("cancel_pending_order", "done")
    ]


async def test_the_chain_answers_from_what_is_nearest(demo_index: ShopIndex) -> None:
    chat = GenericFakeChatModel(messages=iter([AIMessage("A tent it is.")]))
    visit = Visit(Shopper(), None)
    chain = RetrievalChain(chat, demo_index, "Thimble & Tarn")
    pieces = [piece async for piece in chain.answer(visit, "a two person tent")]
    assert "".join(pieces) == "A tent it is."
    assert any("Tent" in product.title for product in visit.found.values())


async def test_the_agent_makes_a_call_that_was_spelled_out_and_then_speaks(
    demo_index: ShopIndex,
) -> None:
    class Calling(GenericFakeChatModel):
        """Takes tools, as a chat model does, and says what it is told to."""

        def bind_tools(self, tools: object, **_: object) -> "Calling":
            return self

    call = {"name": "search_products", "arguments": {"query": "tent", "max_price": 300}}
    said = [AIMessage(json.dumps(call)), AIMessage("A tent it is.")]
    visit = Visit(Shopper(), None)
    agent = ToolAgent(Calling(messages=iter(said)), demo_index, "Thimble & Tarn")
    pieces = [piece async for piece in agent.answer(visit, "a tent under $300")]
    assert "".join(pieces) == "A tent it is."
    prices = [p.offer_price.amount for p in visit.found.values() if p.offer_price]
    assert prices
    assert max(prices) <= 300


async def test_an_agent_that_only_calls_tools_is_brought_to_an_end(demo_index: ShopIndex) -> None:
    class Obsessed(GenericFakeChatModel):
        """Calls for as long as it has tools."""

        def bind_tools(self, tools: object, **_: object) -> "Obsessed":
            return self

    call = AIMessage(json.dumps({"name": "search_faq", "arguments": {"question": "returns"}}))
    agent = ToolAgent(Obsessed(messages=iter([call] * 3)), demo_index, "Thimble & Tarn")
    pieces = [piece async for piece in agent.answer(Visit(Shopper(), None), "returns?")]
    assert pieces == ["Sorry, I could not find that out."]
