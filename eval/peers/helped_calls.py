"""What a small model needs to work as an agent: its spelled-out calls made, and an end to them."""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from itertools import takewhile
from typing import cast
from uuid import uuid4

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage
from langchain_core.messages.tool import ToolCall

_MOST_CALLS = 2
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$|</?tool_call>")


class HelpedCalls(AgentMiddleware):
    """Qwen2.5-Coder writes its calls as bare JSON, which vLLM's parser does not take for calls.

    Without this the agent would call hardly a tool. Left to itself it then goes on searching for
    the same thing: after two calls it gets what they returned with the question, and no tools.
    """

    async def awrap_model_call(
        self,
        request: ModelRequest,
        handler: Callable[[ModelRequest], Awaitable[ModelResponse]],
    ) -> ModelResponse:
        """Return the model's message, with the call that its text spells made a call.

        After some calls the model is given their results and no tools any more: it is to answer.
        """
        if _calls_made(request.messages) >= _MOST_CALLS:
            return await handler(request.override(tools=[], messages=_stuffed(request.messages)))
        response = await handler(request)
        response.result = [
            _made_call(message) if isinstance(message, AIMessage) else message
            for message in response.result
        ]
        return response


def may_be_call(text: str) -> bool:
    """Whether a text that begins so may be a call: it is none of the shopper's business.

    >>> may_be_call('{"name": "search'), may_be_call("Here are"), may_be_call("```json")
    (True, False, True)
    """
    return text.lstrip().startswith(("{", "```", "<tool"))


def read_call(text: str) -> ToolCall | None:
    """Return the call that a text spells; None where it is none.

    >>> call = read_call('{"name": "get_order", "arguments": {"order_id": "#W1"}}')
    >>> call["name"], call["args"]
    ('get_order', {'order_id': '#W1'})
    """
    try:
        said, _ = json.JSONDecoder().raw_decode(_FENCE.sub("", text.strip()).strip())
        name, arguments = said["name"], said["arguments"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(name, str) or not isinstance(arguments, dict):
        return None
    known = {key: value for key, value in arguments.items() if value is not None}
    return ToolCall(name=name, args=known, id=uuid4().hex, type="tool_call")


def _calls_made(messages: Sequence[BaseMessage]) -> int:
    """How many calls have been answered since the shopper's last message."""
    return len(_results(messages))


def _results(messages: Sequence[BaseMessage]) -> list[str]:
    since = takewhile(lambda message: message.type != "human", reversed(messages))
    return [str(message.text) for message in since if message.type == "tool"][::-1]


def _stuffed(messages: Sequence[BaseMessage]) -> list[AnyMessage]:
    """The conversation with the results of the calls put before the shopper's last message."""
    last = max(place for place, message in enumerate(messages) if message.type == "human")
    results = "\n".join(dict.fromkeys(_results(messages)))
    asked = f"The tools have returned:\n{results}\n\nAnswer in words: {messages[last].text}"
    return [*cast(Sequence[AnyMessage], messages[:last]), HumanMessage(asked)]


def _made_call(message: AIMessage) -> AIMessage:
    call = None if message.tool_calls else read_call(message.text)
    return message.model_copy(update={"content": "", "tool_calls": [call]}) if call else message
