"""What a runner reported of a load, as the server took it."""

from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from harness.model.event import Event
from harness.profile.payload import Telemetry
from harness.profile.template import at


@dataclass(frozen=True, slots=True)
class Report:
    """One message; what it does not say is ''."""

    outcome: str
    load: str
    layer: str = ""
    starter: str = ""
    kind: str = ""


def report_of(beacon: Event, words: Telemetry) -> Report:
    """The report in a `beacon` of the server's log."""
    message = cast("JsonValue", beacon.detail.get("message"))

    def says(path: str) -> str:
        return str(at(message, path) or "") if path else ""

    return Report(
        says(words.outcome),
        says(words.load),
        says(words.layer),
        says(words.starter),
        says(words.kind),
    )
