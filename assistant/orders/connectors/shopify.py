"""The order desk over a Shopify shop: reads customers and orders, cancels."""

from typing import Any

from sqlalchemy.orm import Session

from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.book import not_found
from assistant.orders.builtin_reads import Clock, utc_now
from assistant.orders.connectors.remote import RemoteDesk
from assistant.orders.connectors.shopify_book import ShopifyBook, quoted
from assistant.orders.connectors.shopify_client import ShopifyClient
from assistant.orders.connectors.shopify_records import gid_of, number_of
from assistant.orders.policy import Fee, Policy, load_policy
from assistant.orders.records import Variant
from assistant.orders.tables import fold, open_orders
from assistant.settings import Settings
from retrieval.database import Database

_CUSTOMERS = """query Customers($query: String!) {
  customers(first: 10, query: $query) {
    nodes {
      id firstName lastName defaultEmailAddress { emailAddress }
      addressesV2(first: 10) { nodes { zip } }
    }
  }
}"""
_VARIANT = "query Variant($id: ID!) { productVariant(id: $id) { product { id } } }"
_PRODUCTS = """query Products($after: String) {
  products(first: 100, after: $after) { nodes { id title } pageInfo { hasNextPage endCursor } }
}"""


class ShopifyDesk(RemoteDesk):
    """The desk's operations on a Shopify shop; of the WRITEs, cancelling is done there.

    Raises:
        UserError: The policy keeps a fee for cancelling: Shopify pays back everything.
    """

    def __init__(
        self, client: ShopifyClient, database: Database, policy: Policy, clock: Clock = utc_now
    ) -> None:
        super().__init__(database, policy, clock)
        if policy.cancel.fee != Fee():
            raise UserError("a Shopify order is cancelled without a fee: set cancel.fee to nothing")
        self._client = client

    def find_user_id_by_email(self, email: str, *, caller: Caller) -> str:
        """Return the id of the customer with that e-mail address; case and accents are ignored."""
        found = self._customers(f"email:{quoted(email.strip().casefold())}")
        matches = [number_of(each["id"]) for each in found if fold(_email(each)) == fold(email)]
        return self.verified("find_user_id_by_email", caller, matches)

    def find_user_id_by_name_zip(
        self,
        first_name: str,
        last_name: str,
        zip: str,  # noqa: A002 - the public domain's name
        *,
        caller: Caller,
    ) -> str:
        """Return the id of the customer of that name with an address of that zip code."""
        found = self._customers(f"first_name:{quoted(first_name)} last_name:{quoted(last_name)}")
        wanted = (fold(first_name), fold(last_name))
        matches = [
            number_of(each["id"])
            for each in found
            if (fold(each["firstName"] or ""), fold(each["lastName"] or "")) == wanted
            and zip in [address["zip"] for address in each["addressesV2"]["nodes"]]
        ]
        return self.verified("find_user_id_by_name_zip", caller, matches)

    def get_item_details(self, item_id: str) -> Variant:
        """Return one variant, by its id."""
        found = self._client.ask(_VARIANT, id=gid_of("ProductVariant", item_id))["productVariant"]
        if found is None:
            raise not_found("Item")
        product = self.get_product_details(number_of(found["product"]["id"]))
        return product.variants[item_id]

    def list_all_product_types(self) -> dict[str, str]:
        """Return product ids by product name, sorted by name."""
        found = {
            each["title"]: number_of(each["id"])
            for each in self._client.nodes(_PRODUCTS, "products")
        }
        return dict(sorted(found.items()))

    def _book(self, session: Session) -> ShopifyBook:
        return ShopifyBook(
            session, self.policy, self._clock(), public_domain_defects=False, client=self._client
        )

    def _customers(self, query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.ask(_CUSTOMERS, query=query)["customers"][
            "nodes"
        ]
        return found


def open_shopify_desk(settings: Settings, clock: Clock = utc_now) -> ShopifyDesk:
    """Open the desk over the shop that the settings name, under the shop's own policy.

    Raises:
        UserError: The policy or the local database cannot be read, or the policy cannot be kept
            there. Whether the shop answers is found out when it is first asked.
    """
    return ShopifyDesk(
        shopify_client(settings),
        open_orders(settings.data_dir),
        load_policy(settings.data_dir),
        clock,
    )


def shopify_client(settings: Settings) -> ShopifyClient:
    """Return a client of the shop that the settings name.

    Raises:
        UserError: They name none.
    """
    if settings.shopify_shop is None:
        raise UserError("no Shopify shop is set: SHOPASSIST_SHOPIFY_SHOP names its domain")
    return ShopifyClient(settings.shopify_shop, settings.shopify_token)


def _email(customer: dict[str, Any]) -> str:
    return (customer["defaultEmailAddress"] or {}).get("emailAddress") or ""
