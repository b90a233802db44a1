"""The overview as one self-contained HTML page."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.overview.sections import Section


def as_page(sections: Sequence[Section]) -> str:
    """Return the page; it needs nothing from elsewhere."""
    environment = Environment(
        loader=PackageLoader("eval.overview", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("overview.html.j2").render(sections=sections)
