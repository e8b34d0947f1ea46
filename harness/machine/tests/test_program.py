from pathlib import Path

from harness.machine.program import ask, where
from harness.machine.tests.shims import program


def test_a_program_is_found_on_the_given_path_only(tmp_path: Path) -> None:
    path = program(tmp_path, "tool", "exit 0")

    assert where("tool", {"PATH": str(tmp_path)}) == path
    assert where("tool", {"PATH": ""}) is None
    assert where("tool", {}) is None


def test_both_outputs_are_one_text(tmp_path: Path) -> None:
    outcome = ask([program(tmp_path, "tool", "echo one; echo two >&2; exit 3")])

    assert (outcome.code, outcome.text) == (3, "one\ntwo")
    assert not outcome.is_well


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    outcome = ask([program(tmp_path, "tool", "exec /bin/sleep 60")], timeout_s=0.2)

    assert outcome.code is None
    assert "no answer within 0.2 s" in outcome.text


def test_a_program_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    assert "cannot be started" in ask([tmp_path / "nothing"]).text


def test_the_environment_is_replaced_whole(tmp_path: Path) -> None:
    tool = program(tmp_path, "tool", 'echo "$ONE-$HOME"')

    assert ask([tool], environ={"ONE": "1"}).text == "1-"
