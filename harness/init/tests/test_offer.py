import pytest

from harness.init.offer import offer
from harness.init.tests.seen import button, field, heading, link, page

HOME = page(
    "/home",
    heading("Your interviews"),
    button("Sign out"),
    button("Start interview"),
    field("Your e-mail"),
    link("Practise first", "/practice"),
)


@pytest.mark.parametrize(
    ("role", "words", "offered"),
    [
        ("button", "Start Interviews", '{ role = "button", name = "Start interview" }'),
        ("button", "Begin", '{ role = "button", name = "Start interview" }'),
        ("button", "Log out", '{ role = "button", name = "Sign out" }'),
        ("", "E-mail address", '{ label = "Your e-mail" }'),
        ("heading", "Lobby", '{ role = "heading", name = "Your interviews" }'),
    ],
)
def test_the_nearest_is_offered_as_a_profile_writes_it(role: str, words: str, offered: str) -> None:
    assert offer(role, words, HOME).endswith(f"write {offered}.")


def test_without_anything_near_the_page_is_listed() -> None:
    said = offer("button", "Xylophone", HOME)

    assert said == "That page has: 'Sign out', 'Start interview'."
    assert offer("button", "Begin", page("/")) == "That page has: nothing to act on."
