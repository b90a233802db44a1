"""Expectations of what was done: the action proposed, made or refused, and the handoff."""

from collections.abc import Iterator

from assistant.state import Action
from eval.dialogues.expectations.failure import Failure
from eval.dialogues.format import ActionExpectation
from eval.text import fold


def check_action(expected: ActionExpectation, got: Action | None) -> Iterator[Failure]:
    """The turn's action has the name, the status and the given arguments.

    A script may leave words of the name out: `cancel_order` expects `cancel_pending_order` too.
    """
    if got is None:
        yield Failure("action", f"{expected.name} ({expected.status or 'any status'})", "none")
        return
    shown = f"{got.name} {got.args} {got.status}: {got.summary}"
    if not set(expected.name.split("_")) <= set(got.name.split("_")):
        yield Failure("action.name", expected.name, got.name, shown)
    if expected.status is not None and got.status != expected.status:
        yield Failure("action.status", expected.status, got.status, shown)
    for name, value in expected.args.items():
        if _comparable(got.args.get(name)) != _comparable(value):
            yield Failure(f"action.args.{name}", repr(value), repr(got.args.get(name)), shown)


def _comparable(value: object) -> object:
    """Text as it compares; of a list, what is in it: items have no order."""
    if isinstance(value, list):
        return sorted(fold(str(one)) for one in value)
    return None if value is None else fold(str(value))


def check_handoff(*, expected: bool, got: bool) -> Iterator[Failure]:
    """The conversation was handed to a human, or was not."""
    if expected != got:
        yield Failure("handoff", _words(handoff=expected), _words(handoff=got))


def _words(*, handoff: bool) -> str:
    return "a handoff" if handoff else "no handoff"
