"""Asks a Shopify shop: its Admin API, GraphQL over HTTP, with the token of a custom app.

The version is pinned: Shopify keeps one for a year, and changes shapes between them only.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
from pydantic import SecretStr

from assistant.errors import UserError
from assistant.orders.connectors.remote import ShopSystemError, data_of

API_VERSION = "2026-07"
_SECONDS = 8.0
"""A shopper waits for this; it is also shorter than other writers wait for the local database."""
_ATTEMPTS = 3
_LONGEST_WAIT = 5.0
"""Seconds; a bucket that takes longer to fill is not waited for."""
_NOT_ALLOWED = (401, 402, 403, 404, 423)
"""Token, plan, scopes, address or shop: nothing of it mends itself."""


class ShopifyClient:
    """The Admin API of one shop; a throttled question is asked again when it can be paid for.

    Args:
        shop: The shop's own domain, such as `harbour.myshopify.com`.
        token: The access token of a custom app with the scopes that docs/operations.md names.
        http: The client to ask with; its transport may be replaced in tests.
        sleep: Waits; may be replaced in tests.
    """

    def __init__(
        self,
        shop: str,
        token: SecretStr,
        http: httpx.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = f"https://{shop}/admin/api/{API_VERSION}/graphql.json"
        self._token = token
        self._http = http or httpx.Client(timeout=_SECONDS)
        self.sleep = sleep

    def ask(self, query: str, /, **variables: object) -> dict[str, Any]:
        """Return the `data` of a query or mutation.

        Raises:
            UserError: The shop does not let this token in.
            ShopSystemError: The shop is away, too busy, or refuses the question as such.
        """
        for _ in range(_ATTEMPTS):
            answer = self._post(query, variables)
            wait = _seconds_to_wait(answer)
            if wait is None:
                return data_of(answer)
            if wait > _LONGEST_WAIT:
                break
            # What was throttled was not begun: asking again does nothing twice.
            self.sleep(wait)
        raise ShopSystemError("the shop's system is too busy to answer")

    def nodes(self, query: str, name: str, /, **variables: object) -> Iterator[dict[str, Any]]:
        """Yield what a connection holds, page by page; the query takes `$after`."""
        after: str | None = None
        while True:
            found = self.ask(query, after=after, **variables)[name]
            yield from found["nodes"]
            if not found["pageInfo"]["hasNextPage"]:
                return
            after = found["pageInfo"]["endCursor"]

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _post(self, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        headers = {"X-Shopify-Access-Token": self._token.get_secret_value()}
        asked = {"query": query, "variables": variables}
        try:
            response = self._http.post(self._url, json=asked, headers=headers)
        except httpx.HTTPError as error:
            raise ShopSystemError(f"{self._url} does not answer: {error}") from error
        if response.status_code in _NOT_ALLOWED:
            raise UserError(f"{self._url} does not let the token in: status {response.status_code}")
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            return {"retry_after": float(response.headers.get("Retry-After", 1))}
        try:
            answer: dict[str, Any] = response.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ShopSystemError(f"{self._url} does not answer: {error}") from error
        return answer


def _seconds_to_wait(answer: dict[str, Any]) -> float | None:
    """How long until the question can be paid for; None where it was not throttled."""
    if "retry_after" in answer:
        return float(answer["retry_after"])
    codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", [])]
    if "THROTTLED" not in codes:
        return None
    cost = answer["extensions"]["cost"]
    bucket = cost["throttleStatus"]
    missing: float = cost["requestedQueryCost"] - bucket["currentlyAvailable"]
    return max(0.0, missing / float(bucket["restoreRate"]))
