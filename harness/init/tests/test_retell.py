"""From a recording to a walk, and to a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from harness.errors import NotObserved
from harness.init.draft import draft
from harness.init.exchange import Exchange
from harness.init.page import Page
from harness.init.retell import ALL_ENDED, ANONYMOUS, NOTHING, retold, walk_of
from harness.init.tests.evening import EVENING, FIRST, MOMENTS, PASS, SECOND, seat
from harness.init.tests.seen import SITE, asked, heading, page
from harness.init.walk import Account, Breakage, State, Walk
from harness.init.watched import Act, Watched


@dataclass
class Later:
    """A browser in which each session shows what it is told to."""

    states: list[State | None] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    gives: bool = True

    def enter(self, kept: State | None = None) -> None:
        self.states.append(kept)

    def afresh(self, url: str, forget: str) -> tuple[Page, Sequence[Exchange]]:
        self.opened.append(f"{url} without {forget}")
        id = url.rpartition("/")[2]
        got = {"seat": id, "guest": "Ada Byron"}
        return page("/fresh"), [asked("GET", f"/v2/seat/{id}", None, got)] if self.gives else []

    def held(self, url: str, forget: str, session: Exchange) -> Page | None:
        del forget, session
        return page(url.removeprefix(SITE), heading("Wait"))

    def broken(
        self, url: str, forget: str, session: Exchange, breakages: Sequence[Breakage]
    ) -> Mapping[str, Sequence[Page]]:
        del url, forget, session
        return {it.kind: [page("/x", heading(f"It is {it.kind}"))] for it in breakages}


def account(name: str, email: str) -> Account:
    return Account(name, email, "", f"PASSWORD_{name.upper()}")


def walk(watched: Watched = EVENING, later: Later | None = None, **given: str) -> Walk:
    told = retold(watched, {email: name for name, email in given.items()}, account)
    return walk_of(watched, told, later or Later(), lambda _: None)


def test_who_starts_for_others_is_staff_and_who_starts_for_themselves_the_owner() -> None:
    it = walk()

    homes = {home.account.name: home for home in it.homes}
    assert {name: home.path for name, home in homes.items()} == {"owner": "/hall", "staff": "/desk"}
    assert homes["owner"].account.email == "ada@app.test"
    assert homes["owner"].name == "Ada Byron"
    assert homes["owner"].sign_in_steps[1] == {"fill": {"label": "Pass"}, "value": "{password}"}
    assert homes["owner"].sign_out_steps == ({"click": {"role": "button", "name": "Log off"}},)


def test_a_visitor_may_be_given_another_name() -> None:
    assert {it.account.name for it in walk(ada="ada@app.test").homes} == {"ada", "staff"}


def test_steps_name_the_person_who_was_chosen() -> None:
    [theirs] = [it for it in walk().begun if it.account == "staff"]

    assert theirs.steps[0] == {"select": {"label": "Guest"}, "value": "{owner.name}"}
    assert theirs.same_tab


def test_a_session_that_is_still_open_is_looked_at_in_its_own_browsers_state() -> None:
    later = Later()

    it = walk(later=later)

    assert it.begun[0].url.endswith(SECOND)
    assert later.states == [{"who": "bo"}]
    assert later.opened == [f"{SITE}/seat/{SECOND} without seat:{SECOND}"]
    assert it.homes[0].account.name == "staff"
    assert it.runner is not None
    assert it.runner.ready.url == f"{SITE}/fresh"
    assert it.notes == ()


def test_of_open_sessions_one_whose_answers_were_all_heard_is_looked_at() -> None:
    unended = (*MOMENTS[:10], *MOMENTS[12:])
    exchanges = (*EVENING.exchanges[:5], replace(EVENING.exchanges[5], got=None))

    it = walk(replace(EVENING, moments=unended, exchanges=exchanges))

    assert [one.url.rpartition("/")[2] for one in it.begun] == [FIRST, SECOND]


def test_what_was_done_in_another_session_is_told_of_that_one() -> None:
    runner = walk().runner

    assert runner is not None
    assert runner.answer_steps == (
        {"fill": {"label": "Reply"}, "value": "{answer}"},
        {"click": {"role": "button", "name": "Send"}},
    )
    assert [it.path for it in runner.asked.end] == [f"/v2/finish/{SECOND}"]


def test_where_every_session_was_ended_the_ready_screen_is_the_persons_own() -> None:
    ended = replace(EVENING, moments=MOMENTS[:14])

    it = walk(ended, Later(gives=False))

    assert ALL_ENDED in it.notes
    assert it.runner is not None
    assert it.runner.ready == seat(FIRST)
    assert it.runner.errors == {}


def test_one_starter_is_told_once_and_by_the_session_that_is_open() -> None:
    opened = [replace(it, tab="tab-9") for it in MOMENTS[14:]]
    twice = replace(EVENING, moments=(*MOMENTS, *opened))

    assert len(walk(twice).begun) == 2
    assert len(walk(twice).homes) == 2


def test_a_recording_without_a_sign_in_leaves_it_to_be_filled_in() -> None:
    it = walk(replace(EVENING, moments=MOMENTS[4:12]))

    assert ANONYMOUS in it.notes
    assert "sign_in.form" in draft(it)
    assert [one.account.name for one in it.homes] == ["owner"]


def test_who_signed_in_and_did_nothing_is_told_what_to_do() -> None:
    it = walk(replace(EVENING, moments=MOMENTS[:5]))

    assert it.notes == (NOTHING,)
    assert it.runner is None


def test_nothing_at_all_is_no_profile() -> None:
    with pytest.raises(NotObserved, match="nothing seen"):
        walk(replace(EVENING, moments=()))


def test_no_password_is_written() -> None:
    assert "hush" not in draft(walk())


def test_a_form_that_enter_sends_is_sent_by_enter() -> None:
    by_enter = replace(MOMENTS[3], act=Act("press", PASS, "Enter"))
    it = walk(replace(EVENING, moments=(*MOMENTS[:3], by_enter, *MOMENTS[4:])))

    [steps] = [home.sign_in_steps for home in it.homes if home.account.name == "owner"]
    assert steps[2] == {"press": {"label": "Pass"}, "value": "Enter"}
