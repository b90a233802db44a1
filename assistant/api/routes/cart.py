"""The cart of a conversation: read, and set."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.api.context import Api, ApiDep, ConversationDep
from assistant.cart import MOST_LINES, MOST_OF_ONE, Cart, Quantities, can_be_had, priced_cart
from assistant.errors import NotFoundError

router = APIRouter(prefix="/api/conversations/{conversation_id}/cart", tags=["cart"])

ProductId = Annotated[str, Field(min_length=1, max_length=200)]
Quantity = Annotated[int, Field(ge=0, le=MOST_OF_ONE)]


class CartChange(BaseModel):
    """How many pieces of each product there are to be; others stay as they are, 0 takes out."""

    quantities: dict[ProductId, Quantity] = Field(max_length=MOST_LINES)


@router.get("")
def read(api: ApiDep, conversation: ConversationDep) -> Cart:
    """Return the cart with the prices and the stock of this moment."""
    return _priced(api, conversation.cart)


@router.put("")
def change(api: ApiDep, conversation: ConversationDep, wanted: CartChange) -> Cart:
    """Set quantities, at most what is left of each; the same again changes nothing."""
    found = {each.id: each for each in api.index.catalog.get_many(wanted.quantities)}
    unknown = [one for one, quantity in wanted.quantities.items() if quantity and one not in found]
    if unknown:
        raise NotFoundError(f"there is no such product: {unknown[0]}")
    allowed = {
        product_id: can_be_had(found[product_id], quantity) if quantity else 0
        for product_id, quantity in wanted.quantities.items()
    }
    return _priced(api, api.store.carts.change(conversation.id, allowed))


def _priced(api: Api, quantities: Quantities) -> Cart:
    return priced_cart(api.index.catalog, quantities, api.checkout)
