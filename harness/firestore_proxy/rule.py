"""What is asked to go wrong: the words of the mock's faults, for calls of a database.

    {"on": "database", "match": {"method": "replace", "path": "interviews/*"}, "times": 1,
     "after": 0, "effect": {"error": "unavailable", "after": true}}

A word that nobody knows is refused. `method` may also be a call's own name (`Commit`), `error` any
status of gRPC's in small letters (`permission-denied`).
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Literal

import grpc
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from harness.firestore_proxy.deed import CALLS, METHODS, Deed

ERRORS = {
    it.name.lower().replace("_", "-"): it for it in grpc.StatusCode if it is not grpc.StatusCode.OK
} | {"deadline": grpc.StatusCode.DEADLINE_EXCEEDED}
_WORDS = {it.lower() for it in (*METHODS, *CALLS)}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Strict):
    """Whom a rule hits; `path` is a glob whose `*` crosses slashes, absent parts match all."""

    method: str | None = None
    path: str = "*"

    @field_validator("method")
    @classmethod
    def _known(cls, method: str | None) -> str | None:
        if method is not None and method.lower() not in _WORDS:
            known = ", ".join((*METHODS, *CALLS))
            raise ValueError(f"nothing is called '{method}'; known: {known}")
        return method

    def covers(self, call: str, deeds: Iterable[Deed]) -> bool:
        """Whether a call of this name is hit by one of the things that it does."""
        return any(self._fits(call, it.method) and fnmatchcase(it.path, self.path) for it in deeds)

    def _fits(self, call: str, method: str) -> bool:
        return self.method is None or self.method.lower() in (call.lower(), method)


class Effect(_Strict):
    """What happens: first the delay, then the gate, then at most one of `error` and `hang`.

    With `after` the call takes place first, and all of it happens to the answer; so that `hang`
    drops the answer. `patient` is the mock's word, and the proxy always is: it has no deadline.
    """

    delay_ms: float = Field(default=0, ge=0, le=600_000)
    gate: str | None = Field(default=None, min_length=1)
    patient: bool = False
    hang: bool = False
    error: str | None = None
    after: bool = False

    @field_validator("error")
    @classmethod
    def _a_status(cls, error: str | None) -> str | None:
        if error is not None and error not in ERRORS:
            raise ValueError(f"'{error}' is no status of gRPC's; known: {', '.join(ERRORS)}")
        return error

    @property
    def ends(self) -> bool:
        """Whether the call is over when it has happened."""
        return self.hang or self.error is not None

    @model_validator(mode="after")
    def _has_one_ending(self) -> "Effect":
        if self.hang and self.error is not None:
            raise ValueError("an effect ends one way, not hang and error")
        if not self.ends and not self.delay_ms and self.gate is None:
            raise ValueError("an effect needs one of delay_ms, gate, hang, error")
        return self


class Rule(_Strict):
    """An effect on the calls that match: the first `after` are skipped, then `times` are hit."""

    id: str | None = None
    on: Literal["database"]
    match: Match = Match()
    times: int | None = Field(default=None, ge=1)
    after: int = Field(default=0, ge=0)
    effect: Effect
