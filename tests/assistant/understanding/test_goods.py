import pytest

from assistant.understanding.goods import is_bare_name


@pytest.mark.parametrize("message", ["thin client", "UPS for a small office", "Barcode scanner!"])
def test_a_name_of_goods_is_bare(message: str) -> None:
    assert is_bare_name(message)


@pytest.mark.parametrize(
    "message",
    [
        "what is a UPS",
        "scanner?",
        "my scanner broke",
        "",
        "!",
        "the best music of all the 80s",
    ],
)
def test_what_asks_or_tells_is_not_bare(message: str) -> None:
    assert not is_bare_name(message)
