from dataclasses import replace

from harness.init.deeds import run_back, shows, steps_of, tidy
from harness.init.page import Element
from harness.init.tests.seen import act, button, field, page
from harness.init.watched import Act, Moment

MAIL, PASS, GO = field("Mail"), field("Pass", "password"), button("Go")
FORM = page("/door", MAIL, PASS, GO)


def did(*acts: tuple[str, Element, str]) -> list[Moment]:
    return [act(FORM, verb, element, value) for verb, element, value in acts]


def told(moments: list[Moment]) -> list[tuple[str, str]]:
    return [(it.act.verb, it.act.value) for it in tidy(moments) if it.act]


def test_what_was_typed_over_is_gone_and_keeps_its_place() -> None:
    typed = did(("fill", MAIL, "a"), ("fill", MAIL, "ab"), ("fill", PASS, ""), ("click", GO, ""))

    assert told(typed) == [("fill", "ab"), ("fill", ""), ("click", "")]
    again = [*typed, *did(("fill", MAIL, "abc"), ("fill", PASS, ""), ("click", GO, ""))]
    assert told(again) == [("fill", "abc"), ("fill", ""), ("click", "")]


def test_a_second_click_counts_only_after_something_else() -> None:
    other = button("Other")

    assert len(told(did(("click", GO, ""), ("click", GO, "")))) == 1
    assert len(told(did(("click", GO, ""), ("click", other, ""), ("click", GO, "")))) == 3


def test_steps_have_a_value_where_a_profile_wants_one() -> None:
    def written(it: Act) -> str:
        return it.value.upper()

    steps = steps_of(did(("fill", MAIL, "a"), ("press", MAIL, "Enter"), ("click", GO, "")), written)

    assert steps == (
        {"fill": {"label": "Mail"}, "value": "A"},
        {"press": {"label": "Mail"}, "value": "ENTER"},
        {"click": {"role": "button", "name": "Go"}},
    )


def test_a_run_is_on_one_page_of_one_tab() -> None:
    elsewhere = act(page("/other", GO), "click", GO)
    in_another_tab = replace(act(FORM, "click", GO), tab="tab-2")
    seen = Moment("tab-1", FORM)
    moments = [elsewhere, *did(("fill", MAIL, "a")), in_another_tab, seen, *did(("click", GO, ""))]

    assert run_back(moments, 4, floor=0) == [1, 4]
    assert run_back(moments, 4, floor=2) == [4]


def test_an_element_that_was_acted_on_is_found_on_another_page() -> None:
    acted = replace(MAIL, css="#mail")

    assert shows(Moment("tab-1", FORM), acted)
    assert not shows(Moment("tab-1", page("/hall", GO)), acted)
