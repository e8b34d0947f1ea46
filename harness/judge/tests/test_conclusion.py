from dataclasses import replace

import pytest

from harness.judge.conclusion import conclude, concluded, unexamined
from harness.model.rules import Rules
from harness.model.run import Cell, Check, Finding, LayerState, Run, Stage
from harness.model.word import Status

PASSED = Check("s::a", "A title", "s.py", Status.PASS, promises=("load-ends",))
CELLS = tuple(Cell("org", layer, LayerState.WORKS, 1, 1) for layer in ("storage", "server"))
RUN = Run(
    "r1",
    "verify",
    "now",
    Stage.RECORDED,
    {},
    "mock",
    Rules(),
    {},
    {},
    selected_starters=("org",),
    checks=(PASSED,),
    matrix=CELLS,
)
EXAMINED = {"load-ends": 3}
FINDING = Finding("waits-grow", "l", "It was 1 s.", "org", "server", (), "j1.1", (), "")
UNTESTED = (CELLS[0], replace(CELLS[1], state=LayerState.NOT_TESTED))


def test_a_run_that_proved_everything_passes() -> None:
    found = conclude(RUN, EXAMINED)

    assert (found.verdict, found.exit_code) == (Status.PASS, 0)
    assert found.reason == "1 check passed, 2 of 2 layers proved."
    assert found.counts["pass"] == 1


def test_a_finding_fails_it() -> None:
    found = conclude(replace(RUN, findings=(FINDING,)), EXAMINED)

    assert (found.verdict, found.exit_code) == (Status.FAIL, 1)
    assert found.reason == "It was 1 s (waits-grow)."


def test_of_several_findings_the_worst_is_told() -> None:
    own = replace(FINDING, invariant="scenario", reason="Nothing was shown.")

    found = conclude(replace(RUN, findings=(own, FINDING)), EXAMINED)

    assert found.reason == "2 causes, the worst: Nothing was shown."


def test_of_several_things_in_doubt_one_is_told() -> None:
    doubt = replace(FINDING, status=Status.UNKNOWN, invariant="scenario", reason="No answer came.")

    one = conclude(replace(RUN, findings=(doubt,)), EXAMINED)
    two = conclude(
        replace(RUN, findings=(doubt, replace(FINDING, status=Status.UNKNOWN))), EXAMINED
    )

    assert one.reason == "Could not be found out: No answer came."
    assert two.reason == "2 things could not be found out, such as: No answer came."


def test_scenarios_that_were_chosen_and_not_played_leave_it_open() -> None:
    found = conclude(replace(RUN, planned=3), EXAMINED)

    assert (found.verdict, found.reason) == (Status.UNKNOWN, "2 scenarios of 3 not played.")


def test_an_accepted_finding_is_shown_and_does_not_count() -> None:
    found = conclude(replace(RUN, findings=(replace(FINDING, accepted="known"),)), EXAMINED)

    assert (found.verdict, found.counts["accepted"]) == (Status.PASS, 1)
    assert "1 accepted finding" in found.reason


@pytest.mark.parametrize("state", [LayerState.DEAD, LayerState.MASKED])
def test_a_layer_that_is_broken_fails_it(state: LayerState) -> None:
    cells = (CELLS[0], replace(CELLS[1], state=state))

    found = conclude(replace(RUN, matrix=cells), EXAMINED)

    assert found.verdict is Status.FAIL
    assert f"The server layer is {state} for org." in found.reason


def test_every_starter_of_a_broken_layer_is_named() -> None:
    starters = ("student", "org", "admin")
    cells = tuple(replace(CELLS[1], starter=it, state=LayerState.DEAD) for it in starters)

    found = conclude(replace(RUN, matrix=cells), EXAMINED)

    assert found.reason == "The server layer is dead for student, org, admin."


def test_a_failed_check_fails_it() -> None:
    run = replace(RUN, checks=(replace(PASSED, status=Status.FAIL),))

    assert conclude(run, EXAMINED).verdict is Status.FAIL


def test_a_promise_that_examined_nothing_is_unknown() -> None:
    found = conclude(RUN, {})

    assert (found.verdict, found.exit_code) == (Status.UNKNOWN, 3)
    assert "never examined: load-ends" in found.reason


def test_a_skipped_check_promises_nothing() -> None:
    assert unexamined([replace(PASSED, status=Status.SKIP)], {}) == ()


def test_a_layer_that_nobody_proved_is_unknown() -> None:
    found = conclude(replace(RUN, matrix=UNTESTED), EXAMINED)

    assert found.verdict is Status.UNKNOWN
    assert "not proved: org/server" in found.reason.lower()


def test_untested_may_be_allowed() -> None:
    found = conclude(replace(RUN, matrix=UNTESTED, allow_untested=True), EXAMINED)

    assert found.verdict is Status.PASS
    assert "not tested: org/server" in found.reason


def test_what_was_left_out_on_purpose_is_listed_not_counted() -> None:
    run = replace(RUN, matrix=UNTESTED, deselected=("s::b",))

    assert conclude(run, EXAMINED).verdict is Status.PASS
    assert conclude(run, EXAMINED, left_out=[("org", "server")]).verdict is Status.PASS
    assert conclude(run, EXAMINED, left_out=[("org", "storage")]).verdict is Status.UNKNOWN


def test_a_starter_that_was_not_selected_needs_no_proof() -> None:
    run = replace(RUN, matrix=UNTESTED, selected_starters=())

    assert conclude(run, EXAMINED).verdict is Status.PASS


def test_an_undecided_finding_or_check_is_unknown() -> None:
    finding = replace(FINDING, status=Status.UNKNOWN)
    check = replace(PASSED, status=Status.UNKNOWN)

    assert conclude(replace(RUN, findings=(finding,)), EXAMINED).verdict is Status.UNKNOWN
    assert conclude(replace(RUN, checks=(check,)), EXAMINED).verdict is Status.UNKNOWN


def test_nothing_at_all_is_unknown() -> None:
    found = conclude(replace(RUN, checks=(), matrix=()), EXAMINED)

    assert (found.verdict, found.reason) == (Status.UNKNOWN, "No check ran.")


def test_all_skipped_is_a_skip_that_does_not_exit_0() -> None:
    run = replace(RUN, checks=(replace(PASSED, status=Status.SKIP),))

    found = conclude(run, EXAMINED)

    assert (found.verdict, found.exit_code) == (Status.SKIP, 3)
    assert found.reason == "The only check was skipped."
    assert "All 2 checks were" in conclude(replace(run, checks=run.checks * 2), EXAMINED).reason


def test_an_interrupted_run_is_unknown_and_exits_130() -> None:
    found = conclude(replace(RUN, interrupted=True), EXAMINED)

    assert (found.verdict, found.exit_code) == (Status.UNKNOWN, 130)


def test_a_fail_outweighs_everything() -> None:
    run = replace(RUN, findings=(FINDING,), matrix=UNTESTED, interrupted=True)

    assert conclude(run, {}).verdict is Status.FAIL


def test_the_conclusion_is_written_into_the_run() -> None:
    run = concluded(RUN, EXAMINED)

    assert (run.verdict, run.exit_code, run.counts["pass"]) == (Status.PASS, 0, 1)


def test_a_pass_that_proves_no_layer_says_so_first() -> None:
    seen = tuple(replace(it, state=LayerState.SEEN) for it in CELLS)
    run = replace(RUN, matrix=seen, deselected=("s::b",))

    part = conclude(run, EXAMINED)
    whole = conclude(replace(run, deselected=(), allow_untested=True), EXAMINED)

    assert part.verdict is Status.PASS
    assert part.reason.startswith("Of what was selected; no layer was proved. 1 check passed, 0 of")
    assert "seen answering, but not proved: org/storage, org/server" in part.reason
    assert whole.reason.startswith("No layer was proved. ")
    assert conclude(replace(run, deselected=()), EXAMINED).verdict is Status.UNKNOWN
