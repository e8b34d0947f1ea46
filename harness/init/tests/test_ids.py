from harness.init.ids import document_id, id_in, path_of, pattern_of, unknown_like, word_in
from harness.init.tests.seen import DOCUMENT, SESSION, SITE, asked

MADE = asked("POST", "/api/rehearsals", {}, {"rehearsal": DOCUMENT})
BEGUN = asked("POST", "/api/begin", {"rehearsal": DOCUMENT}, {"room": SESSION})
URL = f"{SITE}/room/{SESSION}?from=lobby"


def test_the_id_is_the_part_of_the_address_that_somebody_else_names_too() -> None:
    assert id_in(URL, [MADE, BEGUN], []) == SESSION
    assert id_in(URL, [], [f"rr:{SESSION}"]) == SESSION
    assert id_in(f"{SITE}/settings/profile", [MADE], ["theme"]) == ""


def test_the_runners_path_has_a_place_for_it() -> None:
    assert path_of(URL, SESSION) == "/room/{id}"


def test_ids_have_a_pattern_and_one_that_nobody_has() -> None:
    assert pattern_of([SESSION]) == "[0-9a-f]{8}-[0-9a-f-]{27}"
    assert unknown_like(SESSION) == "00000000-0000-4000-8000-000000000000"
    assert pattern_of(["aB3_x"]) == "[A-Za-z0-9_-]+"
    assert pattern_of(["a.b"]) == "[^/?#]+"


def test_a_document_with_an_id_of_its_own_is_found_in_the_answer() -> None:
    assert document_id([MADE, BEGUN], SESSION) == (DOCUMENT, "rehearsal")
    assert document_id([asked("POST", "/api/x", {}, {"id": SESSION})], SESSION) is None
    assert document_id([], SESSION) is None


def test_an_id_may_stand_in_the_query() -> None:
    url = f"{SITE}/live?from=lobby&room=s-12"

    assert id_in(url, [], ["rr/s-12"]) == "s-12"
    assert path_of(url, "s-12") == "/live?room={id}"
    assert word_in(url, "s-12") == "lobby"
    assert word_in(f"{SITE}/live?room=abcd", "abcd") == ""
    assert (
        id_in(f"{SITE}/lobby?role=student", [asked("POST", "/x", {}, {"r": "student"})], []) == ""
    )


def test_a_segment_is_likelier_an_id_than_a_value() -> None:
    made = asked("POST", "/api/rooms", {}, {"id": "r-77", "from": "lobby"})

    assert id_in(f"{SITE}/live/r-77?from=lobby", [made], []) == "r-77"


def test_a_word_that_a_key_begins_with_is_no_id() -> None:
    assert id_in(f"{SITE}/seat?at=q7x-1", [], ["seat:q7x-1"]) == "q7x-1"
    assert id_in(f"{SITE}/seat", [], ["seat:q7x-1"]) == ""
