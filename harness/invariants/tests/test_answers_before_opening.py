import pytest

from harness.invariants.answers_before_opening import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape, loaded
from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.word import Status

START = f"{ORIGIN}/org"
TO_RUNNER: dict[str, Json] = {"url": RUNNER}


def test_waiting_for_both_passes() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .called("start", 200)
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_a_start_that_is_asked_once_more_may_be_answered_late() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .called("start", 200)
        .add("navigate", TO_RUNNER)
        .called("start", 200)
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_going_before_the_start_is_answered_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .asked(None, took=None, role="start")
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "start was never answered well" in ruling.reason


def test_going_before_the_answer_is_there_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .add("navigate", TO_RUNNER)
        .called("start", 200)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "before start was answered" in ruling.reason


def test_starting_before_the_create_is_answered_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("start", 200)
        .called("create")
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "start was asked before create" in ruling.reason


def test_a_popup_on_the_same_thread_can_be_ordered() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .called("start", 200)
        .add("console", {"order": "a:7"})
        .on("tab-2")
        .add("navigate", TO_RUNNER | {"order": "a:8"})
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


@pytest.mark.parametrize(
    ("conditions", "status"),
    [((), Status.UNKNOWN), (("other-origin",), Status.NA), (("offline",), Status.UNKNOWN)],
)
def test_a_popup_that_cannot_be_ordered_is_unknown_but_where_we_moved_it(
    conditions: tuple[str, ...], status: Status
) -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .called("start", 200)
        .on("tab-2")
        .add("navigate", TO_RUNNER)
        .journey(starter="org", conditions=conditions)
    )

    assert ruling.status is status


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA


def test_an_app_without_a_start_has_none_to_wait_for() -> None:
    rules = Rules(origins=(ORIGIN,), unnamed=("api.start",))
    created = Tape().document(START).called("create").add("navigate", TO_RUNNER)
    hasty = Tape().document(START).add("navigate", TO_RUNNER).called("create")

    assert INVARIANT.judge(created.journey(starter="org", rules=rules)).status is Status.PASS
    assert INVARIANT.judge(created.journey(starter="org")).status is Status.FAIL
    assert INVARIANT.judge(hasty.journey(starter="org", rules=rules)).status is Status.FAIL
