"""Requests for names that are this machine, which the system's resolver may not know."""

import httpx

from harness.model.loopback import dialled


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
