import json

from assistant.state import (
    Evidence,
    EvidencePassage,
    EvidenceProduct,
    Intent,
    Timings,
    Understanding,
    Verdict,
)
from assistant.store import ConversationStore
from assistant.store.live import LiveSettings
from retrieval.filters import Constraints
from tests.assistant.api.fakes import CARD, MUG
from tests.assistant.store.conftest import answer, bad_check
from ui.console.audit import audit_lines
from ui.console.transcript import transcript_html
from ui.console.turn_details import chosen_turn, details_html


def a_conversation(store: ConversationStore) -> str:
    """One answered turn, taken over, with a note and an agent's words."""
    conversation_id, _ = store.create()
    answer(
        store,
        conversation_id,
        message="a <b>mug</b>",
        reply="The **Blue mug** is <nice>.",
        cards=[CARD],
        checks=[bad_check()],
        understanding=Understanding(
            intent=Intent.PRODUCT_SEARCH,
            confidence=0.87,
            query="blue mug",
            constraints=Constraints(color="blue", price_max=40),
        ),
        evidence=Evidence(
            verdict=Verdict.MATCHES,
            statement="One fits.",
            products=[EvidenceProduct(ref="P1", product=MUG, misses=["not red"])],
            passages=[EvidencePassage(ref="D1", text="Mugs are fired twice.", source="faq")],
        ),
        timings=Timings(first_card=41.5, total=1234),
        source="model",
        model="tiny",
        prompt_version="reply@7",
        prompt_tokens=812,
        reply_tokens=64,
    )
    store.desk.claim(conversation_id, "Ada")
    store.desk.remark(conversation_id, "Ada", "<i>angry</i>")
    store.desk.say(conversation_id, "Ada", "sorry")
    return conversation_id


def test_the_transcript_tells_everything_in_order_and_escaped(store: ConversationStore) -> None:
    html = transcript_html(store.review.transcript(a_conversation(store)), "c1")

    told = ["a mug", "Blue mug", "<strong>Blue mug</strong> is &lt;nice&gt;.", "1 failed", "1.2 s"]
    told += ["Ada took over", "&lt;i&gt;angry&lt;/i&gt;", "sorry"]
    places = [html.find(part) for part in told]
    assert -1 not in places
    assert places == sorted(places)
    assert 'data-turn="c1" aria-current="true"' in html


def test_the_details_of_a_turn_show_all_that_it_rests_on(store: ConversationStore) -> None:
    transcript = store.review.transcript(a_conversation(store))
    html = details_html(chosen_turn(transcript, None), LiveSettings(prompt_price=1000))

    for told in (
        *("product_search", "87 %", "blue mug", "color = blue", "price_max = 40"),
        *("matches", "One fits.", "P1", "m1", "not red", "D1", "Mugs are fired twice."),
        *("dropped", "It is free.", "price", "tiny", "reply@7", "812 in, 64 out", "0.812"),
        *("first card", "1234"),
    ):
        assert told in html, told
    assert "<b>mug" not in html


def test_without_a_choice_the_latest_reply_is_shown(store: ConversationStore) -> None:
    conversation_id, _ = store.create()
    answer(store, conversation_id, "c1")
    answer(store, conversation_id, "c2")
    store.inbox.accept(conversation_id, "c3", "and?")
    transcript = store.review.transcript(conversation_id)

    def chosen(turn_id: str | None) -> str | None:
        found = chosen_turn(transcript, turn_id)
        return found.client_message_id if found else None

    assert [chosen(None), chosen("c1"), chosen("c3")] == ["c2", "c1", "c2"]
    assert chosen_turn(None, None) is None
    assert "No reply yet" in details_html(None, LiveSettings())


def test_the_audit_has_every_step_with_its_evidence(store: ConversationStore) -> None:
    conversation_id = a_conversation(store)
    store.review.rate(conversation_id, "c1", "down", "wrong")
    lines = [json.loads(line) for line in audit_lines(store.review.transcript(conversation_id))]

    assert [line["kind"] for line in lines] == [
        *("created", "turn", "owner", "note", "agent_message", "feedback"),
    ]
    turn = lines[1]
    assert turn["turn"]["checks"][0]["outcome"] == "dropped"
    assert turn["turn"]["evidence"]["products"][0]["product"]["id"] == "m1"
    assert turn["feedback"]["reason"] == "wrong"
    assert {line["conversation_id"] for line in lines} == {conversation_id}
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
