"""Text from outside, made safe to keep and to show."""

import unicodedata

from assistant.errors import UserError

_KEPT = "\n\t"
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def strip_unreadable(text: str) -> str:
    r"""Return the text composed (NFC) and trimmed, without controls and lone surrogates.

    >>> strip_unreadable("e\u0301\x00")
    'é'
    """
    return unicodedata.normalize("NFC", "".join(filter(_is_text, text))).strip()


def clean_message(text: str, max_chars: int) -> str:
    r"""Strip what no shopper types; emoji and every script stay as they are.

    Control characters, lone surrogates and direction overrides go; the ends are trimmed.

    Raises:
        UserError: Nothing is left, or it is longer than `max_chars`.

    >>> clean_message(" a\x00\x07 bag \U0001f45c\n", 100)
    'a bag 👜'
    """
    if len(text) > max_chars:
        raise UserError(f"the message has {len(text)} characters; at most {max_chars} are allowed")
    cleaned = strip_unreadable(text)
    if not any(_says_something(char) for char in cleaned):
        raise UserError("write a message first")
    return cleaned


def _is_text(char: str) -> bool:
    if char in _KEPT:
        return True
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI


def _says_something(char: str) -> bool:
    """Letters, digits, signs; characters that this Python does not know yet may be emoji."""
    category = unicodedata.category(char)
    return category[0] in "LNPS" or category == "Cn"
