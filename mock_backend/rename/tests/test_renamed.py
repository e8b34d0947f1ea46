"""Under other names nothing answers to the old ones, and nothing shows them."""

import re
from collections.abc import Iterator

import httpx
import pytest

from mock_backend.defects.registry import PAGE_SEAMS, defects, installed, script
from mock_backend.interview.progress import Booking, Opening, created, started
from mock_backend.interview.question import first_question
from mock_backend.rename.names import Exchange, draw
from mock_backend.rename.renamed import Renamed
from mock_backend.rename.vocabulary import KEPT
from mock_backend.routes.pages import FILES, PAGES
from mock_backend.seams import SOUND
from mock_backend.tests.client import Mock

NAMES = draw(5)
NEW = NAMES.texts
OLD = re.compile("|".join(rf"(?<![\w$-]){re.escape(it)}(?![\w-])" for it in NEW))
ASSETS = sorted(it.name for it in (PAGES / "assets").iterdir() if it.is_file())


class Other:
    """An application that goes by `NAMES`."""

    def __init__(self, *switched_on: str) -> None:
        self.mock = Mock(*switched_on)
        transport = httpx.ASGITransport(Renamed(self.mock.app, NAMES), raise_app_exceptions=False)
        self.mock.client = httpx.AsyncClient(transport=transport, base_url="http://mock")

    def start(self, interview_id: str) -> None:
        """An interview of Ann's in progress, under this id, put into the database."""
        now = self.mock.clock.now()
        document = created(Booking("ann", "Ann Archer", "", "user", "usa_f1"), now)
        opening = Opening("US F-1 visa", "usa_f1", "Ann Archer")
        document = started(document, opening, first_question("usa_f1"), now)
        self.mock.run(self.mock.store.create(f"interviews/{interview_id}", document))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each page and asset with its text."""
        exchange = Exchange(NAMES)
        for path in (*FILES, "/interview/x", *(f"/assets/{it}" for it in ASSETS)):
            answer = self.mock.call("GET", exchange.text(path))
            assert answer.status_code == 200, path
            yield path, answer.text


@pytest.fixture
def other() -> Iterator[Other]:
    """A sound application."""
    made = Other()
    yield made
    made.mock.close()


def changed(name: str) -> Iterator[str]:
    """What the defect makes of pages and assets, where it changes them, and its own scripts."""
    broken = installed([name], SOUND)
    for file in (*PAGES.glob("*.html"), *(PAGES / "assets" / it for it in ASSETS)):
        text = file.read_text("utf-8")
        is_page = file.suffix == ".html"
        made = broken.page(file.stem, text) if is_page else broken.asset(file.name, text.encode())
        told = made if isinstance(made, str) else made.decode()
        if told != text:
            yield told
    yield from (script(it).read_text("utf-8") for it in broken.scripts)


def old_names(text: str) -> set[str]:
    """The old names that stand in the text by themselves, but for what is the browser's."""
    return {*OLD.findall(re.sub("|".join(KEPT), "", text))}


def test_no_page_and_no_asset_shows_an_old_name(other: Other) -> None:
    shown = {path: old_names(text) for path, text in other.texts()}

    assert {path: it for path, it in shown.items() if it} == {}


@pytest.mark.parametrize("name", [it.name for it in defects() if it.changes & PAGE_SEAMS])
def test_what_a_defect_changes_shows_none_either(name: str) -> None:
    exchange = Exchange(NAMES)

    shown = {old for text in changed(name) for old in old_names(exchange.text(text))}

    assert shown == set()


def test_no_answer_shows_an_old_name(other: Other) -> None:
    api, sessions = NEW["api"], f"/{NEW['api']}/{NEW['interview']}/{NEW['session']}"
    book = f"/{api}/{NEW['student']}/{NEW['interviews']}"
    booked = other.mock.call("POST", book, uid="ann", json={NEW["route"]: "usa_f1"})
    start = {
        NEW["action"]: NAMES.values["start"],
        NEW["userId"]: "ann",
        NEW["visaType"]: "US F-1 visa",
        NEW["route"]: "usa_f1",
        NEW["studentProfile"]: {"name": "Ann Archer"},
        NEW["firestoreInterviewId"]: booked.json()["id"],
    }
    begun = other.mock.call("POST", sessions, uid="ann", json=start)
    given = other.mock.call("GET", f"{sessions}/{booked.json()['id']}", uid="ann")
    refused = other.mock.call("POST", sessions, uid="ann", json={NEW["action"]: "none"})

    assert [it.status_code for it in (booked, begun, given, refused)] == [201, 200, 200, 400]
    for answer in (booked, begun, given, refused):
        assert old_names(answer.text) == set()
        assert "x-request-id" not in answer.headers
        assert NEW["x-request-id"] in answer.headers


@pytest.mark.parametrize("path", ["/sign-in", "/interview/x", "/api/interview/session/x", "/org"])
def test_an_old_path_leads_nowhere(other: Other, path: str) -> None:
    assert other.mock.call("GET", path, uid="ann").status_code == 404


def test_an_old_field_is_not_there(other: Other) -> None:
    book = f"/{NEW['api']}/{NEW['student']}/{NEW['interviews']}"

    assert other.mock.call("POST", book, uid="ann", json={"route": "usa_f1"}).status_code == 400


def test_an_id_is_nobodys_name(other: Other) -> None:
    other.start("question")
    path = f"/{NEW['api']}/{NEW['interview']}/{NEW['session']}/question"

    answer = other.mock.call("GET", path, uid="ann")

    assert answer.json()[NEW["firestoreInterviewId"]] == "question"


def test_what_people_write_is_theirs(other: Other) -> None:
    other.start("iv1")
    sessions = f"/{NEW['api']}/{NEW['interview']}/{NEW['session']}"
    body = {NEW["action"]: NEW["answer"], NEW["interviewId"]: "iv1", NEW["answer"]: "question"}

    answer = other.mock.call("POST", sessions, uid="ann", json=body)

    assert answer.json()[NEW["session"]][NEW["responses"]][0][NEW["answer"]] == "question"


def test_the_answer_to_head_has_the_length_of_nothing_else(other: Other) -> None:
    assert other.mock.call("HEAD", f"/{NEW['sign-in']}").content == b""
