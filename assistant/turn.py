"""A turn as a LangGraph graph: receive → understand → gather → compose → verify → deliver."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol, TypeVar, cast

from langchain_core.messages import BaseMessage
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from assistant.cards import make_card
from assistant.compose import compose
from assistant.delivery import finish
from assistant.errors import ModelUnavailableError
from assistant.events import (
    ActionReady,
    CardsReady,
    CartReady,
    Event,
    TextReady,
    UnderstandingReady,
)
from assistant.grounding.rendering import Renderer
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.handoff.escalation import escalate
from assistant.message import clean_message, has_words
from assistant.orders.audit import Caller
from assistant.orders.desk import OrderDesk
from assistant.orders.dialogue.form import continued_intent
from assistant.orders.tools.driver import CallsTools, driven
from assistant.skills.base import Clock, ShopInfo, Skill, SkillContext
from assistant.state import (
    Check,
    Conversation,
    Evidence,
    Intent,
    Timings,
    ToolUse,
    TurnState,
    Understanding,
    Verdict,
)
from assistant.wording import load_wording
from retrieval.search import ShopIndex

_log = logging.getLogger(__name__)

_REPLY_TOKENS = 80
"""Room for two sentences: the cards say the rest."""
_MOST_SENTENCES = 2
_MODEL_SECONDS = 8.0
"""Longer nobody waits for words: what has been said by then stands, or the template follows."""
_PROMPT_TOKENS = 1500
"""Kept small on purpose: on two cores every prompt token costs the shopper time."""
_CHECKED_LANGUAGES = frozenset({"en"})
"""Languages that the checks can read; in the others the template reply is sent."""

Update = dict[str, Any]
Known = TypeVar("Known")


class Model(Protocol):
    """What a turn needs of a language model."""

    @property
    def name(self) -> str:
        """The served model's name."""
        ...

    @property
    def led(self) -> bool:
        """Whether the model is too small to begin a reply well, so that it is begun for it."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of a text in the model's own vocabulary."""
        ...

    def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str]:
        """Yield pieces of the reply; a last message of the assistant's own is continued.

        Raises:
            ModelUnavailableError: the model is down, slow or refusing.
        """
        ...


class Understands(Protocol):
    """Turns a message in its conversation into an understanding."""

    async def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Return what the shopper wants of this turn."""
        ...


@dataclass(frozen=True)
class ShopAssistant:
    """The assistant: one graph, run once a message; it keeps nothing between turns.

    `model` is None where no model is to write: every reply is then a template's. With
    `tools_at_desk` it also works at the order desk. With `hands_over` a person is called unasked
    where the shopper is upset or could not be helped twice.
    """

    index: ShopIndex
    understander: Understands
    skills: dict[Intent, Skill]
    model: Model | None
    desk: OrderDesk | None
    shop: ShopInfo
    clock: Clock
    temperature: float = 0.3
    tools_at_desk: bool = False
    hands_over: bool = True

    async def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
        """Answer one message; see `assistant.events.Assistant`."""
        state = TurnState(conversation=conversation, message=message, started=time.perf_counter())
        reply_begun = False
        try:
            async for chunk in self._graph.astream(state, stream_mode="custom"):
                event = cast(Event, chunk)
                reply_begun = reply_begun or isinstance(event, TextReady)
                yield event
        except Exception:
            # A bug must not leave the shopper without a word; the log has the traceback.
            _log.exception("turn failed")
            for event in self._apology(state, reply_begun):
                yield event

    @cached_property
    def _graph(self) -> CompiledStateGraph[TurnState, None, TurnState, TurnState]:
        graph = StateGraph(TurnState)
        graph.add_node("receive", self.receive)
        graph.add_node("understand", self.understand)
        graph.add_node("gather", self.gather)
        graph.add_node("compose", self.compose)
        graph.add_node("verify", self.verify)
        graph.add_node("deliver", self.deliver)
        graph.add_edge(START, "receive")
        graph.add_conditional_edges("receive", _after_receive, ["understand", "verify"])
        for before, after in pairwise(["understand", "gather", "compose", "verify", "deliver"]):
            graph.add_edge(before, after)
        graph.add_edge("deliver", END)
        return graph.compile()

    async def receive(self, state: TurnState) -> Update:
        """Clean the message; one without words gets its answer at once."""
        message = clean_message(state.message)
        if has_words(message):
            return {"message": message}
        understanding = Understanding(intent=Intent.OUT_OF_SCOPE, confidence=1.0)
        key = "message.unreadable" if message else "message.empty"
        statement = load_wording("en").say(key)
        evidence = Evidence(verdict=Verdict.TALK, statement=statement, verbatim=True)
        return {"message": message, "understanding": understanding, "evidence": evidence}

    async def understand(self, state: TurnState) -> Update:
        """Work out intent, constraints and what is referred to."""
        understanding = await self.understander.understand(state.message, state.conversation)
        # An answer to a question of the order desk ("yes", an e-mail address) means that order.
        continued = continued_intent(state.conversation, state.message)
        if continued is not None:
            understanding = understanding.model_copy(update={"intent": continued, "confidence": 1})
        _emit(UnderstandingReady(understanding=understanding))
        return {"understanding": understanding, "timings": _timed(state, "understanding")}

    async def gather(self, state: TurnState) -> Update:
        """Let the intent's skill collect the evidence; cards go out before any word."""
        understanding = _known(state.understanding)
        evidence = await self._evidence(state, understanding)
        cards = await asyncio.to_thread(
            lambda: [
                make_card(entry, understanding, self.index.catalog) for entry in evidence.products
            ]
        )
        timings = _timed(state, "evidence")
        if cards:
            _emit(CardsReady(cards=cards, table=evidence.table))
            timings = timings.model_copy(update={"first_card": _elapsed(state)})
        if evidence.cart:
            _emit(CartReady(cart=evidence.cart))
        if evidence.action:
            _emit(ActionReady(action=evidence.action))
        used = evidence.tools or ToolUse()
        return {
            "evidence": evidence,
            "cards": cards,
            "timings": timings,
            "prompt_tokens": used.prompt_tokens,
            "reply_tokens": used.reply_tokens,
        }

    async def compose(self, state: TurnState) -> Update:
        """Write the prompt and open the model's stream, where a model is to write."""
        understanding, evidence = _known(state.understanding), _known(state.evidence)
        if self.model is None or evidence.verbatim:
            return {}
        if understanding.language not in _CHECKED_LANGUAGES:
            return {}
        prompt = compose(
            state.conversation,
            state.message,
            evidence,
            self.shop,
            self.model.count_tokens,
            _PROMPT_TOKENS,
            led=self.model.led,
        )
        written = self.model.stream(
            prompt.messages, max_tokens=_REPLY_TOKENS, temperature=self.temperature
        )
        tokens = sum(self.model.count_tokens(str(part.content)) for part in prompt.messages)
        draft = _led(prompt.lead, written)
        return {"draft": draft, "prompt_version": prompt.version, "prompt_tokens": tokens}

    async def verify(self, state: TurnState) -> Update:
        """Send the statement, then the model's sentences that stand, else the template's."""
        understanding, evidence = _known(state.understanding), _known(state.evidence)
        said: list[str] = []
        timings = state.timings

        def say(sentence: str) -> None:
            _emit(TextReady(text=f" {sentence}" if said else sentence))
            said.append(sentence)

        if evidence.statement:
            say(evidence.statement)
            timings = timings.model_copy(update={"first_sentence": _elapsed(state)})
        checked = CheckedStream(
            ground_of(evidence, understanding, state.message),
            Renderer(evidence, understanding.language),
            _MOST_SENTENCES,
        )
        by_model = False
        if state.draft is not None:
            began = time.perf_counter()
            by_model = await _speak(checked, state.draft, say)
            timings = timings.model_copy(update={"model": (time.perf_counter() - began) * 1000})
        if not by_model and evidence.fallback:
            say(evidence.fallback)
        if timings.first_sentence is None:
            timings = timings.model_copy(update={"first_sentence": _elapsed(state)})
        return {
            "reply": " ".join(said),
            "checks": checked.checks,
            "source": "model" if by_model else "template",
            "reply_tokens": state.reply_tokens + self._tokens_of(checked.checks),
            "timings": timings,
        }

    async def deliver(self, state: TurnState) -> Update:
        """Put the turn together and send the conversation as it now stands."""
        timings = state.timings.model_copy(update={"total": _elapsed(state)})
        model = self.model.name if self.model and state.source == "model" else None
        _emit(finish(state.model_copy(update={"timings": timings}), model, self.clock()))
        return {"timings": timings}

    async def _evidence(self, state: TurnState, understanding: Understanding) -> Evidence:
        """Return what the skill has found, with a handoff in it where the turn calls for one."""
        conversation = state.conversation
        skill = self._skill_of(understanding.intent)
        evidence = await skill.gather(self._context(state, understanding))
        if self.hands_over:
            evidence = escalate(conversation, state.message, understanding.language, evidence)
        if evidence.handoff and self.desk and conversation.owner == "assistant":
            await asyncio.to_thread(_note_handoff, self.desk, conversation, evidence)
        return evidence

    def _skill_of(self, intent: Intent) -> Skill:
        skill = self.skills[intent]
        if self.tools_at_desk and isinstance(self.model, CallsTools):
            return driven(skill, self.model)
        return skill

    def _context(self, state: TurnState, understanding: Understanding) -> SkillContext:
        return SkillContext(
            conversation=state.conversation,
            message=state.message,
            understanding=understanding,
            index=self.index,
            shop=self.shop,
            desk=self.desk,
            clock=self.clock,
        )

    def _tokens_of(self, checks: list[Check]) -> int:
        if self.model is None:
            return 0
        return sum(self.model.count_tokens(check.sentence) for check in checks)

    def _apology(self, state: TurnState, reply_begun: bool) -> list[Event]:
        sentence = load_wording("en").say("error.reply")
        understanding = Understanding(intent=Intent.OUT_OF_SCOPE, confidence=0.0)
        evidence = Evidence(verdict=Verdict.TALK, statement=sentence, verbatim=True)
        failed = state.model_copy(
            update={"understanding": understanding, "evidence": evidence, "reply": sentence}
        )
        text = TextReady(text=f" {sentence}" if reply_begun else sentence)
        return [text, finish(failed, None, self.clock())]


async def _speak(
    checked: CheckedStream, draft: AsyncGenerator[str], say: Callable[[str], None]
) -> bool:
    """Say the model's sentences that stand, as long as a shopper waits; return whether any did.

    The draft is closed in any case: what is not read, the model server need not write.
    """
    spoken = False
    try:
        async with aclosing(draft), asyncio.timeout(_MODEL_SECONDS):
            async for sentence in checked.sentences(draft):
                say(sentence)
                spoken = True
    except (ModelUnavailableError, TimeoutError) as error:
        _log.warning("the template takes over: %s", error or "the model takes too long")
    return spoken


async def _led(lead: str, draft: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """Put before a draft what the prompt has begun it with."""
    async with aclosing(draft):
        if lead:
            yield lead
        async for piece in draft:
            yield piece


def _note_handoff(desk: OrderDesk, conversation: Conversation, evidence: Evidence) -> None:
    shopper = conversation.shopper
    caller = Caller(conversation.id, shopper.id if shopper.verified else None)
    desk.transfer_to_human_agents(evidence.handoff_reason, caller=caller)


def _after_receive(state: TurnState) -> str:
    return "verify" if state.evidence else "understand"


def _emit(event: Event) -> None:
    get_stream_writer()(event)


def _elapsed(state: TurnState) -> float:
    return (time.perf_counter() - state.started) * 1000


def _timed(state: TurnState, name: str) -> Timings:
    return state.timings.model_copy(update={name: _elapsed(state)})


def _known(value: Known | None) -> Known:
    if value is None:
        raise RuntimeError("the graph ran a step before the one that feeds it")
    return value
