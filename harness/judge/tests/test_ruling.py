from dataclasses import replace

import pytest

from harness.invariants.invariant import JourneyInvariant, LoadInvariant
from harness.invariants.tests.build import Tape, loaded
from harness.judge.ruling import count_examined, judge_journey, judge_trace
from harness.model.event import STARVED, Event, Json, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Status

GOOD = LoadInvariant("good", "a.line", lambda _: passed(3))
BAD = LoadInvariant("bad", "a.line", lambda _: failed("It is wrong.", 1))
SEEN = LoadInvariant("seen", "a.line", lambda _: failed("It is wrong.", 1), by_presence=True)
SEEN_NOW = LoadInvariant(
    "seen-now", "a.line", lambda _: failed("It is wrong.", 1, by_presence=True)
)
NOTHING = LoadInvariant("nothing", "a.line", lambda _: not_applicable())
WHOLE = JourneyInvariant("whole", "a.line", lambda _: passed())


def crash(_: Trace) -> Ruling:
    raise KeyError("oops")


def cut(tape: Tape) -> Journey:
    journey = tape.journey()
    return replace(journey, traces=tuple(replace(it, interrupted=True) for it in journey.traces))


def test_each_load_is_judged_and_the_journey_as_a_whole() -> None:
    journey = loaded().ready().document().ready().journey()

    verdicts = judge_journey(journey, [GOOD, WHOLE])

    assert [(it.invariant, it.subject) for it in verdicts] == [
        ("good", "j1.1"),
        ("good", "j1.2"),
        ("whole", "j1"),
    ]


def test_a_crash_is_unknown_with_its_traceback() -> None:
    (verdict,) = judge_trace(loaded().trace(), [LoadInvariant("crash", "a.line", crash)])

    assert verdict.status is Status.UNKNOWN
    assert "KeyError: 'oops'" in verdict.reason


def test_a_deviation_is_a_skip_with_its_reason() -> None:
    rules = Rules(deviations={"bad": "We know."})

    (verdict,) = judge_trace(loaded().trace(rules=rules), [BAD])

    assert (verdict.status, verdict.reason) == (Status.SKIP, "We know.")


def test_a_deviation_that_does_not_apply_stays_silent() -> None:
    rules = Rules(deviations={"nothing": "We know."})

    (verdict,) = judge_trace(loaded().trace(rules=rules), [NOTHING])

    assert verdict.status is Status.NA


@pytest.mark.parametrize(
    ("invariant", "status"),
    [(GOOD, "unknown"), (BAD, "unknown"), (SEEN, "fail"), (NOTHING, "n/a")],
)
def test_in_a_cut_recording_only_what_was_seen_stands(
    invariant: LoadInvariant, status: str
) -> None:
    (verdict,) = judge_journey(cut(loaded()), [invariant])

    assert verdict.status == status


def test_a_cut_load_leaves_the_journey_open() -> None:
    (verdict,) = judge_journey(cut(loaded()), [WHOLE])

    assert verdict.status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("invariant", "status"),
    [
        (GOOD, "pass"),
        (BAD, "unknown"),
        (SEEN, "fail"),
        (SEEN_NOW, "fail"),
        (NOTHING, "n/a"),
    ],
)
def test_where_no_processor_was_given_only_what_was_seen_fails(
    invariant: LoadInvariant, status: str
) -> None:
    journey = loaded().journey()
    seq = len(journey.events) + 1
    told: dict[str, Json] = {"ran_s": 0.5, "waited_s": 4.5}
    starved = Event(seq, 0.0, "harness", "harness", Phase.INFO, STARVED, detail=told)

    (verdict,) = judge_journey(replace(journey, events=(*journey.events, starved)), [invariant])

    assert verdict.status == status
    assert ("waited 4.5 s" in verdict.reason) is (status == "unknown")


def test_what_was_examined_is_counted_over_all() -> None:
    verdicts = judge_journey(loaded().ready().document().journey(), [GOOD, NOTHING])

    assert count_examined(verdicts) == {"good": 6}


def test_all_invariants_judge_where_none_are_named() -> None:
    verdicts = judge_trace(loaded().ready().trace())

    assert len({it.invariant for it in verdicts}) == len(verdicts) > 30
    assert not [it.reason for it in verdicts if "crashed" in it.reason]


def test_what_the_profile_does_not_name_is_not_judged() -> None:
    rules = Rules(unnamed=("screens.starting",), deviations={"bad": "We know."})

    (verdict,) = judge_trace(
        loaded().trace(rules=rules), [replace(BAD, keys=("screens.starting",))]
    )

    assert (verdict.status, verdict.examined) == (Status.NA, 0)
    assert "names no 'screens.starting'" in verdict.reason


def challenged() -> Journey:
    headers: dict[str, Json] = {"x-vercel-mitigated": "challenge"}
    told: dict[str, Json] = {"status": 403, "headers": headers, "url": "http://app.test/api"}
    return loaded().add("request", told, Phase.OK).journey()


def test_what_fails_beside_a_hostings_own_answer_is_unknown() -> None:
    bad, seen, good = judge_journey(challenged(), [BAD, SEEN, GOOD])

    assert [it.status for it in (bad, seen, good)] == [
        Status.UNKNOWN,
        Status.UNKNOWN,
        Status.PASS,
    ]
    assert "a bot challenge (403 challenge) at /api" in bad.reason
    assert "It is wrong." in bad.reason


def test_of_two_builds_neither_is_proved_nor_wrong() -> None:
    tape = Tape().document(x_commit="a" * 40).document(x_commit="b" * 40)
    mixed = tape.journey(rules=Rules(commit_header="x-commit"))
    one = tape.journey(rules=Rules())

    assert {it.status for it in judge_journey(mixed, [BAD])} == {Status.UNKNOWN}
    assert {it.status for it in judge_journey(mixed, [NOTHING])} == {Status.NA}
    found = judge_journey(mixed, [NOTHING, GOOD, SEEN])
    assert [it.status for it in found if it.invariant == "good"] == [Status.UNKNOWN, Status.PASS]
    assert {it.status for it in found if it.invariant == "seen"} == {Status.UNKNOWN}
    assert "Two builds" in found[2].reason, "it is said once of what passes"
    assert {it.status for it in judge_journey(one, [GOOD])} == {Status.PASS}
