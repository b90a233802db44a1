"""Who the demo shop is, and where its shipped files lie."""

from dataclasses import dataclass
from pathlib import Path

from assistant.demo_shop.source import read_departments

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Department:
    """A department as the shop's navigation names it."""

    name: str
    blurb: str


@dataclass(frozen=True)
class Shop:
    """The shop's face: what a page's header, a prompt and a footer need to know.

    `voice` is guidance for whoever writes in the shop's name, person or model.
    """

    name: str
    tagline: str
    voice: str
    currency: str
    email: str
    phone: str
    departments: tuple[Department, ...]


SHOP = Shop(
    name="Thimble & Tarn",
    tagline="A general store for house and hill.",
    voice=(
        "Warm, plain-spoken and a little wry, like a shopkeeper who owns the thing and uses it. "
        "Short sentences, concrete facts, no hype and no pressure. "
        "Say straight out what the shop does not know or does not carry."
    ),
    currency="USD",
    email="hello@thimbleandtarn.example",
    phone="+1 802 555 0142",
    departments=tuple(Department(entry.name, entry.blurb) for entry in read_departments()),
)


def products_path() -> Path:
    """The feed: gzipped JSON lines in the project's product layout."""
    return DATA / "products.jsonl.gz"


def faq_path() -> Path:
    """The frequent questions and their answers, YAML."""
    return DATA / "faq.yaml"


def policy_paths() -> list[Path]:
    """The policy documents, Markdown, in the order of their names."""
    return sorted((DATA / "policies").glob("*.md"))


def orders_path() -> Path:
    """The shoppers, orders and ordered products, JSON in the layout of the built-in order desk."""
    return DATA / "orders.json"
