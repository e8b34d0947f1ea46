"""A fault as the control plane takes it (ARCHITECTURE.md, "Control plane")."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from harness.model.event import Json
from harness.stage.backend import DatabaseFault


@dataclass(frozen=True, slots=True)
class BackendFault:
    """What happens to matching requests or database calls; the first `after` of them are let by.

    `path` is a glob: of a URL's path, or of a document's. `effect` is one of the control plane's,
    such as `{"status": 503}`, `{"delay_ms": 200}`, `{"gate": "commit", "after": True}`.
    """

    effect: Mapping[str, Json]
    on: Literal["request", "database"] = "request"
    method: str = ""
    path: str = ""
    times: int | None = None
    after: int = 0
    id: str = ""

    def as_json(self) -> dict[str, Json]:
        """The fault as the control plane reads it; what is not set is left out."""
        match: dict[str, Json] = {}
        if self.method:
            match["method"] = self.method
        if self.path:
            match["path"] = self.path
        told: dict[str, Json] = {"on": self.on, "match": match, "effect": dict(self.effect)}
        told |= {"times": self.times, "after": self.after}
        return told | ({"id": self.id} if self.id else {})


def database_fault(fault: DatabaseFault) -> BackendFault:
    """A scenario's fault of the database as the control plane takes it."""
    effect: dict[str, Json] = {"error": fault.error} if fault.error else {}
    if fault.delay_ms:
        effect["delay_ms"] = fault.delay_ms
    return BackendFault(effect, on="database", method=fault.method, times=fault.times)
