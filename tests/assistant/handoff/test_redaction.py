"""Secrets are taken out, facts are left."""

import pytest

from assistant.handoff.redaction import redact


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("it's ada.nunez@example.com", "ada.nunez@example.com"),
        ("Ada Nuñez, 80279", "80279"),
        ("zip is SW1A-1AA", "SW1A"),
        ("meine PLZ: 10115", "10115"),
        ("send it to 9 Pine Street, Portland, ME 04102", "04102"),
        ("card 4242-4242-4242-4242", "4242"),
        ("my card 4242 4242 4242 4242", "4242"),
        ("goes back to your Visa ending in 4242", "4242"),
        ("call me: +49 151 12345678", "12345678"),
        ("password: hunter2", "hunter2"),
        ("my password is hunter2", "hunter2"),
    ],
)
def test_a_secret_is_taken_out(said: str, secret: str) -> None:
    assert secret not in redact(said)


@pytest.mark.parametrize(
    "said",
    [
        "cancel order #W2338009, it cost $1,129.99",
        "order number 90045, two shirts in size 42",
        "a 55 inch screen with 3840 x 2160",
        "I waited 14 days for W2338009",
    ],
)
def test_a_fact_is_left(said: str) -> None:
    assert redact(said) == said
