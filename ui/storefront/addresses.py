"""Where things are in the shop: the addresses of its pages."""

import re
from urllib.parse import quote, urlencode


def slug(name: str) -> str:
    """Return a name as an address writes it.

    >>> slug("Toys & Kids")
    'toys-kids'
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def product_url(product_id: str) -> str:
    """Return the address of a product's page.

    >>> product_url("v/1 b")
    '/products/v/1%20b'
    """
    return f"/products/{quote(product_id)}"


def department_url(department: str, aisle: str = "") -> str:
    """Return the address of a department, or of one of its aisles.

    >>> department_url("Toys & Kids", "Plush")
    '/departments/toys-kids?aisle=plush'
    """
    asked = f"?{urlencode({'aisle': slug(aisle)})}" if aisle else ""
    return f"/departments/{quote(slug(department))}{asked}"
