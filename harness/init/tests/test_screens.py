from harness.init.screens import (
    buttons,
    error_text,
    kind_attribute,
    progress,
    sign_of,
    telling_words,
)
from harness.init.tests.seen import button, element, heading, link, marked, page

READY = page("/r/1", marked("main", screen="ready"), button("Send"), heading("Ann"))
LOADING = page("/r/1", marked("main", screen="loading"), element("p", "status"))
LOST = page(
    "/r/1",
    marked("main", screen="error", kind="not-found"),
    heading("Nothing here"),
    element("p", "alert", name="Nothing here"),
    link("Return to Dashboard", "/home"),
)
DEAD = page(
    "/r/1",
    marked("main", screen="error", kind="offline"),
    heading("No connection"),
    element("p", "alert", name="No connection"),
    button("Try again"),
    link("Return to Dashboard", "/home"),
)
STRANGER = page(
    "/r/1", marked("main", screen="error", kind="who"), heading("Who are you?"), button("Log in")
)
ERRORS = {"not-found": LOST, "network": DEAD, "signed-out": STRANGER}


def test_a_screen_is_known_by_what_only_it_shows() -> None:
    assert sign_of([READY], [LOADING, LOST]) == {"css": 'main[data-screen="ready"]'}
    assert sign_of([LOST, DEAD], [READY, LOADING]) == {"css": 'main[data-screen="error"]'}


def test_words_tell_a_screen_where_no_attribute_does() -> None:
    bare = page("/r/1", heading("Opening the room"))

    assert sign_of([bare], [READY]) == {"role": "heading", "name": "Opening the room"}


def test_what_every_screen_shows_is_no_sign() -> None:
    assert sign_of([LOST], [LOST]) is None
    assert sign_of([], [LOST]) is None


def test_the_attribute_that_tells_errors_apart_is_found_with_the_apps_words() -> None:
    assert kind_attribute(ERRORS) == (
        "main",
        "data-kind",
        {"not-found": "not-found", "network": "offline", "signed-out": "who"},
    )


def test_an_attribute_that_all_errors_share_tells_nothing() -> None:
    same = {name: page("/r/1", marked("main", screen="error")) for name in ("a", "b", "c")}

    assert kind_attribute(same) is None
    assert kind_attribute({}) is None


def test_headings_tell_errors_apart_otherwise() -> None:
    assert telling_words(ERRORS)["network"] == {"role": "heading", "name": "No connection"}
    assert telling_words({"a": LOST, "b": LOST}) == {}


def test_the_buttons_are_found_where_they_belong() -> None:
    assert buttons(ERRORS) == {
        "retry": {"role": "button", "name": "Try again"},
        "dashboard": {"role": "link", "name": "Return to Dashboard"},
        "sign_in": {"role": "button", "name": "Log in"},
    }
    assert buttons({}) == {}


def test_the_sentence_stands_in_an_alert_or_nowhere() -> None:
    assert error_text([LOST, DEAD]) == {"role": "alert"}
    assert error_text([LOST, STRANGER]) is None


def test_a_further_attempt_is_known_by_its_count() -> None:
    assert progress(["Asking…", "Trying again: attempt 2 of 3…"]) == "attempt {n} of {of}"
    assert progress(["Question 2 of many"]) == ""
