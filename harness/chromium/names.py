"""What a request is called at the gates: what it is for, and which way it goes."""

from typing import Any

from harness.browser.telling import Telling
from harness.model.address import raw_id_in
from harness.model.word import Role
from harness.profile.profile import Profile

DOCUMENT = "document"
REQUEST, ANSWER = "request", "answer"


def gate_of(params: dict[str, Any], target: str, telling: Telling, profile: Profile) -> str:
    """`create.request`, `session.answer`, `document.request`, … of `Fetch.requestPaused`; '' for
    what no gate is for: another page's document, a redirect, what is not the session's.
    """
    request = params["request"]
    if is_document(params, target):
        is_runner = raw_id_in(str(request["url"]), profile.paths.runner) != ""
        what: str = DOCUMENT if is_runner else ""
    else:
        body = request.get("postData")
        role = telling.role_of(str(request["method"]), str(request["url"]), body)
        what = "" if role is Role.OTHER else str(role)
    status = int(params.get("responseStatusCode", 0))
    if not what or 300 <= status < 400:
        return ""
    is_back = status != 0 or "responseErrorReason" in params
    return f"{what}.{ANSWER if is_back else REQUEST}"


def is_of_request(gate: str) -> bool:
    """Whether the gate is a request's, not one that a page names."""
    what, _, way = gate.rpartition(".")
    return way in (REQUEST, ANSWER) and what in list(Role)


def is_document(params: dict[str, Any], target: str) -> bool:
    """Whether it is the tab's own document, not a frame's within it."""
    return params.get("resourceType") == "Document" and params.get("frameId") == target
