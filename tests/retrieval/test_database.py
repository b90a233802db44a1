from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from retrieval.database import Database, open_database
from retrieval.errors import UserError


class Base(DeclarativeBase):
    pass


class Counter(Base):
    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class Tick(Base):
    __tablename__ = "tick"
    id: Mapped[int] = mapped_column(primary_key=True)
    counter: Mapped[str] = mapped_column(ForeignKey("counter.name"))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "deep" / "test.sqlite", Base)


def _value(database: Database) -> int:
    with database.session(read_only=True) as session:
        return session.get_one(Counter, "a").value


def test_a_session_commits_when_its_block_ends(database: Database) -> None:
    with database.session() as session:
        session.add(Counter(name="a", value=1))
    assert _value(database) == 1


def test_a_session_rolls_back_when_its_block_raises(database: Database) -> None:
    with database.session() as session:
        session.add(Counter(name="a", value=1))

    def change_and_fail() -> None:
        with database.session() as session:
            session.get_one(Counter, "a").value = 2
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert _value(database) == 1


def test_a_read_only_session_keeps_nothing(database: Database) -> None:
    with database.session(read_only=True) as session:
        session.add(Counter(name="a"))
        session.flush()
    with database.session(read_only=True) as session:
        assert session.get(Counter, "a") is None


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(Tick(counter="nowhere"))


def test_concurrent_read_modify_write_loses_no_update(database: Database) -> None:
    with database.session() as session:
        session.add(Counter(name="a"))

    def increment(_: int) -> None:
        with database.session() as session:
            session.get_one(Counter, "a").value += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(increment, range(40)))
    assert _value(database) == 40


def test_a_file_that_is_no_database_is_a_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, just a long enough line of text" * 10)
    with pytest.raises(UserError, match="is not a database"):
        open_database(tmp_path / "notes.txt", Base)


def test_a_data_directory_that_is_a_file_is_a_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot use"):
        open_database(tmp_path / "file" / "test.sqlite", Base)
