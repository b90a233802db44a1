"""Reads a yes or a no, and nothing into it: only a message that says no more than that counts."""

import re

_YES = (
    r"yes|yep|yeah|yup|sure|ok|okay|confirm|confirmed|i confirm|go ahead|do it|do that|"
    r"please do|that's right|that is right|correct|absolutely|definitely"
)
_FILLER = (
    r"please|thanks|thank you|now|just|then|it|that|this|them|the|my|and|to|with|for me|order|"
    r"items?|address|payment|proceed|go|ahead|do|"
    r"i|am|i'm|want|would|like|agree|of course|right|fine|good|great|sounds"
)
_NO = (
    r"no(?! longer)|nope|nah|stop|wait|hold on|never ?mind|forget it|forget about it|"
    r"keep it|keep them|"
    r"leave it|don't|do not|not anymore|not any more|changed my mind|change of mind|abort|"
    r"(?:rather|better) not"
)
_BEFORE_NO = r"(?:(?:oh|hm+|um|actually|sorry|please|well|i|i've|i have)[\s,]+)*"
_NO_FIRST = re.compile(rf"{_BEFORE_NO}(?:{_NO})\b")
_NO_ONLY = re.compile(rf"{_BEFORE_NO}(?:{_NO})(?:[\s,.!]+(?:{_NO}|{_FILLER}))*")


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
    return not said.endswith("?") and re.fullmatch(plain_yes, said.rstrip(".! ")) is not None


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
    return _NO_ONLY.fullmatch(_plain(message).rstrip(".! ")) is not None


def _plain(message: str) -> str:
    return " ".join(message.casefold().replace("’", "'").split())
