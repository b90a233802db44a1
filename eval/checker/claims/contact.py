"""Ways to reach the shop: addresses, telephone numbers and links that no record gives."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from eval.checker.findings import Finding
from eval.checker.reading import Sentence

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w#.])\+?\d[\d\s()-]{5,}\d(?!\w)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report contact details that stand in no passage, product or message."""
    known = [line for p in sentence.on_screen for line in sentence.shop.facts(p).lines]
    said = " ".join([*sentence.shop.records.passages, *known, sentence.asked()])
    for pattern in (_EMAIL, _LINK):
        for found in pattern.findall(sentence.text):
            if found.rstrip(".,") not in said and not _own_link(sentence, found):
                yield sentence.finding("contact", found, "in no record")
    for found in _PHONE.findall(_LINK.sub("", sentence.text)):
        looks_so = len(_digits(found)) >= 7 and re.search(r"[\s()+-]", found.strip())
        if looks_so and not sentence.about_order and _digits(found) not in _digits(said):
            yield sentence.finding("contact", found.strip(), "in no record")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _own_link(sentence: Sentence, link: str) -> bool:
    path = urlsplit(link).path
    urls = (sentence.shop.records.products[p].url for p in sentence.on_screen)
    return any(url and (url in link or (len(path) > 1 and path in url)) for url in urls)
