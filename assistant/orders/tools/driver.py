"""Lets a model that calls tools well work at the desk; where it fails, the form goes on."""

import asyncio
import logging
from typing import Protocol, runtime_checkable

from langchain_core.messages import AIMessage, BaseMessage, ToolCall, ToolMessage
from langchain_core.tools import BaseTool

from assistant.errors import ModelUnavailableError
from assistant.orders.dialogue.form import Ask
from assistant.orders.dialogue.operation import answer_to_shown
from assistant.orders.dialogue.visit import DeskSkill, Visit, Work, by_form
from assistant.orders.errors import DeskError
from assistant.orders.tools.briefing import brief
from assistant.orders.tools.desk_tools import DeskTools
from assistant.skills.base import Skill
from assistant.state import Evidence, ToolUse

_log = logging.getLogger(__name__)

_MOST_STEPS = 6
_SECONDS = 20.0
"""Longer no shopper waits for a question or a summary: the form has them at once."""


@runtime_checkable
class CallsTools(Protocol):
    """A model that may call tools."""

    @property
    def calls_tools(self) -> bool:
        """Whether it is good at it."""
        ...

    async def call_tools(self, messages: list[BaseMessage], tools: list[BaseTool]) -> AIMessage:
        """Return the model's next message: calls of the tools, and nothing else.

        Raises:
            ModelUnavailableError: The model is down, slow or refusing.
        """
        ...


def driven(skill: Skill, model: CallsTools) -> Skill:
    """Return the skill with the model in front of its form; one that needs no desk as it is."""
    return type(skill)(ToolDriver(model)) if isinstance(skill, DeskSkill) else skill


class ToolDriver:
    """Lets a model do the work of a skill at the desk; a `Driver`.

    Who asks, and a plain yes or no to what was shown, is settled before the model is asked: it
    can neither verify anyone nor confirm anything.
    """

    def __init__(self, model: CallsTools) -> None:
        self._model = model

    async def __call__(self, visit: Visit, work: Work) -> Evidence:
        """Let the model work; whatever goes wrong, the form goes on where it stands."""
        if (settled := await asyncio.to_thread(_settle, visit)) is not None:
            return settled
        used, reply = ToolUse(), None
        try:
            async with asyncio.timeout(_SECONDS):
                reply = await self._drive(visit, used)
        except (ModelUnavailableError, TimeoutError) as error:
            _log.warning("the form takes over: %s", error or "the model takes too long")
        except Exception:
            _log.exception("the form takes over")
        if reply is None:
            used.fell_back = True
            reply = await by_form(visit, work)
        return reply.model_copy(update={"tools": used})

    async def _drive(self, visit: Visit, used: ToolUse) -> Evidence | None:
        desk = DeskTools(visit)
        tools = {tool.name: tool for tool in desk.all()}
        messages = await asyncio.to_thread(brief, visit)
        for _ in range(_MOST_STEPS):
            answer = await self._model.call_tools(messages, list(tools.values()))
            messages.append(answer)
            _count(used, answer)
            for call in answer.tool_calls:
                messages.append(await _result(call, tools))
                if desk.over:
                    return desk.reply
            if not answer.tool_calls:
                break
        return desk.reply


def _count(used: ToolUse, answer: AIMessage) -> None:
    used.calls += [call["name"] for call in answer.tool_calls]
    if answer.usage_metadata is not None:
        used.prompt_tokens += answer.usage_metadata["input_tokens"]
        used.reply_tokens += answer.usage_metadata["output_tokens"]


async def _result(call: ToolCall, tools: dict[str, BaseTool]) -> ToolMessage:
    """Return what the model is told of its call; a refusal is an answer like any other."""
    if call["name"] not in tools:
        return _told(call, f"There is no tool {call['name']}")
    try:
        result: ToolMessage = await tools[call["name"]].ainvoke({**call, "type": "tool_call"})
    except DeskError as refusal:
        return _told(call, str(refusal))
    return result


def _told(call: ToolCall, why: str) -> ToolMessage:
    return ToolMessage(why, tool_call_id=call["id"] or "", status="error")


def _settle(visit: Visit) -> Evidence | None:
    """Return the reply where none of it is the model's business."""
    try:
        visit.identify()
    except Ask as ask:
        return visit.question(ask)
    return answer_to_shown(visit)
