"""A load is reported once; only an `abandoned` may be replaced."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.beacon import Beacon, beacons
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a second message for a load, unless it replaces an `abandoned` under the same id."""
    sent = beacons(trace)
    if not sent:
        return not_applicable("Nothing was reported.")
    unnamed = [it for it in sent if not it.load]
    if unnamed:
        return failed("A message bears no load id.", *unnamed[0].request.evidence)
    if len(sent) > 1 and not _is_replacement(sent):
        ids = len({it.load for it in sent})
        return failed(
            f"One load was reported {len(sent)} times under {ids} ids: "
            f"{', '.join(str(it.says('outcome')) for it in sent)}.",
            *(seq for it in sent for seq in it.request.evidence),
            examined=len(sent),
        )
    return passed(len(sent))


def _is_replacement(sent: tuple[Beacon, ...]) -> bool:
    same = len({it.load for it in sent}) == 1
    return len(sent) == 2 and same and sent[0].says("outcome") == Outcome.ABANDONED


INVARIANT = LoadInvariant(
    "telemetry-once",
    "telemetry.once",
    judge,
    by_presence=True,
    keys=("api.telemetry", "telemetry.load"),
)
