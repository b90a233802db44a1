"""The gate for new adapters."""

from pathlib import Path

import pytest

from assistant.errors import ConflictError, UserError
from assistant.responder.figures import Figures, Outcome, figures_of
from assistant.responder.promote import Promoted, refusals
from assistant.state import Check


def test_an_adapter_that_invents_more_is_refused_with_the_reason() -> None:
    before, after = _figures(failed=0), _figures(failed=1)
    assert refusals(after, before) == ["sentences that fail verification per 100: 25, before 0"]
    assert refusals(before, after) == []


def test_the_adapter_promoted_last_is_in_use_until_it_is_rolled_back(tmp_path: Path) -> None:
    promoted = Promoted(tmp_path / "responder", _base(tmp_path))
    assert promoted.current() is None
    first = promoted.promote(_adapter(tmp_path, "one"))
    second = promoted.promote(_adapter(tmp_path, "two"))
    assert promoted.current() == second
    assert promoted.roll_back() == first
    assert promoted.roll_back() is None


def test_promoting_what_is_in_use_changes_nothing(tmp_path: Path) -> None:
    promoted = Promoted(tmp_path / "responder", _base(tmp_path))
    kept = promoted.promote(_adapter(tmp_path, "one"))
    with pytest.raises(ConflictError):
        promoted.promote(_adapter(tmp_path, "one"))
    assert promoted.current() == kept


def test_rolling_back_nothing_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to go back to"):
        Promoted(tmp_path, _base(tmp_path)).roll_back()


def test_figures_tell_what_became_of_the_sentences() -> None:
    dropped = Check(
        sentence="[P9] is red.",
        outcome="dropped",
        reason="refers to a product that was not found: P9",
    )
    evasive = Check(sentence="How can I help?", outcome="sent")
    good = Check(sentence="[P1] is blue.", outcome="sent")
    outcomes = [Outcome([dropped], 1), Outcome([evasive], 2), Outcome([good, dropped], 3)]
    figures = figures_of(outcomes)
    assert (figures.sentences, figures.failed_per_100, figures.bad_references) == (4, 50, 2)
    assert (figures.fallbacks, figures.evasions, figures.median_seconds) == (1, 1, 2)


def _figures(failed: int) -> Figures:
    sent = Check(sentence="[P1] is blue.", outcome="sent")
    bad = Check(sentence="It is red.", outcome="dropped", reason="says what no record says: red")
    return figures_of([Outcome([sent] * 2, 1), Outcome([bad] * failed + [sent] * (2 - failed), 1)])


def _base(folder: Path) -> Path:
    base = folder / "base"
    base.mkdir(exist_ok=True)
    (base / "model.safetensors").write_bytes(b"weights")
    return base


def _adapter(folder: Path, content: str) -> Path:
    adapter = folder / content
    adapter.mkdir(exist_ok=True)
    (adapter / "adapter_config.json").write_text("{}")
    (adapter / "adapter_model.safetensors").write_text(content)
    return adapter
