"""The people who may log in at the console, with their roles; passwords are kept as hashes."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from assistant.errors import ConflictError, NotFoundError, UserError
from assistant.store.base import StoreContext
from assistant.store.support_tables import StaffRow
from assistant.store.trail import Trail

Role = Literal["agent", "admin"]
RESERVED = ("agent", "admin", "assistant", "shopper")
"""Names of the two built-in accounts, and of those who speak in a transcript anyway."""

_NAME = re.compile(r"[^\W_][\w .'-]{0,39}")
# OWASP's password storage cheat sheet: 32 MiB and about 0.1 s a try.
_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}


@dataclass(frozen=True)
class Colleague:
    """One of the team."""

    name: str
    role: Role
    added_at: datetime


class Staff:
    """The team; each change is on the console's trail."""

    def __init__(self, context: StoreContext, trail: Trail) -> None:
        self._context = context
        self._trail = trail

    def everyone(self) -> list[Colleague]:
        """The team, by name."""
        with self._context.database.session(read_only=True) as session:
            rows = session.scalars(select(StaffRow).order_by(StaffRow.name))
            return [Colleague(row.name, row.role, row.added_at) for row in rows]  # type: ignore[arg-type] # only roles are stored

    def role(self, name: str) -> Role | None:
        """What this person may do; None: they are not (any more) of the team."""
        with self._context.database.session(read_only=True) as session:
            role: Role | None = session.scalar(select(StaffRow.role).where(StaffRow.name == name))
            return role

    def knows(self, name: str, password: str) -> bool:
        """Whether this is that person's password."""
        with self._context.database.session(read_only=True) as session:
            row = session.get(StaffRow, name)
        return row is not None and _matches(password, row.password_hash)

    def add(self, name: str, role: Role, by: str) -> str:
        """Let somebody in under a name of their own.

        Returns:
            Their password; it is not kept and cannot be had again.

        Raises:
            UserError: The name cannot be one.
            ConflictError: It is taken.
        """
        name = " ".join(name.split())
        if not _NAME.fullmatch(name):
            raise UserError("a name has up to 40 letters, digits, spaces, dots or hyphens")
        password = secrets.token_urlsafe(12)
        with self._context.database.session() as session:
            taken = session.get(StaffRow, name) is not None
            if taken or name.casefold() in RESERVED:
                raise ConflictError(f"the name {name} is taken")
            session.add(
                StaffRow(
                    name=name,
                    role=role,
                    password_hash=_hash(password, secrets.token_bytes(16)),
                    added_at=self._context.clock(),
                )
            )
            self._trail.add(session, by, "added to the team", name, role)
        return password

    def remove(self, name: str, by: str) -> None:
        """Let somebody in no more; what they did stays on the trail.

        Raises:
            NotFoundError: There is nobody of that name.
        """
        with self._context.database.session() as session:
            row = session.get(StaffRow, name)
            if row is None:
                raise NotFoundError(f"there is no {name} in the team")
            session.delete(row)
            self._trail.add(session, by, "removed from the team", name)


def _hash(password: str, salt: bytes) -> str:
    digest = hashlib.scrypt(password.encode(), salt=salt, **_SCRYPT)
    return f"{salt.hex()}${digest.hex()}"


def _matches(password: str, known: str) -> bool:
    salt = bytes.fromhex(known.partition("$")[0])
    return hmac.compare_digest(_hash(password, salt), known)
