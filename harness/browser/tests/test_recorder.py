"""What probes tell becomes events: in the right tab, on its clock, its secrets masked."""

import base64
import json
from dataclasses import dataclass
from typing import Any, cast

import pytest
from playwright.sync_api import Request

from harness.browser.recorder import Recorder, Tabs
from harness.model.event import Event, Phase
from harness.model.word import Role
from harness.profile.load import load_profile
from harness.stage.log import EventLog

ORIGIN = "http://app.test"
CLAIMS = base64.urlsafe_b64encode(b'{"sub":"amara"}').decode().rstrip("=")
TOKEN = f"eyJhbGciOiJub25l.{CLAIMS}.c2ln"


class Told:
    """A recorder, and what it logged."""

    def __init__(self) -> None:
        self.log = EventLog()
        self.recorder = Recorder(self.log, load_profile("mock"), (ORIGIN,), Tabs())

    def tell(self, what: str, kind: str = "info", *, doc: str = "d1", **detail: Any) -> Event:  # noqa: ANN401 - JSON
        """The event that a probe's message becomes."""
        message = {"doc": doc, "t": 5, "what": what, "kind": kind, "detail": detail}
        self.recorder.probe({"page": "a page"}, json.dumps(message))
        return self.log.since(0)[-1]

    def request(self, url: str, **detail: Any) -> Event:  # noqa: ANN401 - JSON
        """The event of a request that begins."""
        return self.tell("request", "begin", id="1", method="GET", url=url, **detail)


@pytest.fixture
def told() -> Told:
    """A recorder of the mock's pages."""
    return Told()


def test_each_document_has_a_clock_of_its_own(told: Told) -> None:
    clocks = [told.tell("screen", doc=doc).clock for doc in ("d1", "d1", "d2")]
    assert clocks == ["tab-1/1", "tab-1/1", "tab-1/2"]


def test_a_call_has_its_role_and_its_bearer(told: Told) -> None:
    event = told.request(f"{ORIGIN}/api/interview/session/x", authorization=f"Bearer {TOKEN}")
    assert event.text("role") == "session"
    assert event.text("bearer") == "amara"
    assert event.detail["foreign"] is False
    assert TOKEN not in json.dumps(event.detail, default=dict)
    assert told.recorder.last_bearer == TOKEN


def test_a_foreign_origin_is_told_as_one(told: Told) -> None:
    event = told.request("http://cdn.test/x", authorization=f"Bearer {TOKEN}")
    assert event.detail["foreign"] is True
    assert event.text("role") == "other"
    assert told.recorder.last_bearer == "", "only what its own calls carry"


def test_a_token_in_an_address_is_a_leak(told: Told) -> None:
    assert told.request(f"{ORIGIN}/x?t={TOKEN}").text("leak") == "url"
    assert told.request(f"{ORIGIN}/x", sent=json.dumps({"t": TOKEN})).text("leak") == "body"
    assert told.request(f"{ORIGIN}/x").text("leak") == ""


def test_an_answer_has_its_requests_role_and_the_servers_pair(told: Told) -> None:
    told.request(f"{ORIGIN}/api/interview/session/x")
    answer = told.tell(
        "request", "ok", id="1", status=200, headers={"X-Request-Id": "r9"}, body='{"a": 1}'
    )
    assert (answer.kind, answer.text("role"), answer.pair) == (Phase.OK, "session", "r9")
    assert answer.detail["body"] == {"a": 1}


def test_a_message_that_is_none_is_noted(told: Told) -> None:
    told.recorder.probe({"page": "a page"}, "no JSON")
    assert told.log.since(0)[-1].what == "warning"


def test_an_answer_that_a_route_played_is_told_as_a_fault(told: Told) -> None:
    asked = cast("Request", FakeRequest(f"{ORIGIN}/x"))
    told.recorder.played("", asked, Role.SESSION)
    cut = told.log.since(0)[-1]
    told.recorder.played("played-1", asked, Role.SESSION)
    fault = told.log.since(0)[-1]
    told.request(f"{ORIGIN}/api/interview/session/x")
    answer = told.tell(
        "request", "ok", id="1", status=500, headers={"x-layerproof-played": "played-1"}
    )
    assert (fault.what, fault.pair) == ("fault", "played-1")
    assert (cut.what, cut.pair, cut.text("role")) == ("cut", "", "session")
    assert answer.pair == "played-1"


@dataclass
class FakeRequest:
    """A request as far as a fault tells of it."""

    url: str
    method: str = "GET"
