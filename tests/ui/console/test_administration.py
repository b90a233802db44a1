"""What admins change, and that nobody else can."""

from collections.abc import Callable, Iterator

import gradio as gr
import pytest

from assistant.orders.audit import Caller
from assistant.store.console import ConsoleStore
from tests.assistant.orders.shop import shop_data
from ui.console.administration import Administration
from ui.console.canned_replies import CannedRepliesTab
from ui.console.colleagues import ColleaguesTab
from ui.console.live_settings import LiveSettingsTab
from ui.console.services import Services
from ui.console.team import Team
from ui.console.trail import TrailTab

ADMIN, AGENT = gr.Request(username="admin"), gr.Request(username="agent")


@pytest.fixture
def administration(services: Services) -> Iterator[Administration]:
    with gr.Blocks():  # the tabs are made in a page
        yield Administration(services, Team({}, services.console.staff))


def test_settings_are_shown_and_changed(
    administration: Administration, console: ConsoleStore
) -> None:
    tab = LiveSettingsTab(administration)
    shown = tab.read(ADMIN)
    assert shown[tab.fields["handoff"]] is True
    values = [False, "Away.", "Ahoy!", True, 5000, 0.5, None]
    after = tab.keep(ADMIN, *values)
    assert after[tab.fields["greeting"]] == "Ahoy!"
    live = console.live.read()
    assert (live.handoff, live.tokens_per_day) == (False, 5000)
    assert live.reply_price == 0
    assert {deed.actor for deed in console.trail.latest()} == {"admin"}


def test_a_setting_that_makes_no_sense_is_refused_and_shown_as_it_stands(
    administration: Administration,
) -> None:
    tab = LiveSettingsTab(administration)
    with pytest.warns(UserWarning, match="tokens_per_day"):
        after = tab.keep(ADMIN, True, "Away.", "", True, -1, 0, 0)
    assert after[tab.fields["tokens_per_day"]] == 0


def test_canned_replies_are_written_changed_and_removed(
    administration: Administration, console: ConsoleStore
) -> None:
    tab = CannedRepliesTab(administration)
    after = tab.keep("Late", "Sorry about {order_id}.", ADMIN)
    assert after[tab.table] == [["Late", "Sorry about {order_id}."]]
    assert tab.choose("Late", ADMIN)[tab.text] == "Sorry about {order_id}."
    with pytest.warns(UserWarning, match="no variable"):
        assert tab.keep("Late", "{parcel}", ADMIN) == gr.skip()
    tab.forget("Late", ADMIN)
    assert console.canned.all() == []


def test_somebody_is_let_in_with_a_password_that_is_shown_once(
    administration: Administration, console: ConsoleStore
) -> None:
    tab = ColleaguesTab(administration)
    shown = tab.let_in("Ada", "agent", ADMIN)
    assert console.staff.knows("Ada", shown[tab.password]["value"])
    assert tab.read(ADMIN)[tab.password]["value"] == ""
    tab.let_out("Ada", ADMIN)
    assert console.staff.everyone() == []


def test_the_audit_tells_what_was_done_at_the_console_and_with_orders(
    administration: Administration, services: Services
) -> None:
    tab = TrailTab(administration)
    conversation_id, _ = services.store.create()
    services.store.desk.claim(conversation_id, "Ada")
    services.console.canned.put("Late", "Sorry.", "Bob")
    assert services.orders is not None
    order_id = next(iter(shop_data()["orders"]))
    services.orders.get_order_details(order_id, caller=Caller(conversation_id))
    read = tab.read(ADMIN)
    assert [line[1:] for line in read[tab.deeds]] == [
        ["Bob", "wrote canned reply", "Late: Sorry.", "console"],
        ["Ada", "moved conversation to", "agent", f"conversation {conversation_id}"],
    ]
    assert read[tab.orders][0][1:4] == ["read", "get order details", order_id]


@pytest.mark.parametrize(
    "act",
    [
        lambda a: LiveSettingsTab(a).read(AGENT),
        lambda a: LiveSettingsTab(a).keep(AGENT, False, "", "Ha!", False, 1, 1, 1),
        lambda a: CannedRepliesTab(a).read(AGENT),
        lambda a: CannedRepliesTab(a).keep("Ha", "Ha", AGENT),
        lambda a: CannedRepliesTab(a).choose("Ha", AGENT),
        lambda a: ColleaguesTab(a).read(AGENT),
        lambda a: ColleaguesTab(a).let_in("Eve", "admin", AGENT),
        lambda a: ColleaguesTab(a).let_out("Ada", AGENT),
        lambda a: TrailTab(a).read(AGENT),
    ],
)
def test_an_agent_neither_sees_nor_changes_what_is_the_admins(
    administration: Administration,
    console: ConsoleStore,
    act: Callable[[Administration], object],
    recwarn: pytest.WarningsRecorder,
) -> None:
    assert act(administration) == gr.skip()
    assert console.trail.latest() == []
