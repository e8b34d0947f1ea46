"""`GET /api/interview/session/{id}`: the session rebuilt from the database alone.

It is the most called endpoint, and so a bare ASGI application in front of FastAPI: the id is read
from the raw path (a decoded one cannot tell `a%2Fb` from `a/b`), and the built body is kept by the
document's version. The document itself is read each time: what changes in the store is seen by the
next call.
"""

from collections import OrderedDict
from dataclasses import dataclass
from time import perf_counter

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_backend.auth.token import Identity
from mock_backend.events import current_request
from mock_backend.interview.identifier import path_of
from mock_backend.problem import Problem, Refused
from mock_backend.services import Services
from mock_backend.store.repository import Document, Missing, Stored, StoreError

PREFIX = b"/api/interview/session/"
KEPT = 10_000
"""Built bodies kept; the longest unused goes first."""

_Header = tuple[bytes, bytes]
_TYPE: _Header = (b"content-type", b"application/json")


@dataclass(frozen=True, slots=True)
class _Built:
    """A document at one version, and the body that it makes."""

    version: str
    document: Document
    body: bytes
    length: bytes


class SessionGet:
    """The endpoint, and `inner` for every other path."""

    def __init__(self, inner: ASGIApp, services: Services) -> None:
        self._inner = inner
        self._services = services
        self._cache: _Header = (b"cache-control", services.seams.cache_control)
        self._built: OrderedDict[str, _Built] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes each path with one raw segment below the prefix, so each malformed id too."""
        raw: bytes = scope.get("raw_path") or b""
        if raw.startswith(PREFIX) and len(raw) > len(PREFIX) and raw.find(b"/", len(PREFIX)) < 0:
            await self._serve(scope, receive, send)
        else:
            await self._inner(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 200 with the payload, or the first problem in the contract's order."""
        try:
            if scope["method"] not in ("GET", "HEAD"):
                raise Problem("method-not-allowed", headers={"Allow": "GET, HEAD"})
            built, timing = await self._answer(scope)
        except (Problem, Refused) as refusal:
            response = self._services.seams.problem(refusal.answered, current_request.get())
            await response(scope, receive, send)
            return
        length = (b"content-length", built.length)
        headers = [_TYPE, self._cache, length, (b"server-timing", timing)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": built.body})

    async def _answer(self, scope: Scope) -> tuple[_Built, bytes]:
        services = self._services
        begun = perf_counter()
        identity = services.identify(_authorization(scope))
        interview_id = services.seams.id_in_path(scope["raw_path"][len(PREFIX) :])
        known = perf_counter()
        try:
            stored = await services.store.read(path_of(interview_id))
            read = perf_counter()
            built = self._build(interview_id, stored)
            done = perf_counter()
            await self._check(identity, built.document)
        except Missing as error:
            raise Refused(services.seams.unknown()) from error
        except StoreError as error:
            services.check_rate(identity)
            raise Refused(services.seams.unavailable(error)) from error
        return built, services.seams.timing(known - begun, read - known, done - read)

    async def _check(self, identity: Identity, document: Document) -> None:
        services = self._services
        if document.get("userId") != identity.uid:
            caller = await services.caller(identity)
            if not services.seams.may_read(caller, document):
                raise Problem("forbidden")
        gone = services.seams.gone(document, services.clock.now())
        if gone is not None:
            raise Problem(gone)
        services.check_rate(identity)
        if not services.seams.is_started(document):
            raise Problem("not-started")

    def _build(self, interview_id: str, stored: Stored) -> _Built:
        built = self._built.get(interview_id)
        if built is not None and self._services.seams.is_fresh(built.version, stored.version):
            self._built.move_to_end(interview_id)
            return built
        document = stored.document
        body = orjson.dumps(self._services.seams.payload(interview_id, document))
        built = _Built(stored.version, document, body, b"%d" % len(body))
        self._built[interview_id] = built
        if len(self._built) > KEPT:
            self._built.popitem(last=False)
        return built


def _authorization(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"authorization":
            text: bytes = value
            return text.decode("latin-1")
    return ""
