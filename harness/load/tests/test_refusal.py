import json

import pytest

from harness.load.refusal import MALFORMED, PROBLEM, Caller, Refusal, refusals
from harness.load.world import Answer

STATUSES = {"not-found": 404, "malformed": 400, "signed-out": 401, "forbidden": 403}
FORBIDDEN = Refusal("forbidden", Caller.OTHER, 403)


def problem(status: int, kind: str = PROBLEM, **fields: str) -> Answer:
    return Answer(status, {"content-type": kind}, json.dumps(fields))


def test_exactly_the_right_error_is_a_success() -> None:
    assert FORBIDDEN.wrong(problem(403, f"{PROBLEM}; charset=utf-8", code="forbidden")) == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (problem(200, code="x"), "status 200, expected 403"),
        (problem(404, code="not-found"), "status 404, expected 403"),
        (problem(403), "no problem with a code"),
        (problem(403, "text/html", code="forbidden"), "no problem with a code"),
        (Answer(403), "no problem with a code"),
    ],
)
def test_anything_else_is_told(answer: Answer, words: str) -> None:
    assert words in FORBIDDEN.wrong(answer)


def test_each_case_has_its_caller_and_its_id() -> None:
    known = {it.name: it for it in refusals(STATUSES, other=True)}

    assert {name: it.status for name, it in known.items()} == STATUSES
    assert known["signed-out"].id_for("mine") == known["forbidden"].id_for("mine") == "mine"
    assert known["malformed"].id_for("mine") == MALFORMED
    assert known["not-found"].id_for("mine") != known["not-found"].id_for("mine")


def test_without_somebody_else_nobody_is_forbidden() -> None:
    assert "forbidden" not in {it.name for it in refusals(STATUSES, other=False)}
