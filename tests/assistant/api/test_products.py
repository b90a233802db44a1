from pathlib import Path

import httpx
import pytest


async def test_products_are_listed_with_their_total(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/products", params={"in_stock": True})).json()

    assert answer["total"] == 1
    assert answer["products"][0]["price"] == {"amount": "12.00", "currency": "EUR"}
    assert answer["products"][0]["in_stock"] is True


async def test_products_are_listed_in_the_order_asked_for(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/products", params={"sort": "price_down", "limit": 1})).json()

    assert [one["id"] for one in answer["products"]] == ["v/1"]


async def test_products_are_searched_by_words(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/products", params={"q": "vase\x00"})).json()

    assert [one["id"] for one in answer["products"]] == ["v/1"]


async def test_a_product_is_found_by_its_id_whatever_is_in_it(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/products/v%2F1")).json()["title"] == "Tall vase"
    missing = await client.get("/api/products/nothing")
    assert missing.status_code == 404
    assert missing.json() == {"error": {"message": "there is no such product"}}


async def test_departments_have_their_number_of_products(client: httpx.AsyncClient) -> None:
    departments = (await client.get("/api/departments")).json()

    assert departments[0] == {"name": "Kitchen", "products": 1}


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": "x"}, {"price_max": "nan"}, {"price_min": -1}, {"sort": "x"}]
)
async def test_a_query_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, query: dict[str, str]
) -> None:
    answer = await client.get("/api/products", params=query)

    assert answer.status_code == 422
    assert next(iter(query)) in answer.json()["error"]["message"]


async def test_a_picture_is_served_and_cached_for_long(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "m1.svg").write_text("<svg/>")
    answer = await client.get("/images/m1.svg")

    assert answer.text == "<svg/>"
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "name",
    [
        "missing.png",
        "%2e%2e/conversations.db",
        "..%2fsecret.svg",
        "%2fetc%2fpasswd",
        ".hidden.svg",
        "a%00.svg",
        "conversations.db",
        "x" * 300 + ".svg",
    ],
)
async def test_a_picture_that_is_not_there_is_a_placeholder_and_nothing_else_is_served(
    client: httpx.AsyncClient, tmp_path: Path, name: str
) -> None:
    (tmp_path / "secret.svg").write_text("secret")
    answer = await client.get(f"/images/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "secret" not in answer.text
    assert "immutable" not in answer.headers["cache-control"]
