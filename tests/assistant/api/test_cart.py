"""The cart over HTTP: one cart, whether words or buttons fill it."""

from typing import Any

import httpx
import pytest

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.shop import ShopProfile, write_shop
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper
from tests.assistant.api.fakes import MUG, VASE, FakeAssistant, FakeShop


async def read(shopper: Shopper) -> Any:  # noqa: ANN401 - JSON
    answer = await shopper.client.get(shopper.path("cart"), headers=shopper.headers)
    assert answer.status_code == 200
    return answer.json()


async def put(shopper: Shopper, quantities: dict[str, object]) -> httpx.Response:
    body = {"quantities": quantities}
    return await shopper.client.put(shopper.path("cart"), headers=shopper.headers, json=body)


async def test_a_cart_is_empty_at_first(shopper: Shopper) -> None:
    empty = {"lines": [], "gone": [], "pieces": 0, "totals": [], "checkout": None}
    assert await read(shopper) == empty


async def test_a_put_sets_a_quantity_and_the_same_again_changes_nothing(shopper: Shopper) -> None:
    first = (await put(shopper, {MUG.id: 2})).json()
    assert (await put(shopper, {MUG.id: 2})).json() == first == await read(shopper)
    assert first["lines"][0]["quantity"] == 2
    assert first["totals"] == [{"amount": "24.00", "currency": "EUR"}]
    assert (await put(shopper, {MUG.id: 0})).json()["lines"] == []


async def test_no_more_are_put_in_than_are_left(shopper: Shopper) -> None:
    assert (await put(shopper, {MUG.id: 9})).json()["lines"][0]["quantity"] == MUG.stock
    assert (await put(shopper, {VASE.id: 1})).json()["pieces"] == MUG.stock  # none of it is left


@pytest.mark.parametrize(
    ("quantities", "status"),
    [({"unknown": 1}, 404), ({"m1": -1}, 422), ({"m1": 100}, 422), ({"m1": "many"}, 422)],
)
async def test_what_makes_no_sense_is_refused_and_nothing_is_changed(
    shopper: Shopper, quantities: dict[str, object], status: int
) -> None:
    assert (await put(shopper, {**quantities})).status_code == status
    assert (await read(shopper))["lines"] == []


async def test_what_is_gone_from_the_shop_can_still_be_taken_out(
    shopper: Shopper, store: ConversationStore
) -> None:
    store.carts.change(shopper.id, {"gone": 1})
    assert (await read(shopper))["gone"] == ["gone"]
    assert (await put(shopper, {"gone": 0})).json()["gone"] == []


async def test_a_message_fills_the_same_cart_and_its_events_carry_it(shopper: Shopper) -> None:
    await put(shopper, {MUG.id: 1})
    events = await shopper.say("put", "c1")
    [told] = [one.event["value"] for one in events if one.type == "cart"]
    assert told == await read(shopper)
    assert told["lines"][0]["quantity"] == 2


async def test_a_message_that_is_sent_again_puts_nothing_in_again(shopper: Shopper) -> None:
    await shopper.say("put", "c1")
    await shopper.say("put", "c1")
    assert (await read(shopper))["pieces"] == 1


async def test_a_reply_that_broke_leaves_the_cart_alone(
    shopper: Shopper, assistant: FakeAssistant
) -> None:
    assistant.fail = True
    await shopper.say("put", "c1")
    assert (await read(shopper))["pieces"] == 0
    assistant.fail = False
    await shopper.say("put", "c1")
    assert (await read(shopper))["pieces"] == 1


async def test_the_transcript_says_which_replies_are_about_the_cart(shopper: Shopper) -> None:
    await shopper.say("put", "c1")
    await shopper.say("a mug", "c2")
    replies = [one for one in (await shopper.transcript())["messages"] if "verdict" in one]
    assert [reply["cart"] for reply in replies] == [True, False]


async def test_the_checkout_is_where_the_shop_says(
    assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    write_shop(settings.data_dir, ShopProfile(checkout="https://shop.example/cart/{lines}"))
    app = create_app(assistant, store, settings, FakeShop())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        answer = await put(await Shopper.begin(client), {MUG.id: 2})
    assert answer.json()["checkout"] == "https://shop.example/cart/m1:2"


async def test_pages_of_the_shop_may_put_things_in(client: httpx.AsyncClient) -> None:
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "PUT"}
    assert (await client.options("/api/conversations/x/cart", headers=asked)).status_code == 200
