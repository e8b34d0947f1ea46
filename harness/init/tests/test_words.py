import pytest

from harness.init.tests.seen import button, link
from harness.init.words import (
    DASHBOARD,
    END,
    RETRY,
    SIGN_IN,
    SIGN_OUT,
    button_that,
    likely_starters,
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (SIGN_IN, ["Sign in", "Log in", "Login", "Continue"]),
        (SIGN_OUT, ["Sign out", "Log out", "Logout", "Log off"]),
        (RETRY, ["Retry", "Try again", "Reload", "Try it again"]),
        (DASHBOARD, ["Return to Dashboard", "Go home", "Back to my page"]),
        (END, ["End interview", "Finish rehearsal", "Quit"]),
    ],
)
def test_words_are_known_in_several_forms(pattern: object, words: list[str]) -> None:
    assert all(button_that(pattern, [button(it)]) for it in words)  # type: ignore[arg-type] # patterns
    assert button_that(pattern, [button("Tell me more")]) is None  # type: ignore[arg-type] # pattern


def test_a_button_comes_before_a_link() -> None:
    found = button_that(SIGN_IN, [link("Sign in", "/in"), button("Sign in")])

    assert found is not None
    assert found.role == "button"


def test_starters_are_buttons_that_start_and_do_no_harm() -> None:
    offered = ["Sign out", "Delete and start over", "New folder", "Begin the drill", "Help"]

    found = likely_starters([*map(button, offered), link("Start here", "/help")])

    assert [it.name for it in found] == ["Begin the drill", "New folder"]
