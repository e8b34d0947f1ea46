from collections.abc import Mapping, Sequence
from dataclasses import replace

from harness.init.exchange import Exchange
from harness.init.look import Tried, look_at, runner_of
from harness.init.page import Page
from harness.init.tests.rooms import BEGUN
from harness.init.tests.seen import SESSION, asked, page
from harness.init.walk import BREAKAGES, Breakage, State

GIVES = asked("GET", f"/api/rooms/{SESSION}", None, {"room": SESSION})


class Looker:
    """Shows one text by each look; `asked` is what the fresh page asked for."""

    def __init__(self, *asked: Exchange) -> None:
        self.asked = asked
        self.forgot: set[str] = set()

    def enter(self, kept: State | None = None) -> None:
        del kept

    def afresh(self, url: str, forget: str) -> tuple[Page, Sequence[Exchange]]:
        self.forgot.add(forget)
        return Page(url, text="fresh"), self.asked

    def held(self, url: str, forget: str, session: Exchange) -> Page | None:
        assert session is GIVES
        self.forgot.add(forget)
        return Page(url, text="held")

    def broken(
        self, url: str, forget: str, session: Exchange, breakages: Sequence[Breakage]
    ) -> Mapping[str, Sequence[Page]]:
        assert session is GIVES
        self.forgot.add(forget)
        return {it.kind: [Page(url, text="Try 2"), Page(url, text=it.kind)] for it in breakages}


def test_each_look_is_without_the_sessions_entry() -> None:
    looker = Looker(GIVES)

    looked = look_at(looker, BEGUN, lambda _: None)

    assert looker.forgot == {f"rr:{SESSION}"}
    assert (looked.id, looked.ready.text, looked.notes) == (SESSION, "fresh", ())
    assert looked.loading is not None
    assert looked.loading.text == "held"


def test_an_errors_page_is_the_last_and_all_are_remembered() -> None:
    looked = look_at(Looker(GIVES), BEGUN, lambda _: None)

    assert {kind: it.text for kind, it in looked.errors.items()} == {
        it.kind: it.kind for it in BREAKAGES
    }
    assert looked.shown.count("Try 2") == len(BREAKAGES)


def test_where_no_request_gave_the_session_nothing_can_be_broken() -> None:
    looked = look_at(Looker(asked("GET", "/api/other", None, {})), BEGUN, lambda _: None)

    assert (looked.errors, looked.loading) == ({}, None)
    assert looked.notes == ("With an empty storage, no request gave the session.",)


def test_a_session_that_nothing_in_storage_names_is_noted() -> None:
    page_only = page(f"/room/{SESSION}")
    begun = replace(BEGUN, before={}, after={}, page=page_only)

    assert "Nothing in storage names" in look_at(Looker(GIVES), begun, lambda _: None).notes[0]


def test_the_runner_is_what_was_seen_asked_and_done() -> None:
    looked = look_at(Looker(GIVES), BEGUN, lambda _: None)
    reply, end = asked("POST", "/api/reply"), asked("POST", "/api/end")

    runner = runner_of(
        looked, BEGUN, uid="u-1", answer=Tried(({"click": {}},), (reply,)), end=Tried((), (end,))
    )

    assert runner.exchanges == (*BEGUN.exchanges, GIVES)
    assert (runner.asked.answer, runner.asked.end) == ((reply,), (end,))
    assert (runner.uid, runner.answer_steps) == ("u-1", ({"click": {}},))
