"""Lets the language model write what shoppers would type who want a product."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from langchain_core.messages import BaseMessage, HumanMessage
from pydantic import BaseModel, Field

from prompts.loader import load_prompt
from retrieval.product import Product
from retrieval.texts import passage

_AT_ONCE = 8
_LONGEST = 600
"""Characters of a product that the model is shown."""

Answer = TypeVar("Answer", bound=BaseModel)


class _Queries(BaseModel):
    queries: list[str] = Field(min_length=1, max_length=3)


class Answers(Protocol):
    """A model that answers in a schema."""

    async def structured(self, messages: list[BaseMessage], schema: type[Answer]) -> Answer:
        """Return its answer as an instance of the schema."""
        ...


class QueryWriter:
    """`retrieval.training.written.QueryWriter`: several products at once, in any order."""

    def __init__(self, model: Answers) -> None:
        self._model = model

    def __call__(self, products: Sequence[Product]) -> Iterator[tuple[Product, Sequence[str]]]:
        """Yield each product with its queries; without any where the model's answer is none.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
        """
        with asyncio.Runner() as runner:
            for start in range(0, len(products), _AT_ONCE):
                yield from runner.run(self._written(products[start : start + _AT_ONCE]))

    async def _written(self, products: Sequence[Product]) -> list[tuple[Product, Sequence[str]]]:
        queries = await asyncio.gather(*map(self._queries, products))
        return list(zip(products, queries, strict=True))

    async def _queries(self, product: Product) -> list[str]:
        prompt = load_prompt("shopper_queries").render(product=passage(product)[:_LONGEST])
        try:
            answer = await self._model.structured([HumanMessage(prompt)], _Queries)
        except ValueError:  # not in the schema: a small model breaks off now and then
            return []
        return [query.strip() for query in answer.queries if query.strip()]
