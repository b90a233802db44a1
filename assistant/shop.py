"""What the shop is called and how it speaks: a small file beside its indexes."""

from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from assistant.errors import UserError
from assistant.orders.connectors.shopify_catalog import CART_PERMALINK
from assistant.settings import CHECKOUT_LINK, Settings
from assistant.skills.base import ShopInfo

_FILE = "shop.json"


class ShopProfile(BaseModel):
    """The layout of `shop.json` in the data directory; every field is optional."""

    name: str = "our shop"
    voice: str = "Friendly and short."
    contact: str = ""
    checkout: str = Field(default="", pattern=CHECKOUT_LINK)


def read_shop(settings: Settings) -> ShopInfo:
    """Return the shop's profile; name and checkout in the settings go before the file's.

    Raises:
        UserError: the file is there and cannot be read.
    """
    path = settings.data_dir / _FILE
    profile = _parse(path) if path.exists() else ShopProfile()
    name = settings.shop_name or profile.name
    checkout = settings.checkout_url or profile.checkout or _permalink(settings)
    return ShopInfo(name, profile.voice, profile.contact, checkout)


def _permalink(settings: Settings) -> str:
    shop = settings.shopify_shop
    return CART_PERMALINK.format(shop=shop) if shop else ""


def write_shop(data_dir: Path, profile: ShopProfile) -> None:
    """Write the profile beside the indexes."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / _FILE).write_text(profile.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _parse(path: Path) -> ShopProfile:
    try:
        return ShopProfile.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise UserError(f"{path} is not a shop's profile: {error}") from error
