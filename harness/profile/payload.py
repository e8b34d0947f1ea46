"""The session's data, in storage and from the server: where each thing stands in it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from harness.profile.strict import STRICT


class Storage(BaseModel):
    """The storage layer. Paths are dotted, into the entry's JSON; '' means that there is none.

    An entry is `fixed` with payload and reader put in their places; `old` replaces fields of
    `fixed` with what an earlier build wrote.
    """

    model_config = STRICT

    entry: str = Field(pattern=r"\{id\}", description="key of a session's entry, with {id}")
    key_id: Literal["url", "document"] = Field("url", description="which id stands in the key")
    payload: str = Field("", description="where the payload stands; '' is the whole entry")
    reader: str = Field("", description="where the uid of its reader stands")
    reader_key: str = Field("", description="key that holds the uid that auth remembers")
    auth: tuple[str, ...] = Field((), description="keys that auth keeps, * for anything")
    fixed: Mapping[str, JsonValue] = Field(default_factory=dict)
    old: Mapping[str, JsonValue] = Field(default_factory=dict)


class Payload(BaseModel):
    """The payload's fields, as dotted paths; '' means that the app has no such thing.

    `nonce` is what must be seen on the ready screen, whichever layer answered.
    """

    model_config = STRICT

    id: str = Field(min_length=1)
    required: tuple[str, ...] = Field(min_length=1)
    nonce: str = Field(min_length=1)
    times: tuple[str, ...] = ()
    index: str = ""
    question: str = ""
    history: str = ""


class Telemetry(BaseModel):
    """Where a beacon's JSON says what, as dotted paths; '' means that it does not say."""

    model_config = STRICT

    version: str = ""
    load: str = ""
    starter: str = ""
    layer: str = ""
    outcome: str = ""
    kind: str = ""
    attempts: str = ""
    ms: str = Field("", description="table of milliseconds per layer")
    reason: str = Field("", description="why an earlier layer did not answer")
    navigation: str = ""
    connection: str = ""


class FromAnswer(BaseModel):
    """Where the document's id stands: in the answer of the app's `create`, `start` or `session`."""

    model_config = STRICT

    answer: Literal["create", "start", "session"]
    field: str = Field(min_length=1, description="dotted path into the answer's JSON")


class Ids(BaseModel):
    """What ids look like. Without `document` the URL's id is the document's id.

    `unknown` is a well-formed id that no session has.
    """

    model_config = STRICT

    pattern: str = Field(r"[^/?#]+", description="regular expression of one id")
    document: FromAnswer | None = None
    unknown: str = Field("layerproof-no-such-session", min_length=1)


class Database(BaseModel):
    """Where documents stand, for a target whose database can be seen."""

    model_config = STRICT

    session: str = Field("interviews/{id}", pattern=r"\{id\}")
    user: str = Field("users/{uid}", pattern=r"\{uid\}")
