from pathlib import Path

from sqlalchemy import inspect

from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from assistant.store.support_tables import TrailRow
from assistant.store.tables import Base
from retrieval.database import open_database
from tests.assistant.store.conftest import Clock


def test_the_trail_tells_what_agents_did_in_conversations_too_newest_first(
    store: ConversationStore, console: ConsoleStore, conversation_id: str
) -> None:
    store.desk.request(conversation_id)
    store.desk.claim(conversation_id, "Ada")
    console.looks.note(conversation_id, "Ada", "the shopper's record")
    store.desk.say(conversation_id, "Ada", "hello")
    console.trail.note("admin", "wrote FAQ entry", "Do you ship?", "Yes.")

    assert [(deed.actor, deed.action, deed.detail) for deed in console.trail.latest()] == [
        ("admin", "wrote FAQ entry", "Yes."),
        ("Ada", "look", "the shopper's record"),
        ("Ada", "owner", "agent"),
    ]
    assert len(console.trail.latest(limit=1)) == 1


def test_a_file_of_before_the_console_gains_its_tables(tmp_path: Path, clock: Clock) -> None:
    store = ConversationStore(tmp_path, clock)
    conversation_id, _ = store.create()
    store.close()
    database = open_database(tmp_path / "conversations.db", Base)
    for table in ("staff", "live_settings", "canned_replies", "suggestions", "console_trail"):
        with database.session() as session:
            session.connection().exec_driver_sql(f"DROP TABLE {table}")
    database.close()

    console = ConsoleStore(tmp_path, clock)
    console.trail.note("Ada", "a", "b")
    assert console.suggestions.conversation(conversation_id).id == conversation_id
    console.close()
    database = open_database(tmp_path / "conversations.db", Base)
    assert inspect(database.engine).has_table(TrailRow.__tablename__)
    database.close()
