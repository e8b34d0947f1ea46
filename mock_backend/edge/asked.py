"""A request as the edge sees it, and an answer that the edge gives by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.types import Scope, Send

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request at a moment (`at_s`, monotonic); header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at_s: float

    @property
    def host(self) -> str:
        """The host that was asked for, with its port."""
        return self.headers.get("host", "").lower()

    @property
    def label(self) -> str:
        """The host's first label."""
        return self.host.partition(":")[0].partition(".")[0]

    @property
    def is_page(self) -> bool:
        """Whether a person's browser asks for a page."""
        return self.method == "GET" and "text/html" in self.headers.get("accept", "")

    @property
    def function(self) -> str:
        """Which function of the deployment answers, '' for a file."""
        parts = [it for it in self.path.split("/") if it]
        if parts and "." in parts[-1] and parts[0] != "api":
            return ""
        return "/" + "/".join(parts[:3] if parts[:1] == ["api"] else parts[:1])

    def said(self, name: str) -> str:
        """What a header says, else a parameter of that name; '' for neither."""
        return self.headers.get(name) or self.query.get(name, "")

    def without(self, *names: str) -> str:
        """Path and query without these parameters."""
        kept = {name: it for name, it in self.query.items() if name not in names}
        return self.path + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the edge's own."""

    status: int
    headers: Headers = ()
    body: bytes = b""

    async def send(self, send: Send) -> None:
        """Sends it over ASGI."""
        told = [*self.headers, ("content-length", str(len(self.body)))]
        headers = [(name.encode(), value.encode("latin-1")) for name, value in told]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def asked_of(scope: Scope, at_s: float) -> Asked:
    """The request of an ASGI scope; of a header that came twice the values stand with commas, of
    cookies with semicolons.
    """
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
        between = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{between}{text}" if name in headers else text
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    return Asked(scope["method"], scope["path"], query, headers, at_s)


def error(status: int, code: str, *, more: Headers = ()) -> Reply:
    """An error as the hosting says it: its code in a header and in the page."""
    page = f"<!doctype html><title>{status}: {code}</title><p>{status}: {code}</p>"
    headers = (("content-type", "text/html; charset=utf-8"), ("x-vercel-error", code), *more)
    return Reply(status, headers, page.encode())
