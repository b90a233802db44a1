import pytest

from assistant.errors import ConflictError, NotFoundError, UserError
from assistant.store.console import ConsoleStore


def test_somebody_who_was_added_logs_in_with_the_password_that_was_shown_once(
    console: ConsoleStore,
) -> None:
    password = console.staff.add("Ada  Byron", "agent", by="admin")
    assert console.staff.knows("Ada Byron", password)
    assert not console.staff.knows("Ada Byron", password + "x")
    assert not console.staff.knows("Bob", password)
    assert console.staff.role("Ada Byron") == "agent"
    assert [each.name for each in console.staff.everyone()] == ["Ada Byron"]


def test_somebody_who_was_removed_is_let_in_no_more(console: ConsoleStore) -> None:
    password = console.staff.add("Ada", "admin", by="admin")
    console.staff.remove("Ada", by="admin")
    assert not console.staff.knows("Ada", password)
    assert console.staff.role("Ada") is None
    assert [deed.action for deed in console.trail.latest()] == [
        "removed from the team",
        "added to the team",
    ]
    with pytest.raises(NotFoundError):
        console.staff.remove("Ada", by="admin")


@pytest.mark.parametrize("name", ["agent", "Admin", "assistant", "shopper"])
def test_a_name_that_speaks_for_others_is_taken(console: ConsoleStore, name: str) -> None:
    with pytest.raises(ConflictError):
        console.staff.add(name, "agent", by="admin")


@pytest.mark.parametrize("name", ["", "  ", "<b>", "a" * 41])
def test_a_name_is_a_name(console: ConsoleStore, name: str) -> None:
    with pytest.raises(UserError):
        console.staff.add(name, "agent", by="admin")


def test_the_same_password_has_another_hash_for_everyone(console: ConsoleStore) -> None:
    first = console.staff.add("Ada", "agent", by="admin")
    console.staff.add("Bob", "agent", by="admin")
    assert not console.staff.knows("Bob", first)
