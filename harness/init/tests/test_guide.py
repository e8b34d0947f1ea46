"""A walk by heuristics through an app that only remembers what was done in it."""

from collections.abc import Mapping, Sequence

import pytest

from harness.init.exchange import Exchange
from harness.init.guide import MOST_BUTTONS, Guide
from harness.init.page import Element, Page
from harness.init.tests.evening import DOOR, HALL, seat
from harness.init.tests.seen import SITE, asked, button, element, heading, link, page
from harness.init.walk import Account, Breakage, State, Walk

FRONT = page("/", heading("Welcome"), link("Pricing", "/pricing"))
MISTAKEN = page("/door", *DOOR.elements, element("p", "alert", name="Wrong password"))
DESK = page("/desk", button("Assign a seat"), button("Log off"))
HOMES = {"ada": HALL, "bo": DESK}


class App:
    """Explores itself: who is signed in, on which page, and what was done. `opens` are the buttons
    that open a session.
    """

    def __init__(self, **pages: Page) -> None:
        self.pages = {"": FRONT, "/sign-in": DOOR, "/hall": HALL, "/desk": DESK}
        self.pages |= {f"/{name}" if name else "": it for name, it in pages.items()}
        self.opens = {"Take a seat", "Assign a seat"}
        self.done: list[str] = []
        self.typed: dict[str, str] = {}
        self.who, self.seats = "", 0
        self.entered = 0
        self.now = FRONT
        self.said: list[Exchange] = []

    def enter(self, kept: State | None = None) -> None:
        assert kept is None
        self.entered += 1
        self.who, self.said = "", []

    def visit(self, path: str) -> Page:
        self.now = self.pages.get(path.rstrip("/"), page(path, heading("Nothing here")))
        return self.now

    def page(self) -> Page:
        return self.now

    def do(self, verb: str, element: Element, value: str = "") -> None:
        name = element.name or element.label
        self.done.append(f"{verb} {name}")
        self.typed[name] = value
        if name == "Go":
            who = self.typed["Mail"].partition("@")[0]
            right = self.typed["Pass"] == "right"
            self.who, self.now = (who, HOMES[who]) if right else ("", MISTAKEN)

    def start(self, element: Element) -> Page | None:
        self.do("click", element)
        if element.name in self.opens:
            self.seats += 1
            id = f"q7x-{self.seats}"
            self.said.append(asked("POST", "/v2/seats", {}, {"seat": id}))
            self.now = seat(id)
        return None

    def rest(self) -> None:
        """It always is."""

    def tabs(self) -> int:
        return 2

    def storage(self) -> Mapping[str, str]:
        return {f"seat:q7x-{n + 1}": "{}" for n in range(self.seats)}

    def exchanges(self) -> Sequence[Exchange]:
        return self.said

    def bearer(self) -> str:
        return ""

    def afresh(self, url: str, forget: str) -> tuple[Page, Sequence[Exchange]]:
        del forget
        id = url.rpartition("/")[2]
        return seat(id), [asked("GET", f"/v2/seat/{id}", None, {"seat": id})]

    def held(self, url: str, forget: str, session: Exchange) -> Page | None:
        del forget, session
        return Page(url)

    def broken(
        self, url: str, forget: str, session: Exchange, breakages: Sequence[Breakage]
    ) -> Mapping[str, Sequence[Page]]:
        del forget, session
        return {it.kind: [Page(url, text=it.kind)] for it in breakages}


def person(name: str, who: str, password: str = "right") -> Account:
    return Account(name, f"{who}@app.test", password, "PASSWORD")


def walk(app: App, *accounts: Account) -> Walk:
    return Guide(app, SITE, lambda _: None).walk(accounts or (person("owner", "ada"),))


def test_a_form_is_looked_for_where_it_is_likely_and_filled_in() -> None:
    [home] = walk(App()).homes

    assert (home.path, home.sign_in_path) == ("/hall", "/door")
    assert home.sign_in_steps == (
        {"fill": {"label": "Mail"}, "value": "{email}"},
        {"fill": {"label": "Pass"}, "value": "{password}"},
        {"click": {"role": "button", "name": "Go"}},
    )


def test_an_app_without_a_form_is_told_and_walked_through_as_nobody() -> None:
    app = App(**{"sign-in": page("/sign-in", heading("Scan the code"))})

    it = walk(app)

    assert "no page with a password field" in it.notes[0]
    assert f"layerproof init {SITE}/login" in it.notes[0]
    assert ([home.path for home in it.homes], it.begun, it.is_open) == (["/"], (), False)


def test_a_password_that_is_wrong_is_told_in_the_apps_own_words() -> None:
    it = walk(App(), person("owner", "ada", "wrong"))

    assert it.notes[0].startswith("'owner' could not sign in")
    assert "Wrong password" in it.notes[0]
    assert it.homes[0].account.email == "ada@app.test"


OPEN = {"": page("/", heading("Welcome"), button("Take a seat"))}


def test_an_app_that_nobody_signs_in_to_is_found_to_be_open() -> None:
    it = Guide(App(**OPEN), SITE, lambda _: None).walk(())

    assert it.is_open
    assert [one.path for one in it.begun] == ["/"]
    assert (it.homes[0].account.name, it.homes[0].sign_in_steps) == ("owner", ())


def test_an_app_that_shows_nobody_a_starter_is_not_taken_to_be_open() -> None:
    it = Guide(App(), SITE, lambda _: None).walk(())

    assert not it.is_open
    assert it.begun == ()


def test_buttons_that_nobody_pressed_are_named_where_no_session_was_opened() -> None:
    front = page("/", button("Send a parcel"), button("Sign in"), button("Delete the open one"))

    it = Guide(App(**{"": front}), SITE, lambda _: None).walk(())

    told = [
        note for note in it.notes if "'Send a parcel' at /, 'Delete the open one' at /." in note
    ]
    assert len(told) == 1
    assert "--headed" in told[0]


def test_buttons_beside_a_starter_are_no_news() -> None:
    front = page("/", button("Take a seat"), button("Send a parcel"))

    it = Guide(App(**{"": front}), SITE, lambda _: None).walk(())

    assert it.is_open
    assert not [note for note in it.notes if "Send a parcel" in note]


@pytest.mark.parametrize(("pages", "starters"), [(OPEN, 1), ({}, 0)])
def test_an_app_that_is_said_to_be_open_is_so(pages: dict[str, Page], starters: int) -> None:
    app = App(**pages)

    it = Guide(app, SITE, lambda _: None).walk_open()

    assert (it.is_open, len(it.begun)) == (True, starters)
    assert not [done for done in app.done if "Mail" in done]


def test_another_account_that_is_refused_is_only_noted() -> None:
    it = walk(App(), person("owner", "ada"), person("staff", "bo", "wrong"))

    assert [home.account.name for home in it.homes] == ["owner"]
    assert "'staff' could not sign in" in it.notes[0]


def test_what_could_do_harm_is_left_alone_and_the_next_is_tried() -> None:
    first, harmful = button("Open settings"), button("Delete the open session")
    app = App(hall=page("/hall", harmful, first, *HALL.elements))

    [begun] = walk(app).begun

    assert begun.steps == ({"click": {"role": "button", "name": "Take a seat"}},)
    assert "click Open settings" in app.done
    assert "click Delete the open session" not in app.done


def test_buttons_that_open_nothing_are_tried_so_often_and_no_more() -> None:
    many = [button(f"Start {n}") for n in "abcdefgh"]
    app = App(hall=page("/hall", *many))

    assert walk(app).begun == ()
    assert len([it for it in app.done if it.startswith("click Start")]) == MOST_BUTTONS


def test_the_first_session_is_looked_at_from_all_sides_and_acted_in() -> None:
    app = App()

    runner = walk(app).runner

    assert runner is not None
    assert runner.errors["expired"].text == "expired"
    assert runner.answer_steps[0] == {"fill": {"label": "Reply"}, "value": "{answer}"}
    assert runner.end_steps == ({"click": {"role": "button", "name": "Finish"}},)


def test_each_account_begins_as_somebody_new_and_a_page_is_walked_once() -> None:
    app = App()

    it = walk(app, person("owner", "ada"), person("colleague", "ada"), person("staff", "bo"))

    assert app.entered == 3
    assert [begun.account for begun in it.begun] == ["owner", "staff"]
