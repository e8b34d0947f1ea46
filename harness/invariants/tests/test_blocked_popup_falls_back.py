from harness.invariants.blocked_popup_falls_back import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.model.word import Status

SAYS = "Your browser blocked the new tab"


def blocked() -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").screen("other", text="Start")
    tape.add("open", {"url": "/starting", "blocked": "emulated"}, pair="open:1")
    return tape.called("create").called("start", 200)


def test_going_on_with_a_word_passes() -> None:
    ruling = INVARIANT.judge(
        blocked().screen("other", text=SAYS).add("navigate", {"url": RUNNER}).journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_going_on_without_a_word_fails() -> None:
    ruling = INVARIANT.judge(blocked().add("navigate", {"url": RUNNER}).journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "said nothing of it" in ruling.reason


def test_opening_nothing_fails() -> None:
    ruling = INVARIANT.judge(blocked().screen("other", text=SAYS).journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "not opened in the same tab" in ruling.reason


def test_an_open_popup_says_nothing() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/org")
        .add("open", {"blocked": False})
        .called("create")
        .journey(starter="org")
    )

    assert ruling.status is Status.NA


def test_a_page_with_more_text_than_is_recorded_is_unknown() -> None:
    tape = Tape().document(f"{ORIGIN}/org").screen("other", text="x" * 2_000)
    tape.add("open", {"blocked": "emulated"}).called("create").called("start", 200)
    tape.add("navigate", {"url": RUNNER})

    assert INVARIANT.judge(tape.journey(starter="org")).status is Status.UNKNOWN
