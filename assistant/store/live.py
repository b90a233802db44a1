"""Settings that are safe to change while the shop is open; they count from the next message on."""

import json
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import UserError
from assistant.store.base import StoreContext
from assistant.store.support_tables import LiveSettingRow
from assistant.store.trail import Trail

_MILLION = 1_000_000


class LiveSettings(BaseModel):
    """What an admin may change at the console; the defaults are how a shop begins."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    handoff: bool = Field(default=True, description="Shoppers can ask for a human.")
    away_notice: str = Field(
        default="Nobody of our team is here right now.",
        max_length=500,
        description="What they are told instead while they cannot.",
    )
    greeting: str = Field(
        default="", max_length=500, description="Answer to a greeting; empty: the assistant's own."
    )
    model_writes: bool = Field(
        default=True, description="The language model writes; off: replies are templates'."
    )
    tokens_per_day: int = Field(
        default=0, ge=0, description="Tokens a day (UTC) after which templates reply; 0: no limit."
    )
    prompt_price: Decimal = Field(
        default=Decimal(0), ge=0, le=10_000, description="Cost of a million tokens read."
    )
    reply_price: Decimal = Field(
        default=Decimal(0), ge=0, le=10_000, description="Cost of a million tokens written."
    )

    def cost(self, prompt_tokens: int, reply_tokens: int) -> Decimal:
        """What so many tokens cost.

        >>> LiveSettings(prompt_price="0.5", reply_price=2).cost(1_000_000, 250_000)
        Decimal('1.0')
        """
        spent = self.prompt_price * prompt_tokens + self.reply_price * reply_tokens
        return spent / _MILLION


class Live:
    """The settings as they stand; every read sees the latest change, of any process."""

    def __init__(self, context: StoreContext, trail: Trail) -> None:
        self._context = context
        self._trail = trail

    def read(self) -> LiveSettings:
        """The settings now."""
        with self._context.database.session(read_only=True) as session:
            return read_live(session)

    def change(self, wanted: dict[str, object], by: str) -> LiveSettings:
        """Change settings; the trail tells which, from what to what.

        Raises:
            UserError: A value makes no sense; nothing was changed.
        """
        with self._context.database.session() as session:
            before = read_live(session)
            try:
                after = LiveSettings.model_validate(before.model_dump() | wanted)
            except ValidationError as error:
                first = error.errors()[0]
                raise UserError(f"{first['loc'][0]}: {first['msg']}") from error
            old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
            for name in [name for name in new if new[name] != old[name]]:
                session.merge(LiveSettingRow(name=name, value=json.dumps(new[name])))
                self._trail.add(session, by, "changed setting", name, f"{old[name]} → {new[name]}")
        return after


def read_live(session: Session) -> LiveSettings:
    """Read the settings within a transaction."""
    rows = session.scalars(select(LiveSettingRow))
    return LiveSettings.model_validate({row.name: json.loads(row.value) for row in rows})
