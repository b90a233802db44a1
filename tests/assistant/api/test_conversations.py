import time

import httpx
from pydantic import SecretStr

from assistant.api.identity import sign_shopper
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper
from tests.assistant.api.fakes import FakeAssistant

FAR = 4_000_000_000


async def test_ids_and_tokens_are_long_and_never_the_same(client: httpx.AsyncClient) -> None:
    shoppers = [await Shopper.begin(client) for _ in range(50)]

    assert len({one.id for one in shoppers} | {one.token for one in shoppers}) == 100
    assert min(len(one.id) for one in shoppers) >= 20


async def test_a_conversation_begins_without_a_body(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/conversations")).status_code == 201


async def test_every_room_of_a_conversation_needs_its_token(client: httpx.AsyncClient) -> None:
    shopper, stranger = await Shopper.begin(client), await Shopper.begin(client)
    await shopper.say("my secret")
    rooms = [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "messages"),
        ("GET", "events"),
        ("POST", "feedback"),
        ("POST", "handoff"),
        ("GET", "cart"),
        ("PUT", "cart"),
    ]
    body = {"text": "a", "client_message_id": "c1", "rating": "up"}
    strange = {b"Authorization": "Bearer é".encode("latin-1")}
    for headers in (httpx.Headers(), httpx.Headers(stranger.headers), httpx.Headers(strange)):
        for method, room in rooms:
            answer = await client.request(method, shopper.path(room), headers=headers, json=body)
            assert answer.status_code == 403, (method, room)
            assert "secret" not in answer.text


async def test_a_conversation_that_does_not_exist_is_not_found(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/conversations/x", headers={"Authorization": "Bearer y"})

    assert answer.status_code == 404
    assert "no such conversation" in answer.json()["error"]["message"]


async def test_the_transcript_has_messages_replies_and_agents_words_in_order(
    shopper: Shopper, store: ConversationStore
) -> None:
    await shopper.say("a mug", "c1")
    store.desk.claim(shopper.id, "Ada")
    store.desk.say(shopper.id, "Ada", "Hello, Ada here.")
    store.desk.remark(shopper.id, "Ada", "a difficult one")
    await shopper.say("hi Ada", "c2")

    transcript = await shopper.transcript()
    said = [(one["role"], one["text"]) for one in transcript["messages"]]
    assert said == [
        ("shopper", "a mug"),
        ("assistant", "You said: a mug"),
        ("agent", "Hello, Ada here."),
        ("shopper", "hi Ada"),
    ]
    assert transcript["owner"] == "agent"
    assert transcript["messages"][1]["cards"][0]["id"] == "m1"
    assert "difficult" not in str(transcript)


async def test_a_signed_shopper_is_verified(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    signed = sign_shopper(SecretStr("secret"), "u1", FAR)
    shopper = await Shopper.begin(client, shopper=signed.model_dump())
    await shopper.say("where is my order?")

    assert assistant.heard[0][0].shopper.model_dump() == {"id": "u1", "verified": True}


async def test_a_forged_or_stale_signature_is_refused(client: httpx.AsyncClient) -> None:
    good = sign_shopper(SecretStr("secret"), "u1", FAR)
    stale = sign_shopper(SecretStr("secret"), "u1", int(time.time()) - 1)
    for forged in (
        good.model_copy(update={"id": "u2"}),
        good.model_copy(update={"expires": FAR + 1}),
        good.model_copy(update={"signature": "é"}),
        sign_shopper(SecretStr("other"), "u1", FAR),
        stale,
    ):
        body = {"shopper": forged.model_dump()}
        assert (await client.post("/api/conversations", json=body)).status_code == 403


async def test_an_erased_conversation_is_gone_for_everyone(
    shopper: Shopper, store: ConversationStore
) -> None:
    await shopper.say("a mug")
    answer = await shopper.client.delete(shopper.path(), headers=shopper.headers)

    assert answer.status_code == 204
    assert (await shopper.post("a mug")).status_code == 404
    assert store.review.page() == []


async def test_feedback_is_kept_and_the_last_word_counts(
    shopper: Shopper, store: ConversationStore
) -> None:
    await shopper.say("a mug")
    for rating in ("up", "down"):
        body = {"client_message_id": "c1", "rating": rating, "reason": "wrong product"}
        answer = await shopper.client.post(
            shopper.path("feedback"), json=body, headers=shopper.headers
        )
        assert answer.status_code == 204

    kept = store.review.transcript(shopper.id).turns[0].feedback
    assert kept is not None
    assert (kept.rating, kept.reason) == ("down", "wrong product")


async def test_feedback_on_an_unknown_message_or_with_a_strange_thumb_is_refused(
    shopper: Shopper,
) -> None:
    for body, status in (
        ({"client_message_id": "c9", "rating": "up"}, 404),
        ({"client_message_id": "c9", "rating": "sideways"}, 422),
    ):
        answer = await shopper.client.post(
            shopper.path("feedback"), json=body, headers=shopper.headers
        )
        assert answer.status_code == status
