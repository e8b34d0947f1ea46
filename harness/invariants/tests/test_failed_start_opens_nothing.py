from harness.invariants.failed_start_opens_nothing import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.model.event import Json
from harness.model.word import Status

OPEN: dict[str, Json] = {"url": "/starting", "blocked": False}


def failing(*, role: str = "start") -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").add("open", OPEN, pair="open:1")
    tape.on("tab-2").document(f"{ORIGIN}/starting", pair="open:1").on("tab-1")
    return tape.called(role, 503)


def test_closing_the_tab_passes() -> None:
    ruling = INVARIANT.judge(failing().on("tab-2").add("closed").journey(starter="org"))

    assert ruling.status is Status.PASS


def test_leaving_it_open_fails() -> None:
    ruling = INVARIANT.judge(failing(role="create").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "create failed (503), yet tab-2 was left open" in ruling.reason


def test_going_on_fails() -> None:
    ruling = INVARIANT.judge(
        failing().on("tab-2").add("navigate", {"url": RUNNER}).journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "yet the tab was sent" in ruling.reason


def test_the_same_tab_needs_no_closing() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/practice").called("create", 500).journey(starter="student")
    )

    assert ruling.status is Status.PASS


def test_what_the_runner_asks_in_the_starters_tab_is_not_the_starters() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/practice")
        .called("create")
        .called("start", 200)
        .add("navigate", {"url": RUNNER})
        .document(RUNNER)
        .called("start", 503)
        .journey(starter="student")
    )

    assert ruling.status is Status.NA


def test_a_good_start_says_nothing() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/practice").called("create").journey(starter="student")
    )

    assert ruling.status is Status.NA
