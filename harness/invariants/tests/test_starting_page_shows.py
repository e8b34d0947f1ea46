from harness.invariants.starting_page_shows import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape
from harness.model.event import Json
from harness.model.word import Status

OPEN: dict[str, Json] = {"url": "/starting", "blocked": False}


def opened(**detail: str) -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").add("open", OPEN | detail, pair="open:1")
    return tape.called("create").on("tab-2").document(f"{ORIGIN}/starting", pair="open:1")


def test_a_starting_page_passes() -> None:
    ruling = INVARIANT.judge(opened().screen("starting").journey(starter="org"))

    assert ruling.status is Status.PASS


def test_a_blank_tab_fails() -> None:
    ruling = INVARIANT.judge(opened().screen("blank", text="").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "it showed: blank" in ruling.reason


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
