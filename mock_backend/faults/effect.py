"""What is asked to go wrong: a fault, whom it hits, how often, and with what effect.

The words are those of the control plane (ARCHITECTURE.md, "Control plane"); pydantic reads them,
and a word that nobody knows is refused.
"""

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Where = Literal["request", "database"]
DatabaseError = Literal["unavailable", "aborted", "deadline"]

_ENDINGS = ("status", "reset", "hang", "truncate", "stall", "error")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Strict):
    """Whom a fault hits; `path` is a glob whose `*` crosses slashes, absent parts match all."""

    method: str | None = None
    path: str = "*"

    def covers(self, method: str, path: str) -> bool:
        """Whether a call of this method (`GET`, `read`) on this path is hit."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return fnmatchcase(path, self.path)


class Effect(_Strict):
    """What happens: first the delay, then the gate, then at most one ending.

    The time at the gate counts against a deadline of the database's, unless it is `patient`.
    With `after` the call takes place and all of it happens to the answer; otherwise it happens
    instead of the call, or before it.
    """

    delay_ms: float = Field(default=0, ge=0, le=600_000)
    gate: str | None = Field(default=None, min_length=1)
    patient: bool = False
    status: int | None = Field(default=None, ge=100, le=599)
    headers: dict[str, str] = {}
    body: object = None
    reset: bool = False
    hang: bool = False
    truncate: int | None = Field(default=None, ge=0)
    stall: int | None = Field(default=None, ge=0)
    error: DatabaseError | None = None
    after: bool = False

    @property
    def ending(self) -> str:
        """Which of the endings it has, '' when the call goes on."""
        return next((name for name in _ENDINGS if getattr(self, name) not in (None, False)), "")

    @property
    def shortens(self) -> bool:
        """Whether the call takes place, and only a part of its answer comes."""
        return self.truncate is not None or self.stall is not None

    @model_validator(mode="after")
    def _has_one_ending(self) -> "Effect":
        given = [name for name in _ENDINGS if getattr(self, name) not in (None, False)]
        if len(given) > 1:
            raise ValueError(f"an effect ends one way, not {' and '.join(given)}")
        if not given and not self.delay_ms and self.gate is None:
            raise ValueError("an effect needs one of delay_ms, gate, " + ", ".join(_ENDINGS))
        return self


class Fault(_Strict):
    """An effect on the calls that match: the first `after` are skipped, then `times` are hit."""

    id: str | None = None
    on: Where
    match: Match = Match()
    times: int | None = Field(default=None, ge=1)
    after: int = Field(default=0, ge=0)
    effect: Effect

    @model_validator(mode="after")
    def _fits_its_place(self) -> "Fault":
        if self.on == "database" and self.effect.ending not in ("", "error", "hang"):
            raise ValueError(f"a database cannot {self.effect.ending}; it can error, hang, wait")
        if self.on == "request" and self.effect.error is not None:
            raise ValueError("`error` is for the database; a request has `status`")
        return self
