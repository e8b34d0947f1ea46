from dataclasses import replace

from harness.invariants.tests.build import loaded
from harness.judge.failure import failures_in, glimpse_of
from harness.judge.ruling import judge_journey
from harness.model.word import Status


def test_what_is_not_well_becomes_a_failure() -> None:
    journey = loaded().read().asked(404).asked(404).error("not-found").journey(starter="org")

    found = failures_in(judge_journey(journey), journey, key="k")

    assert "final-is-final" in {it.verdict.invariant for it in found}
    assert {(it.journey, it.starter) for it in found} == {("k", "org")}


def test_a_failure_knows_what_held_beside_it() -> None:
    journey = loaded().read().asked(404).asked(404).error("not-found").journey(starter="org")

    found = failures_in(judge_journey(journey), journey)

    assert "load-ends" in found[0].well
    assert not found[0].well & {it.verdict.invariant for it in found}


def test_a_failure_says_its_reason_without_ids_and_addresses() -> None:
    journey = loaded().read().asked(404, more={"bearer": ""}).error("not-found").journey()

    said = {it.verdict.invariant: it.said for it in failures_in(judge_journey(journey), journey)}

    assert "{id} carries no bearer token" in said["bearer-on-session-calls"]
    assert "iv1" not in said["bearer-on-session-calls"]


def test_a_glimpse_is_kept_of_a_journey_that_is_well() -> None:
    journey = loaded().read().asked(200).ready().journey()

    seen = glimpse_of(judge_journey(journey), journey, key="k")

    assert (seen.journey, seen.look.screen) == ("k", "ready")
    assert seen.look.request.endswith("/{id} \N{RIGHTWARDS ARROW} 200")


def test_what_a_cut_recording_leaves_open_is_no_failure() -> None:
    journey = loaded().read().asked(404).journey(starter="org")
    cut = replace(journey, traces=tuple(replace(it, interrupted=True) for it in journey.traces))

    assert failures_in(judge_journey(journey), journey)
    assert not [
        it for it in failures_in(judge_journey(cut), cut) if it.verdict.status is Status.UNKNOWN
    ]
