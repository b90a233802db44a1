"""The authored material: departments, aisles, types and products as people wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from retrieval.product import Attribute

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C is ten times as fast; not every build of PyYAML carries it."""


class ProductSource(BaseModel):
    """A product before its variants; `sizes` with values carry a price each.

    `art` names its silhouette where that differs from its type's.
    """

    model_config = ConfigDict(extra="forbid")

    title: str
    brand: str
    price: Decimal
    text: str
    art: str | None = None
    colors: list[str] | None = None
    sizes: list[str] | dict[str, Decimal] | None = None
    specs: dict[str, Attribute] = {}
    sold_out: bool = False


class TypeSource(BaseModel):
    """Products of one kind, with what they have in common."""

    model_config = ConfigDict(extra="forbid")

    type: str
    art: str
    colors: list[str] = []
    sizes: list[str] | dict[str, Decimal] = []
    specs: dict[str, Attribute] = {}
    products: list[ProductSource]


class AisleSource(BaseModel):
    """One file: an aisle of a department."""

    model_config = ConfigDict(extra="forbid")

    aisle: str
    types: list[TypeSource]


class DepartmentSource(BaseModel):
    """A department; `folder` holds its aisles, `backdrop` two tones for its pictures."""

    folder: str
    name: str
    blurb: str
    backdrop: tuple[str, str]


class Brand(BaseModel):
    """An invented maker; `level` says how dear it is, 1 to 4."""

    code: str
    level: int
    character: str


@dataclass(frozen=True)
class Entry:
    """One authored product with the shelf it stands on, the type's defaults filled in."""

    department: str
    aisle: str
    type: str
    product: ProductSource

    @property
    def category(self) -> list[str]:
        """The category path, broad to narrow."""
        return [self.department, self.aisle, self.type]


def read_yaml(name: str) -> Any:  # noqa: ANN401 - what it holds is for the caller's model to say
    """Read one of the authored files by its path inside the package."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=LOADER)


@cache
def read_departments() -> tuple[DepartmentSource, ...]:
    """All departments, in the order of the shop's navigation."""
    return tuple(DepartmentSource(**entry) for entry in read_yaml("departments.yaml"))


@cache
def read_brands() -> dict[str, Brand]:
    """All makers, by name."""
    return {name: Brand(**brand) for name, brand in read_yaml("brands.yaml").items()}


@cache
def read_palette() -> dict[str, str]:
    """The tone of each color name, as `#rrggbb`."""
    palette: dict[str, str] = read_yaml("palette.yaml")
    return palette


def read_aisles(department: DepartmentSource) -> Iterator[AisleSource]:
    """The aisles of a department, in the order of their file names."""
    for path in sorted((HERE / "departments" / department.folder).glob("*.yaml")):
        yield AisleSource(**read_yaml(f"departments/{department.folder}/{path.name}"))


@cache
def read_entries() -> tuple[Entry, ...]:
    """Every authored product with its shelf, department by department."""
    return tuple(
        Entry(department.name, aisle.aisle, kind.type, _filled(kind, product))
        for department in read_departments()
        for aisle in read_aisles(department)
        for kind in aisle.types
        for product in kind.products
    )


@cache
def read_art() -> dict[str, str]:
    """The name of the silhouette of each authored product, by its title."""
    return {entry.product.title: entry.product.art or "" for entry in read_entries()}


def _filled(kind: TypeSource, product: ProductSource) -> ProductSource:
    return product.model_copy(
        update={
            "colors": kind.colors if product.colors is None else product.colors,
            "sizes": kind.sizes if product.sizes is None else product.sizes,
            "specs": {**kind.specs, **product.specs},
            "art": product.art or kind.art,
        }
    )
