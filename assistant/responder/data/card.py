"""The data card: what the data holds, written by the run that made it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from assistant.responder.data.vocabulary import kinds, policies, reply_patterns


@dataclass(frozen=True)
class SplitFigures:
    """What is counted of one split."""

    examples: int
    shops: int
    scenes: Counter[str]
    with_history: int
    reply_words: list[int]


def write_card(size: dict[str, int], splits: dict[str, SplitFigures], path: Path) -> None:
    """Write the card as Markdown."""
    patterns = sum(map(len, reply_patterns().values()))
    scenes = list(dict.fromkeys(name for figures in splits.values() for name in figures.scenes))
    rows = [
        f"| {split} | {figures.shops} | {figures.examples} | {figures.with_history} | "
        f"{median(figures.reply_words or [0]):g} | "
        + " | ".join(str(figures.scenes[name]) for name in scenes)
        + " |"
        for split, figures in splits.items()
    ]
    path.write_text(
        f"""# Data card: grounded replies of invented shops

Each example is a prompt as the assistant serves it (instructions, records, history, message, the
statement that opens the reply) and the one to three sentences that go on from there.

- **Origin**: made by `assistant.responder.data` from vocabularies written for this project
  ({len(kinds())} kinds of goods, {len(policies())} topics of rules, {patterns} patterns of
  replies). No shopper's words, no shop's records, no text of another data set.
- **Made with**: {", ".join(f"{name} {value}" for name, value in size.items())}. The same seed gives
  the same data.
- **Checked**: every sentence of every reply passes the assistant's own verification against its
  evidence; replies that did not were thrown away.
- **Split**: by shop; no shop of one split occurs in another. No two examples have the same message
  and reply.
- **Attacks**: some listings and some messages carry orders to the model; the reply never obeys.
- **Language**: English. Replies in other languages are written by templates.
- **Licence**: Apache-2.0, as the project.

| split | shops | examples | with history | words a reply (median) | {" | ".join(scenes)} |
|---|---|---|---|---|{"---|" * len(scenes)}
"""
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )
