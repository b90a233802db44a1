"""A real Vendure server for the tests: installed once, started on a free port, with customers."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from assistant.orders.connectors.vendure_client import VendureClient

HERE = Path(__file__).parent
INSTALLED = Path("var") / "vendure"
_ADDRESS = {
    "fullName": "Noah Brown",
    "streetLine1": "1 Lake St",
    "city": "Denver",
    "province": "CO",
    "postalCode": "80279",
    "countryCode": "US",
}
_CREATE = """mutation ($input: CreateCustomerInput!) {
  createCustomer(input: $input, password: "a-long-password") { ... on Customer { id } }
}"""
_ADD_ADDRESS = """mutation ($id: ID!, $input: CreateAddressInput!) {
  createCustomerAddress(customerId: $id, input: $input) { id }
}"""
_LOGIN = """mutation ($email: String!) {
  login(username: $email, password: "a-long-password") { __typename }
}"""
_ADD_ITEM = """mutation ($variant: ID!, $quantity: Int!) {
  addItemToOrder(productVariantId: $variant, quantity: $quantity) { __typename }
}"""
_SHIP_TO = """mutation ($address: CreateAddressInput!) {
  setOrderShippingAddress(input: $address) { __typename }
}"""
_SHIP_BY = """mutation ($methods: [ID!]!) {
  setOrderShippingMethod(shippingMethodId: $methods) { __typename }
}"""
_PAY = """mutation {
  addPaymentToOrder(input: {method: "card", metadata: {}}) { ... on Order { code } }
}"""


@dataclass(frozen=True)
class VendureShop:
    """A running server."""

    url: str

    def admin(self, http: httpx.Client | None = None) -> VendureClient:
        """A client of the Admin API."""
        password = SecretStr("superadmin")
        return VendureClient(f"{self.url}/admin-api", "superadmin", password, http)

    def add_customer(self, email: str, first_name: str, last_name: str) -> str:
        """Make a customer with an address in Denver; return the id."""
        admin = self.admin()
        names = {"emailAddress": email, "firstName": first_name, "lastName": last_name}
        customer: str = admin.ask(_CREATE, input=names)["createCustomer"]["id"]
        admin.ask(_ADD_ADDRESS, id=customer, input=_ADDRESS | {"defaultShippingAddress": True})
        return customer

    def buy(self, email: str, variants: dict[str, int]) -> str:
        """Buy as a customer does, through the Shop API; return the order's code."""
        with httpx.Client(base_url=self.url, timeout=30) as http:
            ask = _Shopper(http)
            ask(_LOGIN, email=email)
            for variant, quantity in variants.items():
                ask(_ADD_ITEM, variant=variant, quantity=quantity)
            ask(_SHIP_TO, address=_ADDRESS)
            method = ask("{ eligibleShippingMethods { id } }")["eligibleShippingMethods"][0]
            ask(_SHIP_BY, methods=[method["id"]])
            ask('mutation { transitionOrderToState(state: "ArrangingPayment") { __typename } }')
            code: str = ask(_PAY)["addPaymentToOrder"]["code"]
        return code


class _Shopper:
    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def __call__(self, query: str, **variables: object) -> dict[str, Any]:
        answer = self._http.post("/shop-api", json={"query": query, "variables": variables})
        if token := answer.headers.get("vendure-auth-token"):
            self._http.headers["Authorization"] = f"Bearer {token}"
        data: dict[str, Any] = answer.json()["data"]
        return data


@contextmanager
def running_vendure() -> Iterator[VendureShop]:
    """Install the server where it is not, run it, and end it."""
    folder = _installed()
    port = _free_port()
    # Its own telemetry is off: nothing of these tests leaves the machine.
    environment = os.environ | {"VENDURE_DISABLE_TELEMETRY": "true"}
    with subprocess.Popen(
        ["node", str(HERE / "server.mjs"), str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = list(iter(process.stdout.readline, "ready\n")) if process.poll() is None else []
            assert process.poll() is None, f"Vendure did not start: {''.join(said)}"
            yield VendureShop(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def _installed() -> Path:
    npm = shutil.which("npm")
    assert npm, "the Vendure tests need Node.js and npm: install them (Debian: nodejs npm)"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    wanted, present = HERE / "package.json", INSTALLED / "package.json"
    if not present.exists() or present.read_bytes() != wanted.read_bytes():
        shutil.copy(wanted, INSTALLED / "wanted.json")
        (INSTALLED / "wanted.json").rename(present)
        command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
        try:
            subprocess.run(command, cwd=INSTALLED, check=True, capture_output=True, timeout=280)
        except subprocess.SubprocessError:
            present.unlink()
            raise
    return INSTALLED.resolve()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
