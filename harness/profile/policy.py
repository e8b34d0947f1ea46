"""What the app promises in numbers, what is let pass and why, and what is cleaned up."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from harness.model.rules import Rules
from harness.profile.endpoint import Endpoint
from harness.profile.reason import Because
from harness.profile.strict import STRICT

_CONTRACT = Rules()


class Retry(BaseModel):
    """The server layer's schedule; the defaults are contract.md's."""

    model_config = STRICT

    attempts: int = Field(_CONTRACT.attempts, ge=1)
    waits_ms: tuple[Annotated[float, Field(ge=0)], ...] = _CONTRACT.waits_ms
    jitter: float = Field(_CONTRACT.jitter, ge=0, lt=1, description="part of a wait, each way")
    timeout_ms: float = Field(_CONTRACT.timeout_ms, gt=0, description="of one attempt")
    auth_ms: float = Field(_CONTRACT.auth_ms, gt=0, description="how long auth may take to settle")
    storm_limit: int = Field(
        _CONTRACT.storm_limit, ge=1, description="requests of one endpoint in one load"
    )

    @model_validator(mode="after")
    def _a_wait_between_two(self) -> Self:
        if len(self.waits_ms) != self.attempts - 1:
            raise ValueError(
                f"{self.attempts} attempts have {self.attempts - 1} waits between them; "
                f"'waits_ms' has {len(self.waits_ms)}"
            )
        return self


class Deadlines(BaseModel):
    """How long things may take, in ms, beside the profile's `deadline_ms` for a whole load.

    `ready_ms` and `error_ms` are the app's own promises for those screens, from the document's
    arrival, and are judged; the others are how long the harness waits for a person's acts.
    """

    model_config = STRICT

    ready_ms: float = Field(0, ge=0, description="0 is the profile's deadline_ms")
    error_ms: float = Field(0, ge=0, description="0 is the profile's deadline_ms")
    step_ms: float = Field(5_000, gt=0, description="until what a step acts on can be acted on")
    starts_ms: float = Field(20_000, gt=0, description="from the click to the runner's document")
    signs_in_ms: float = Field(15_000, gt=0, description="until the page shows who is signed in")


class Limit(BaseModel):
    """A reader whom nobody else is, and so may be used up: how many calls they have a minute."""

    model_config = STRICT

    visitor: str
    calls: int = Field(ge=1)


class Access(BaseModel):
    """Who may read a session, by visitor, and the status that each refusal has."""

    model_config = STRICT

    may_read: tuple[str, ...] = ("owner", "staff", "admin")
    signed_out: int = 401
    malformed: int = 400
    not_found: int = 404
    forbidden: int = 403
    expired: int = 410
    limit: Limit | None = Field(None, description="who may be made to ask too often")


class Noise(BaseModel):
    """A regular expression for what is not the app's fault, and why it is not."""

    model_config = STRICT

    pattern: str = Field(min_length=1)
    reason: Because


class Ignore(BaseModel):
    """What is seen and not judged: console lines by their text, requests by `METHOD URL`."""

    model_config = STRICT

    console: tuple[Noise, ...] = ()
    requests: tuple[Noise, ...] = ()


class Standing(BaseModel):
    """A session that stands in the target for good. `nonce` is what a page that opened it would
    show.
    """

    model_config = STRICT

    id: str = Field(min_length=1, description="as it stands in the runner's address")
    document: str = Field("", description="of the document, where that is another")
    nonce: str = Field(min_length=1)


class Known(BaseModel):
    """Sessions of the owner's that no page can make, and that are there already."""

    model_config = STRICT

    expired: Standing | None = Field(None, description="one whose time is over, never completed")


class Cleanup(BaseModel):
    """How to delete a session that was created: as `visitor` ('' is who created it)."""

    model_config = STRICT

    path: str = Field(description="METHOD /path/{id}")
    visitor: str = ""
    field: str = Field("", description="field of the JSON body that takes the id; '' for no body")

    @property
    def endpoint(self) -> Endpoint:
        """The call as an endpoint."""
        return Endpoint(path=self.path)

    @model_validator(mode="after")
    def _a_call(self) -> Self:
        Endpoint(path=self.path)
        if "{id}" not in self.path and not self.field:
            raise ValueError("needs {id} in 'path', or the 'field' of the body that takes it")
        return self


Deviations = Mapping[str, Because]
