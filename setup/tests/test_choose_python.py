from pathlib import Path

import pytest

from harness.machine.program import Outcome, ask
from harness.machine.tests.shims import program

SCRIPT = Path(__file__).parents[1] / "choose_python.sh"


def python(folder: Path, name: str, *, new: bool = True) -> None:
    """An interpreter that says its name, and to a test of its age whether it is new enough."""
    says = f'/bin/echo {name} "$@"'
    program(folder, name, f'[ "$1" = -c ] && exit {0 if new else 1}; {says}')


def choose(folder: Path, **environ: str) -> Outcome:
    start = program(folder, "start", f"cd {folder} && exec /bin/sh {SCRIPT} x.py 'one two'")
    return ask([start], environ={"PATH": str(folder), **environ})


def test_the_newest_of_the_known_is_chosen(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12"):
        python(tmp_path, name)

    assert choose(tmp_path).text == "python3.12 x.py one two"


def test_one_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    python(tmp_path, "python3.13", new=False)
    python(tmp_path, "python3")

    assert choose(tmp_path).text == "python3 x.py one two"


def test_a_name_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "python3.13", "echo 'not switched on here' >&2; exit 127")
    python(tmp_path, "python3")

    assert choose(tmp_path).text == "python3 x.py one two"


def test_a_name_that_does_not_run_is_told(tmp_path: Path) -> None:
    program(tmp_path, "python3.13", "exit 127")

    assert "Found: python3.13 (does not run)." in choose(tmp_path).text


def test_the_environments_own_comes_first(tmp_path: Path) -> None:
    python(tmp_path, "python3.13")
    python(tmp_path, ".venv/bin/python")

    assert choose(tmp_path).text == ".venv/bin/python x.py one two"


def test_the_named_one_is_the_only_choice(tmp_path: Path) -> None:
    python(tmp_path, "python3.13")
    python(tmp_path, "mine")
    python(tmp_path, "old", new=False)

    assert choose(tmp_path, PYTHON="mine").text == "mine x.py one two"
    assert choose(tmp_path, PYTHON="old").code == 1


@pytest.mark.parametrize(
    ("named", "found"),
    [("nonsense", "there is no such command"), ("broken", "broken (does not run)")],
)
def test_a_named_one_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, named: str, found: str
) -> None:
    program(tmp_path, "broken", "exit 127")

    outcome = choose(tmp_path, PYTHON=named)

    assert outcome.code == 1
    assert outcome.text == (
        f"PYTHON={named} is no Python 3.11 or later: {found}. "
        "Name another one, or leave PYTHON out."
    )


@pytest.mark.parametrize("found", [[], ["python3"]])
def test_what_was_found_and_what_to_do_is_said(tmp_path: Path, found: list[str]) -> None:
    for name in found:
        python(tmp_path, name, new=False)

    outcome = choose(tmp_path)

    assert outcome.code == 1
    assert "needs Python 3.11 or later" in outcome.text
    assert ("none" in outcome.text) is not bool(found)
    assert "PYTHON=" in outcome.text
