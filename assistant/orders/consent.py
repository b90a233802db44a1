"""Reads a yes or a no, and nothing into it: only a message that says no more than that counts."""

import re
import unicodedata
from pathlib import Path

import yaml
from pydantic import TypeAdapter

_WORDS = TypeAdapter(dict[str, list[list[str]]]).validate_python(
    yaml.safe_load(Path(__file__).with_name("consent.yaml").read_text(encoding="utf-8"))
)


def _any_of(*names: str) -> str:
    """The words of these groups as alternatives of a pattern, the longest first."""
    found = {word for name in names for language in _WORDS[name] for word in language}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


_ENDS = ".! 。"
_YES, _FILLER = _any_of("agrees"), _any_of("filler")
# "No longer needed" is a reason and takes nothing back.
_NO = rf"(?:(?:{_any_of('before_refusing')})[\s,]+)*(?!no longer\b)(?:{_any_of('refuses')})"
_NO_FIRST = re.compile(rf"{_NO}\b")
_NO_ONLY = re.compile(rf"{_NO}(?:[\s,.!]+(?:{_any_of('refuses', 'filler')}))*")


def is_yes(message: str, verb: str = "") -> bool:
    """Whether the message is a plain yes: no condition, no question, nothing else besides.

    Args:
        message: What the shopper wrote.
        verb: What would be done. It may stand in the yes, while another verb makes it unclear:
            "ok, cancel" is a yes to cancelling an order, and none to returning one.

    >>> is_yes("Yes, please go ahead!"), is_yes("yes but to my gift card"), is_yes("yes?")
    (True, False, False)
    >>> is_yes("ok, cancel it", verb="cancel"), is_yes("ok, cancel it", verb="return")
    (True, False)
    """
    said = _plain(message)
    filler = f"{_FILLER}|{re.escape(verb)}" if verb else _FILLER
    plain_yes = rf"(?:{_YES})(?:[\s,]+(?:{_YES}|{filler}))*"
    return not said.endswith("?") and re.fullmatch(plain_yes, said.rstrip(_ENDS)) is not None


def is_no(message: str) -> bool:
    """Whether the message takes back what was asked for.

    >>> is_no("No, keep it"), is_no("actually, I changed my mind"), is_no("now")
    (True, True, False)
    """
    return _NO_FIRST.match(_plain(message)) is not None


def is_plain_no(message: str) -> bool:
    """Whether the message is a no and nothing else: no correction, no other wish.

    >>> is_plain_no("No, keep it please."), is_plain_no("no, I mean #W2")
    (True, False)
    """
    return _NO_ONLY.fullmatch(_plain(message).rstrip(_ENDS)) is not None


def _plain(message: str) -> str:
    # Full-width signs become the plain ones.
    said = unicodedata.normalize("NFKC", message).casefold()
    return " ".join(said.replace("’", "'").split())
