from pathlib import Path

import pytest

from eval.dialogues.load import load_file, load_scripts
from retrieval.errors import UserError

WHOLE = """
name: everything
catalog: retail
shopper: {id: u1, verified: true}
turns:
  - shopper: "a bag"
    page: b1
    expect:
      intent: [product_search, recommend]
      constraints: {price_max: 100, color: black}
      products:
        min: 1
        max: 8
        all: {price_min: 1, price_max: 100, brand: B, category: c, title_contains: t,
              text_contains: x, text_lacks: y, color: black, in_stock: true, rating_min: 4}
        any: {title_contains: leather}
        include: [b1]
        exclude: [b2]
        none: false
      reply: {contains: [a], contains_any: [b], lacks: [c], grounded: true, max_words: 9,
              language: en}
      action: {name: cancel_order, args: {order_id: "#W1"}, status: needs_confirmation}
      handoff: true
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_of_the_design_is_read(tmp_path: Path) -> None:
    (script,) = load_file(write(tmp_path, WHOLE))
    expect = script.turns[0].expect
    assert script.shopper.id == "u1"
    assert script.shopper.verified
    assert [str(intent) for intent in expect.intent] == ["product_search", "recommend"]
    assert expect.constraints is not None
    assert expect.constraints.color == "black"
    assert expect.products is not None
    assert expect.products.all_of is not None
    assert expect.products.all_of.title_contains == ["t"]
    assert expect.products.any_of is not None
    assert expect.reply is not None
    assert expect.reply.max_words == 9
    assert expect.action is not None
    assert expect.action.status == "needs_confirmation"
    assert expect.handoff is True


def test_one_text_may_stand_for_a_list_and_a_number_for_a_text(tmp_path: Path) -> None:
    text = "{name: a, turns: [{shopper: hi, expect: {reply: {contains: 35, lacks: [2.5, no]}}}]}"
    with pytest.raises(UserError, match="lacks"):  # YAML's `no` is a truth value, not a text
        load_file(write(tmp_path, text))
    (script,) = load_file(write(tmp_path, text.replace(", no]", ", 'no']")))
    reply = script.turns[0].expect.reply
    assert reply is not None
    assert (reply.contains, reply.lacks) == (["35"], ["2.5", "no"])


def test_a_file_may_hold_a_list_of_dialogues(tmp_path: Path) -> None:
    path = write(
        tmp_path, "- {name: a, turns: [{shopper: hi}]}\n- {name: b, turns: [{shopper: ho}]}\n"
    )
    assert [script.name for script in load_file(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "name: a\nturns:\n  - shopper: hi\n    expect:\n      intnet: greeting\n",
            5,
            "unknown key",
        ),
        ("name: a\nturns:\n  - shopper: hi\n    expect: {intent: serch}\n", 4, "intent"),
        (
            "- name: a\n  turns: [{shopper: hi}]\n- name: b\n  turns:\n    - shopper: x\n"
            "      expect: {products: {all: {colour: red}}}\n",
            6,
            "products.all.colour: unknown key",
        ),
        (
            "name: a\nshopper: {id: u1, verifed: true}\nturns: [{shopper: hi}]\n",
            2,
            "shopper.verifed: unknown key",
        ),
        (
            "name: a\nturns: [{shopper: hi, expect: {constraints: {prize_max: 9}}}]\n",
            2,
            "constraints.prize_max: unknown key",
        ),
        ("name: a\nturns: []\n", 2, "turns"),
        ("name: a\nturns:\n  - {expect: {}}\n", 3, "shopper"),
        ("name: [a\n", 2, "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UserError) as raised:
        load_file(path)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_empty_file_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no dialogue"):
        load_file(write(tmp_path, "# nothing\n"))


def test_a_missing_path_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no dialogue scripts"):
        load_scripts([tmp_path / "absent"])


def test_a_folder_is_searched_to_any_depth(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "one.yml").write_text("{name: a, turns: [{shopper: hi}]}")
    assert [script.name for script in load_scripts([tmp_path])] == ["a"]


def test_dialogues_that_share_a_name_are_told_apart_by_a_number(tmp_path: Path) -> None:
    for file in ("one.yaml", "two.yaml"):
        (tmp_path / file).write_text("{name: a, turns: [{shopper: hi}]}")
    assert [script.name for script in load_scripts([tmp_path])] == ["a", "a (2)"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "{name: a, turns: [{shopper: hi}]}")
    assert len(load_scripts([path, tmp_path])) == 1


def test_text_that_is_not_utf8_is_a_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"name: caf\xe9\n")
    with pytest.raises(UserError, match="not UTF-8"):
        load_file(path)
