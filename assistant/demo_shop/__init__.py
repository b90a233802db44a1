"""The demo shop, Thimble & Tarn: its catalog, questions, policies, orders and pictures."""

from assistant.demo_shop.pictures import draw, write_pictures
from assistant.demo_shop.shop import (
    SHOP,
    Department,
    Shop,
    faq_path,
    orders_path,
    policy_paths,
    products_path,
)

__all__ = [
    "SHOP",
    "Department",
    "Shop",
    "draw",
    "faq_path",
    "orders_path",
    "policy_paths",
    "products_path",
    "write_pictures",
]
