from dataclasses import replace

from harness.judge.failure import Failure
from harness.judge.finding import findings
from harness.model.run import Check
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status


def failure(subject: str, reason: str, *, journey: str = "j1", **fields: object) -> Failure:
    verdict = Verdict("waits-grow", WAITS, Scope.LOAD, subject, Status.FAIL, 1, reason, (1,))
    found = Failure(verdict, journey, "org", "server", (), 10)
    return replace(found, **fields)  # type: ignore[arg-type]  # any field of a failure


FAIL = Status.FAIL
WAITS = "runner.server.waits"
CHECK = Check(
    "s::a",
    "A title",
    "s.py",
    FAIL,
    "The app broke it",
    journeys=("j1",),
    repeat="layerproof verify",
)


def test_reasons_that_differ_in_figures_are_one_finding() -> None:
    found = findings([failure("j1.1", "It was 1.2 s."), failure("j2.1", "It was 3 s.")], [])

    assert [(it.count, it.trace) for it in found] == [(2, "j1.1")]


def test_another_starter_is_the_same_finding() -> None:
    (found,) = findings([failure("a", "It was."), failure("b", "It was.", starter="admin")], [])

    assert (found.count, found.starters) == (2, ("admin", "org"))


def test_the_plainest_load_tells_it() -> None:
    hard = failure("j1.1", "It was.", conditions=("slow-3g",))
    long = failure("j2.1", "It was.", length=99)
    plain = failure("j3.1", "It was.")

    assert findings([hard, long, plain], [])[0].trace == "j3.1"


def test_a_finding_says_how_to_repeat_it() -> None:
    (found,) = findings([failure("j1.1", "It was.")], [CHECK])

    assert (found.repeat, found.checks) == ("layerproof verify", ("s::a",))


def test_a_failed_check_without_a_verdict_is_a_finding_of_its_own() -> None:
    (found,) = findings([], [replace(CHECK, reason="It ended error.")])

    assert (found.invariant, found.line, found.reason) == ("scenario", "s::a", "It ended error.")


def test_a_check_that_is_well_is_no_finding() -> None:
    assert findings([], [replace(CHECK, status=Status.SKIP)]) == ()


def test_fails_come_before_what_is_unknown() -> None:
    unknown = failure("a", "Not known.")
    verdict = replace(unknown.verdict, status=Status.UNKNOWN)
    found = findings([replace(unknown, verdict=verdict), failure("b", "It was.")], [])

    assert [it.status for it in found] == [Status.FAIL, Status.UNKNOWN]


def test_what_could_not_be_found_out_is_told_once_for_each_reason() -> None:
    lost = [
        Check(f"s::{it}", it, "s.py", Status.UNKNOWN, reason=f"BrowserLost: after {it}1 s.")
        for it in ("a", "b")
    ]
    failed = [Check(f"s::{it}", it, "s.py", Status.FAIL, reason="It ended.") for it in ("c", "d")]

    found = findings([], [*lost, *failed])

    assert [(it.status, it.count, it.checks) for it in found] == [
        (Status.FAIL, 1, ("s::c",)),
        (Status.FAIL, 1, ("s::d",)),
        (Status.UNKNOWN, 2, ("s::a", "s::b")),
    ]


def test_a_failure_that_follows_is_a_symptom_of_its_cause() -> None:
    lookup = replace(
        failure("j1", "No such id."),
        verdict=Verdict(
            "url-id-resolves", "server.lookup", Scope.JOURNEY, "j1", FAIL, 1, "No.", ()
        ),
    )
    stuck = replace(CHECK, reason="assert 1")

    (found,) = findings([lookup], [stuck])

    assert (found.invariant, found.rank) == ("url-id-resolves", 1)
    assert found.suffers == "The link that a starter opens leads to no session."
    assert [(it.invariant, it.count) for it in found.symptoms] == [("scenario", 1)]
    assert found.symptoms[0].line == "s::a"


def test_what_users_suffer_most_from_comes_first() -> None:
    twice = [
        replace(
            failure(f"j{n}", "Twice."),
            verdict=Verdict("telemetry-once", "telemetry.once", Scope.LOAD, "", FAIL, 1, "2.", ()),
        )
        for n in range(9)
    ]

    found = findings([*twice, failure("j1.1", "It was.", journey="k")], [])

    assert [(it.invariant, it.rank) for it in found] == [("waits-grow", 3), ("telemetry-once", 4)]


def test_what_a_scenario_missed_something_for_comes_before_a_danger() -> None:
    header = Verdict("answers-are-not-cached", "server.cache", Scope.LOAD, "", FAIL, 1, "No.", ())
    danger = [replace(failure("x", "Kept.", journey=f"k{n}"), verdict=header) for n in range(9)]
    lookup = Verdict("url-id-resolves", "server.lookup", Scope.JOURNEY, "j1", FAIL, 1, "No.", ())
    lost = replace(failure("j1", "No such id."), verdict=lookup)

    found = findings([*danger, lost], [replace(CHECK, reason="It ended error.")])

    assert [(it.invariant, it.rank) for it in found] == [
        ("url-id-resolves", 1),
        ("answers-are-not-cached", 1),
    ]
