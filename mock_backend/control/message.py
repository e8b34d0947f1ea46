"""What the control plane is told, checked word by word: an unknown word is refused."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mock_backend.auth.forgery import Kind
from mock_backend.auth.token import TTL_S
from mock_backend.faults.effect import Fault


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Login(_Strict):
    """Whose password an e-mail address has."""

    uid: str
    password: str


class Seed(_Strict):
    """Documents by path, in the control plane's own JSON (`seed.planted`), and passwords."""

    documents: dict[str, dict[str, object]] = {}
    passwords: dict[str, Login] = {}


class Path(_Strict):
    """A document's path."""

    path: str


class TokenWanted(_Strict):
    """A token for somebody, good or wrong in one way; `ttl_s` in seconds."""

    uid: str = Field(min_length=1, max_length=128)
    kind: Kind = "valid"
    ttl_s: float = TTL_S


class Faults(_Strict):
    """Faults to add to those that are installed."""

    faults: list[Fault]


class Limits(_Strict):
    """How many calls a caller may make a minute; None is what the application was made with."""

    per_minute: Annotated[int, Field(ge=0)] | None = None


class Opening(_Strict):
    """How many a gate lets through."""

    count: Annotated[int, Field(ge=1)] | Literal["all"] = 1
