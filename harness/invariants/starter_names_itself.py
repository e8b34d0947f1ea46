"""The runner's address says which starter opened it."""

from urllib.parse import parse_qs, urlsplit

from harness.invariants.invariant import JourneyInvariant
from harness.judge.start import start_of
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails an address without `from=` and the starter's name."""
    start = start_of(journey)
    if start is None or start.send is None:
        return not_applicable("No starter opened a runner.")
    url = start.send.text("url")
    named = parse_qs(urlsplit(url).query).get("from", [])
    if named == [journey.starter]:
        return passed()
    said = f"says from={', '.join(named)}" if named else "does not say from where"
    return failed(f"The starter '{journey.starter}' opened {url}, which {said}.", start.send.seq)


INVARIANT = JourneyInvariant("starter-names-itself", "starter.url", judge, by_presence=True)
