from dataclasses import replace

from harness.init.facts import Facts
from harness.init.tests.rooms import BEGUN, HOME, LOADING, READY, RUNNER, WALK
from harness.init.tests.seen import DOCUMENT, SESSION, SITE
from harness.init.walk import Walk

FACTS = Facts(WALK)
EMPTY = Facts(Walk(SITE, (HOME,), (), None))


def test_the_addresss_id_and_the_documents_are_told_apart() -> None:
    assert FACTS.id == SESSION
    assert FACTS.document == (DOCUMENT, "rehearsal")
    assert FACTS.ids == (SESSION, DOCUMENT)


def test_an_app_with_one_id_has_one() -> None:
    [_, start] = BEGUN.exchanges
    one = Facts(Walk(SITE, (HOME,), (replace(BEGUN, exchanges=(start,)),), RUNNER))

    assert (one.document, one.ids) == (None, (SESSION,))


def test_the_request_that_gave_the_session_is_the_runners() -> None:
    assert FACTS.session is RUNNER.exchanges[0]
    assert EMPTY.session is None


def test_an_entry_may_be_kept_under_the_documents_id() -> None:
    key, by_document = FACTS.entry or (None, None)
    assert (key.key if key else "", by_document) == ("rr:{id}", False)

    after = {it.replace(SESSION, DOCUMENT): value for it, value in BEGUN.after.items()}
    other = Facts(Walk(SITE, (HOME,), (replace(BEGUN, after=after),), RUNNER))
    found, by_document = other.entry or (None, None)
    assert (found.key if found else "", by_document) == ("rr:{id}", True)


def test_what_was_there_before_is_no_entry() -> None:
    seen = replace(BEGUN, before=BEGUN.after)

    assert Facts(Walk(SITE, (HOME,), (seen,), RUNNER)).entry is None


def test_what_made_the_session_comes_before_what_was_told_of_it() -> None:
    made, told = FACTS.started

    assert [it.path for it in made] == ["/api/rooms"]
    assert [it.path for it in told] == ["/api/begin"]


def test_a_screens_rivals_are_all_other_pictures() -> None:
    rivals = FACTS.others(READY)

    assert READY not in rivals
    assert all(it in rivals for it in (LOADING, HOME.page, *RUNNER.errors.values()))
    assert BEGUN.waiting in rivals


def test_a_walk_that_opened_nothing_has_no_facts_about_it() -> None:
    assert (EMPTY.id, EMPTY.ids, EMPTY.entry, EMPTY.started) == ("", (), None, ([], []))
    assert (EMPTY.uid, EMPTY.others()) == ("", ())
