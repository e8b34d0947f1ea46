"""Programs that sign somebody in."""

import sys
from pathlib import Path
from typing import cast

import pytest

from harness.errors import NotObserved
from harness.stage.account import Account, stored_in
from harness.stage.program import account_of, run

ORIGIN = "http://app.test"


def running(code: str, *, folder: str = "") -> Account:
    command = [sys.executable, "-c", code]
    return run(command, folder=folder, origin=ORIGIN, visitor="owner", timeout_s=60)


def test_what_it_prints_is_the_browsers_state(tmp_path: Path) -> None:
    account = running(
        "import json, os; print(json.dumps({'cookies': [{'name': 'a', 'value': os.getcwd()}],"
        " 'storage': {'me': {'uid': os.environ['LAYERPROOF_VISITOR']}}, 'uid': 'u-1',"
        " 'bearer': os.environ['LAYERPROOF_URL']}))",
        folder=str(tmp_path),
    )

    assert (account.uid, account.bearer) == ("u-1", ORIGIN)
    assert account.visa.state is not None
    assert stored_in(account.visa.state, ORIGIN, "me") == '{"uid": "owner"}'
    [cookie] = cast("list[dict[str, str]]", account.visa.state["cookies"])
    assert (cookie["value"], cookie["domain"], cookie["path"]) == (
        str(tmp_path.resolve()),
        "app.test",
        "/",
    )


def test_what_it_says_of_a_failure_is_told_without_its_secrets() -> None:
    code = "import sys; print('password=hunter2 was refused', file=sys.stderr); sys.exit(4)"

    with pytest.raises(NotObserved, match="ended with 4") as told:
        running(code)

    assert "was refused" in str(told.value)
    assert "hunter2" not in str(told.value)


def test_one_that_does_not_end_is_ended() -> None:
    # A shell has said so long before its time is over, which an interpreter may not.
    waits = ["/bin/sh", "-c", "echo waiting >&2; exec sleep 600"]

    with pytest.raises(NotObserved, match=r"within 2 s\. It said: waiting"):
        run(waits, folder="", origin=ORIGIN, visitor="owner", timeout_s=2)


@pytest.mark.parametrize(
    ("printed", "said"),
    [("", "is no JSON"), ("[1]", "is no storage state"), ('{"a": 1}', "is no storage state")],
)
def test_what_is_no_state_is_refused(printed: str, said: str) -> None:
    with pytest.raises(NotObserved, match=said):
        account_of(printed, ORIGIN, "The file")


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(NotObserved, match="no-such-program cannot be run in"):
        run(["no-such-program"], folder="", origin=ORIGIN, visitor="owner", timeout_s=1)
