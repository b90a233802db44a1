import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.feeds.html_pages import json_ld_scripts, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain words", "Plain words"),
        ("<p>One</p>\n\n<p>Two</p>", "One\nTwo"),
        ("A&nbsp;&amp;&nbsp;B", "A & B"),
        ("Line<br/>break", "Line\nbreak"),
        ("wo<b>rd</b>s", "words"),
        ("<table><tr><td>Weight</td><td>2 kg</td></tr></table>", "Weight\n2 kg"),
        ("before<script>alert('<p>')</script><style>p {}</style> after", "before after"),
        ("<p>never closed", "never closed"),
        ("5 < 7", "5 < 7"),
        ("<!-- hidden -->seen", "seen"),
    ],
)
def test_html_becomes_the_text_that_a_reader_sees(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text("<>/=\"'!-&;p abr\n"))
def test_no_text_is_too_broken_to_be_read(html: str) -> None:
    assert plain_text(html) is not None


def test_json_ld_scripts_are_found_with_their_lines() -> None:
    page = (
        "<html>\n<script>var x = '{}'</script>\n"
        '<SCRIPT id=a type="application/LD+json; charset=utf-8">{"a": "<b>&amp;"}</SCRIPT>\n'
    )
    assert json_ld_scripts(page) == [(3, '{"a": "<b>&amp;"}')]
