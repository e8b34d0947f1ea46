import pytest

from harness.invariants.tests.build import RUNNER, changed, loaded
from harness.judge.answer import Answer, answer_of, id_in, is_in_time, payload_fault, told
from harness.model.rules import Rules
from harness.model.word import ErrorKind


@pytest.mark.parametrize(
    ("status", "sort"),
    [
        (200, Answer.GOOD),
        (400, ErrorKind.NOT_FOUND),
        (401, ErrorKind.SIGNED_OUT),
        (403, ErrorKind.FORBIDDEN),
        (404, ErrorKind.NOT_FOUND),
        (408, ErrorKind.SERVER),
        (410, ErrorKind.EXPIRED),
        (418, Answer.UNLISTED),
        (429, ErrorKind.SERVER),
        (500, ErrorKind.SERVER),
        (503, ErrorKind.SERVER),
    ],
)
def test_a_status_is_sorted_as_the_contract_does(status: int, sort: Answer | ErrorKind) -> None:
    trace = loaded().asked(status).ready().trace()

    assert answer_of(trace.attempts[0], trace) == sort


def test_a_200_of_another_id_is_corrupt() -> None:
    trace = loaded().asked(body=changed("firestoreInterviewId", "iv2")).ready().trace()

    assert answer_of(trace.attempts[0], trace) is ErrorKind.CORRUPT
    assert payload_fault(trace.attempts[0], trace) == "it is of another id"


def test_no_answer_is_network_and_none_yet_is_pending() -> None:
    trace = loaded().asked(None, fail="reset").asked(None, took=None).ready().trace()

    first, second = trace.attempts
    assert answer_of(first, trace) is ErrorKind.NETWORK
    assert answer_of(second, trace) is Answer.PENDING
    assert (told(first), told(second)) == ("reset", "no answer")


def test_an_answer_after_the_timeout_is_not_in_time() -> None:
    trace = loaded().asked(at=0, took=3_501).ready().trace()

    assert not is_in_time(trace.attempts[0], trace)


def test_the_id_in_an_address_is_decoded() -> None:
    assert id_in(RUNNER, Rules()) == "iv1"
    assert id_in("http://app.test/interview/a%2Fb/", Rules()) == "a/b"
    assert id_in("http://app.test/org", Rules()) == ""
