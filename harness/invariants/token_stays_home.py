"""A token goes to the app's own server only, and only in its header."""

from harness.invariants.invariant import JourneyInvariant
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role


def judge(journey: Journey) -> Ruling:
    """Fails a token sent to another origin, or put in an address or a body.

    What auth itself asks may hold a token in its body: that is how one is renewed.
    """
    requests = journey.all_requests
    if not requests:
        return not_applicable("Nothing was asked.")
    for it in requests:
        if it.foreign and it.bearer:
            return failed(f"A bearer token went to another origin: {it.url}.", *it.evidence)
        if it.leak == "url" or (it.leak and it.role is not Role.AUTH):
            return failed(f"A token stands in the {it.leak} of {it.method} {it.url}.", *it.evidence)
    return passed(len(requests))


INVARIANT = JourneyInvariant(
    "token-stays-home", "runner.server.token-home", judge, by_presence=True, keys=("sign_in",)
)
