from typing import Any

from tests.assistant.api.fakes import ACTION, CARD
from ui.chat_messages import LiveReply, shown

PRODUCTS = {"cards": [CARD.model_dump(mode="json")], "table": None}


def reply(**more: object) -> dict[str, Any]:
    entry = {"role": "assistant", "text": "Here.", "client_message_id": "c1", "feedback": None}
    return entry | {"cards": [], "table": None, "action": None} | more


def asked(status: str = "done") -> dict[str, Any]:
    return {"role": "shopper", "text": "a mug", "client_message_id": "c1", "status": status}


def transcript(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(messages), "last_event_id": "7", "owner": "assistant"}


def test_a_reply_grows_cards_first_and_starts_over_with_a_new_attempt() -> None:
    live = LiveReply()
    assert live.apply({"type": "CUSTOM", "name": "products", "value": PRODUCTS})
    assert isinstance(live.message().content, list)
    assert live.apply({"type": "TEXT_MESSAGE_CONTENT", "delta": "Here "})
    assert live.apply({"type": "TEXT_MESSAGE_CONTENT", "delta": "it is."})
    assert live.text == "Here it is."
    assert not live.apply({"type": "TEXT_MESSAGE_END"})

    assert live.apply({"type": "RUN_STARTED"})
    assert live.message().content == "…"


def test_an_error_takes_the_place_of_the_words() -> None:
    live = LiveReply(text="Here")
    live.apply({"type": "RUN_ERROR", "message": "Please try again."})
    assert live.message().content == "Please try again."


def test_only_the_last_message_asks_for_a_decision() -> None:
    action = ACTION.model_dump(mode="json")
    open_question = shown(transcript(asked(), reply(action=action)))
    decided = shown(transcript(asked(), reply(action=action), asked()))

    assert [option["value"] for option in open_question.messages[-1].options] == [
        *("Yes, go ahead", "No, leave it"),
    ]
    assert not any(message.options for message in decided.messages)


def test_verdicts_stand_beside_the_replies_and_agents_words() -> None:
    agent = {"role": "agent", "text": "Hello", "agent": "Ada", "id": 8, "at": "now"}
    now = shown(transcript(asked(), reply(feedback="down"), agent))

    assert now.verdicts == ["Dislike", None]
    assert now.ids == ["c1", "c1", ""]
    assert "Ada" in str(now.messages[-1].content)
    assert now.mark == (3, "7")


def test_a_transcript_with_a_reply_under_way_is_unfinished() -> None:
    assert shown(transcript(asked("running"))).unfinished
    assert not shown(transcript(asked(), reply())).unfinished
