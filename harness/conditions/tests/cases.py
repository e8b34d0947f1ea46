"""Conditions that are alike: a row each, tried by the tests of what they are made by."""

from collections.abc import Callable, Mapping
from typing import Any

from harness.conditions.tests.playing import first_read
from harness.conditions.wire import Fault
from harness.model.trace import Trace
from harness.model.word import Role

Look = Callable[[Trace], None]


def saw_none(trace: Trace) -> None:
    """The load found no entry."""
    assert first_read(trace).detail["found"] is False


def saw_no_json(trace: Trace) -> None:
    """The load found an entry that is no JSON: what is JSON is told parsed."""
    read = first_read(trace)
    assert read.detail["found"] is True
    assert isinstance(read.detail["value"], str)


def saw_another_sessions(trace: Trace) -> None:
    """The load found a whole entry of another session."""
    seen, own, own_id = _payloads(trace)
    assert seen.keys() == own.keys()
    assert seen["firestoreInterviewId"] != own_id


def saw_a_field_too_few(trace: Trace) -> None:
    """The load found its own entry, which lacks one field."""
    seen, own, own_id = _payloads(trace)
    assert own.keys() - seen.keys() == {"apiSession"}
    assert seen["firestoreInterviewId"] == own_id


def saw_an_earlier_builds(trace: Trace) -> None:
    """The load found its own entry as an earlier build wrote it."""
    seen, _, own_id = _payloads(trace)
    entry: Any = first_read(trace).detail["value"]
    assert entry["version"] == 1
    assert seen["firestoreInterviewId"] == own_id


def _payloads(trace: Trace) -> tuple[Mapping[str, Any], Mapping[str, Any], str]:
    """The payload that the load found, its session's own, and the session's id."""
    entry: Any = first_read(trace).detail["value"]
    assert trace.session is not None
    assert trace.session.payload is not None
    return entry["payload"], trace.session.payload, trace.session.document_id


# The condition, the rule that it asks for, and what a load then finds.
ENTRIES: Mapping[str, tuple[str, Look]] = {
    "old-payload": ("old", saw_an_earlier_builds),
    "storage-corrupt": ("corrupt", saw_no_json),
    "storage-empty": ("empty", saw_none),
    "storage-foreign": ("foreign", saw_another_sessions),
    "storage-wrong-shape": ("wrong-shape", saw_a_field_too_few),
}

# The condition, its fault for good and once, and how many requests of two loads the server hears.
# Of six, four come from both loads, since each asks three times; in virtual time one may be given
# up before it has left.
SILENCES: Mapping[str, tuple[Fault, Fault, range]] = {
    "hang": (Fault(Role.SESSION, hang=True), Fault(Role.SESSION, hang=True, times=1), range(4, 7)),
    "reset": (Fault(Role.SESSION, reset=True), Fault(Role.SESSION, reset=True, times=1), range(1)),
}
