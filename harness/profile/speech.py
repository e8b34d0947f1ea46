"""What a visitor says who has no browser: the calls that the app's own pages make, one by one.

`layerproof load` speaks so. Where a profile leaves `[load]` out, it is learnt from a real browser
that uses a starter twice (`harness.load.lesson`).

Texts have names in braces, a dotted path each, that begin with what is spoken of: `{visitor.email}`
(a value of the visitor), `{sign_in.…}`, `{create.…}`, `{start.…}`, `{answer.…}` (what was answered
to that call), `{said.create.…}` (what was said in it), `{payload.…}` (the payload as it stands),
`{reply.text}` (what is handed in), and `{uid}`, `{uuid}` (a new one each), `{now}` (RFC 3339),
`{now_ms}`. A text that is one name alone takes the value as it is, tables too; any other brace is
left as it stands.
"""

from collections.abc import Mapping

from pydantic import BaseModel, Field, JsonValue

from harness.profile.strict import STRICT


class Spoken(BaseModel):
    """One call."""

    model_config = STRICT

    call: str = Field(
        "", pattern=r"^(?:[A-Z]+ /.*)?$", description="METHOD /path; '' is the first under api"
    )
    body: JsonValue = Field(None, description="sent as JSON; left out: no body")
    headers: Mapping[str, str] = Field(default_factory=dict, description="besides the usual ones")
    status: int = Field(0, ge=0, le=599, description="what it must be answered; 0 is any 2xx")


class SigningIn(Spoken):
    """A call that lets somebody in, and where its answer holds what, as dotted paths.

    Without `token` it is cookies that let them in.
    """

    token: str = Field("", description="the bearer token")
    uid: str = ""
    lasts_s: str = Field("", description="for how long the token is good")


class Replying(Spoken):
    """A call that hands an answer in. `payload` is what the session's is afterwards; `more` is
    where its answer has the next question, null when there is none: '' is one answer a session.
    """

    payload: JsonValue = None
    more: str = ""


class Speech(BaseModel):
    """The table `[load]`.

    `payload` is what the starter stores; without it, no load can be answered by storage. `url_id`
    is the id in the runner's address, `document_id` and `entry_id` those of the document and of the
    storage key, where they are others.
    """

    model_config = STRICT

    sign_in: SigningIn | None = Field(
        None, description="left out: a browser signs in, once for all"
    )
    renew: SigningIn | None = Field(None, description="left out: signs in again")
    create: Spoken
    start: Spoken | None = None
    answer: Replying | None = None
    url_id: str = "{create.id}"
    document_id: str = ""
    entry_id: str = ""
    payload: JsonValue = None
    query: str = Field("", description="what the runner's address carries, without the '?'")
