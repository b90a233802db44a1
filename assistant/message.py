"""The shopper's message as it arrives: unreadable signs removed, nothing else changed."""

import re
import unicodedata

_MOST_CHARS = 4000
_KEPT_CONTROLS = "\n\t"


def clean_message(text: str, most_chars: int = _MOST_CHARS) -> str:
    r"""Return the message without control signs, composed (NFC), cut at `most_chars`.

    >>> clean_message("  caf\u0065\u0301\x00 tables\x1b[31m ")
    'café tables[31m'
    """
    composed = unicodedata.normalize("NFC", text[: most_chars * 2])
    kept = "".join(
        char
        for char in composed
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return re.sub(r"[ \t]+", " ", kept).strip()[:most_chars]


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it; a message of emoji alone has none.

    >>> has_words("👍🏽👍🏽"), has_words("ok 👍")
    (False, True)
    """
    return any(char.isalnum() for char in text)
