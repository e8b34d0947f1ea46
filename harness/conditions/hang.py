"""Requests for the session get no answer at all; the connection stays open."""

from harness.conditions.condition import Condition
from harness.conditions.session_fault import fault_condition
from harness.conditions.setting import how_often
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role


def condition(setting: str = "") -> Condition:
    """`hang` is for good; `hang:1` leaves the first request without an answer, then all is well.

    Only the first is played in virtual time: of `hang:1`, each hung attempt takes its real 3.5 s.
    """
    times = how_often("hang", setting, default=None)
    fault = Fault(Role.SESSION, hang=True, times=times)
    return fault_condition(
        "hang", setting, "runner.server.timeout", fault, otherwise=ErrorKind.NETWORK
    )
