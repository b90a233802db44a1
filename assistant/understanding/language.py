"""The language of a message, where it shows; short ones go on in the conversation's language."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from assistant.understanding.examples import thing_words, words_by_language
from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.tokens import Token, tokenize

_LANGUAGES = {
    Language.ENGLISH: "en",
    Language.SPANISH: "es",
    Language.FRENCH: "fr",
    Language.GERMAN: "de",
    Language.CHINESE: "zh",
}
_SURE = 0.9
"""The detector's confidence that turns a conversation's language without a word to prove it."""
_LIKELY = 0.4
"""What is enough beside words that only the guessed language has."""
_FEW = 3
"""With fewer words the detector mostly guesses at names."""


def detect_language(message: str, before: str = "en") -> str:
    """Return the language of a message (ISO 639-1).

    Args:
        message: What the shopper wrote.
        before: The conversation's language so far, kept where the message does not show its own.

    >>> [detect_language(text) for text in ["ok", "Busco un sofá de cuero", "有红色的吗"]]
    ['en', 'es', 'zh']
    >>> detect_language("Sony WH-1000", before="fr")
    'fr'
    """
    tokens = tokenize(message)
    if any(token.kind == "cjk" for token in tokens):
        return "zh"
    told = [token for token in tokens if token.kind == "word"]
    if not told:
        return before
    proofs = {name: sum(t.folded in own for t in told) for name, own in _own_words().items()}
    confidence = _confidence(told)
    best = max(confidence, key=lambda name: (proofs[name], confidence[name], name == before))
    if proofs[best] > proofs[before]:
        if best == "en" and proofs[best] < _FEW - 1:
            return before  # shops speak English to everyone: one such word shows nothing
        clear = proofs[best] > 1 or len(told) < _FEW
        return best if clear or confidence[best] >= _LIKELY else before
    guess = max(confidence, key=lambda name: confidence[name])
    unproven = proofs[before] == 0 and len(told) >= _FEW
    return guess if unproven and confidence[guess] >= _SURE else before


def _confidence(tokens: list[Token]) -> dict[str, float]:
    text = " ".join(token.text.lower() for token in tokens)
    values = _detector().compute_language_confidence_values(text)
    return {_LANGUAGES[value.language]: value.value for value in values}


@cache
def _own_words() -> dict[str, frozenset[str]]:
    """Return the words by which one language shows itself: those that no other uses."""
    marked, written = load_lexicon().by_language, words_by_language()
    used = {name: marked[name] | written[name] for name in _LANGUAGES.values()}
    return {
        name: frozenset(
            word
            for word in words.difference(*(other for each, other in used.items() if each != name))
            if len(word) > 2 and (name != "en" or word not in thing_words())
        )
        for name, words in used.items()
    }


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_LANGUAGES).build()
