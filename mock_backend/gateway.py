"""The outermost layer of the application: it names, logs and disturbs each request.

    request -> id, begin in the log -> faults before -> application -> faults after -> ok or fail

The log says `ok` just before the first byte of the answer leaves: what stands later in the log
happened after the answer.
"""

import logging
from itertools import count
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_backend.connection import NoTransport
from mock_backend.events import current_request
from mock_backend.faults.disturbed import Cut, Disturbance
from mock_backend.problem import Problem
from mock_backend.services import Services

CONTROL = "/__layerproof/"

_log = logging.getLogger(__name__)


class Gateway:
    """Wraps the application; requests of the control plane pass by untouched."""

    def __init__(self, inner: ASGIApp, services: Services) -> None:
        self._inner = inner
        self._services = services
        self._numbers = count(1)
        self._nonce = token_hex(4)

    @property
    def services(self) -> Services:
        """The parts that it was made of."""
        return self._services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._inner(scope, receive, send)
            return
        name = f"{self._nonce}-{next(self._numbers):x}"
        current_request.set(name)
        answering = _Answering(self._services, name, send)
        self._services.log.add("server", "begin", "request", _begun(scope), name)
        effects = self._services.faults.hit_by("request", scope["method"], scope["path"])
        try:
            if effects:
                disturbance = Disturbance(effects, self._services.gates, send)
                await disturbance.serve(self._inner, scope, receive, answering.send)
            else:
                await self._inner(scope, receive, answering.send)
        except Cut as cut:
            answering.failed(cut.reason)
        except NoTransport:
            answering.failed("no-transport")
        # One request must survive another's crash: whatever a handler raises ends only its own.
        except Exception as error:
            await self._crashed(error, answering, scope, receive)

    async def _crashed(
        self, error: Exception, answering: "_Answering", scope: Scope, receive: Receive
    ) -> None:
        if isinstance(error, Problem):
            answered = error.answered
        else:
            _log.error("%s %s failed", scope["method"], scope["path"], exc_info=error)
            answered = self._services.seams.crashed(error)
        if answering.started:
            raise error
        response = self._services.seams.problem(answered, answering.name)
        await response(scope, receive, answering.send)


class _Answering:
    """One answer on its way: it gets the request's id, and the log gets its status."""

    __slots__ = ("_began_ms", "_name", "_send", "_services", "started")

    def __init__(self, services: Services, name: str, send: Send) -> None:
        self._services = services
        self._name = name
        self._send = send
        self._began_ms = services.clock.now_ms()
        self.started = False

    @property
    def name(self) -> str:
        """The request's id."""
        return self._name

    async def send(self, message: Message) -> None:
        """Passes a message on."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = [*message.get("headers", ()), (b"x-request-id", self._name.encode())]
            message = {**message, "headers": headers}
            detail = {"status": message["status"], "ms": self._spent_ms()}
            self._services.log.add("server", "ok", "request", detail, self._name)
        await self._send(message)

    def failed(self, reason: str) -> None:
        """Writes down that the request ended without a whole answer."""
        detail = {"reason": reason, "ms": self._spent_ms()}
        self._services.log.add("server", "fail", "request", detail, self._name)

    def _spent_ms(self) -> float:
        return round(self._services.clock.now_ms() - self._began_ms, 3)


def _begun(scope: Scope) -> dict[str, object]:
    bearer, referer = False, ""
    for name, value in scope["headers"]:
        if name == b"authorization":
            bearer = value[:7].lower() == b"bearer "
        elif name == b"referer":
            referer = value.decode("latin-1")
    return {
        "method": scope["method"],
        "path": scope["path"],
        "query": scope["query_string"].decode("latin-1"),
        "authorised": bearer,
        "referer": referer,
    }
