"""Where to look for a cause, and what else it explains."""

from dataclasses import dataclass

from harness.model.word import Status


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look; ids stand as `{id}`, and '' is what the cause has nothing to do with.

    `request` is `GET /api/interview/session/{id} → 404`, `entry` a key in the browser's storage,
    `field` a dotted path in the payload, `screen` what the tab showed. `ids` are those
    of the load that shows it best, in full: what the words call `{id}`.
    """

    request: str = ""
    entry: str = ""
    field: str = ""
    screen: str = ""
    ids: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What is known, each with its name."""
        named = (
            ("request", self.request),
            ("storage entry", self.entry),
            ("field", self.field),
            ("screen", self.screen),
            ("ids", self.ids),
        )
        return tuple((name, text) for name, text in named if text)


@dataclass(frozen=True, slots=True)
class Symptom:
    """Something else that failed for the same cause; `count` is how often."""

    invariant: str
    line: str
    reason: str
    count: int = 1
    status: Status = Status.FAIL
    starters: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
