from harness.judge.recur import Play, broken_in, recurrence
from harness.model.look import Symptom
from harness.model.rules import Rules
from harness.model.run import Check, Finding, Run, Stage
from harness.model.word import Status

FAIL, PASS = Status.FAIL, Status.PASS
FINDING = Finding("waits-grow", "line", "It was.", "org", "", (), "t", (), "", checks=("a",))


def play(status: Status, *broken: str) -> Play:
    return Play(status, frozenset(broken), ())


def test_what_is_seen_in_every_play_is_not_flaky() -> None:
    found = recurrence(FINDING, "a", (), [play(FAIL, "waits-grow"), play(FAIL, "waits-grow")])

    assert (found.seen, found.plays, found.is_flaky, found.differed) == (3, 3, False, ())


def test_a_play_without_it_makes_it_flaky_whether_or_not_something_else_failed() -> None:
    found = recurrence(
        FINDING, "a", (), [play(PASS), play(FAIL, "other"), play(FAIL, "waits-grow")]
    )

    assert (found.seen, found.plays, found.is_flaky) == (2, 4, True)


def test_what_came_to_no_result_counts_nowhere() -> None:
    found = recurrence(FINDING, "a", (), [play(Status.UNKNOWN), play(Status.SKIP), play(PASS)])

    assert (found.seen, found.plays, found.unended) == (1, 2, 2)


def test_what_failed_in_a_scenario_are_causes_symptoms_and_its_own_assert() -> None:
    symptom = Symptom("never-blank", "line", "It was.", checks=("b",))
    findings = (
        Finding("load-ends", "l", "r", "", "", (), "", (), "", checks=("b",), symptoms=(symptom,)),
        Finding("other", "l", "r", "", "", (), "", (), "", checks=("c",)),
        Finding("unsure", "l", "r", "", "", (), "", (), "", Status.UNKNOWN, checks=("b",)),
    )
    run = Run("r", "", "", Stage.JUDGED, {}, "", Rules(), {}, {}, findings=findings)

    by_app = Check("b", "B", "b.py", FAIL, "The app broke load-ends")
    by_itself = Check("b", "B", "b.py", FAIL, "assert 1 == 2")

    assert broken_in(run, by_app) == {"load-ends", "never-blank"}
    assert broken_in(run, by_itself) == {"load-ends", "never-blank", "scenario"}
