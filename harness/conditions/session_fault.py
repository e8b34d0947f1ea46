"""Conditions that play one fault on the requests for the session, so many times, then well."""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import full_name
from harness.conditions.wire import Fault
from harness.model.word import Capability, ErrorKind

# contract.md, "Runner": at most 3 attempts.
ATTEMPTS = 3


def fault_condition(
    name: str,
    setting: str,
    line: str,
    fault: Fault,
    *,
    otherwise: ErrorKind,
    emulated: str = "",
) -> Condition:
    """The condition that plays `fault`; a load whose attempts it outlasts ends `otherwise`."""
    passes = fault.times is not None and fault.times < ATTEMPTS
    return Condition(
        name=full_name(name, setting),
        line=line,
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({f"fault.{fault.role}"}),
        apply=lambda wire: wire.fault(fault),
        stored=BY_STORAGE,
        empty=BY_SERVER if passes else in_error(otherwise),
        emulated=emulated,
    )
