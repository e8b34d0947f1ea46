from dataclasses import replace

from harness.judge.cause import causes, kinds_of, template
from harness.judge.failure import Failure
from harness.model.look import Look
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status

LOOKUP = ("url-id-resolves", "server.lookup")
STORED = ("starter-stores-first", "starter.storage")
ERROR = ("error-fits-the-answer", "runner.error.server")
TWICE = ("telemetry-once", "telemetry.once")


def failed(what: tuple[str, str], journey: str, *, said: str = "No.", **more: object) -> Failure:
    verdict = Verdict(*what, Scope.LOAD, f"{journey}.1", Status.FAIL, 1, said, ())
    found = Failure(
        verdict, journey, "org", "", (), 9, scenario=f"f.py::test_{journey}[org]", said=said
    )
    return replace(found, **more)  # type: ignore[arg-type]  # any field of a failure


def told(*failures: Failure) -> list[tuple[list[str], list[str]]]:
    """Each cause as the names of its roots and of its symptoms."""
    return [
        ([it.invariant for it in cause.roots], [it.invariant for it in cause.symptoms])
        for cause in causes(failures)
    ]


def test_what_follows_in_the_same_journey_is_a_symptom() -> None:
    assert told(failed(ERROR, "a"), failed(LOOKUP, "a")) == [
        (["url-id-resolves"], ["error-fits-the-answer"])
    ]


def test_what_shows_anywhere_by_itself_is_a_cause() -> None:
    found = told(failed(LOOKUP, "a"), failed(ERROR, "a"), *(failed(ERROR, it) for it in "bcd"))

    assert sorted(found) == [(["error-fits-the-answer"], []), (["url-id-resolves"], [])]


def test_what_is_everywhere_explains_nothing_that_does_not_follow_from_it() -> None:
    found = told(failed(LOOKUP, "a"), *(failed(TWICE, it) for it in "abc"))

    assert sorted(found) == [(["telemetry-once"], []), (["url-id-resolves"], [])]


def test_two_faults_in_the_same_journeys_stay_two() -> None:
    found = told(*(failed(it, journey) for it in (LOOKUP, STORED) for journey in "ab"))

    assert sorted(found) == [(["starter-stores-first"], []), (["url-id-resolves"], [])]


def test_one_fact_that_is_wrong_in_the_same_loads_is_one_cause() -> None:
    stuck = ("load-ends", "runner.stuck")

    (found,) = told(*(failed(it, journey) for it in (ERROR, stuck) for journey in "ab"))

    assert sorted(found[0]) == ["error-fits-the-answer", "load-ends"]


def test_a_starter_that_keeps_it_tells_that_the_other_is_not_why() -> None:
    same = "f.py::test_it"
    found = told(
        failed(STORED, "a", scenario=f"{same}[org]"),
        failed(ERROR, "a", scenario=f"{same}[org]"),
        failed(
            STORED,
            "b",
            scenario=f"{same}[admin]",
            starter="admin",
            well=frozenset({"error-fits-the-answer"}),
        ),
    )

    assert sorted(found) == [(["error-fits-the-answer"], []), (["starter-stores-first"], [])]


def test_reasons_of_one_invariant_are_one_cause() -> None:
    found = told(failed(LOOKUP, "a", said="No document."), failed(LOOKUP, "b", said="It is 404."))

    assert found == [(["url-id-resolves", "url-id-resolves"], [])]


def test_another_field_is_another_cause() -> None:
    lacks = [
        failed(STORED, name, said=f"It lacks '{field}'.", look=Look(field=field))
        for name, field in (("a", "orgId"), ("b", "firstQuestion"))
    ]

    assert len(told(*lacks)) == 2


def test_a_scenario_is_a_symptom_of_what_spreads_and_of_nothing_else() -> None:
    own = failed(("scenario", "scenario"), "a")

    assert told(own, failed(LOOKUP, "a")) == [(["url-id-resolves"], ["scenario"])]
    assert len(told(own, failed(TWICE, "a"))) == 2


def test_a_scenario_is_a_symptom_of_what_it_promises() -> None:
    own = failed(("scenario", "scenario"), "a", promises=frozenset({"telemetry-once"}))

    assert told(own, failed(TWICE, "a")) == [(["telemetry-once"], ["scenario"])]


def test_a_line_in_common_makes_a_scenario_one_with_an_invariant() -> None:
    own = failed(("scenario", "scenario"), "b", guards=frozenset({"server.lookup"}))

    assert told(own, failed(LOOKUP, "a")) == [(["url-id-resolves", "scenario"], [])]


def test_scenarios_that_miss_one_status_are_one_cause() -> None:
    lines = ("scenario", "scenario.status.410")
    gone = [
        failed(lines, name, said=f"{name}: the server answered {status}.")
        for name, status in (("a", "200, not 410"), ("b", "200, not 410"), ("c", "200, not 403"))
    ]

    assert sorted(len(it.roots) for it in causes(gone)) == [1, 2]


def test_every_failure_is_in_exactly_one_cause() -> None:
    failures = [
        failed(LOOKUP, "a"),
        failed(STORED, "a"),
        failed(ERROR, "a"),
        failed(ERROR, "d"),
        failed(TWICE, "e"),
    ]

    found = [it for cause in causes(failures) for kind in cause.kinds for it in kind.failures]

    assert sorted(map(str, found)) == sorted(map(str, failures))


def test_what_is_unknown_is_no_cause_of_anything() -> None:
    open_one = failed(LOOKUP, "a")
    open_one = replace(open_one, verdict=replace(open_one.verdict, status=Status.UNKNOWN))

    assert len(told(open_one, failed(ERROR, "a"))) == 2


def test_a_template_forgets_figures_ids_and_quotes() -> None:
    assert template("3 made at /x/iv1 for 'Ada'") == template("4 made at /x/iv22 for 'Eve'")
    assert template("made") != template("missed")
    assert len(kinds_of([failed(ERROR, "a", said="1 s"), failed(ERROR, "b", said="2 s")])) == 1


def test_what_mostly_follows_is_a_symptom_unless_the_other_held_elsewhere() -> None:
    pairs = [failed(it, journey) for it in (LOOKUP, ERROR) for journey in "abcd"]
    open_one = failed(ERROR, "e")
    held = [
        failed(ERROR, it, well=frozenset({"url-id-resolves"}), scenario=f"f.py::test_{it}[org]")
        for it in "fg"
    ]

    assert told(*pairs, open_one) == [(["url-id-resolves"], ["error-fits-the-answer"])]
    assert len(told(*pairs, open_one, *held)) == 2
