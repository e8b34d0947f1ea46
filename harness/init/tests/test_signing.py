from dataclasses import replace

from harness.init.page import Page
from harness.init.signing import email_in, signing_out, signings
from harness.init.tests.evening import DOOR, EVENING, GO, HALL, MAIL, MOMENTS, PASS
from harness.init.tests.seen import act, button, field, page
from harness.init.watched import Act, Moment


def at_the_door(*there: Page) -> list[Moment]:
    """Mail, password and Go, and then what was seen."""
    typed = [act(DOOR, "fill", MAIL, "a@b.test"), act(DOOR, "fill", PASS), act(DOOR, "click", GO)]
    return [*typed, *(Moment("tab-1", it) for it in there)]


def test_each_sign_in_ends_where_no_password_is_asked_for() -> None:
    first, second = signings(MOMENTS)

    assert (first.acts, first.home) == ((1, 2, 3), 5)
    assert (second.acts, second.home) == ((14, 15, 16), 18)


def test_a_form_that_comes_back_is_not_a_home() -> None:
    assert signings(at_the_door(page("/busy"), DOOR)) == []
    again = [*at_the_door(page("/busy"), DOOR), *at_the_door(HALL)]
    [signing] = signings(again)
    assert signing.home == len(again) - 1
    assert signing.acts == (0, 1, 2, 5, 6, 7)


def test_who_it_is_may_be_asked_on_the_page_before() -> None:
    who, secret = page("/who", MAIL, GO), page("/secret", PASS, GO)
    moments = [
        act(page("/who", button("Theme"), MAIL), "click", button("Theme")),
        act(who, "fill", MAIL, "a@b.test"),
        act(who, "click", GO),
        act(secret, "fill", PASS),
        act(secret, "click", GO),
        Moment("tab-1", HALL),
    ]

    assert [it.acts for it in signings(moments)] == [(1, 2, 3, 4)]


def test_a_click_that_opens_the_form_belongs_to_it_and_others_do_not() -> None:
    door, shut = button("Log in"), page("/", button("Log in"))
    opened = page("/", MAIL, PASS, GO)
    typed = [act(opened, "fill", MAIL, "a"), act(opened, "fill", PASS), act(opened, "click", GO)]

    needed = [act(shut, "click", door), *typed, Moment("tab-1", HALL)]
    idle = [act(opened, "click", button("Theme")), *typed, Moment("tab-1", HALL)]
    out = [act(shut, "click", button("Log out")), *needed]

    assert [it.acts for it in signings(needed)] == [(0, 1, 2, 3)]
    assert [it.acts for it in signings(idle)] == [(1, 2, 3)]
    assert [it.acts for it in signings(out)] == [(1, 2, 3, 4)]


def test_the_field_that_asks_for_an_address_says_who_it_is() -> None:
    room = Act("fill", field("Room"), "12")
    mail, secret = Act("fill", MAIL, "a@b.test"), Act("fill", PASS)

    assert email_in([mail, room, secret]) is mail
    assert email_in([room, secret]) is room
    assert email_in([secret]) is None


def test_signing_out_is_what_took_the_sign_in_out_of_storage() -> None:
    first, second = signings(MOMENTS)

    assert signing_out(MOMENTS, first, second.acts[0]) == [12]
    kept = [replace(it, stored=MOMENTS[4].stored) for it in MOMENTS]
    assert signing_out(kept, first, second.acts[0]) == []
    assert signing_out(EVENING.moments, second, len(MOMENTS)) == []


def test_a_menu_that_has_to_be_opened_first_belongs_to_signing_out() -> None:
    menu, out = button("Menu"), button("Log off")
    shut, opened = page("/hall", menu), page("/hall", menu, out)
    held = {"me": "ada"}
    moments = [
        *at_the_door(),
        replace(act(shut, "click", menu), stored=held),
        replace(act(opened, "click", out), stored=held),
        Moment("tab-1", DOOR),
    ]
    [signing] = signings(moments)

    assert signing_out(moments, signing, len(moments)) == [3, 4]
