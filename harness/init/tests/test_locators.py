import pytest

from harness.init.locators import is_plain, is_word, locator_of, signs_of
from harness.init.page import Element
from harness.init.tests.seen import button, element, field, marked


@pytest.mark.parametrize(
    ("seen", "named"),
    [
        (button("Start"), {"role": "button", "name": "Start"}),
        (field("Email"), {"label": "Email"}),
        (element("input", "textbox", placeholder="you@…"), {"placeholder": "you@…"}),
        (element("div", test_id="room"), {"test_id": "room"}),
        (element("div", "alert"), {"role": "alert"}),
    ],
)
def test_an_element_is_named_as_a_person_would(seen: Element, named: dict[str, str]) -> None:
    assert locator_of(seen) == named


def test_attributes_that_tell_the_screen_come_before_words() -> None:
    signs = sorted(signs_of(marked("main", kind="server", screen="error")), key=lambda it: it[0])

    assert [it["css"] for _, it in signs] == [
        'main[data-screen="error"]',
        'main[data-kind="server"]',
    ]


@pytest.mark.parametrize(("value", "word"), [("ready", True), ("a1b2c3", False), ("true", False)])
def test_a_word_is_no_id(value: str, *, word: bool) -> None:
    assert is_word(value) is word


def test_words_with_figures_do_not_stay() -> None:
    assert is_plain("Submit answer")
    assert not is_plain("Question 3")
