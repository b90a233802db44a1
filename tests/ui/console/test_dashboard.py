from collections import Counter
from datetime import date

from assistant.store.statistics import Statistics
from ui.console.dashboard import delays, frame, lists
from ui.fragments import render

READ = Statistics(
    conversations=8,
    handed_off=2,
    volume={date(2026, 1, 2): 5},
    intents=Counter({"product_search": 3, "human": 2}),
    ratings=Counter({"up": 4}),
    first_card=[float(ms) for ms in range(1, 101)],
    first_sentence=[],
    total=[1500.0],
    unanswered=Counter({"<b>oslo</b>": 3}),
    not_carried=Counter(),
    rejections=Counter({"price": 1}),
    tokens=12345,
)


def test_the_figures_tell_shares_and_delays() -> None:
    html = render("figures", read=READ, delays=delays(READ))
    for told in ("75 %", "50 ms", "95 %: 95 ms", "1.5 s", "4 up", "12,345"):
        assert told in html, told
    assert "first words" not in html


def test_questions_are_listed_with_their_number_and_escaped() -> None:
    html = render("lists", lists=lists(READ), most=10)
    assert "<b>3×</b> &lt;b&gt;oslo" in html
    assert html.count("None in this period") == 1


def test_plots_take_a_column_of_names_and_one_of_numbers() -> None:
    assert frame("intent", READ.intents).to_dict("list") == {
        "intent": ["product_search", "human"],
        "messages": [3, 2],
    }
