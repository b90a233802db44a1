"""Documentation that is made from code says what the code says."""

from pathlib import Path

import pytest
from cogapp import Cog

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_a_page_is_as_the_code_would_write_it_now(page: str) -> None:
    outcome = Cog().main(["cog", "--check", str(ROOT / page)])
    assert outcome == 0, "run `make docs` and commit what it changes"
