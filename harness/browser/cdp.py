"""A second client of the browser's debugging protocol, beside Playwright's own.

    caller thread   call() ─▶ socket ─▶ browser
    reader thread   socket ─▶ replies to callers, events ─▶ queue
    teller thread   queue ─▶ callbacks, which may call() themselves

The browser must have been launched with `--remote-debugging-port=N`.
"""

import http.client
import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import count
from queue import SimpleQueue
from typing import Any, Protocol, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from harness.errors import BrowserLost

log = logging.getLogger(__name__)

Reply = dict[str, Any]
Callback = Callable[[Reply, str | None], None]


class Line(Protocol):
    """What carries messages to the browser and back; raises OSError, or a ConnectionClosed of its
    own, where it is cut.
    """

    def send(self, text: str, /) -> None:
        """Sends one message; from any thread."""

    def __iter__(self) -> Iterator[Any]:
        """The browser's messages until the line is cut."""

    def close(self) -> None:
        """Cuts it."""


class CdpRefused(Exception):
    """The browser answered a command with an error, for instance that the target is gone."""


class CdpClient:
    """One browser-level connection; usable from any thread. After `close()`, or when the browser
    has ended, every use raises BrowserLost.
    """

    def __init__(self, socket: Line) -> None:
        self._socket = socket
        self._ids = count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[Reply]] = {}
        self._callbacks: dict[str, list[Callback]] = {}
        self._told: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lost = False
        self._threads = [
            threading.Thread(target=target, name=f"cdp-{target.__name__}", daemon=True)
            for target in (self._read, self._tell)
        ]
        for thread in self._threads:
            thread.start()

    @classmethod
    def connect(cls, port: int, *, timeout_s: float = 5) -> Self:
        """Connects to the browser that listens on this loopback port; raises BrowserLost."""
        try:
            url = _browser_url(port, timeout_s)
            # No proxy: it is this machine. No limit: an answer may be a whole document.
            socket = connect(url, open_timeout=timeout_s, max_size=None, proxy=None, legacy=True)
        except (OSError, ValueError, KeyError, TimeoutError) as error:
            raise BrowserLost(
                f"The browser's debugging port {port} gave no connection: {error}. "
                "Was it launched with --remote-debugging-port?"
            ) from error
        return cls(socket)

    def send(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        session_id: str | None = None,
    ) -> Future[Reply]:
        """Sends a command; the future ends in its result, CdpRefused or BrowserLost."""
        number = next(self._ids)
        message: Reply = {"id": number, "method": method, "params": dict(params or {})}
        if session_id is not None:
            message["sessionId"] = session_id
        future: Future[Reply] = Future()
        with self._lock:
            if self._lost:
                raise BrowserLost(f"{method} was asked of a browser that has ended.")
            self._waiting[number] = future
        try:
            self._socket.send(json.dumps(message))
        except (ConnectionClosed, OSError) as error:
            self._end()
            raise BrowserLost(f"The browser ended before {method} was sent.") from error
        return future

    def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        session_id: str | None = None,
        *,
        timeout_s: float = 5,
    ) -> Reply:
        """Sends a command and waits for its result.

        Raises CdpRefused when the browser refuses it, BrowserLost when none comes in time.
        """
        future = self.send(method, params, session_id)
        try:
            return future.result(timeout_s)
        except FutureTimeout as error:
            raise BrowserLost(f"The browser did not answer {method} in {timeout_s:g} s.") from error

    def on(self, event: str, callback: Callback) -> None:
        """Has `callback(params, session_id)` called for each such event, one by one, in order."""
        with self._lock:
            self._callbacks.setdefault(event, []).append(callback)

    def later(self, run: Callable[[], None]) -> None:
        """Has `run()` called as a callback is, after those of all events that arrived so far; from
        any thread.
        """
        self._told.put(run)

    def settle(self, *, timeout_s: float = 5) -> None:
        """Waits until the callbacks of all events that arrived so far have run; raises BrowserLost,
        at once where the browser has ended.
        """
        number = next(self._ids)
        done: Future[Reply] = Future()
        with self._lock:
            if self._lost:
                raise BrowserLost("The browser has ended.")
            self._waiting[number] = done
        self._told.put(lambda: self._received({"id": number}))
        try:
            done.result(timeout_s)
        except FutureTimeout as error:
            raise BrowserLost(
                f"Events of the browser were not dealt with in {timeout_s:g} s."
            ) from error

    def close(self) -> None:
        """Ends the connection and its threads; the browser stays."""
        self._socket.close()
        self._end()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout=5)

    def _read(self) -> None:
        try:
            for text in self._socket:
                self._received(json.loads(text))
        except (ConnectionClosed, OSError):
            log.debug("the debugging connection was cut")
        finally:
            self._end()

    def _received(self, message: Reply) -> None:
        if "id" in message:
            with self._lock:
                future = self._waiting.pop(message["id"], None)
            if future is not None:
                _settle(future, message)
            return
        for callback in self._callbacks.get(message["method"], ()):
            params, session = message.get("params", {}), message.get("sessionId")
            self._told.put(lambda run=callback, it=params, of=session: run(it, of))  # type: ignore[misc] # bound now

    def _tell(self) -> None:
        while (run := self._told.get()) is not None:
            try:
                run()
            except (CdpRefused, BrowserLost) as error:
                log.debug("an event came too late: %s", error)

    def _end(self) -> None:
        with self._lock:
            if self._lost:
                return
            self._lost = True
            waiting, self._waiting = list(self._waiting.values()), {}
        for future in waiting:
            future.set_exception(BrowserLost("The browser ended before it answered."))
        self._told.put(None)


def _settle(future: Future[Reply], message: Reply) -> None:
    error = message.get("error")
    if error is None:
        future.set_result(message.get("result", {}))
    else:
        future.set_exception(CdpRefused(str(error.get("message", error))))


def _browser_url(port: int, timeout_s: float) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request("GET", "/json/version")
        answer = json.loads(connection.getresponse().read())
        return str(answer["webSocketDebuggerUrl"])
    finally:
        connection.close()
