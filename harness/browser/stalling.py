"""Answers that begin and do not go on, for a target whose server cannot be told to stall.

A browser can be sent elsewhere for an answer without the page's knowing, by the same protocol
(https://playwright.dev/python/docs/api/class-route#route-continue); so what is asked by http is
answered from here. Whoever answers a request in the browser itself can only give it whole.
"""

import socket
import threading
from contextlib import suppress
from urllib.parse import quote, unquote

# More is promised than comes: the head, and the first bytes of the body.
PROMISED = 65_536
BEGINNING = b'{"firstQuestion": '
MOST = 65_536
ASKS_S = 5.0


class Stalls:
    """A server on loopback that begins each answer and never ends one; it listens from the first
    `url` on. `header` bears the name of the answer.
    """

    def __init__(self, header: str) -> None:
        self._header = header
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def url(self, name: str) -> str:
        """Where an answer of that name begins."""
        if self._listening is None:
            self._listening = socket.create_server(("127.0.0.1", 0))
            told = (self._listening,)
            threading.Thread(target=self._serve, args=told, name="stalls", daemon=True).start()
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/{quote(name, safe='')}"

    def close(self) -> None:
        """Ends what was begun, and listens no more."""
        with self._lock:
            ending, self._open = [*self._open], []
            if self._listening is not None:
                ending.append(self._listening)
                self._listening = None
        for it in ending:
            with suppress(OSError):
                it.shutdown(socket.SHUT_RDWR)
            it.close()

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                asking, _ = listening.accept()
            except OSError:
                return
            with self._lock:
                self._open.append(asking)
            threading.Thread(target=self._begin, args=(asking,), daemon=True).start()

    def _begin(self, asking: socket.socket) -> None:
        with suppress(OSError, IndexError):
            asking.settimeout(ASKS_S)
            head = b""
            while b"\r\n\r\n" not in head and len(head) < MOST:
                more = asking.recv(4_096)
                if not more:
                    return
                head += more
            name = unquote(head.split(b" ", 2)[1].decode("latin-1").lstrip("/"))
            asking.sendall(self._beginning(name))

    def _beginning(self, name: str) -> bytes:
        lines = (
            "HTTP/1.1 200 OK",
            "content-type: application/json",
            f"content-length: {PROMISED}",
            "cache-control: no-store",
            f"access-control-expose-headers: {self._header}",
            f"{self._header}: {name}",
        )
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + BEGINNING
