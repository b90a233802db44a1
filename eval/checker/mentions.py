"""Which products a sentence speaks of, and where in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.checker.lexicon import lexicon
from eval.checker.shop import ShopView
from eval.text import stems

_TOKEN = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_LEADING = {
    "the",
    "a",
    "an",
    "this",
    "our",
    "your",
    "both",
    "and",
    "or",
    "of",
    "for",
    "in",
    "at",
    "only",
    "i'm",
    "i'd",
    "i'll",
    "i've",
}


@dataclass(frozen=True)
class Mention:
    """A place in a sentence that names a product, or products of the same name."""

    start: int
    end: int
    products: tuple[str, ...]


@dataclass(frozen=True)
class NameSpan:
    """A run of capitalised words, as names are written."""

    start: int
    end: int
    text: str
    stems: frozenset[str]


def find_mentions(sentence: str, known: Sequence[str], shop: ShopView) -> list[Mention]:
    """Find the products that a sentence names.

    Products on the shopper's screen may be named by any word that tells them from each other
    ("the skillet"); others only by a name written as one.

    Args:
        sentence: Plain text.
        known: Ids of the products on the shopper's screen.
        shop: The records.

    Returns:
        The mentions by their place.
    """
    known = [each for each in known if each in shop.records.products]
    listed = _listed(sentence, known, shop)
    if listed:
        return [listed]
    mentions = _among(sentence, known, shop)
    for span in name_spans(sentence):
        covered = any(m.start < span.end and span.start < m.end for m in mentions)
        if not covered and len(span.stems) > 1 and (found := titled(span, shop)):
            mentions.append(Mention(span.start, span.end, tuple(found)))
    return sorted(mentions, key=lambda mention: mention.start)


def _listed(sentence: str, known: Sequence[str], shop: ShopView) -> Mention | None:
    """The product whose facts a sentence lists after its name and a colon; it is of no other.

    In "Study USB Desk Lamp ($26.00): white, built-in LED" LED is no other lamp's name.
    """
    head, colon, facts = sentence.partition(":")
    name = _PARENTHESIS.sub("", head).strip()
    titles = {each: shop.records.products[each].title for each in known}
    if not colon or any(title in facts for title in titles.values()):
        return None
    found = tuple(each for each, title in titles.items() if title == name)
    return Mention(0, len(head), found) if found else None


def titled(span: NameSpan, shop: ShopView) -> list[str]:
    """Return the products whose title has all words of the name, the closest titles only."""
    found = [p for p in shop.having(span.stems) if span.stems <= shop.facts(p).title]
    shortest = min((len(shop.facts(p).title) for p in found), default=0)
    return sorted(p for p in found if len(shop.facts(p).title) == shortest)


def name_spans(sentence: str) -> list[NameSpan]:
    """Return the runs of capitalised words and of the numbers among them.

    >>> [span.text for span in name_spans("Try the Summit 40 Pack by Potter & Vale.")]
    ['Try', 'Summit 40 Pack', 'Potter & Vale']
    """
    word = r"(?:[A-Z][\w'’]*(?:-[A-Z0-9][\w]*)*)"
    pattern = rf"(?<![#\w]){word}(?:[ -](?:&\s)?(?:{word}|\d+\b(?!\.?\d|%)))*"
    spans = []
    for found in re.finditer(pattern, sentence):
        start, text = found.start(), found.group()
        while _leads((first := text.split(" ", 1))[0]) and len(first) == 2:
            start += len(first[0]) + 1
            text = first[1]
        spans.append(NameSpan(start, start + len(text), text, frozenset(stems(text))))
    return [span for span in spans if not _leads(span.text)]


def _leads(word: str) -> bool:
    return word.lower().replace("’", "'") in _LEADING or word.isdigit()


def _among(sentence: str, known: Sequence[str], shop: ShopView) -> list[Mention]:
    titles = {p: shop.facts(p).title - lexicon("stop") for p in known}
    tokens = [
        (found.start(), found.end(), stems(found.group())) for found in _TOKEN.finditer(sentence)
    ]
    runs: list[list[tuple[int, int, str]]] = []
    previous = -9
    for place, (start, end, parts) in enumerate(tokens):
        if not any(part in title for part in parts for title in titles.values()):
            continue
        if place - previous > 1:
            runs.append([])
        runs[-1].append((start, end, parts[0]))
        previous = place
    return [mention for run in runs for mention in _of_run(run, titles)]


def _of_run(run: list[tuple[int, int, str]], titles: dict[str, frozenset[str]]) -> list[Mention]:
    """Return the products that a run of title words fits best, unless it fits every one alike."""
    words = {stem for _, _, stem in run}
    hits = {p: len(words & title) for p, title in titles.items()}
    best = max(hits.values())
    winners = tuple(p for p, count in hits.items() if count == best)
    distinct = {titles[p] for p in titles}
    if len(distinct) > 1 and {titles[p] for p in winners} == distinct:
        return []
    return [Mention(run[0][0], run[-1][1], winners)]
