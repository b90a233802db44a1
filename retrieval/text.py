"""Text as it is compared: without case, accents, punctuation and plural."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_IRREGULAR = {
    "axes": "axe",
    "calves": "calf",
    "feet": "foot",
    "halves": "half",
    "knives": "knife",
    "leaves": "leaf",
    "loaves": "loaf",
    "men": "man",
    "mice": "mouse",
    "scarves": "scarf",
    "shelves": "shelf",
    "teeth": "tooth",
    "wives": "wife",
    "wolves": "wolf",
    "women": "woman",
}
# Words that end in "s" and are no plural, or whose plural names the thing.
_UNCHANGED = {
    "canvas",
    "chess",
    "christmas",
    "gas",
    "lens",
    "news",
    "plus",
    "series",
    "swiss",
    "us",
}


def fold(text: str) -> str:
    """Drop case and accents.

    >>> fold("Crème Brûlée")
    'creme brulee'
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of an English word in lower case; other words stay as they are.

    >>> [singular(word) for word in ["watches", "shoes", "accessories", "scarves", "glass"]]
    ['watch', 'shoe', 'accessory', 'scarf', 'glass']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _UNCHANGED or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def words(text: str) -> list[str]:
    """The words of a text, folded and in the singular; a decimal number is one word.

    >>> words("Women's Running-Shoes, 2.5 cm")
    ['woman', 'running', 'shoe', '2.5', 'cm']
    """
    plain = fold(text).replace("'s ", " ").replace("\u2019s ", " ")
    return [singular(word) for word in _WORD.findall(plain)]


def key(text: str) -> str:
    """A text reduced to what it is compared by: its words, one space apart.

    >>> key("Salty  Snacks")
    'salty snack'
    """
    return " ".join(words(text))


def contains(text_key: str, phrase_key: str) -> bool:
    """Whether a key holds a phrase, whole words only.

    >>> contains("black leather bag", "leather bag"), contains("leatherette bag", "leather")
    (True, False)
    """
    return f" {phrase_key} " in f" {text_key} "


def identifier_key(text: str) -> str:
    """An identifier without what people change in typing it: case, spaces, hyphens, dots.

    >>> identifier_key("dv7 - 1211EA")
    'dv71211ea'
    """
    return "".join(filter(str.isalnum, fold(text)))
