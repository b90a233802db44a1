"""Replays exchanges with a Shopify shop: each request must be the one that was written down.

The exchanges follow the shapes of the public Admin API; no shop's data is in them. In a file they
stand in order: operation, variables, and the answer with its status.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from assistant.orders.connectors.shopify_client import API_VERSION, ShopifyClient

SHOP, TOKEN = "harbour.myshopify.example", "shpat_secret"
_HERE = Path(__file__).parent


@dataclass
class Replay:
    """A shop that answers what it answered before, in that order; `waits` are the pauses made."""

    exchanges: list[dict[str, Any]]
    waits: list[float] = field(default_factory=list)

    def client(self) -> ShopifyClient:
        """A client that talks to it."""
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        return ShopifyClient(SHOP, SecretStr(TOKEN), http, self.waits.append)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == f"https://{SHOP}/admin/api/{API_VERSION}/graphql.json"
        assert request.headers["X-Shopify-Access-Token"] == TOKEN
        assert self.exchanges, "nothing more was to be asked"
        expected, asked = self.exchanges.pop(0), json.loads(request.content)
        assert (_operation(asked["query"]), asked["variables"]) == (
            expected["operation"],
            expected["variables"],
        )
        headers = expected.get("headers", {})
        return httpx.Response(expected["status"], json=expected["body"], headers=headers)


@contextmanager
def replay(*names: str) -> Iterator[Replay]:
    """Replay the exchanges of these files, all of them."""
    found = [json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8")) for name in names]
    shop = Replay([exchange for exchanges in found for exchange in exchanges])
    yield shop
    assert not shop.exchanges, "not everything that was expected was asked"


def _operation(query: str) -> str:
    """The operation's name; its text must be whole, with every fragment that it uses."""
    assert query.count("{") == query.count("}")
    used, known = set(re.findall(r"\.\.\.(\w+)", query)), re.findall(r"fragment (\w+) on", query)
    assert used == set(known)
    assert len(known) == len(set(known))
    found = re.search(r"(?:query|mutation) (\w+)", query)
    assert found
    return found[1]
