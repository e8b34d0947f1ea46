from dataclasses import replace

from harness.invariants.tests.build import loaded
from harness.judge.finding import Failure, failures_in, findings, template
from harness.judge.ruling import judge_journey
from harness.model.run import Check
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status


def failure(subject: str, reason: str, *, journey: str = "j1", **fields: object) -> Failure:
    verdict = Verdict("waits-grow", "l", Scope.LOAD, subject, Status.FAIL, 1, reason, (1,))
    found = Failure(verdict, journey, "org", "server", (), 10)
    return replace(found, **fields)  # type: ignore[arg-type]  # any field of a failure


CHECK = Check("s::a", "A title", "s.py", Status.FAIL, journeys=("j1",), repeat="layerproof verify")


def test_what_is_not_well_becomes_a_failure() -> None:
    journey = loaded().read().asked(404).asked(404).error("not-found").journey(starter="org")

    found = failures_in(judge_journey(journey), journey, key="k")

    assert "final-is-final" in {it.verdict.invariant for it in found}
    assert {(it.journey, it.starter) for it in found} == {("k", "org")}


def test_reasons_that_differ_in_figures_are_one_finding() -> None:
    found = findings([failure("j1.1", "It was 1.2 s."), failure("j2.1", "It was 3 s.")], [])

    assert [(it.count, it.trace) for it in found] == [(2, "j1.1")]


def test_another_starter_is_another_finding() -> None:
    found = findings([failure("a", "It was."), failure("b", "It was.", starter="admin")], [])

    assert len(found) == 2


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


def test_a_template_forgets_figures_ids_and_quotes() -> None:
    assert template("3 made at /x/iv1 for 'Ada'") == template("4 made at /x/iv22 for 'Eve'")
    assert template("made") != template("missed")


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


def test_what_a_cut_recording_leaves_open_is_no_failure() -> None:
    journey = loaded().read().asked(404).journey(starter="org")
    cut = replace(journey, traces=tuple(replace(it, interrupted=True) for it in journey.traces))

    assert failures_in(judge_journey(journey), journey)
    assert not [
        it for it in failures_in(judge_journey(cut), cut) if it.verdict.status is Status.UNKNOWN
    ]
