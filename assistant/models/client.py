"""Talks to the served model: replies in a stream, answers in a schema."""

import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import httpx
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.tools import BaseTool
from langchain_openai import ChatOpenAI
from openai import OpenAIError
from pydantic import BaseModel, SecretStr

from assistant.errors import ModelUnavailableError
from assistant.models.registry import calls_tools, is_led
from assistant.models.served import ServedModel, is_local
from prompts.loader import load_prompt

Answer = TypeVar("Answer", bound=BaseModel)

_ANSWER_TOKENS = 200
_CONTROL = re.compile(r"<\|[^|<>]*\|>")


class ModelClient:
    """One model at one address; `assistant.turn.Model` and `AsksModel` of understanding.

    Args:
        served: The model.
        key: The address's key.
        timeout: Seconds without a token after which the model counts as unavailable.
    """

    def __init__(self, served: ServedModel, key: SecretStr, timeout: float) -> None:
        self._served = served
        self._http = httpx.AsyncClient(
            timeout=timeout,
            trust_env=not is_local(served.base_url),
            headers={"Authorization": f"Bearer {key.get_secret_value()}"},
        )
        self._chat = ChatOpenAI(
            model=served.name,
            base_url=served.base_url,
            api_key=key,
            http_async_client=self._http,
            timeout=timeout,
            stream_chunk_timeout=timeout,
            # A shopper waits: the template takes over at the first failure.
            max_retries=0,
        )

    @property
    def name(self) -> str:
        """The model's name at its address."""
        return self._served.name

    @property
    def led(self) -> bool:
        """Whether the model is too small to begin a reply well, see the registry."""
        return self._served.continues and is_led(self._served.name)

    @property
    def calls_tools(self) -> bool:
        """Whether the model is good at calling tools, see the registry."""
        return calls_tools(self._served.name)

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of a text in the model's own vocabulary."""
        return self._served.count_tokens(text)

    async def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str]:
        """Yield pieces of the reply; a last message of the assistant's own is continued.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
        """
        messages, options = self._request(messages)
        with _failures_named():
            async for chunk in self._chat.astream(
                messages, max_tokens=max_tokens, temperature=temperature, **options
            ):
                if chunk.text:
                    yield chunk.text

    async def structured(self, messages: list[BaseMessage], schema: type[Answer]) -> Answer:
        """Return the model's answer as an instance of the schema.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
            ValueError: Its answer is not in the schema.
        """
        messages, options = self._request(messages)
        chat = self._chat.with_structured_output(schema, method="json_schema")
        with _failures_named():
            answer = await chat.ainvoke(
                messages, max_tokens=_ANSWER_TOKENS, temperature=0.0, **options
            )
        return cast(Answer, answer)

    async def call_tools(self, messages: list[BaseMessage], tools: list[BaseTool]) -> AIMessage:
        """Return the model's next message: calls of the tools, and nothing else.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
        """
        messages, options = self._request(messages)
        with _failures_named():
            return await self._chat.bind_tools(tools, tool_choice="required").ainvoke(
                messages, max_tokens=_ANSWER_TOKENS, temperature=0.0, **options
            )

    async def ready(self) -> bool:
        """Whether the model answers now."""
        try:
            answer = await self._http.get(f"{self._served.base_url.rstrip('/')}/models")
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _request(self, messages: list[BaseMessage]) -> tuple[list[BaseMessage], dict[str, Any]]:
        """Return the messages as they are sent, and what else goes with them."""
        plain = [_without_control_tokens(message) for message in messages]
        if not isinstance(messages[-1], AIMessage):
            return plain, {}
        if not self._served.continues:
            return [*plain, HumanMessage(load_prompt("reply_continue").render())], {}
        body = {"continue_final_message": True, "add_generation_prompt": False}
        return plain, {"extra_body": body}


def _without_control_tokens(message: BaseMessage) -> BaseMessage:
    """Drop signs like `<|im_end|>`: no text of a shopper or a record is to end a message."""
    return message.model_copy(update={"content": _CONTROL.sub("", str(message.content))})


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (OpenAIError, httpx.HTTPError, TimeoutError) as error:
        raise ModelUnavailableError(f"{type(error).__name__}: {error}") from error
