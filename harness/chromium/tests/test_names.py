"""What a request is called at the gates."""

from typing import Any

import pytest

from harness.browser.telling import Telling
from harness.chromium.names import gate_of, is_of_request
from harness.profile.load import load_profile
from harness.stage.log import EventLog

ORIGIN = "http://app.test"
PROFILE = load_profile("mock")
START = '{"action": "start"}'


def named(method: str, url: str, *, kind: str = "Fetch", frame: str = "t", **parts: Any) -> str:  # noqa: ANN401 - JSON
    request = {"method": method, "url": url, "postData": parts.pop("sent", None)}
    params = {"request": request, "resourceType": kind, "frameId": frame, **parts}
    telling = Telling(EventLog(), PROFILE, (ORIGIN,))
    return gate_of(params, "t", telling, PROFILE)


@pytest.mark.parametrize(
    ("path", "method", "sent", "gate"),
    [
        ("/api/interview/session/7", "GET", None, "session.request"),
        ("/api/org/interviews", "POST", "{}", "create.request"),
        ("/api/interview/session", "POST", START, "start.request"),
        ("/api/auth/token", "POST", "{}", "auth.request"),
        ("/assets/app.js", "GET", None, ""),
    ],
)
def test_a_request_is_called_by_what_it_is_for(
    path: str, method: str, sent: str | None, gate: str
) -> None:
    assert named(method, ORIGIN + path, sent=sent) == gate


def test_an_answer_has_a_gate_of_its_own_and_a_redirect_has_none() -> None:
    url = f"{ORIGIN}/api/interview/session/7"

    assert named("GET", url, responseStatusCode=200) == "session.answer"
    assert named("GET", url, responseErrorReason="ConnectionReset") == "session.answer"
    assert named("GET", url, responseStatusCode=307) == ""


def test_only_the_runners_own_document_is_held() -> None:
    runner = f"{ORIGIN}/interview/7?from=org"

    assert named("GET", runner, kind="Document") == "document.request"
    assert named("GET", runner, kind="Document", frame="inner") == ""
    assert named("GET", f"{ORIGIN}/org", kind="Document") == ""


def test_what_goes_elsewhere_has_no_gate() -> None:
    assert named("GET", "http://other.test/api/interview/session/7") == ""


def test_a_pages_gate_is_told_from_a_requests() -> None:
    assert is_of_request("session.answer")
    assert is_of_request("document.request")
    assert not is_of_request("starter.before-write")
    assert not is_of_request("answer")
