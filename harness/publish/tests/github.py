"""A stand-in of GitHub's API on loopback, as far as publishing asks it: answers in the documented
shapes, in pages, with rights; and whatever else a test has it answer instead.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from harness.publish.api import Api, Patience

TOKEN = "ghs_0123456789abcdefghijABCDEFGHIJ012345"
SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e"
REPOSITORY = "octo-org/preview-app"
HOME = f"/repos/{REPOSITORY}"
BOT = {"login": "github-actions[bot]", "id": 41898282, "type": "Bot"}
PERSON = {"login": "mallory", "id": 666, "type": "User"}
DOCS = "https://docs.github.com/rest"
EPOCH_S = 1_700_000_000.0


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Reply:
    """An answer; a status of 0 closes the connection without one."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, message: str, **headers: str) -> Reply:
    """An error as GitHub words it."""
    body = {"message": message, "documentation_url": DOCS, "status": str(status)}
    return Reply(status, body, {name.replace("_", "-"): it for name, it in headers.items()})


READ_ONLY = refusal(403, "Resource not accessible by integration")


@dataclass
class GitHub:
    """What the repository has, what was asked, and what is answered out of turn."""

    url: str = ""
    person: Mapping[str, Any] | None = None  # whose token it is; None for an app's
    read_only: bool = False
    page_size: int = 100
    calls: list[Call] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    instead: list[tuple[str, Reply, bool]] = field(default_factory=list)

    def answer(self, method: str, path: str, *replies: Reply, done: bool = False) -> None:
        """Answers the next calls so; with `done`, after the thing asked for was done."""
        self.instead += [(f"{method} {path}", it, done) for it in replies]

    def asked(self, method: str, path: str = "") -> list[Call]:
        """The calls of that method whose path ends so."""
        return [it for it in self.calls if it.method == method and it.path.endswith(path)]

    def reply(self, call: Call, query: Mapping[str, list[str]]) -> Reply:
        """The answer to a call."""
        self.calls.append(call)
        asked = f"{call.method} {call.path}"
        for at, (match, reply, done) in enumerate(self.instead):
            if match == asked:
                del self.instead[at]
                if done:
                    self._usual(call, query)
                return reply
        return self._usual(call, query)

    def _usual(self, call: Call, query: Mapping[str, list[str]]) -> Reply:
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return refusal(401, "Bad credentials")
        if call.method != "GET" and self.read_only:
            return READ_ONLY
        if call.path == "/user":
            return Reply(200, self.person) if self.person else READ_ONLY
        if call.method == "GET":
            return self._read(call.path, int(query.get("page", ["1"])[0]))
        return self._written(call)

    def _read(self, path: str, page: int) -> Reply:
        if path == f"{HOME}/commits/{SHA}/pulls":
            return self._paged(path, self.pulls, page)
        if found := re.fullmatch(rf"{HOME}/pulls/(\d+)", path):
            pulls = [it for it in self.pulls if it["number"] == int(found[1])]
            return Reply(200, pulls[0]) if pulls else refusal(404, "Not Found")
        if re.fullmatch(rf"{HOME}/issues/\d+/comments", path):
            return self._paged(path, self.comments, page)
        return refusal(404, "Not Found")

    def _paged(self, path: str, all_of_it: list[dict[str, Any]], page: int) -> Reply:
        begin = (page - 1) * self.page_size
        rest = len(all_of_it) > begin + self.page_size
        link = f'<{self.url}{path}?per_page=100&page={page + 1}>; rel="next"'
        headers = {"link": link} if rest else {}
        return Reply(200, all_of_it[begin : begin + self.page_size], headers)

    def _written(self, call: Call) -> Reply:
        if call.method == "POST" and call.path.startswith(f"{HOME}/statuses/"):
            return self._status(call)
        if call.method == "POST" and call.path.endswith("/comments"):
            return self._comment(call)
        if found := re.fullmatch(rf"{HOME}/issues/comments/(\d+)", call.path):
            (comment,) = [it for it in self.comments if it["id"] == int(found[1])]
            comment["body"] = call.body["body"]
            return Reply(200, comment)
        return refusal(404, "Not Found")

    def _status(self, call: Call) -> Reply:
        if not call.path.endswith(SHA):
            return refusal(422, f"No commit found for SHA: {call.path.rpartition('/')[2]}")
        if len(call.body.get("description", "")) > 140:
            return refusal(422, "Validation Failed")
        self.statuses.append(call.body)
        return Reply(201, {"id": len(self.statuses), **call.body, "creator": BOT})

    def _comment(self, call: Call) -> Reply:
        if len(call.body["body"]) > 65_536:
            return refusal(422, "Validation Failed")
        return Reply(201, self.commented(call.body["body"], self.person or BOT))

    def commented(self, body: str, user: Mapping[str, Any]) -> dict[str, Any]:
        """A comment that stands there."""
        number = 100 + len(self.comments)
        page = f"https://github.com/{REPOSITORY}/pull/7#issuecomment-{number}"
        self.comments.append({"id": number, "body": body, "user": user, "html_url": page})
        return self.comments[-1]


def a_pull(number: int, *, sha: str = SHA, state: str = "open") -> dict[str, Any]:
    """A pull request, as far as it is read."""
    head = {"ref": "fix/storage", "sha": sha, "repo": {"full_name": REPOSITORY}}
    return {"number": number, "state": state, "head": head, "base": {"ref": "main"}}


@contextmanager
def serving(github: GitHub) -> Iterator[GitHub]:
    """The stand-in at an address of this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def _any(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            headers = {name.lower(): it for name, it in self.headers.items()}
            parts = urlsplit(self.path)
            call = Call(self.command, parts.path, headers, body)
            reply = github.reply(call, parse_qs(parts.query))
            if not reply.status:
                self.close_connection = True
                return
            said = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            self.send_response(reply.status)
            for name, it in {**reply.headers, "content-length": str(len(said.encode()))}.items():
                self.send_header(name, it)
            self.end_headers()
            self.wfile.write(said.encode())

        do_GET = do_POST = do_PATCH = _any

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    github.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def asking(github: GitHub, slept: list[float], *, limit_s: float = 200.0) -> Iterator[Api]:
    """A client of it, whose waits are noted down and not waited."""
    api = Api(github.url, TOKEN, Patience(limit_s, lambda: EPOCH_S, slept.append))
    try:
        yield api
    finally:
        api.close()
