"""Documents cut into passages that can be held against a claim."""

from eval.passages import passages_of


def test_each_paragraph_stands_under_its_heading() -> None:
    document = "# Returns\n\nWithin 45 days.\n\n## Sale\n\nWithin 14 days.\n"
    assert passages_of(document) == ["Returns: Within 45 days.", "Sale: Within 14 days."]


def test_a_table_row_is_read_with_its_columns() -> None:
    rows = "| Option | Cost |\n|---|---|\n| Express | $14 |\n| Overnight | $29 |\n"
    assert passages_of(f"# Shipping\n\n{rows}") == [
        "Shipping: Option: Express; Cost: $14",
        "Shipping: Option: Overnight; Cost: $29",
    ]


def test_an_empty_document_has_none() -> None:
    assert passages_of("\n\n") == []
