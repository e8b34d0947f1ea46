"""The connection of a request for the session is reset without an answer.

The browser does it: a browser whose kept connection is closed by a server asks again by itself, up
to twice for each attempt, and the page never learns of it. So the server hears nothing.
"""

from harness.conditions.condition import Condition
from harness.conditions.session_fault import fault_condition
from harness.conditions.setting import how_often
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role


def condition(setting: str = "") -> Condition:
    """`reset` is for good; `reset:1` closes the first one only."""
    times = how_often("reset", setting, default=None)
    fault = Fault(Role.SESSION, reset=True, times=times)
    return fault_condition(
        "reset",
        setting,
        "runner.error.network",
        fault,
        otherwise=ErrorKind.NETWORK,
        emulated="the browser's end of the connection fails; the server hears nothing",
    )
