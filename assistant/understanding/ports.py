"""What understanding needs of the rest, as small protocols: easy to fake in a unit test."""

from collections.abc import Collection
from typing import Literal, Protocol, TypeVar, runtime_checkable

import numpy as np
from langchain_core.messages import BaseMessage
from numpy.typing import NDArray
from pydantic import BaseModel

from retrieval.product import Product

Answer = TypeVar("Answer", bound=BaseModel)


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model's name: what is learned over one model's vectors fits no other's."""
        ...

    def is_word(self, text: str) -> bool:
        """Whether a text is a word of the language."""
        ...

    def encode(self, texts: list[str], kind: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Return one row a text, shape (texts, dimensions); `kind` is "query" or "passage"."""
        ...


class Vocabulary(Protocol):
    """The words by which one shop's products can be asked for."""

    @property
    def brands(self) -> Collection[str]:
        """Names of brands."""
        ...

    @property
    def categories(self) -> Collection[str]:
        """Names of categories, of every level."""
        ...

    @property
    def colors(self) -> Collection[str]:
        """Colours as the records write them."""
        ...

    @property
    def sizes(self) -> Collection[str]:
        """Sizes as the records write them."""
        ...

    @property
    def materials(self) -> Collection[str]:
        """Materials as the records write them."""
        ...


class Catalog(Protocol):
    """Looks products up."""

    def is_identifier(self, text: str) -> bool:
        """Whether a text is an id, MPN or GTIN of a product, however it is typed."""
        ...

    def get_many(self, ids: list[str]) -> list[Product]:
        """Return the products of these ids, in their order, without those that are gone."""
        ...


class Shop(Protocol):
    """The part of the shop's index that understanding reads."""

    @property
    def embedder(self) -> Embedder:
        """The shop's embedding model."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The shop's words; another object after a sync that changed them."""
        ...

    @property
    def catalog(self) -> Catalog:
        """The shop's products."""
        ...

    def carries(self, query: str) -> bool:
        """Whether the shop sells what a query names."""
        ...


@runtime_checkable
class AsksModel(Protocol):
    """A model that answers in a schema."""

    async def structured(self, messages: list[BaseMessage], schema: type[Answer]) -> Answer:
        """Return the model's answer as an instance of the schema.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
        """
        ...
