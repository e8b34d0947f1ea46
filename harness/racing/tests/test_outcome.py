"""Where a run ended, in words that two runs share."""

import pytest

from harness.model.race import Doubt
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status
from harness.racing.outcome import Ended, ended


def verdict(invariant: str, status: Status, reason: str = "") -> Verdict:
    return Verdict(invariant, "runner.ready", Scope.LOAD, "t1", status, 1, reason, ())


@pytest.mark.parametrize(
    ("came", "said", "status"),
    [
        (Ended(("ready by storage",), ()), "ready by storage", Status.PASS),
        (Ended((), ()), "no runner", Status.PASS),
        (Ended(("ready by server", "stuck"), ()), "ready by server then stuck", Status.PASS),
        (
            Ended(("error not-found",), ("starter-stores-first", "url-id-resolves")),
            "error not-found; breaks starter-stores-first, url-id-resolves",
            Status.FAIL,
        ),
        (Ended((), (), "not observed: x"), "no runner; not observed: x", Status.FAIL),
        (
            Ended(("ready by storage",), (), "", (Doubt("database-first", "no log"),)),
            "ready by storage; undecided database-first",
            Status.UNKNOWN,
        ),
        (
            Ended(("stuck",), ("is-ready",), "", (Doubt("database-first"),)),
            "stuck; breaks is-ready; undecided database-first",
            Status.FAIL,
        ),
    ],
)
def test_an_end_is_said_in_one_line(came: Ended, said: str, status: Status) -> None:
    assert str(came) == said
    assert came.status is status
    assert came.is_failing is (status is Status.FAIL)


def test_what_could_not_be_decided_is_kept_with_its_reason() -> None:
    verdicts = [
        verdict("is-ready", Status.PASS),
        verdict("order-known", Status.UNKNOWN, "The order of 3 and 5 is not known.\nTraceback"),
        verdict("order-known", Status.UNKNOWN, "another"),
    ]

    came = ended((), verdicts)

    assert came.status is Status.UNKNOWN
    assert [(it.invariant, it.reason) for it in came.undecided] == [
        ("order-known", "The order of 3 and 5 is not known.")
    ]


def test_two_runs_that_doubt_the_same_came_to_the_same_whatever_ids_their_reasons_name() -> None:
    one, other = (
        ended((), [verdict("order-known", Status.UNKNOWN, f"Interview {it}.")]) for it in "ab"
    )

    assert one == other
