"""Puts the demo shop into a data directory: indexes, orders, pictures and the shop's profile."""

import shutil
from collections.abc import Callable
from pathlib import Path

from assistant.demo_shop.pictures import write_pictures
from assistant.demo_shop.shop import DATA, SHOP, faq_path, orders_path, policy_paths, products_path
from assistant.orders.importer import import_orders
from assistant.shop import ShopProfile, write_shop

Report = Callable[[str], None]
Index = Callable[[str, list[Path]], None]
"""Indexes files of a kind: "products", "faq" or "documents"."""


def set_up_demo_shop(data_dir: Path, index: Index, report: Report) -> None:
    """Index the demo shop; what is unchanged since the last time takes no work.

    Args:
        data_dir: Where everything goes.
        index: Does the indexing.
        report: Told what is being done.
    """
    contact = f"{SHOP.email} or {SHOP.phone}"
    profile = ShopProfile(name=SHOP.name, voice=SHOP.voice, contact=contact, checkout="/checkout")
    write_shop(data_dir, profile)
    index("products", [products_path()])
    index("faq", [faq_path()])
    index("documents", policy_paths())
    report("Importing the demo shop's orders")
    import_orders(orders_path(), data_dir)
    # The order desk follows the demo shop's own windows and fees.
    shutil.copyfile(DATA / "policy.yaml", data_dir / "policy.yaml")
    pictures = data_dir / "images"
    if not any(pictures.glob("*.svg")):
        report("Drawing a picture for each product")
        write_pictures(pictures)
