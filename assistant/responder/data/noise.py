"""Noise: the same message as different people type it."""

from random import Random

from assistant.responder.data.vocabulary import messages

_FRAMED = 0.3
_REPHRASED = 0.4
_MISTYPED = 0.12
_LOWERED = 0.4
_INJECTED = 0.03
_SHORTEST_MISTYPED = 5


def noisy(message: str, rng: Random) -> str:
    """Return the message rephrased, framed, mistyped, or as it is."""
    words = messages()
    if rng.random() < _REPHRASED:
        message = _rephrased(message, rng)
    if rng.random() < _FRAMED:
        message = (
            rng.choice(words.before) + message
            if rng.random() < 0.5
            else (message + rng.choice(words.after))
        )
    if rng.random() < _MISTYPED:
        message = _mistyped(message, rng)
    if rng.random() < _LOWERED:
        message = message.lower()
    if rng.random() < _INJECTED:
        message = f"{message} {rng.choice(words.injections)}"
    return message


def _rephrased(message: str, rng: Random) -> str:
    for phrase, others in messages().synonyms.items():
        if phrase in message:
            return message.replace(phrase, rng.choice(others), 1)
    return message


def _mistyped(message: str, rng: Random) -> str:
    """Swap, drop or double a letter inside one longer word."""
    words = message.split()
    long = [at for at, word in enumerate(words) if len(word) >= _SHORTEST_MISTYPED]
    if not long:
        return message
    at = rng.choice(long)
    word = words[at]
    place = rng.randint(1, len(word) - 2)
    words[at] = rng.choice(
        [
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        ]
    )
    return " ".join(words)
