"""What virtual users say to one application: its profile's `[load]`, or what was learnt in place of
it, with the calls that it leaves to the profile's `api` put in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from harness.errors import BadProfile
from harness.profile.endpoint import Endpoint
from harness.profile.profile import Profile
from harness.profile.speech import Replying, SigningIn, Speech, Spoken
from harness.profile.template import placed

OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Line:
    """One call: `body` is a template (`harness.load.filling`), `status` 0 is any 2xx."""

    method: str
    path: str
    body: JsonValue = None
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 0

    def takes(self, status: int) -> bool:
        """Whether an answer of that status is the right one."""
        return status == self.status if self.status else status in OK


@dataclass(frozen=True, slots=True)
class Entrance:
    """A call that lets somebody in, with the places in its answer; '' where it has no such."""

    line: Line
    token: str = ""
    uid: str = ""
    lasts_s: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A call that hands an answer in, the payload after it, and where the next question is."""

    line: Line
    payload: JsonValue = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """All calls of a visitor; None where the application has no such call, or nobody knows it.

    `session_id` is the template of the id that the session API takes, `entry_id` of the one in the
    storage key; '' is the URL's. Without `payload` nothing can be put into storage.
    """

    create: Line
    session_path: str
    sign_in: Entrance | None = None
    renew: Entrance | None = None
    start: Line | None = None
    answer: Reply | None = None
    url_id: str = "{create.id}"
    document_id: str = ""
    session_id: str = ""
    entry_id: str = ""
    payload: JsonValue = None
    query: str = ""


def script_of(speech: Speech, profile: Profile) -> Script:
    """The script; raises BadProfile, with the key, for a call that a virtual user cannot make."""
    api, keys = profile.api, profile.storage.key_id
    ids = {"url": "", "document": speech.document_id, "entry": speech.entry_id}
    return Script(
        create=_line(speech.create, api.create, "create"),
        session_path=session_path(profile),
        sign_in=_entrance(speech.sign_in, api.auth, "sign_in"),
        renew=_entrance(speech.renew, api.auth[1:] or api.auth, "renew"),
        start=_line(speech.start, api.start, "start") if speech.start else None,
        answer=_reply(speech.answer, api.answer),
        url_id=speech.url_id,
        document_id=speech.document_id,
        session_id=ids[profile.ids.session],
        entry_id={"url": "", "document": speech.document_id, "own": speech.entry_id}[keys],
        payload=speech.payload,
        query=speech.query,
    )


def speech_of(text: str) -> Speech:
    """The table as JSON; raises BadProfile for what is none."""
    try:
        return Speech.model_validate_json(text)
    except ValidationError as error:
        raise BadProfile(f"The calls that were learnt cannot be read: {error}") from error


def session_path(profile: Profile) -> str:
    """Where the server layer is asked, with `{id}`; raises BadProfile for what a GET on the
    application's own origin does not do.
    """
    endpoint = profile.api.session[0]
    _refuse_elsewhere(endpoint.where, "api.session")
    if endpoint.method not in ("GET", "*") or "{id}" not in endpoint.where:
        raise BadProfile(
            f"api.session is '{endpoint.path}': under load a session is asked for by GET, with "
            "{id} in the path. This application can be looked at by `layerproof verify` only."
        )
    return endpoint.where


def _line(spoken: Spoken, known: Sequence[Endpoint], name: str) -> Line:
    endpoint = Endpoint(path=spoken.call) if spoken.call else next(iter(known), None)
    if endpoint is None:
        raise BadProfile(
            f"load.{name}.call: missing, and api names no such call. Write it: METHOD /path."
        )
    _refuse_elsewhere(endpoint.where, f"load.{name}.call")
    if "{id}" in endpoint.where or "*" in endpoint.path:
        raise BadProfile(
            f"load.{name}.call: '{endpoint.path}' is a pattern. Write the call as it is made, such "
            f"as POST /path; names in braces may stand in it."
        )
    body = spoken.body
    if endpoint.field and not spoken.call and isinstance(body, dict):
        body = placed(body, endpoint.field, endpoint.equals)
    headers = tuple(spoken.headers.items())
    return Line(endpoint.method, endpoint.where, body, headers, spoken.status)


def _entrance(said: SigningIn | None, known: Sequence[Endpoint], name: str) -> Entrance | None:
    if said is None:
        return None
    return Entrance(_line(said, known, name), said.token, said.uid, said.lasts_s)


def _reply(said: Replying | None, known: Sequence[Endpoint]) -> Reply | None:
    if said is None:
        return None
    return Reply(_line(said, known, "answer"), said.payload, said.more)


def _refuse_elsewhere(where: str, key: str) -> None:
    """Load goes to the one host that was allowed."""
    if not where.startswith("/"):
        raise BadProfile(
            f"{key}: '{where}' is on a host of its own, and load is sent to the application's own "
            "only. Write a path that begins with '/'."
        )
