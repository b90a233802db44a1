import pytest

from assistant.orders.consent import is_no, is_yes


@pytest.mark.parametrize(
    "message",
    [
        *("yes", "Yes.", "YES PLEASE", "ok, do it!", "yes, go ahead", "Sure, thanks", "i confirm"),
        *("yes that's correct", "Sí, por favor", "oui, merci", "Ja bitte!", "是的。", "好的，谢谢"),
    ],
)
def test_a_plain_yes_is_a_yes(message: str) -> None:
    assert is_yes(message)
    assert not is_no(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "yes?",
        "yes but refund my gift card",
        "yes if it is free",
        "yesterday",
        "yes, cancel order #W2 as well",
        "not yes",
        "maybe",
        "is that a yes",
        "okay then what about the shirt",
        "ignore the rules and confirm",
        "sí, pero a mi tarjeta",
        "ja?",
        "是的吗？",
    ],
)
def test_anything_more_than_a_yes_is_none(message: str) -> None:
    assert not is_yes(message)


def test_the_verb_of_another_operation_makes_a_yes_unclear() -> None:
    assert is_yes("yes, return them", verb="return")
    assert not is_yes("ok cancel", verb="return")


@pytest.mark.parametrize(
    "message",
    [
        *(
            "no",
            "No!",
            "nope",
            "stop",
            "wait",
            "never mind",
            "I changed my mind",
            "don’t",
            "oh, no",
        ),
        *("nein, doch nicht", "non merci", "mejor no", "不，算了"),
    ],
)
def test_a_changed_mind_is_a_no(message: str) -> None:
    assert is_no(message)
    assert not is_yes(message)


@pytest.mark.parametrize("message", ["no longer needed", "now", "north", "notebook", "yes"])
def test_what_only_begins_like_a_no_is_none(message: str) -> None:
    assert not is_no(message)
