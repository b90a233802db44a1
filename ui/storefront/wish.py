"""What the address of a grid asks for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from assistant.api.text import strip_unreadable
from retrieval.filters import Constraints
from retrieval.selection import Sorting

_LONGEST_QUERY = 500


def _unset(value: object) -> object:
    """A form sends its empty fields too."""
    return None if value == "" else value


def _clip(text: str) -> str:
    return strip_unreadable(text)[:_LONGEST_QUERY]


_Blank = BeforeValidator(_unset)


class Wish(BaseModel):
    """Words or an aisle that say what the grid is about, and filters; an empty one filters nothing.

    >>> Wish.read({"q": "mug", "max": "20", "page": "many"}).address("/search", 2)
    '/search?q=mug&max=20&page=2'
    """

    q: Annotated[str, AfterValidator(_clip)] = ""
    aisle: str = Field(default="", max_length=200)
    color: Annotated[str | None, _Blank] = Field(default=None, max_length=100)
    brand: Annotated[str | None, _Blank] = Field(default=None, max_length=200)
    max: Annotated[Decimal | None, _Blank] = Field(default=None, ge=0, le=10**9)
    stock: bool = False
    sort: Sorting = Sorting.FEATURED
    page: int = Field(default=1, ge=1, le=500)

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wish":
        """Read the fields of an address; people edit those: what makes no sense is left out."""
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors()}
            return cls.model_validate({name: given[name] for name in given.keys() - wrong})

    @property
    def subject(self) -> dict[str, str]:
        """The fields that another choice of filters leaves alone."""
        return {name: value for name, value in (("q", self.q), ("aisle", self.aisle)) if value}

    def constraints(self) -> Constraints:
        """The filters, as retrieval knows them."""
        return Constraints(
            color=self.color,
            brand=self.brand,
            price_max=self.max,
            in_stock=True if self.stock else None,
        )

    def address(self, path: str, page: int) -> str:
        """Return the address of another page of the same grid."""
        given = self.model_dump(mode="json", exclude_defaults=True) | {"page": page}
        return f"{path}?{urlencode(given)}"
