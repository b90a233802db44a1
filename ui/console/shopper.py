"""The shopper and order panel: what is uncovered, and the buttons that uncover it."""

from decimal import Decimal

import gradio as gr

from assistant.orders.records import Address
from assistant.store.records import Transcript
from retrieval.money import format_money
from retrieval.product import Money
from ui.console.looking import Seen, covered, covered_email
from ui.fragments import render
from ui.gradio_page import Updates


class ShopperPanel:
    """Made where the `Blocks` stands."""

    def __init__(self) -> None:
        self.html = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="shopper")
        with gr.Row(elem_id="uncover"):
            self.record = gr.Button("Show record", size="sm", elem_id="record", interactive=False)
            self.contact = gr.Button(
                "Show contact data", size="sm", elem_id="contact", interactive=False
            )
        self.number = gr.Textbox(
            show_label=False,
            label="Order number",
            placeholder="Look up an order by its number",
            submit_btn="Look up",
            interactive=False,
            elem_id="order-number",
        )

    @property
    def components(self) -> list[gr.Component]:
        """Everything that `updates` may change."""
        return [self.html, self.record, self.contact, self.number]

    def updates(self, transcript: Transcript | None, seen: Seen) -> Updates:
        """What the panel shows of this shopper."""
        known = transcript is not None and transcript.shopper.verified and not seen.user
        return {
            self.html: shopper_html(transcript, seen),
            self.record: gr.update(interactive=known),
            self.contact: gr.update(
                interactive=bool(seen.user or seen.orders) and not seen.contact
            ),
            self.number: gr.update(interactive=transcript is not None),
        }


def shopper_html(transcript: Transcript | None, seen: Seen) -> str:
    """Everything uncovered; nothing else of the shopper's records is in it."""
    return render(
        "shopper",
        transcript=transcript,
        seen=seen,
        covered=covered,
        covered_email=covered_email,
        address=_address,
        money=_money,
    )


def _address(address: Address) -> str:
    town = f"{address.city} {address.state} {address.zip}".strip()
    lines = (address.address1, address.address2, town, address.country)
    return ", ".join(filter(None, lines))


def _money(amount: Decimal, currency: str) -> str:
    return format_money(Money(amount=str(amount), currency=currency))
