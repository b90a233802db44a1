"""What simulated shoppers want: shipped goals, goals drawn from the catalog, and public ones."""

import json
import random
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from eval.dialogues.format import Predicates
from eval.records import ShopRecords
from retrieval.errors import UserError
from retrieval.product import Product

Style = Literal["plain", "terse", "chatty", "hasty"]
STYLES: tuple[Style, ...] = ("plain", "terse", "chatty", "hasty")
_MOST_WISHES = 3
_STARS = 4


class Goal(BaseModel):
    """What one shopper wants, and how they go about it.

    `wants` are told one after another. `category` is known where the goal was drawn from a product
    that the shop has: then something must be found. `lines` are said as they stand, whatever
    comes. `patience`: how many replies in a row may show nothing before the shopper leaves.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    thing: str = ""
    wants: dict[str, float | str | bool] = {}
    category: str | None = None
    style: Style = "plain"
    patience: int = Field(default=2, ge=1)
    lines: list[str] = []

    @model_validator(mode="after")
    def _says_something(self) -> "Goal":
        if not self.thing and not self.lines:
            raise ValueError("a goal needs a thing or lines")
        Predicates.model_validate(self.wants or {"in_stock": True})
        return self


def shipped_goals() -> list[Goal]:
    """Return the goals that come with the project."""
    text = files("eval.simulation").joinpath("goals.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[Goal]).validate_python(yaml.safe_load(text))


def catalog_goals(records: ShopRecords, count: int, seed: int) -> list[Goal]:
    """Draw goals from products of the shop: each can be met, for its product meets it.

    Args:
        records: The shop.
        count: How many; fewer where the shop has fewer products with a category.
        seed: Draws products, wishes and styles.
    """
    draw = random.Random(seed)
    known = [group[0] for group in records.groups.values() if group[0].category]
    return [_goal_of(product, draw) for product in draw.sample(known, k=min(count, len(known)))]


def public_goals(folder: Path) -> list[Goal]:
    """Read the wishes of WebShop's instructions and the shoppers' lines of MG-ShopDial.

    Args:
        folder: Holds `webshop_instructions`, `mg_shopdial`, or both.

    Raises:
        UserError: It holds neither, or one is not laid out as published.
    """
    webshop = folder / "webshop_instructions" / "human_goals.json"
    shopdial = folder / "mg_shopdial" / "dialogues.json"
    try:
        goals = (
            [
                Goal(name=f"webshop {number}", lines=[text])
                for number, text in enumerate(json.loads(webshop.read_text()), start=1)
            ]
            if webshop.exists()
            else []
        )
        for dialogue in json.loads(shopdial.read_text()) if shopdial.exists() else []:
            said = [u["utterance"] for u in dialogue["utterances"] if u["participant"] == "Client"]
            if said:
                goals.append(Goal(name=f"shopdial {dialogue['id']}", lines=said))
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{folder}: goals are not laid out as published: {error}") from error
    if not goals:
        raise UserError(f"{folder} holds neither webshop_instructions nor mg_shopdial")
    return goals


def _goal_of(product: Product, draw: random.Random) -> Goal:
    wishes = _wishes_met_by(product)
    chosen = draw.sample(sorted(wishes), k=min(draw.randint(0, _MOST_WISHES), len(wishes)))
    return Goal(
        name=f"{product.id} by {', '.join(chosen) or 'name'}",
        thing=product.category[-1].lower(),
        wants={name: wishes[name] for name in chosen},
        category=product.category[-1],
        style=draw.choice(STYLES),
    )


def _wishes_met_by(product: Product) -> dict[str, float | str | bool]:
    wishes: dict[str, float | str | bool] = {}
    color = product.attributes.get("color")
    if isinstance(color, str):
        wishes["color"] = color
    if product.offer_price is not None:
        wishes["price_max"] = ceil(float(product.offer_price.amount) / 10) * 10
    if product.brand:
        wishes["brand"] = product.brand
    if product.rating and product.rating >= _STARS:
        wishes["rating_min"] = _STARS
    if product.in_stock:
        wishes["in_stock"] = True
    return wishes
