from collections import Counter
from datetime import UTC, date, datetime

from assistant.store.live import LiveSettings
from assistant.store.statistics import ConversationFigures, Statistics, TurnFigures
from ui.console.dashboard import lists
from ui.console.figures import (
    conversations_by_day,
    cost_by_day,
    counted,
    delays,
    delays_by_day,
    ratings_by_day,
)
from ui.fragments import render

DAY = datetime(2026, 1, 2, 9, tzinfo=UTC)


def asked(first_card: float | None, verdict: str = "matches") -> TurnFigures:
    return TurnFigures(
        DAY, "<b>Oslo</b>?", "product_search", verdict, None, first_card, None, 1500, 900, 100
    )


READ = Statistics(
    conversations=[
        *[ConversationFigures(DAY, human=False, resolution=None)] * 3,
        ConversationFigures(DAY, human=True, resolution=600),
    ],
    turns=[asked(float(ms)) for ms in range(1, 101)] + [asked(None, "not_covered")] * 3,
    ratings=[(DAY.date(), "up")] * 4 + [(DAY.date(), "down")],
    rejections=Counter({"not_in_records": 1, "": 1}),
)


def test_the_figures_tell_shares_delays_and_cost() -> None:
    cost = LiveSettings(prompt_price=10).cost(READ.prompt_tokens, READ.reply_tokens)
    html = render("figures", read=READ, delays=delays(READ), cost=cost)
    for told in ("75 %", "50 ms", "95 %: 95 ms", "1.5 s", "10 min", "4 up", "103,000", "0.9270"):
        assert told in html, told
    assert "first words" not in html


def test_without_prices_no_cost_is_told() -> None:
    html = render("figures", read=READ, delays=[], cost=LiveSettings().cost(1, 1))
    assert "cost" not in html


def test_questions_are_listed_with_their_number_and_escaped() -> None:
    html = render("lists", lists=lists(READ), most=10)
    assert "<b>3×</b> &lt;b&gt;oslo" in html
    assert html.count("None in this period") == 1


def test_counts_are_plotted_under_readable_names() -> None:
    assert counted("reason", "sentences", READ.rejections).to_dict("list") == {
        "reason": ["not in records", "no reason given"],
        "sentences": [1, 1],
    }


def test_days_are_plotted_by_whether_a_human_joined_and_by_thumb() -> None:
    day = date(2026, 1, 2).isoformat()
    assert conversations_by_day(READ).to_numpy().tolist() == [
        [day, 1, "a human"],
        [day, 3, "no human"],
    ]
    assert ratings_by_day(READ).to_numpy().tolist() == [[day, 1, "down"], [day, 4, "up"]]


def test_delays_are_plotted_by_day_where_any_were_measured() -> None:
    assert delays_by_day(READ).to_numpy().tolist() == [
        ["2026-01-02", 0.0505, "first card"],
        ["2026-01-02", 1.5, "whole reply"],
    ]


def test_cost_is_plotted_in_money_where_prices_are_set_and_else_in_tokens() -> None:
    assert cost_by_day(READ, LiveSettings())["cost"].tolist() == [103_000]
    assert cost_by_day(READ, LiveSettings(reply_price=100))["cost"].tolist() == [1.03]
