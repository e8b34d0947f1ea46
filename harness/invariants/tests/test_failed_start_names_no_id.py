from harness.invariants.failed_start_names_no_id import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_a_plain_error_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().called("start", 503, body={"code": "unavailable", "requestId": "x-1"}).journey()
    )

    assert ruling.status is Status.PASS


def test_an_id_by_name_fails() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 503, body={"interviewId": "iv7"}).journey())

    assert ruling.status is Status.FAIL
    assert "names the id 'iv7'" in ruling.reason


def test_an_id_by_value_fails() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 503, body={"detail": ["iv1"]}).journey())

    assert ruling.status is Status.FAIL
    assert "'iv1'" in ruling.reason


def test_a_good_start_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 200).journey())

    assert ruling.status is Status.NA
