from dataclasses import replace

from harness.init.opening import doings, openings, waiting
from harness.init.tests.evening import EVENING, EXCHANGES, FIRST, MOMENTS, SECOND, WAIT, seat
from harness.init.tests.seen import asked, button
from harness.init.watched import Act, Watched


def test_a_session_is_opened_where_an_address_names_what_was_made() -> None:
    [first] = openings(EVENING, 5, 14)
    [second] = openings(EVENING, 18, 21)

    assert (first.id, first.acts, first.shown, first.rest) == (FIRST, (5,), 7, 8)
    assert (second.id, second.acts, second.shown, second.rest) == (SECOND, (18, 19), 20, 20)


def test_one_that_the_app_had_told_of_before_was_not_started() -> None:
    listed = asked("GET", "/v2/seats", None, {"seats": [{"id": FIRST}]})
    moments = tuple(replace(it, asked=it.asked + 1) for it in MOMENTS)

    again = Watched(EVENING.origin, moments, (listed, *EXCHANGES))

    assert list(openings(again, 5, 14)) == []


def test_a_page_that_is_no_session_opens_none() -> None:
    others = tuple(it for it in EXCHANGES if it.path != "/v2/seats")
    moments = tuple(replace(it, stored={}, asked=0) for it in MOMENTS)

    assert list(openings(Watched(EVENING.origin, moments, others), 5, 14)) == []


def test_what_the_opened_tab_showed_before_is_the_wait() -> None:
    [first] = openings(EVENING, 5, 14)
    [second] = openings(EVENING, 18, 21)

    assert waiting(MOMENTS, first) is WAIT
    assert waiting(MOMENTS, second) is None


def test_what_is_typed_and_sent_is_an_answer_and_what_ends_it_the_end() -> None:
    [first] = openings(EVENING, 5, 14)

    answer, end = doings(EVENING, first, 14)

    assert (answer.kind, answer.acts, [it.path for it in answer.asked]) == (
        *("answer", (8, 9)),
        ["/v2/reply"],
    )
    assert (end.kind, end.acts, [it.path for it in end.asked]) == (
        *("end", (10,)),
        [f"/v2/finish/{FIRST}"],
    )


def test_a_click_by_another_word_ends_it_where_the_entry_goes() -> None:
    def told(*, forgotten: bool) -> list[str]:
        moments = list(MOMENTS)
        moments[10] = replace(MOMENTS[10], act=Act("click", button("Bye")))
        if not forgotten:
            moments[11] = replace(MOMENTS[11], stored=MOMENTS[10].stored)
        evening = Watched(EVENING.origin, tuple(moments), EXCHANGES)
        [first] = openings(evening, 5, 14)
        return [it.kind for it in doings(evening, first, 14)]

    assert told(forgotten=True) == ["answer", "end"]
    assert told(forgotten=False) == ["answer", ""]


def test_a_click_that_sends_nothing_waits_for_the_one_that_does() -> None:
    sure = replace(MOMENTS[10], act=Act("click", button("Done?")), page=seat(FIRST))
    moments = (*MOMENTS[:10], replace(sure, asked=3), *MOMENTS[10:])
    evening = Watched(EVENING.origin, moments, EXCHANGES)
    [first] = openings(evening, 5, 15)

    assert [it.acts for it in doings(evening, first, 15)] == [(8, 9), (10, 11)]
