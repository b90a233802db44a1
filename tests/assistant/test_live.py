"""The assistant under the settings that the console changes."""

from dataclasses import dataclass, field

from assistant.events import TurnFinished
from assistant.live import LiveAssistant
from assistant.state import Conversation, Evidence, Intent, Verdict
from assistant.store.live import LiveSettings
from tests.assistant.turn_parts import MATCH, FakeModel, assistant_with


@dataclass
class Console:
    """Where the settings are read."""

    live: LiveSettings = field(default_factory=LiveSettings)
    spent: int = 0


async def reply(assistant: LiveAssistant) -> TurnFinished:
    events = [event async for event in assistant.respond(Conversation(id="c"), "hello")]
    assert isinstance(events[-1], TurnFinished)
    return events[-1]


def under(console: Console, intent: Intent, evidence: Evidence = MATCH) -> LiveAssistant:
    built = assistant_with(evidence, FakeModel("[P1] has a wide handle. "), intent)
    return LiveAssistant(built, lambda: console.live, lambda: console.spent)


async def test_a_greeting_is_answered_as_it_was_written_from_the_next_message_on() -> None:
    console = Console()
    assistant = under(console, Intent.GREETING)
    before = (await reply(assistant)).turn.reply
    console.live = LiveSettings(greeting="Ahoy!")
    assert (await reply(assistant)).turn.reply == "Ahoy!"
    console.live = LiveSettings()
    assert (await reply(assistant)).turn.reply == before != "Ahoy!"


async def test_while_nobody_is_there_a_request_for_a_human_says_so_and_hands_nothing_over() -> None:
    handing = Evidence(verdict=Verdict.TALK, statement="One moment.", verbatim=True, handoff=True)
    console = Console()
    for intent in (Intent.HUMAN, Intent.COMPLAINT):
        assistant = under(console, intent, handing)
        console.live = LiveSettings()
        assert (await reply(assistant)).turn.evidence.handoff
        console.live = LiveSettings(handoff=False, away_notice="Back on Monday.")
        end = await reply(assistant)
        assert end.turn.reply == "Back on Monday."
        assert not end.turn.evidence.handoff


async def test_the_model_is_switched_off_and_on_again() -> None:
    console = Console()
    assistant = under(console, Intent.PRODUCT_SEARCH)
    assert (await reply(assistant)).turn.source == "model"
    console.live = LiveSettings(model_writes=False)
    end = await reply(assistant)
    assert end.turn.source == "template"
    assert end.turn.evidence.products == MATCH.products
    console.live = LiveSettings()
    assert (await reply(assistant)).turn.source == "model"


async def test_beyond_the_days_tokens_templates_reply() -> None:
    console = Console(LiveSettings(tokens_per_day=1000), spent=999)
    assistant = under(console, Intent.PRODUCT_SEARCH)
    assert (await reply(assistant)).turn.source == "model"
    console.spent = 1000
    assert (await reply(assistant)).turn.source == "template"
