from harness.invariants.error_fits_the_answer import INVARIANT
from harness.invariants.tests.build import changed, entry, loaded
from harness.model.rules import Rules
from harness.model.word import Status


def test_forbidden_after_403_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(403).error("forbidden").trace())

    assert ruling.status is Status.PASS


def test_expired_after_410_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(410).error("expired").trace())

    assert ruling.status is Status.PASS


def test_not_found_after_403_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(403).error("not-found").trace())

    assert ruling.status is Status.FAIL
    assert ruling.reason.startswith("The session's request came to 403: that calls for forbidden")


def test_server_after_a_timeout_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(None, fail="timeout").error("server").trace())

    assert ruling.status is Status.FAIL
    assert "calls for network" in ruling.reason


def test_either_of_two_that_came_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).asked(None, fail="reset").error("server").trace())

    assert ruling.status is Status.PASS


def test_corrupt_after_another_ids_payload_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(body=changed("firestoreInterviewId", "iv2")).error("corrupt").trace()
    )

    assert ruling.status is Status.PASS


def test_network_without_scripts_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, role="asset", fail="reset").error("network").trace()
    )

    assert ruling.status is Status.PASS


def test_not_found_without_asking_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("not-found").trace())

    assert ruling.status is Status.FAIL
    assert "was not asked" in ruling.reason


def test_signed_out_without_a_reader_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(key="auth:uid").error("signed-out").trace())

    assert ruling.status is Status.PASS


def test_an_unlisted_status_lets_any_pass() -> None:
    ruling = INVARIANT.judge(loaded().asked(418).error("corrupt").trace())

    assert ruling.status is Status.PASS


def test_a_kind_that_cannot_be_told_is_unknown() -> None:
    ruling = INVARIANT.judge(loaded().asked(403).error("").trace())

    assert ruling.status is Status.UNKNOWN


def test_a_ready_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_a_kind_that_the_profile_does_not_name_is_not_missed() -> None:
    rules = Rules(unnamed=("errors.kinds.server",))
    other = loaded().asked(503).asked(503).asked(503).error("corrupt")

    ruling = INVARIANT.judge(other.trace(rules=rules))

    assert (ruling.status, "'errors.kinds.server'" in ruling.reason) == (Status.NA, True)
    assert INVARIANT.judge(other.trace()).status is Status.FAIL
