"""A document is logged in its tab, once, with the answer that brought it."""

from dataclasses import dataclass, field
from typing import Any

from harness.browser.documents import Documents
from harness.model.event import Event, Phase
from harness.stage.log import EventLog

URL = "http://app.test/interview/x"


@dataclass(eq=False)
class FakeRequest:
    """A navigation."""

    url: str = URL
    redirected_from: "FakeRequest | None" = None
    failure: str | None = None


@dataclass
class FakeResponse:
    """The head of an answer."""

    status: int = 200
    url: str = URL
    headers: dict[str, str] = field(default_factory=lambda: {"x-request-id": "r1"})
    from_service_worker: bool = False


class Told:
    """Documents, and what they logged."""

    def __init__(self) -> None:
        self.log = EventLog()
        self.documents = Documents(self.log, "X-Request-Id")

    def requested(self, tab: str = "tab-1", **parts: Any) -> FakeRequest:  # noqa: ANN401 - of a request
        """A navigation that was asked for."""
        request = FakeRequest(**parts)
        self.documents.requested(request, tab)
        return request

    def responded(self, request: FakeRequest, **parts: Any) -> None:  # noqa: ANN401 - of an answer
        """Its answer."""
        self.documents.responded(request, FakeResponse(**parts))

    def began(self, tab: str = "tab-1", url: str = URL) -> tuple[Event, ...]:
        """The events once the document's probe spoke."""
        self.documents.began(tab, f"{tab}/1", 1.0, {"url": url}, "")
        return self.log.since(0)


def test_a_document_begins_and_has_its_answer() -> None:
    told = Told()
    told.responded(told.requested())
    begin, answer = told.began()
    assert (begin.kind, begin.actor, begin.clock) == (Phase.BEGIN, "tab-1", "tab-1/1")
    assert (answer.kind, answer.pair, answer.detail["status"]) == (Phase.OK, "r1", 200)


def test_a_redirect_is_no_answer_but_a_hop() -> None:
    told = Told()
    first = told.requested(url="http://app.test/go")
    told.responded(first, status=302, url="http://app.test/go")
    told.responded(told.requested(redirected_from=first))
    _, answer = told.began()
    assert answer.detail["hops"] == [URL]
    assert answer.detail["status"] == 200


def test_a_popups_first_request_finds_its_tab_by_address() -> None:
    told = Told()
    told.responded(told.requested(tab=""))
    assert [it.actor for it in told.began("tab-2", URL + "#part")] == ["tab-2", "tab-2"]


def test_another_tabs_navigation_is_not_taken() -> None:
    told = Told()
    told.responded(told.requested(tab="tab-1"))
    assert [it.kind for it in told.began("tab-2")] == [Phase.BEGIN]


def test_a_navigation_that_fails_is_logged_once() -> None:
    told = Told()
    request = told.requested(failure="net::ERR_FAILED")
    told.documents.failed(request)
    told.documents.failed(request)
    assert [it.kind for it in told.log.since(0)] == [Phase.BEGIN, Phase.FAIL]
    assert told.log.since(0)[1].text("reason") == "net::ERR_FAILED"


def test_a_failure_before_its_tab_waits_for_it() -> None:
    told = Told()
    told.documents.failed(told.requested(tab=""))
    assert told.log.since(0) == ()
    told.documents.appeared("tab-2")
    told.documents.appeared("tab-3")
    assert [it.actor for it in told.log.since(0)] == ["tab-2", "tab-2"]


def test_what_was_answered_did_not_fail() -> None:
    told = Told()
    request = told.requested()
    told.responded(request)
    told.documents.failed(request)
    assert told.log.since(0) == ()
