"""The shoppers of the order data: who they are, where they live, how they pay."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.demo_shop.codes import slug
from assistant.demo_shop.source import read_yaml

Record = dict[str, Any]


class PersonSource(BaseModel):
    """A shopper as written down; `pays` holds what is particular to each payment method's id."""

    model_config = ConfigDict(extra="forbid")

    name: tuple[str, str]
    address: tuple[str, str, str, str, str]
    pays: dict[str, dict[str, str | float]]


def build_people() -> dict[str, Record]:
    """Make the record of every shopper, by id, without orders yet."""
    return {
        user_id: _record(user_id, PersonSource(**person))
        for user_id, person in read_yaml("people.yaml").items()
    }


def _record(user_id: str, person: PersonSource) -> Record:
    first, last = person.name
    street, line, city, state, code = person.address
    return {
        "user_id": user_id,
        "name": {"first_name": first, "last_name": last},
        "address": {
            "address1": street,
            "address2": line,
            "city": city,
            "country": "USA",
            "state": state,
            "zip": code,
        },
        "email": f"{slug(first, last).replace('-', '.')}@example.com",
        "payment_methods": {
            # An id begins with its kind: credit_card_1234567.
            method: {"source": method.rpartition("_")[0], "id": method, **particulars}
            for method, particulars in person.pays.items()
        },
        "orders": [],
    }
