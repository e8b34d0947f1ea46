import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE, in_error
from harness.conditions.session_fault import fault_condition
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role


@pytest.mark.parametrize(
    ("times", "end"),
    [
        (1, BY_SERVER),
        (2, BY_SERVER),
        (3, in_error(ErrorKind.SERVER)),
        (None, in_error(ErrorKind.SERVER)),
    ],
)
def test_a_load_survives_what_its_attempts_outlast(times: int | None, end: object) -> None:
    fault = Fault(Role.SESSION, status=503, times=times)

    made = fault_condition("it", "", "line", fault, otherwise=ErrorKind.SERVER)

    assert (made.stored, made.empty) == (BY_STORAGE, end)
    assert made.claims == {"fault.session"}
