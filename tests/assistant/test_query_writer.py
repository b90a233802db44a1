from typing import Any

from langchain_core.messages import BaseMessage

from assistant.query_writer import QueryWriter
from retrieval.product import Product

PRODUCTS = [Product(id=str(number), title=f"Kettle {number}") for number in range(10)]


class Writes:
    """Answers each product with a query of its own; breaks off at one of them."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def structured(self, messages: list[BaseMessage], schema: type[Any]) -> Any:  # noqa: ANN401
        prompt = str(messages[-1].content)
        self.asked.append(prompt)
        if "Kettle 3" in prompt:
            raise ValueError("not in the schema")
        return schema(queries=[" kettle ", ""])


def test_every_product_is_written_for_and_a_broken_answer_costs_one_only() -> None:
    model = Writes()
    written = {product.id: queries for product, queries in QueryWriter(model)(PRODUCTS)}
    assert written.pop("3") == []
    assert written == {product.id: ["kettle"] for product in PRODUCTS if product.id != "3"}
    assert "Kettle 0" in model.asked[0]
