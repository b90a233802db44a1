"""Which language a reply is in."""

from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

# The fewer languages, the surer the guess; these are the ones that shops are asked in most.
_TOLD_APART = "ar cs da de el en es fi fr hu it ja ko nl pl pt ro ru sv tr uk zh"


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where there are no words.

    >>> language_of("Wo ist meine Bestellung? Ich warte seit einer Woche.")
    'de'
    """
    found = _detector().detect_language_of(text)
    return found.iso_code_639_1.name.lower() if found else None


@cache
def _detector() -> LanguageDetector:
    # Reading the language models takes a second; every dialogue of a run shares them.
    codes = [getattr(IsoCode639_1, code.upper()) for code in _TOLD_APART.split()]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().build()
