import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from eval.cli import build_app
from tests.eval.demo import SCRIPTS


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    result = CliRunner().invoke(build_app(), ["schema"])
    schema = json.loads(result.output)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def dialogue(expect: dict[str, Any]) -> dict[str, Any]:
    return {"name": "a", "turns": [{"shopper": "hi", "expect": expect}]}


@pytest.mark.parametrize("folder", ["demo_shop", "retail"])
def test_the_scripts_that_are_shipped_follow_the_schema(
    validator: Draft202012Validator, folder: str
) -> None:
    for file in (SCRIPTS / folder).glob("*.yaml"):
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(loaded)] == []


@pytest.mark.parametrize(
    ("expect", "follows"),
    [
        ({"intent": "greeting"}, True),
        ({"intent": ["greeting", "thanks"]}, True),
        ({"intent": "hello"}, False),
        ({"products": {"all": {"title_contains": "mug", "price_max": 9}}}, True),
        ({"products": {"all_of": {"title_contains": "mug"}}}, False),
        ({"reply": {"contains": "35"}}, True),
        ({"reply": {"contains": [35, "b"]}}, True),
        ({"reply": {"mentions": "b"}}, False),
        ({"action": {"name": "cancel_order", "status": "maybe"}}, False),
    ],
)
def test_the_schema_tells_right_from_wrong(
    validator: Draft202012Validator, expect: dict[str, Any], follows: bool
) -> None:
    assert validator.is_valid(dialogue(expect)) is follows
