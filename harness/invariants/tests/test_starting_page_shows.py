from harness.invariants.starting_page_shows import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape
from harness.model.event import Json
from harness.model.word import Status

OPEN: dict[str, Json] = {"url": f"{ORIGIN}/starting", "blocked": False}


def opened(**detail: str) -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").add("open", OPEN | detail, pair="open:1")
    return tape.called("create").on("tab-2").document(f"{ORIGIN}/starting", pair="open:1")


def test_a_starting_page_passes() -> None:
    ruling = INVARIANT.judge(opened().screen("starting").journey(starter="org"))

    assert ruling.status is Status.PASS


def test_a_page_that_stays_blank_fails() -> None:
    tape = opened().screen("blank", text="").screen("blank", text="", at=2_500)

    ruling = INVARIANT.judge(tape.journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "it showed: nothing" in ruling.reason


def test_another_page_fails() -> None:
    ruling = INVARIANT.judge(opened().screen("other").document().ready().journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "it showed: other" in ruling.reason


def test_a_tab_without_a_page_fails() -> None:
    ruling = INVARIANT.judge(opened(url="").document().ready().journey(starter="org"))

    assert ruling.status is Status.FAIL


def test_a_tab_that_was_sent_on_before_it_could_paint_says_nothing() -> None:
    ruling = INVARIANT.judge(opened().document().ready().journey(starter="org"))

    assert ruling.status is Status.NA


def test_a_mute_starting_page_fails() -> None:
    ruling = INVARIANT.judge(opened().screen("starting", text="").journey(starter="org"))

    assert ruling.status is Status.FAIL


def test_a_blocked_popup_says_nothing() -> None:
    ruling = INVARIANT.judge(opened(blocked="emulated").journey(starter="org"))

    assert ruling.status is Status.NA


def test_a_popup_that_was_not_seen_is_unknown() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/org").add("open", OPEN).called("create").journey(starter="org")
    )

    assert ruling.status is Status.UNKNOWN


def test_a_second_try_is_judged_by_its_own_tab() -> None:
    tape = opened().on("tab-1").add("open", OPEN, pair="open:2").called("create")
    tape = tape.on("tab-3").document(f"{ORIGIN}/starting", pair="open:2").screen("starting")

    ruling = INVARIANT.judge(tape.journey(starter="org"))

    assert ruling.status is Status.PASS
