"""Takes a shopper's secrets out of what others are told: addresses, numbers, words that prove."""

import re

_SECRETS = [
    (re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (
        re.compile(
            r"\b(?:password|passwort|kennwort|mot de passe|contraseña|pin|cvv|cvc)\b"
            r"(?:\s+(?:is|ist|est|es)\b|\s*[:=])?\s+\S+",
            re.IGNORECASE,
        ),
        "[secret]",
    ),
    (
        re.compile(
            r"\b(ending in|ends in|endet auf|finissant par|terminad[ao] en|last four|尾号)"
            r"\W{0,3}\d{3,4}\b",
            re.IGNORECASE,
        ),
        r"\1 [digits]",
    ),
    (
        re.compile(
            r"\b((?:zip|postal|post)(?:[ -]?code)?|postleitzahl|plz|code postal|código postal|邮编)"
            r"(?: is| ist| est| es|:|=)?\s*[A-Za-z]{0,2}\d[\w-]{2,9}",
            re.IGNORECASE,
        ),
        r"\1 [zip]",
    ),
    # An order number has its sign, its letters or its name before it, and stays.
    (re.compile(r"(?<![\w#-])\+?\d(?:[ -]?\d){8,18}(?![\w-])"), "[number]"),
    (
        re.compile(r"(?<![\w#.,-])(?<!order )(?<!number )\d{5}(?:-\d{4})?(?![\w-])(?![.,]\d)"),
        "[zip]",
    ),
]


def redact(text: str) -> str:
    """Return the text without e-mail addresses, zip codes, card and telephone numbers, passwords.

    >>> redact("I'm Bo, bo@example.com, zip 10001, card 4242 4242 4242 4242, order #W2338009")
    "I'm Bo, [e-mail], zip [zip], card [number], order #W2338009"
    >>> redact("it cost 129.99 and goes to the Visa ending in 4242; my zip is 80279")
    'it cost 129.99 and goes to the Visa ending in [digits]; my zip [zip]'
    """
    for secret, shown in _SECRETS:
        text = secret.sub(shown, text)
    return text
