from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.power.guard import Guard, read_guards

TOY = """
[[line]]
id = "a.b"
checks = ["invariant:is-so", "scenario:scenarios/test_x.py::test_y"]
"""


def test_a_line_is_read_with_its_checks(tmp_path: Path) -> None:
    (tmp_path / "contract.toml").write_text(TOY)

    guards = read_guards(tmp_path / "contract.toml")

    guard = Guard("a.b", frozenset({"is-so"}), frozenset({"test_x.py::test_y"}))
    assert guards == {"a.b": guard}
    assert guard.checks() == ("invariant:is-so", "scenario:test_x.py::test_y")


def test_every_line_of_the_contract_is_guarded() -> None:
    assert all(it.checks() for it in read_guards().values())


@pytest.mark.parametrize("text", ["[[line", "[[line]]\nid = 'a'", "a = 1"])
def test_a_file_that_is_no_contract_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "contract.toml").write_text(text)

    with pytest.raises(UsageError, match="checkout"):
        read_guards(tmp_path / "contract.toml")
