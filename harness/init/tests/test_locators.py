import pytest

from harness.init.locators import is_plain, is_word, locator_of, locator_on, signs_of
from harness.init.page import Element
from harness.init.tests.seen import button, element, field, marked, page


@pytest.mark.parametrize(
    ("seen", "named"),
    [
        (button("Start"), {"role": "button", "name": "Start"}),
        (field("Email"), {"label": "Email"}),
        (element("input", "textbox", placeholder="you@…"), {"placeholder": "you@…"}),
        (element("div", test_id="room"), {"test_id": "room"}),
        (element("div", "alert"), {"role": "alert"}),
        (element("input", "checkbox", label="I agree"), {"label": "I agree"}),
        (element("div", text="Begin here"), {"text": "Begin here"}),
        (element("div", text="Room 12", css="#start > div"), {"css": "#start > div"}),
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


def test_words_that_are_part_of_anothers_are_meant_exactly() -> None:
    start, again = button("Start"), button("Start again")

    assert locator_on(start, page("/", start)) == {"role": "button", "name": "Start"}
    assert locator_on(start, page("/", start, again)) == {
        "role": "button",
        "name": "Start",
        "exact": True,
    }


def test_what_is_there_twice_is_named_in_the_next_best_way() -> None:
    mine, other = button("Open", test_id="mine"), button("Open", test_id="other")
    bare = button("Open", css="li:nth-of-type(2) > button")

    assert locator_on(mine, page("/", mine, other)) == {"test_id": "mine"}
    assert locator_on(bare, page("/", mine, bare)) == {"css": "li:nth-of-type(2) > button"}
