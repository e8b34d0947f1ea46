import pytest

from harness.invariants.start_arrives import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.model.rules import Rules
from harness.model.word import Status

STARTER = f"{ORIGIN}/org"
PLURAL = f"{ORIGIN}/interviews/iv1?from=org"


def started(*, start: int = 200) -> Tape:
    return Tape().document(STARTER).called("create").called("start", start)


def judged(tape: Tape) -> Status:
    return INVARIANT.judge(tape.journey(starter="org")).status


def test_a_tab_that_was_sent_to_the_runner_passes() -> None:
    assert judged(started().add("navigate", {"url": RUNNER}).document(RUNNER)) is Status.PASS


@pytest.mark.parametrize("status", [404, 500])
def test_a_tab_that_was_sent_to_an_error_page_fails(status: int) -> None:
    assert judged(started().on("tab-2").document(PLURAL, status)) is Status.FAIL


def test_what_the_runner_itself_answers_is_for_others_to_judge() -> None:
    assert judged(started().add("navigate", {"url": RUNNER}).document(RUNNER, 404)) is Status.PASS


def test_a_start_that_failed_need_not_arrive() -> None:
    assert judged(started(start=503).on("tab-2").document(PLURAL, 404)) is Status.NA


def test_who_stays_says_nothing() -> None:
    assert judged(started()) is Status.NA


def test_an_app_without_a_start_arrives_by_its_create() -> None:
    rules = Rules(origins=(ORIGIN,), unnamed=("api.start",))
    tape = Tape().document(f"{ORIGIN}/org").called("create").document(f"{ORIGIN}/lost", 404)

    assert INVARIANT.judge(tape.journey(starter="org", rules=rules)).status is Status.FAIL
    assert INVARIANT.judge(tape.journey(starter="org")).status is Status.NA
