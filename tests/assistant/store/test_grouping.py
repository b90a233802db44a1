from assistant.store.grouping import grouped


def test_a_question_asked_in_other_words_is_the_same_question() -> None:
    asked = ["Do you ship to Norway?", "shipping to Norway", "do you ship to norway", "Gift wrap?"]
    assert grouped(asked) == {"do you ship to norway": 3, "gift wrap": 1}


def test_questions_that_share_little_stay_apart() -> None:
    asked = ["can I pay by invoice", "can I pay in two parts by card", "pick-up in Oslo"]
    assert len(grouped(asked)) == 3


def test_a_question_of_small_words_alone_is_itself() -> None:
    assert grouped(["how is it?", "who are you?"]) == {"how is it": 1, "who are you": 1}
