"""Pieces of HTML for the Gradio pages, from templates that escape whatever they are given."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from retrieval.money import format_money

_HERE = Path(__file__).parent
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def safe_url(address: str | None) -> str | None:
    """Return an address that may be linked to; a feed may hold anything.

    >>> safe_url("/products/m1"), safe_url("javascript:alert(1)")
    ('/products/m1', None)
    """
    linkable = address and re.match(r"https?://|/(?!/)", address, re.IGNORECASE)
    return address if linkable else None


def bold(text: str) -> Markup:
    """Escape a reply's text and show what it stresses.

    >>> bold("**Mug** <b>")
    Markup('<strong>Mug</strong> &lt;b&gt;')
    """
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_HERE / "templates", _HERE / "console" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"money": format_money, "safe_url": safe_url, "bold": bold}
    return environment


_ENVIRONMENT = _environment()


def render(template: str, **values: object) -> str:
    """Fill in a template.

    Args:
        template: Its name without the ending.
        values: What it is filled in with.
    """
    return _ENVIRONMENT.get_template(f"{template}.html").render(**values)
