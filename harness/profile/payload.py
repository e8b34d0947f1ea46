"""The session's data, in storage and from the server: where each thing stands in it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from harness.profile.reason import Because
from harness.profile.strict import STRICT


class Storage(BaseModel):
    """The storage layer. Paths are dotted, into the entry's JSON; '' means that there is none.

    An entry is `fixed` with payload and reader put in their places; `old` replaces fields of
    `fixed` with what an earlier build wrote.
    """

    model_config = STRICT

    entry: str = Field(pattern=r"\{id\}", description="key of a session's entry, with {id}")
    key_id: Literal["url", "document", "own"] = Field(
        "url", description="which id stands in the key; 'own' is a third, see ids.entry"
    )
    payload: str = Field("", description="where the payload stands; '' is the whole entry")
    reader: str = Field("", description="where the uid of its reader stands")
    reader_key: str = Field("", description="key that holds the uid that auth remembers")
    reader_cookie: str = Field(
        "", description="cookie by which auth remembers it where storage is blocked; pages read it"
    )
    auth: tuple[str, ...] = Field((), description="keys that auth keeps, * for anything")
    fixed: Mapping[str, JsonValue] = Field(default_factory=dict)
    old: Mapping[str, JsonValue] = Field(default_factory=dict)


class Unlike(BaseModel):
    """A field that storage and server need not agree on."""

    model_config = STRICT

    field: str = Field(min_length=1, description="dotted path into the payload")
    reason: Because


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
    turns: tuple[str, ...] = Field(
        ("content", "text", "question", "message"), description="where a turn's text may stand"
    )
    answer: str = Field(
        "", description="where the payload stands in an answer to GET session; '' is all of it"
    )
    compare: tuple[str, ...] = Field(
        (), description="what storage and server must agree on, field for field; () is everything"
    )
    ignore: tuple[Unlike, ...] = Field((), description="what may differ between them, and why")


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
    """Where an id stands: in the answer of the app's `create`, `start` or `session`."""

    model_config = STRICT

    answer: Literal["create", "start", "session"]
    field: str = Field(min_length=1, description="dotted path into the answer's JSON")


class FromPayload(BaseModel):
    """Where an id stands: in the payload that the starter stored, or that the server answered."""

    model_config = STRICT

    payload: str = Field(min_length=1, description="dotted path into the payload")


class FromKey(BaseModel):
    """Where an id stands: in the key of the entry that the starter wrote to storage."""

    model_config = STRICT

    key: Literal["entry"]


Where = FromAnswer | FromPayload | FromKey


class Ids(BaseModel):
    """What ids look like, and where those are read that are not the URL's.

    Without `document` the URL's id is the document's id; `entry` is for a storage key that has an
    id of its own. `unknown` is a well-formed id, as it stands in the URL, that no session has.
    """

    model_config = STRICT

    pattern: str = Field(r"[^/?#]+", description="regular expression of the id in the URL")
    document: Where | None = Field(None, description="where the document's id is read")
    entry: Where | None = Field(None, description="where the id in the storage key is read")
    session: Literal["url", "document", "entry"] = Field(
        "url", description="which id the session API takes"
    )
    fields: tuple[str, ...] = Field(
        (), description="fields of requests and answers that name a session, beside the payload's"
    )
    unknown: str = Field("layerproof-no-such-session", min_length=1)


class Database(BaseModel):
    """Where documents stand, for a target whose database can be seen."""

    model_config = STRICT

    session: str = Field("interviews/{id}", pattern=r"\{id\}")
    user: str = Field("users/{uid}", pattern=r"\{uid\}")
