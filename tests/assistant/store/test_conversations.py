from pathlib import Path

import pytest

from assistant.errors import ForbiddenError, NotFoundError, UserError
from assistant.state import Shopper
from assistant.store import ConversationStore
from tests.assistant.store.conftest import Clock, answer


def test_a_conversation_is_found_again_by_its_token_and_by_nothing_else(
    store: ConversationStore,
) -> None:
    conversation_id, token = store.create(Shopper(id="u1", verified=True), page_product="m1")

    found = store.authenticate(conversation_id, token)
    assert found.shopper == Shopper(id="u1", verified=True)
    assert found.page_product == "m1"
    with pytest.raises(ForbiddenError):
        store.authenticate(conversation_id, "another")
    with pytest.raises(NotFoundError):
        store.authenticate("another", token)


def test_the_token_is_nowhere_in_the_files(store: ConversationStore, tmp_path: Path) -> None:
    _, token = store.create()
    store.close()

    assert all(token.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_an_erased_conversation_leaves_no_word_in_the_files(
    store: ConversationStore, conversation_id: str, tmp_path: Path
) -> None:
    answer(store, conversation_id, message="my address is 5 Elm Street")
    store.review.rate(conversation_id, "c1", "down", comment="about Elm Street")
    store.desk.remark(conversation_id, "Ada", "Elm Street again")
    assert _files_hold(tmp_path, b"Elm Street")

    store.delete(conversation_id)
    assert not _files_hold(tmp_path, b"Elm Street")
    assert not _files_hold(tmp_path, conversation_id.encode())
    with pytest.raises(NotFoundError):
        store.review.transcript(conversation_id)


def test_conversations_outlive_the_process(
    store: ConversationStore, conversation_id: str, tmp_path: Path
) -> None:
    answer(store, conversation_id)
    store.close()

    again = ConversationStore(tmp_path)
    assert again.review.transcript(conversation_id).turns[0].turn is not None
    again.close()


def test_a_long_conversation_is_given_with_its_recent_turns_oldest_first(
    store: ConversationStore, conversation_id: str, clock: Clock
) -> None:
    for number in range(53):
        answer(store, conversation_id, f"c{number}", reply=str(number))
        clock.turn(minutes=1)

    key = store.inbox.accept(conversation_id, "next", "a mug").key
    conversation = store.turns.begin(key)
    assert conversation is not None
    assert [turn.reply for turn in conversation.turns] == [str(n) for n in range(3, 53)]
    assert len(store.review.transcript(conversation_id).turns) == 54


def test_a_directory_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="data directory"):
        ConversationStore(tmp_path / "file")


def _files_hold(folder: Path, text: bytes) -> bool:
    return any(text in file.read_bytes() for file in folder.iterdir())
