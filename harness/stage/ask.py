"""Asking the server without a browser: what only HTTP shows (statuses, headers, malformed ids).

Paths go out as they stand: a client that normalises `/.` or `%2F` away would not ask what it was
told to. So this is `http.client`,
which sends what it is given.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from harness.errors import TargetUnreachable
from harness.model.event import Json

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; header names are in lower case, `body` is the JSON, or the text where it is
    none.
    """

    status: int
    headers: Mapping[str, str]
    body: Json
    text: str = field(repr=False)

    @property
    def type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip()

    def field(self, name: str) -> Json:
        """A field of the JSON body, None where there is none."""
        return self.body.get(name) if isinstance(self.body, Mapping) else None


def ask(
    origin: str,
    method: str,
    raw_path: str,
    *,
    headers: Mapping[str, str],
    body: Json = None,
    insecure: bool = False,
) -> Answer:
    """Sends one request with the path exactly as it is; raises TargetUnreachable."""
    parts = urlsplit(origin)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, insecure)
    payload = None if body is None else json.dumps(body)
    sent = {"Host": parts.netloc, "Accept": "application/json", **headers}
    if payload is not None:
        sent["Content-Type"] = "application/json"
    try:
        connection.request(method, raw_path, body=payload, headers=sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, _parsed(text), text)
    except (OSError, http.client.HTTPException) as error:
        raise TargetUnreachable(
            f"{method} {origin}{raw_path[:80]} got no answer: {type(error).__name__}: {error}."
        ) from error
    finally:
        connection.close()


def _connection(
    scheme: str, host: str, port: int | None, insecure: bool
) -> http.client.HTTPConnection:
    proxy = "" if proxy_bypass(host) else getproxies().get(scheme, "")
    context = ssl.create_default_context() if scheme == "https" else None
    if context is not None and insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if not proxy:
        return _direct(host, port, context)
    via = urlsplit(proxy)
    connection = _direct(via.hostname or "", via.port, context)
    connection.set_tunnel(host, port)
    return connection


def _direct(
    host: str, port: int | None, context: ssl.SSLContext | None
) -> http.client.HTTPConnection:
    if context is None:
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)


def _parsed(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found
