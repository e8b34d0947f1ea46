"""Names that are this machine: whatever ends in `.localhost` is loopback (RFC 6761, 6.3).

Browsers know that by themselves; the system's resolver often does not.
"""

import httpx

LOOPBACK = "127.0.0.1"


def is_local(host: str) -> bool:
    """Whether the name is this machine by its ending."""
    return host.lower().rstrip(".").endswith(".localhost")


def dialled(host: str) -> str:
    """The host to connect to; who is asked for stays in the request."""
    return LOOPBACK if is_local(host) else host


class Dialled(httpx.BaseTransport):
    """Sends what asks for a `.localhost` to loopback, under the name that was asked for."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request; its Host header was made of the name before."""
        host = dialled(request.url.host)
        if host == request.url.host:
            return self._inner.handle_request(request)
        sent = httpx.Request(
            request.method,
            request.url.copy_with(host=host),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return self._inner.handle_request(sent)

    def close(self) -> None:
        """Closes what it sends through."""
        self._inner.close()
