"""The one way to a SQLite database: tables of a declarative base, short transactions, WAL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from retrieval.errors import UserError

_BUSY_TIMEOUT_MS = 10_000


class Database:
    """A SQLite file seen through SQLAlchemy; safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def session(self, *, read_only: bool = False) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises.

        A transaction takes the write lock when it begins, so that what it has read cannot be
        changed by another writer before it writes. Objects stay readable after the commit.

        Args:
            read_only: Take no lock and never commit; readers do not wait for writers.

        Yields:
            The session.
        """
        options = {"sqlite_begin": "BEGIN" if read_only else "BEGIN IMMEDIATE"}
        with (
            self.engine.connect().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
            if not read_only:
                session.commit()

    def close(self) -> None:
        """Give back every connection; the database may be opened again."""
        self.engine.dispose()


def open_database(path: Path, base: type[DeclarativeBase]) -> Database:
    """Open the database at `path`, with the tables of `base`; both are made where missing.

    Args:
        path: The file; missing folders above it are made.
        base: The declarative base whose tables belong in it.

    Returns:
        The open database.

    Raises:
        UserError: The path cannot be written, or holds something else than a database.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}")
        _configure(engine)
        with engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection:
            base.metadata.create_all(connection)
            connection.commit()
    except OSError as error:
        raise UserError(
            f"cannot use {path.parent} as a data directory: {error.strerror}"
        ) from error
    except OperationalError as error:
        raise UserError(f"cannot open the database {path}: {error.orig}") from error
    except DatabaseError as error:
        raise UserError(f"{path} is not a database of this program: {error.orig}") from error
    return Database(engine)


def _configure(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: SqliteConnection, _record: object) -> None:
        # The driver would begin transactions lazily, after the first reads: begin them ourselves.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
