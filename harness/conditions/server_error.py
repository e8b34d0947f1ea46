"""The server fails on the session so many times (503), then answers well."""

from harness.conditions.condition import Condition
from harness.conditions.session_fault import fault_condition
from harness.conditions.setting import how_often
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role


def condition(setting: str = "") -> Condition:
    """`server-error` fails once, `server-error:2` twice, `server-error:always` for good."""
    times = how_often("server-error", setting, default=1)
    fault = Fault(Role.SESSION, status=503, times=times)
    return fault_condition(
        "server-error", setting, "runner.error.server", fault, otherwise=ErrorKind.SERVER
    )
