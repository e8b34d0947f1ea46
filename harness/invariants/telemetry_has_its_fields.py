"""A telemetry message says everything that the contract lists."""

from collections.abc import Mapping

from harness.invariants.invariant import LoadInvariant
from harness.judge.beacon import beacons, last_of_load
from harness.judge.payload import ABSENT
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Layer, Outcome

NO_REASON: tuple[object, ...] = (None, "", {}, [])
# What may be null: a load without a starter, a layer or an error has none to tell.
NEVER_NULL = ("version", "load", "outcome", "attempts", "ms", "navigation")


def judge(trace: Trace) -> Ruling:
    """Fails a message that is no object, lacks a field of the rules' `telemetry`, or says null
    where there always is something; and one that says no reason though a layer did not answer.
    """
    sent = beacons(trace)
    if not sent or not any(trace.rules.telemetry.values()):
        return not_applicable("Nothing was reported, or the profile does not know its fields.")
    for it in sent:
        if not isinstance(it.message, Mapping):
            return failed("A message is no JSON object.", *it.request.evidence)
        for word, path in trace.rules.telemetry.items():
            found = it.says(word)
            if path and (found is ABSENT or (found is None and word in NEVER_NULL)):
                return failed(
                    f"The message says nothing of {word} ('{path}').",
                    *it.request.evidence,
                    examined=len(sent),
                )
    told = last_of_load(trace)
    if told is not None and _owes_reason(trace) and told.says("reason") in NO_REASON:
        return failed(
            "A layer was asked and did not answer; the message gives no reason for it "
            f"('{trace.rules.telemetry['reason']}').",
            *told.request.evidence,
            examined=len(sent),
        )
    return passed(len(sent))


def _owes_reason(trace: Trace) -> bool:
    """Whether the load ended otherwise than from the first layer that it asked."""
    if not trace.rules.telemetry.get("reason"):
        return False
    failed_all = trace.ended is Outcome.ERROR and bool(trace.attempts)
    return failed_all or (trace.ended is Outcome.READY and trace.answered_by is Layer.SERVER)


INVARIANT = LoadInvariant(
    "telemetry-has-its-fields",
    "telemetry.fields",
    judge,
    by_presence=True,
    keys=("api.telemetry", "telemetry"),
)
