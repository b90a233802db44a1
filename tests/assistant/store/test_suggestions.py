import pytest

from assistant.errors import NotFoundError
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from tests.assistant.store.conftest import answer, make_turn


def test_draft_and_edit_are_kept_with_the_evidence_of_both(
    console: ConsoleStore, conversation_id: str
) -> None:
    console.suggestions.keep(conversation_id, "Ada", "It is blue.", "It is navy.", make_turn())
    (kept,) = console.suggestions.all()
    assert (kept.agent, kept.draft, kept.sent) == ("Ada", "It is blue.", "It is navy.")
    assert kept.turn.evidence == make_turn().evidence


def test_an_erased_conversation_leaves_no_suggestion(
    store: ConversationStore, console: ConsoleStore, conversation_id: str
) -> None:
    console.suggestions.keep(conversation_id, "Ada", "a", "b", make_turn())
    store.delete(conversation_id)
    assert console.suggestions.all() == []
    with pytest.raises(NotFoundError):
        console.suggestions.keep(conversation_id, "Ada", "a", "b", make_turn())


def test_a_draft_is_made_from_the_conversation_as_the_assistant_knows_it(
    store: ConversationStore, console: ConsoleStore, conversation_id: str
) -> None:
    answer(store, conversation_id)
    conversation = console.suggestions.conversation(conversation_id)
    assert [turn.message for turn in conversation.turns] == ["a mug"]
