"""Errors as `application/problem+json` (RFC 9457): a code, a sentence, nothing internal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from starlette.responses import Response

TITLES = {
    "unauthenticated": (401, "Please sign in again."),
    "invalid-id": (400, "This is not the address of an interview."),
    "invalid-request": (400, "The request could not be understood."),
    "not-found": (404, "There is nothing here."),
    "not-started": (404, "This interview has not been started."),
    "method-not-allowed": (405, "This cannot be done here."),
    "forbidden": (403, "You may not see or change this."),
    "completed": (410, "This interview is over."),
    "expired": (410, "This interview has expired."),
    "conflict": (409, "Somebody changed this at the same time."),
    "too-large": (413, "The request is too large."),
    "rate-limited": (429, "Too many requests; please wait a moment."),
    "internal": (500, "Something went wrong on our side."),
    "unavailable": (503, "The service is not available right now."),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What an error answers: everything that a caller may know of it."""

    status: int
    code: str
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Problem(Exception):
    """A request that ends with an error; `code` is one of `TITLES`, `detail` is shown to people."""

    def __init__(
        self, code: str, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.answered = Answered(TITLES[code][0], code, detail, headers or {})


class Refused(Exception):
    """A request that ends with an answer that a seam has chosen."""

    def __init__(self, answered: Answered) -> None:
        super().__init__(answered.code)
        self.answered = answered


def problem_response(answered: Answered, request_id: str) -> Response:
    """The error as an answer that no cache keeps."""
    title = TITLES.get(answered.code, (answered.status, "The request failed."))[1]
    body = {
        "type": f"urn:layerproof:problem:{answered.code}",
        "title": title,
        "status": answered.status,
        "code": answered.code,
        "detail": answered.detail or title,
        "requestId": request_id,
    }
    return Response(
        orjson.dumps(body),
        status_code=answered.status,
        media_type="application/problem+json",
        headers={"Cache-Control": "private, no-store", **answered.headers},
    )
