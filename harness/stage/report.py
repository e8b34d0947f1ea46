"""What a runner reported of a load."""

from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from harness.model.event import Json
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


def report_of(message: Json, words: Telemetry) -> Report:
    """The report in a message, as the server took it or a page sent it."""
    told = cast("JsonValue", message)

    def says(path: str) -> str:
        return str(at(told, path) or "") if path else ""

    return Report(
        says(words.outcome),
        says(words.load),
        says(words.layer),
        says(words.starter),
        says(words.kind),
    )
