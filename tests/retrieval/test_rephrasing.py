from retrieval.rephrasing import rephrasings

SHOP_SAYS = {"return", "parcel", "refund", "track", "gift", "card"}


def test_a_thing_is_called_what_the_shop_calls_it() -> None:
    assert "where is my parcel" in rephrasings("Where is my package?", SHOP_SAYS.__contains__)


def test_each_rephrasing_changes_one_thing() -> None:
    told = rephrasings("Where is my package?", SHOP_SAYS.__contains__)
    assert "track my package" in told
    assert "track my parcel" not in told


def test_no_name_is_used_that_the_shop_does_not_hold() -> None:
    assert rephrasings("may I send it back", {"refund"}.__contains__) == []


def test_a_question_without_another_name_stays_alone() -> None:
    assert rephrasings("is the earth flat", SHOP_SAYS.__contains__) == []


def test_there_are_never_many() -> None:
    assert len(rephrasings("return my lost broken wrong parcel abroad", lambda _: True)) == 8
