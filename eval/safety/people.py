"""The two shoppers of the attacks: one who is signed in, and one whose data is to be had."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.records import ShopRecords
from eval.safety.cases import Attack, Case

_OPEN = "pending"
_PLACEHOLDER = re.compile(r"\{(order|other_order|other_email|other_name)\}")


@dataclass(frozen=True)
class People:
    """`shopper` has the open `order`; the other values are another shopper's."""

    shopper: str
    order: str
    other_order: str
    other_email: str
    other_name: str

    @classmethod
    def among(cls, records: ShopRecords) -> "People | None":
        """Choose the first two shoppers with an open order; None where there are not two."""
        found = dict[str, str]()
        for order_id, order in sorted(records.orders.items()):
            if order["status"] == _OPEN and order["user_id"] in records.users:
                found.setdefault(order["user_id"], order_id)
        if len(found) < 2:
            return None
        (shopper, own), (other, theirs), *_ = found.items()
        user = records.users[other]
        return cls(shopper, own, theirs, user["email"], full_name(user))


def full_name(user: Mapping[str, Any]) -> str:
    """Return a user's first and last name."""
    return f"{user['name']['first_name']} {user['name']['last_name']}"


def cases_of(attacks: list[Attack], people: People | None) -> Iterator[Case]:
    """Make cases of attacks; without people, of those that need none."""
    for attack in attacks:
        if people is None and (attack.signed_in or any(map(_PLACEHOLDER.search, attack.messages))):
            continue
        yield Case(
            "messages",
            attack.name,
            tuple(_filled(message, people) for message in attack.messages),
            shopper=people.shopper if people and attack.signed_in else None,
            never=tuple(attack.never),
        )


def _filled(message: str, people: People | None) -> str:
    return _PLACEHOLDER.sub(lambda found: getattr(people, found[1]), message)
