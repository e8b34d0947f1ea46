from harness.init.calls import (
    acted_by,
    beacons,
    pair_header,
    reads,
    session_call,
    sign_in_calls,
    started_by,
    template,
    told_apart,
)
from harness.init.tests.seen import SESSION, asked

CREATE = asked("POST", "/api/interviews", {"route": "x"}, {"id": SESSION})
START = asked("POST", "/api/session", {"action": "start", "id": SESSION}, {"interviewId": SESSION})
ANSWER = asked("POST", "/api/session", {"action": "answer", "id": SESSION}, {})
GET = asked("GET", f"/api/session/{SESSION}", None, {"id": SESSION, "question": "Why?", "n": 0})
SMALL = asked("GET", f"/api/seen/{SESSION}", None, {"seen": True})
SIGN_IN = asked("POST", "/api/sign-in", {"email": "a@b.test", "password": "secret"}, {"uid": "u"})
BEACON = asked("POST", "/api/pulse", {"v": 1}, beacon=True)


def test_the_session_comes_by_the_read_that_tells_most() -> None:
    assert session_call([SMALL, GET, CREATE], SESSION) is GET
    assert session_call([CREATE], SESSION) is None


def test_an_id_in_a_path_has_its_place() -> None:
    assert template(GET, [SESSION]) == "GET /api/session/{id}"


def test_signing_in_is_what_carried_the_password() -> None:
    assert sign_in_calls([CREATE, SIGN_IN], ["secret"]) == ["POST /api/sign-in"]


def test_what_makes_a_session_comes_before_what_is_told_its_id() -> None:
    assert started_by([SIGN_IN, CREATE, START, BEACON], [SESSION]) == ([CREATE], [START])


def test_one_call_may_do_both() -> None:
    both = asked("POST", "/api/start", {"id": SESSION}, {"id": SESSION})

    assert started_by([both], [SESSION]) == ([both], [])


def test_an_act_is_what_names_the_session() -> None:
    assert acted_by([SIGN_IN, ANSWER, BEACON, GET], [SESSION]) == [ANSWER]


def test_calls_of_one_path_are_told_apart_by_a_field() -> None:
    calls = {"create": [CREATE], "start": [START], "answer": [ANSWER], "end": []}

    assert told_apart(calls, [SESSION]) == {
        "create": "POST /api/interviews",
        "start": {"path": "POST /api/session", "field": "action", "equals": "start"},
        "answer": {"path": "POST /api/session", "field": "action", "equals": "answer"},
    }


def test_beacons_and_other_reads_are_sorted_out() -> None:
    assert beacons([GET, BEACON]) == (BEACON,)
    assert reads([GET, SMALL, GET, CREATE], [SESSION], ["GET /api/session/{id}"]) == [
        "GET /api/seen/{id}"
    ]


def test_the_header_that_numbers_requests_is_another_one_each_time() -> None:
    numbered = [asked("GET", "/", headers={"x-request-id": it, "server": "x"}) for it in ("1", "2")]

    assert pair_header(numbered) == "x-request-id"
    assert pair_header([numbered[0], numbered[0]]) == ""
