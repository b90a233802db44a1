"""The order desk over a Vendure server: reads customers and orders, cancels and refunds."""

from typing import Any

from sqlalchemy.orm import Session

from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.book import not_found
from assistant.orders.builtin_reads import Clock, utc_now
from assistant.orders.connectors.remote import RemoteDesk
from assistant.orders.connectors.vendure_book import VendureBook
from assistant.orders.connectors.vendure_client import VendureClient
from assistant.orders.policy import Policy, load_policy
from assistant.orders.records import Variant
from assistant.orders.tables import fold, open_orders
from assistant.settings import Settings
from retrieval.database import Database

_CUSTOMERS = """query ($filter: CustomerFilterParameter!) {
  customers(options: {filter: $filter}) { items { id firstName lastName emailAddress } }
}"""
_VARIANT = "query ($id: ID!) { productVariant(id: $id) { productId } }"
_PRODUCTS = "{ products(options: {take: 1000}) { items { id name } } }"


class VendureDesk(RemoteDesk):
    """The desk's operations on a Vendure server; of the WRITEs, cancelling is done there."""

    def __init__(
        self, client: VendureClient, database: Database, policy: Policy, clock: Clock = utc_now
    ) -> None:
        super().__init__(database, policy, clock)
        self._client = client

    def find_user_id_by_email(self, email: str, *, caller: Caller) -> str:
        """Return the id of the customer with that e-mail address; case and accents are ignored."""
        found = self._customers({"emailAddress": {"eq": email.strip().casefold()}})
        matches = [each for each in found if fold(each["emailAddress"]) == fold(email)]
        return self.verified("find_user_id_by_email", caller, [each["id"] for each in matches])

    def find_user_id_by_name_zip(
        self,
        first_name: str,
        last_name: str,
        zip: str,  # noqa: A002 - the public domain's name
        *,
        caller: Caller,
    ) -> str:
        """Return the id of the customer of that name with an address of that zip code."""
        found = self._customers({"postalCode": {"eq": zip}})
        named = (fold(first_name), fold(last_name))
        matches = [c for c in found if (fold(c["firstName"]), fold(c["lastName"])) == named]
        return self.verified("find_user_id_by_name_zip", caller, [each["id"] for each in matches])

    def get_item_details(self, item_id: str) -> Variant:
        """Return one variant, by its id."""
        found = self._client.ask(_VARIANT, id=item_id)["productVariant"]
        if found is None:
            raise not_found("Item")
        return self.get_product_details(found["productId"]).variants[item_id]

    def list_all_product_types(self) -> dict[str, str]:
        """Return product ids by product name, sorted by name."""
        found = self._client.ask(_PRODUCTS)["products"]["items"]
        return {each["name"]: each["id"] for each in sorted(found, key=lambda each: each["name"])}

    def _book(self, session: Session) -> VendureBook:
        return VendureBook(
            session, self.policy, self._clock(), public_domain_defects=False, client=self._client
        )

    def _customers(self, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.ask(_CUSTOMERS, filter=wanted)["customers"][
            "items"
        ]
        return found


def open_vendure_desk(settings: Settings, clock: Clock = utc_now) -> VendureDesk:
    """Open the desk over the server that the settings name, under the shop's own policy.

    Raises:
        UserError: The policy or the local database cannot be read. Whether the server answers
            is found out when it is first asked.
    """
    return VendureDesk(
        vendure_client(settings),
        open_orders(settings.data_dir),
        load_policy(settings.data_dir),
        clock,
    )


def vendure_client(settings: Settings) -> VendureClient:
    """Return a client of the server that the settings name.

    Raises:
        UserError: They name none.
    """
    if settings.vendure_url is None:
        raise UserError("no Vendure server is set: SHOPASSIST_VENDURE_URL names its Admin API")
    return VendureClient(settings.vendure_url, settings.vendure_username, settings.vendure_password)
