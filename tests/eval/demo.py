"""The demo shop's records, read straight from its files."""

import gzip
import json
from importlib.resources import files
from pathlib import Path

import yaml

from assistant.orders.policy import load_policy
from eval.passages import passages_of
from eval.records import ShopRecords
from retrieval.product import Product

DATA = Path(str(files("assistant.demo_shop"))) / "data"
SCRIPTS = Path(str(files("eval.dialogues"))) / "scripts"


def demo_records() -> ShopRecords:
    """Read catalog, questions, policies and orders of the demo shop."""
    questions = yaml.safe_load((DATA / "faq.yaml").read_text(encoding="utf-8"))
    orders = json.loads((DATA / "orders.json").read_text(encoding="utf-8"))
    policies = [path.read_text(encoding="utf-8") for path in sorted((DATA / "policies").iterdir())]
    return ShopRecords.of(
        read_feed(DATA / "products.jsonl.gz"),
        passages=(
            *(f"{entry['question']} {entry['answer']}" for entry in questions),
            *(passage for text in policies for passage in passages_of(text)),
        ),
        orders=orders["orders"],
        users=orders["users"],
        shop_name="Thimble & Tarn",
        return_fee=load_policy(DATA).returns.fee.fixed,
    )


def read_feed(path: Path) -> list[Product]:
    """Read a gzipped feed of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Product.model_validate_json(line) for line in lines]
