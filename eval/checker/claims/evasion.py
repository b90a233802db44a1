"""Claims not to know what a record says."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.reading import Sentence
from eval.text import stems

_UNKNOWN = re.compile(
    r"(?:(?:does|do|did)(?: not|n't) (?:say|mention|specify|state|list|tell|include information|"
    r"have (?:any )?(?:information|details)|know)|not sure|no (?:information|details)|"
    r"(?:isn't|is not|aren't|are not) (?:listed|stated|specified|mentioned|covered))"
    r"(?:\s+(?:whether|if|what|how|where|which|about|on|for|the|of|much|it|is|its))*\s*(?P<what>[^,.;]*)",
    re.I,
)
_SUBJECT = re.compile(
    r"(?P<what>[\w\s-]+?)\s+(?:isn't|is not|aren't|are not) (?:listed|stated|specified|mentioned)"
)
_SYNONYMS = {
    "weigh": "weight",
    "heavi": "weight",
    "tall": "height",
    "big": "capac",
    "made": "materi",
}
_VAGUE = frozenset(
    stems(
        "mug record listing product item it made make where what boot suitable work "
        "come kind fit use"
    )
)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report denials of knowledge about something that a record states."""
    found = _UNKNOWN.search(sentence.low) or _SUBJECT.search(sentence.low)
    if not found:
        return
    topic = _topic(found["what"], sentence)
    if not topic:
        return
    if topic & lexicon("policy") and not sentence.mentions:
        known = [text for text, words in sentence.shop.passage_stems if topic <= words]
    else:
        known = [
            line for p in sentence.subjects for line in p.lines if topic <= frozenset(stems(line))
        ]
    if known:
        yield sentence.finding("evasion", found.group().strip(), f"a record says: {known[0]}")


def _topic(what: str, sentence: Sentence) -> frozenset[str]:
    names = {stem for facts in sentence.subjects for stem in facts.title}
    if re.search(r"\bmade (?:of|from)\b", what):
        return frozenset({"materi"})
    words = {_SYNONYMS.get(stem, stem) for stem in stems(what)}
    return frozenset(words) - lexicon("stop") - lexicon("fluff") - _VAGUE - names
