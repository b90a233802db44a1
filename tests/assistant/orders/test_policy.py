from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from assistant.orders import policy as policy_module
from assistant.orders.operations import OPERATIONS
from assistant.orders.policy import Fee, load_policy
from retrieval.errors import UserError

DEFAULT = Path(policy_module.__file__).with_name("policy.yaml")


def write(data_dir: Path, **changes: object) -> None:
    content = yaml.safe_load(DEFAULT.read_text(encoding="utf-8")) | changes
    (data_dir / "policy.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def test_a_data_directory_may_have_its_own_policy(tmp_path: Path) -> None:
    assert load_policy(tmp_path) == load_policy()
    write(tmp_path, lock_minutes=3)
    assert load_policy(tmp_path).lock_minutes == 3


def test_a_wrong_policy_is_named_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, returns={"statuses": ["delivered"], "window_days": -1})
    with pytest.raises(UserError, match=r"policy\.yaml.*returns\.window_days"):
        load_policy(tmp_path)


def test_an_unreadable_policy_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(UserError, match="cannot read the policy"):
        load_policy(tmp_path)


def test_a_fee_is_never_more_than_the_value() -> None:
    assert Fee(fixed=Decimal(9)).of(Decimal(5), "USD") == 5


def test_every_operation_on_an_order_has_its_rule() -> None:
    ruled = {name for name in OPERATIONS if load_policy().rule_of(name)}
    assert set(OPERATIONS) - ruled == {"modify_user_address"}
