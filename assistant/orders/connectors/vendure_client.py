"""Asks a Vendure server: its Admin API, GraphQL over HTTP, signed in as an administrator."""

from collections.abc import Mapping
from typing import Any

import httpx
from pydantic import SecretStr

from assistant.errors import UserError
from assistant.orders.connectors.remote import ShopSystemError, data_of

_SECONDS = 8.0
"""A shopper waits for this; it is also shorter than other writers wait for the local database."""
_LOGIN = """
mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) {
    ... on CurrentUser { id }
    ... on ErrorResult { message }
  }
}
"""
_TOKEN_HEADER = "vendure-auth-token"


class VendureClient:
    """The Admin API of one server; signs in at the first question, and again when it must.

    Args:
        url: Address of the Admin API, such as `https://shop.example/admin-api`.
        username: An administrator who may read customers and orders, and cancel and refund.
        password: That administrator's password.
        http: The client to ask with; its transport may be replaced in tests.
    """

    def __init__(
        self, url: str, username: str, password: SecretStr, http: httpx.Client | None = None
    ) -> None:
        self._url = url
        self._username = username
        self._password = password
        self._http = http or httpx.Client(timeout=_SECONDS)
        self._token: str | None = None

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """Return the `data` of a query or mutation.

        Raises:
            ShopSystemError: The server is away, or refuses the question as such.
        """
        if self._token is None:
            self._sign_in()
        answer = self._post(query, variables)
        if _is_forbidden(answer):
            self._sign_in()
            answer = self._post(query, variables)
        return data_of(answer)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _sign_in(self) -> None:
        self._token = None
        who = {"username": self._username, "password": self._password.get_secret_value()}
        login = data_of(self._post(_LOGIN, who))["login"]
        if "id" not in login:
            raise UserError(f"{self._url} does not know {self._username}: {login.get('message')}")

    def _post(self, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            response = self._http.post(
                self._url, json={"query": query, "variables": variables}, headers=headers
            )
            answer: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ShopSystemError(f"{self._url} does not answer: {error}") from error
        self._token = response.headers.get(_TOKEN_HEADER, self._token)
        return answer


def _is_forbidden(answer: dict[str, Any]) -> bool:
    codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", [])]
    return "FORBIDDEN" in codes
