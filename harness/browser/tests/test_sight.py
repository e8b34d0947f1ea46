import pytest
from playwright.sync_api import Browser, Error

from harness.browser.sight import WATCH_WORDS, said, seen, stored, through_moves
from harness.browser.tests.site import Site

pytestmark = pytest.mark.browser

PAGE = """
<main data-screen=form><h1>Hello <b>there</b></h1>
<form><label for=a>Your e-mail</label><input id=a type=email required>
<select aria-label=Route><option value="">Choose</option><option value=1>One</option></select>
<button type=submit>Go  on</button></form>
<a href=/next>Next</a><button hidden>Unseen</button><div role=alert>Oh no</div></main>
<script>localStorage.setItem('k', 'v')</script>
"""


def test_a_page_is_seen_as_a_person_would(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.page("/", PAGE))

    looked = seen(page)

    named = {(it.role, it.name or it.label) for it in looked.elements}
    assert {("heading", "Hello there"), ("button", "Go on"), ("link", "Next")} <= named
    assert {("textbox", "Your e-mail"), ("alert", "Oh no")} <= named
    assert "Unseen" not in {name for _, name in named}
    [select] = looked.of_role("combobox")
    assert (select.label, select.options, select.filled, select.form) == (
        "Route",
        ("One",),
        False,
        1,
    )
    [main] = looked.of_role("main")
    assert main.data == {"data-screen": "form"}
    assert looked.of_role("link")[0].href == f"{site.origin}/next"
    assert stored(page) == {"k": "v"}
    context.close()


def test_what_a_page_said_in_between_is_kept(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    context.add_init_script(WATCH_WORDS)
    page = context.new_page()
    page.goto(site.page("/", "<p>one</p><script>setTimeout(() => change('two'))</script>"))
    page.evaluate(
        "async () => { for (const it of ['two', 'three']) { \
        document.querySelector('p').textContent = it; await new Promise(requestAnimationFrame); } }"
    )

    told = said(page)

    assert [it for it in told if it in ("two", "three")] == ["two", "three"]
    context.close()


class Moving:
    """A page that moves on under so many questions."""

    def __init__(self, moves: int, error: str) -> None:
        self.moves = moves
        self.error = error

    def ask(self) -> str:
        self.moves -= 1
        if self.moves >= 0:
            raise Error(self.error)
        return "answered"


def test_a_page_that_moves_on_is_asked_again_and_another_error_is_one() -> None:
    moved = "Execution context was destroyed, most likely because of a navigation"

    assert through_moves(Moving(3, moved).ask) == "answered"
    with pytest.raises(Error, match="destroyed"):
        through_moves(Moving(100, moved).ask)
    with pytest.raises(Error, match="closed"):
        through_moves(Moving(1, "Target page has been closed").ask)
