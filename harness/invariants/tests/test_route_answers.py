from harness.invariants.route_answers import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape, entry, loaded
from harness.model.word import Status


def test_200_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_a_frameworks_404_fails() -> None:
    ruling = INVARIANT.judge(Tape().document(status=404).screen("other").trace())

    assert ruling.status is Status.FAIL
    assert "answered 404" in ruling.reason


def test_a_challenge_is_unknown() -> None:
    ruling = INVARIANT.judge(Tape().document(status=403, x_vercel_mitigated="challenge").trace())

    assert ruling.status is Status.UNKNOWN


def test_an_id_that_is_none_says_nothing() -> None:
    ruling = INVARIANT.judge(Tape().document(f"{ORIGIN}/interview/__x__", status=404).trace())

    assert ruling.status is Status.NA
