"""Tables whose columns are the shop's own: a mapping file beside the table says what they hold.

The mapping of `feed.csv` (or `feed.csv.gz`, `feed.tsv`) is `feed.mapping.yaml`; `docs/feeds.md`
describes it. Beside a table of a known format it says what that leaves open, or overrides it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retrieval.errors import UserError
from retrieval.feeds.delimited import Table
from retrieval.feeds.items import FIELDS, Conventions, Item, Texts, data_of
from retrieval.feeds.rows import Rejection, Row, converted, reason

_PLACE = re.compile(r"\{([^{}]+)\}")


def _known(field: str) -> str:
    if field not in FIELDS:
        raise ValueError(f"no field of a product: known are {', '.join(sorted(FIELDS))}")
    return field


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Field = Annotated[str, AfterValidator(_known)]
_Columns = Annotated[list[str], BeforeValidator(_listed)]


class Mapping(BaseModel):
    """What a mapping file says.

    Args:
        columns: For each field of a product, its column or columns.
        attributes: For each attribute, likewise.
        values: For each field, a text for all products; `{COLUMN}` in it stands for the cell.
        currency: The currency (ISO 4217) of prices that name none.
        decimal: The decimal sign; by default it is worked out price by price.
        category_separator: What stands between the levels of a category.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[_Field, _Columns] = {}
    attributes: dict[str, _Columns] = {}
    values: dict[_Field, str] = {}
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    decimal: Literal[".", ","] | None = None
    category_separator: str = Field(default=">", min_length=1)

    def conventions(self, now: datetime) -> Conventions:
        """What the mapping says of the way in which the feed writes."""
        return Conventions(now, self.currency, self.decimal, self.category_separator)

    @property
    def suffices(self) -> bool:
        """Whether it tells all that a product must have."""
        return {"id", "title"} <= self.columns.keys() | self.values.keys()

    def columns_named(self) -> set[str]:
        """The columns that the mapping reads."""
        lists = [*self.columns.values(), *self.attributes.values()]
        lists += [_PLACE.findall(text) for text in self.values.values()]
        return {column for each in lists for column in each}

    def item(self, cells: dict[str, str]) -> Item:
        """What the mapping makes of a record, given as its cells by column."""
        filled = {
            name: [_PLACE.sub(lambda place: cells[place[1]], text)]
            for name, text in self.values.items()
        }
        return Item(filled | _texts(self.columns, cells), _texts(self.attributes, cells))


def mapping_path(table: Path) -> Path:
    """Where the mapping of a table is looked for.

    >>> mapping_path(Path("shop/feed.csv.gz")).as_posix()
    'shop/feed.mapping.yaml'
    """
    name = table.name.removesuffix(".gz")
    return table.with_name(f"{Path(name).stem}.mapping.yaml")


def load_mapping(table: Table) -> Mapping:
    """Read the mapping of a table; an empty one where there is no such file.

    Raises:
        UserError: The mapping is not what it should be, or names a column that the table lacks.
    """
    path = mapping_path(table.path)
    if not path.exists():
        return Mapping()
    try:
        # The loader that leaves all texts as they are: a column may be called `No`.
        said = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
        mapping = Mapping.model_validate(said or {})
    except ValidationError as error:
        raise UserError(f"{path}: {reason(error)}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    missing = sorted(mapping.columns_named() - set(table.header))
    if missing:
        raise UserError(
            f"{path} names columns that {table.path.name} lacks: {', '.join(missing)}; "
            f"it has {', '.join(table.header)}"
        )
    return mapping


def read_table(table: Table, mapping: Mapping, now: datetime) -> Iterator[Row | Rejection]:
    """Yield the records of a table, as the mapping reads them."""
    conventions = mapping.conventions(now)
    for record in table.records:
        if isinstance(record, Rejection):
            yield record
            continue
        item = mapping.item(table.cells(record))
        convert = partial(data_of, item, conventions)
        yield converted(table.path, record.line, convert, " ".join(record.cells))


def _texts(columns: dict[str, list[str]], cells: dict[str, str]) -> Texts:
    """The texts by name; a name whose columns are all empty is left out."""
    texts = {
        name: [cells[column] for column in each if cells[column]] for name, each in columns.items()
    }
    return {name: values for name, values in texts.items() if values}
