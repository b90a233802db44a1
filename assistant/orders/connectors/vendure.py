"""The order desk over a Vendure server: reads customers and orders, cancels and refunds.

The audit trail and the idempotency keys stay in `orders.db` beside the indexes; the records are
read from the server each time, so that nothing told to a shopper is out of date.
"""

from typing import Any

from sqlalchemy.orm import Session

from assistant.errors import UserError
from assistant.orders.audit import DONE, Caller
from assistant.orders.book import not_found
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.builtin_reads import Clock, utc_now
from assistant.orders.connectors.vendure_book import VendureBook
from assistant.orders.connectors.vendure_client import VendureClient
from assistant.orders.desk import Approval, Preview
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import CancelPendingOrder, Change, Operation
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


class VendureDesk(BuiltinDesk):
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
        return self._verified("find_user_id_by_email", caller, matches)

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
        return self._verified("find_user_id_by_name_zip", caller, matches)

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

    def preview(self, operation: Operation, *, caller: Caller) -> Preview:
        """Work out what the operation would change; one that is not done here is refused."""
        _check_done_here(operation)
        return super().preview(operation, caller=caller)

    def perform(self, operation: Operation, *, approval: Approval) -> Change:
        """Do the operation on the server, once for the approval's key."""
        _check_done_here(operation)
        return super().perform(operation, approval=approval)

    def _book(self, session: Session) -> VendureBook:
        return VendureBook(
            session, self.policy, self._clock(), public_domain_defects=False, client=self._client
        )

    def _customers(self, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.ask(_CUSTOMERS, filter=wanted)["customers"][
            "items"
        ]
        return found

    def _verified(self, action: str, caller: Caller, matches: list[dict[str, Any]]) -> str:
        # Two customers of one name and zip: neither is verified by it.
        found: str | None = matches[0]["id"] if len(matches) == 1 else None
        outcome = DONE if found else str(not_found("User"))
        with self._database.session() as session:
            self._note(session, caller, "verify", action, found, outcome)
        if found is None:
            raise not_found("User")
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


def _check_done_here(operation: Operation) -> None:
    if not isinstance(operation, CancelPendingOrder):
        line = f"{operation.name} is not done in this shop's system from here"
        raise DeskError(RefusalCode.UNSUPPORTED, line)
