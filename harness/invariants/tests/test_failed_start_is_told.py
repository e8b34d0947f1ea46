from harness.invariants.failed_start_is_told import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape
from harness.model.word import Status

START = f"{ORIGIN}/org"
TOLD = "Start interview The interview could not be started: try again in a minute."


def test_a_sentence_passes() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .screen("other", text="Start interview")
        .called("create", 503)
        .screen("other", text=TOLD)
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_silence_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .screen("other", text="Start interview")
        .called("create", 503)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "nothing new" in ruling.reason


def test_one_word_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .screen("other", text="Start")
        .called("create", 503)
        .screen("other", text="Start Error")
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "only 'Error'" in ruling.reason


def test_innards_fail() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .screen("other", text="Start")
        .called("create", 503)
        .screen("other", text="Start It failed because of a TypeError somewhere")
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "name of an exception" in ruling.reason


def test_a_good_start_says_nothing() -> None:
    ruling = INVARIANT.judge(Tape().document(START).called("create").journey(starter="org"))

    assert ruling.status is Status.NA


def test_a_page_with_more_text_than_is_recorded_is_unknown() -> None:
    tape = Tape().document(START).screen("other", text="x" * 2_000).called("create", 503)

    assert INVARIANT.judge(tape.journey(starter="org")).status is Status.UNKNOWN
