"""Which language a text is in."""

from functools import cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

# The fewer languages, the surer the guess; these are the ones that shops are asked in most.
_TOLD_APART = "de en es fr it ja ko nl pl pt ru sv tr zh"
_RULED_OUT = 0.1


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where there are no words.

    >>> language_of("Wo ist meine Bestellung? Ich warte seit einer Woche.")
    'de'
    """
    found = _detector().detect_language_of(text)
    return found.iso_code_639_1.name.lower() if found else None


def may_be_english(text: str) -> bool:
    """Whether English cannot be ruled out, as in a short sentence full of names.

    >>> may_be_english("We accept Klarna and Apple Pay."), may_be_english("Das Zelt kostet $279.")
    (True, False)
    """
    return _detector().compute_language_confidence(text, Language.ENGLISH) > _RULED_OUT


@cache
def _detector() -> LanguageDetector:
    # Reading the language models takes seconds; every dialogue of a run shares them. The quick
    # mode takes one English product sentence in eight for Scandinavian or Dutch.
    codes = [getattr(IsoCode639_1, code.upper()) for code in _TOLD_APART.split()]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.build()
