"""Corrections of answers: kept as FAQ entries, which the next shopper gets, and as dialogues.

Both are files in the data directory, to be read, mended and moved into the shop's own.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import UserError
from assistant.settings import Settings
from assistant.state import Intent, Turn
from assistant.store.records import StoredTurn, Transcript
from retrieval.passage_sync import sync_passages
from retrieval.passages import FaqEntry
from retrieval.search import ShopIndex

_FOLDER = "corrections"
_MOST_TURNS = 10
_NAME_CHARS = 60


def corrected_faq(data_dir: Path) -> list[Path]:
    """The file of corrected FAQ entries, where there is one."""
    path = data_dir / _FOLDER / "faq.jsonl"
    return [path] if path.exists() else []


class Corrections:
    """The corrections of one shop; safe to use from several threads."""

    def __init__(self, data_dir: Path, index: Callable[[Path], object]) -> None:
        """Take the data directory, and what brings a file of FAQ entries into the index."""
        self._folder = data_dir / _FOLDER
        self._index = index
        self._lock = Lock()

    def add_faq(self, question: str, answer: str, language: str = "en") -> Path:
        """Answer a question so from now on; an entry of the same question is replaced.

        Returns:
            The file that holds it.

        Raises:
            UserError: There is no question or no answer, or another sync is at work.
        """
        try:
            entry = FaqEntry(question=question, answer=answer, language=language)
        except ValidationError as error:
            raise UserError("a FAQ entry has a question and an answer") from error
        path = self._folder / "faq.jsonl"
        with self._lock:
            before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            others = [line for line in before if json.loads(line)["question"] != entry.question]
            kept = {"question": entry.question, "answer": entry.answer, "language": entry.language}
            _write(path, "\n".join([*others, json.dumps(kept, ensure_ascii=False)]) + "\n")
            self._index(path)
        return path

    def add_dialogue(
        self, transcript: Transcript, turn_id: str, answer: str, intent: Intent
    ) -> Path:
        """Pin an answer down as a dialogue script, see docs/dialogue-scripts.md.

        Args:
            transcript: The conversation.
            turn_id: `client_message_id` of the turn that was answered.
            answer: What should have been answered; the reply itself where that was right.
            intent: What the shopper wanted.

        Returns:
            The file that was written.

        Raises:
            UserError: There is no such answered turn.
        """
        asked = [stored for stored in transcript.turns if stored.turn]
        place = next((n for n, each in enumerate(asked) if each.client_message_id == turn_id), None)
        if place is None:
            raise UserError("choose a reply of the assistant's first")
        script = _script(asked[max(0, place - _MOST_TURNS + 1) : place + 1], answer, intent)
        with self._lock:
            path = _free(self._folder / "dialogues", script["name"])
            _write(path, yaml.safe_dump(script, sort_keys=False, allow_unicode=True, width=100))
        return path


def open_corrections(settings: Settings, index: ShopIndex) -> Corrections:
    """Open the corrections of the shop whose index this is."""

    def sync(path: Path) -> None:
        sync_passages(
            "faq",
            [path],
            settings.data_dir,
            index.embedder,
            chroma_url=settings.chroma_url,
            partial=True,
        )

    return Corrections(settings.data_dir, sync)


def _script(asked: list[StoredTurn], answer: str, intent: Intent) -> dict[str, Any]:
    last = asked[-1]
    turns: list[dict[str, Any]] = [{"shopper": stored.message} for stored in asked]
    if last.turn:
        turns[-1]["expect"] = _expectation(last.turn, answer, intent)
    name = " ".join(last.message.split())[:_NAME_CHARS]
    return {"name": f"corrected: {name}", "turns": turns}


def _expectation(turn: Turn, answer: str, intent: Intent) -> dict[str, Any]:
    """A right reply shows the same products again; a wrong one is not said again."""
    reply: dict[str, Any] = {"grounded": True}
    expected: dict[str, Any] = {"intent": intent.value, "reply": reply}
    said = _plain(turn.reply)
    if said and _plain(answer) != said:
        reply["lacks"] = [said]
    elif turn.cards:
        expected["products"] = {"include": [card.id for card in turn.cards]}
    return expected


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").split())


def _free(folder: Path, name: str) -> Path:
    """A file that is not there yet, named after a dialogue."""
    stem = re.sub(r"\W+", "-", name.removeprefix("corrected: ").casefold()).strip("-") or "dialogue"
    number = 1
    while (path := folder / f"{stem}{f'-{number}' if number > 1 else ''}.yaml").exists():
        number += 1
    return path


def _write(path: Path, text: str) -> None:
    """Put a whole file in place at once: whoever reads meanwhile has the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
