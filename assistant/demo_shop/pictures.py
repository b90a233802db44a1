"""A picture for each product: its silhouette in its color, on its department's backdrop."""

import gzip
from functools import cache
from pathlib import Path
from string import Template
from textwrap import wrap
from xml.sax.saxutils import escape

from assistant.demo_shop.codes import number_of
from assistant.demo_shop.shop import products_path
from assistant.demo_shop.source import HERE, read_art, read_departments, read_yaml
from assistant.demo_shop.tones import backdrop_tones, tones
from retrieval.product import Product

DEFAULT_TONES = ("#efeae2", "#d8cfc2")
DEFAULT_SHAPE = "box"

FRAME = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">'
    "<title>$alt</title><defs>"
    '<linearGradient id="b$key" x2="0" y2="1"><stop stop-color="$b1"/>'
    '<stop offset="1" stop-color="$b2"/></linearGradient>'
    '<linearGradient id="m$key" gradientUnits="userSpaceOnUse" x1="90" y1="90" x2="310" y2="330">'
    '<stop stop-color="$h"/><stop offset=".5" stop-color="$c"/><stop offset="1" stop-color="$e"/>'
    "</linearGradient></defs>"
    '<path fill="url(#b$key)" d="M0 0h400v400H0z"/>$backdrop'
    '<ellipse cx="204" cy="332" rx="128" ry="13" fill="#2a2520" opacity=".16"/>'
    '<g transform="translate(-20 -33) scale(1.1)" fill="none" stroke-linecap="round"'
    ' stroke-linejoin="round">$shape</g></svg>'
)


def draw(product: Product) -> str:
    """Draw a product as an SVG document of 400 by 400 units.

    The light always falls from the upper left. A product that the shop did not author gets a box
    in its color.

    >>> draw(Product(id="x", title="Mug & Saucer")).startswith("<svg ")
    True
    """
    group = product.group_id or product.id
    palette = tones(str(product.attributes.get("color", "")), product.brand or "")
    key = f"{number_of(product.id) % 36**3:x}"
    shape = _shapes()[read_art().get(product.title, DEFAULT_SHAPE)]
    department = product.category[0] if product.category else ""
    first, second = backdrop_tones(_department_tones().get(department, DEFAULT_TONES), palette["c"])
    backdrops = _backdrops()
    return FRAME.substitute(
        palette,
        alt=escape(product.title),
        key=key,
        b1=first,
        b2=second,
        backdrop=backdrops[number_of(group) % len(backdrops)],
        shape=shape.substitute(palette, m=f"url(#m{key})", **_lines(product.title)),
    )


def write_pictures(directory: Path) -> int:
    """Draw every record of the shipped feed into a directory as `<id>.svg`.

    Returns:
        How many pictures were written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    count = 0
    with gzip.open(products_path(), "rt", encoding="utf-8") as feed:
        for line in feed:
            product = Product.model_validate_json(line)
            picture = draw(product)
            (directory / f"{product.id}.svg").write_text(picture, encoding="utf-8")
            count += 1
    return count


@cache
def _shapes() -> dict[str, Template]:
    """Every silhouette by name: SVG with `$letter` for the tones."""
    return {
        name: Template(_joined(drawing))
        for path in sorted((HERE / "shapes").glob("*.yaml"))
        for name, drawing in read_yaml(f"shapes/{path.name}").items()
    }


@cache
def _backdrops() -> list[str]:
    return [_joined(drawing) for drawing in read_yaml("backdrops.yaml").values()]


def _joined(drawing: str) -> str:
    return "".join(line.strip() for line in drawing.splitlines())


@cache
def _department_tones() -> dict[str, tuple[str, str]]:
    return {department.name: department.backdrop for department in read_departments()}


def _lines(title: str) -> dict[str, str]:
    """The title in three short lines, for things that carry it printed on them."""
    lines = [escape(line) for line in wrap(title, 15)[:3]]
    lines += [""] * (3 - len(lines))
    return dict(zip(("line1", "line2", "line3"), lines, strict=True))
