"""What a person does in a window is recorded, and becomes a profile; Playwright is the person."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from harness.backend.mock import Mock, start_mock
from harness.browser.asked import Record
from harness.browser.explore import Walker
from harness.browser.onlook import Onlooker
from harness.browser.tests.seats import theatre
from harness.browser.tests.site import Site
from harness.init.draft import draft, tables_of
from harness.init.retell import retold, walk_of
from harness.init.toml import missing
from harness.init.walk import Account, Walk
from harness.init.watched import Act
from harness.profile.load import load_profile, parse_profile
from harness.profile.profile import Profile
from harness.profile.sign_in import ByForm

pytestmark = pytest.mark.browser

PASSWORD = "practice"
VARIABLE = "THE_PASSWORD"
REST_S = 5.0
SCENARIO = "test_a_stored_session_needs_no_server"
COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]


class Sitting:
    """A person's window, who looks on at it, and a browser for what comes after."""

    def __init__(self, chromium: Browser, url: str) -> None:
        self.walker = Walker(chromium, url, {}, {})
        record = Record()
        self.onlooker = Onlooker(self.walker.new_context(record), record, self.walker.origin)
        self.onlooker.open(url)

    @property
    def page(self) -> Page:
        """The newest tab."""
        return self.onlooker.context.pages[-1]

    def rest(self) -> None:
        """The person looks at the page until it has come to rest, for 5 s at most."""
        until, kept = time.monotonic() + REST_S, len(self.onlooker.watched().kept)
        self.onlooker.watch(
            lambda: len(self.onlooker.watched().kept) > kept or time.monotonic() > until
        )

    def press(self, words: str) -> None:
        """Clicks the button, and looks at what comes of it."""
        self.page.get_by_role("button", name=words).click()
        self.rest()

    def open(self, words: str, where: str) -> None:
        """Clicks what opens a tab, and looks at what that shows in the end."""
        with self.onlooker.context.expect_page() as opened:
            self.page.get_by_role("button", name=words).click()
        opened.value.wait_for_url(where)
        self.rest()

    def acts(self) -> list[Act]:
        return [it.act for it in self.onlooker.watched().moments if it.act]

    def walk(self) -> Walk:
        """What it was worth, looked at afterwards as well."""
        watched = self.onlooker.watched()
        told = retold(watched, {}, lambda name, email: Account(name, email, "", VARIABLE))
        return walk_of(watched, told, self.walker, lambda _: None)


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    it = start_mock(demo=True)
    yield it
    it.stop()


def sign_in(it: Sitting, email: str, *passwords: str) -> None:
    it.page.wait_for_url("**/sign-in**")
    for password in passwords or (PASSWORD,):
        it.page.get_by_label("Email").fill(email)
        it.page.get_by_label("Password").fill(password)
        it.press("Sign in")


def show_the_mock(it: Sitting) -> None:
    """As a student, who mistypes at first, and as staff: three starters, one session acted in."""
    sign_in(it, "student@example.test", "mistyped", PASSWORD)
    it.open("Start interview", "**/interview/**")
    it.page.get_by_label("Your answer").fill("Because I can.")
    it.press("Submit answer")
    it.press("End interview")
    it.page.close()
    it.page.get_by_role("link", name="Practice", exact=True).click()
    it.rest()
    it.press("Start interview")
    it.page.goto(f"{it.walker.origin}/dashboard")
    it.rest()
    it.page.get_by_role("button", name="Sign out").click()
    sign_in(it, "staff@example.test")
    it.page.get_by_label("Student").select_option(label="Amara Okafor")
    it.open("Start interview", "**/interview/**")


@pytest.mark.slow
def test_a_persons_walk_through_the_mock_is_its_profile(
    chromium: Browser, mock: Mock, tmp_path: Path
) -> None:
    it, out = Sitting(chromium, mock.url), tmp_path / "recorded.toml"
    show_the_mock(it)

    walk = it.walk()

    text = draft(walk)
    out.write_text(text, encoding="utf-8")
    assert (missing(tables_of(walk)), walk.notes) == ([], ())
    assert not [it for it in (f'"{PASSWORD}"', "mistyped", "Because I can") if it in text]
    is_like_the_mocks_own(load_profile(out))
    proves(mock.url, out, SCENARIO)


def is_like_the_mocks_own(found: Profile) -> None:
    known = load_profile("mock")
    unseen = {"auth", "reader_cookie"}
    assert found.storage.model_dump(exclude=unseen) == known.storage.model_dump(exclude=unseen)
    assert set(found.api.create) == set(known.api.create)
    for role in ("session", "start", "answer", "end", "telemetry"):
        assert getattr(found.api, role) == getattr(known.api, role), role
    assert found.starters == {it: known.starters[it] for it in found.starters}
    assert set(found.starters) == {"student", "student-dashboard", "org"}
    assert (found.screens, found.acts, found.buttons) == (known.screens, known.acts, known.buttons)
    assert found.sign_in["form"] == known.sign_in["form"]
    assert found.access.may_read == ("owner", "staff")


def proves(url: str, profile: Path, scenario: str) -> None:
    """The scenario passes at the URL with the profile."""
    asked = ["verify", "--url", url, "--profile", str(profile), "-k", scenario]
    ended = subprocess.run(
        [*COMMAND, *asked, "--out", str(profile.parent / "out"), "--allow-untested"],
        env={**os.environ, VARIABLE: PASSWORD},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.slow
def test_an_app_of_another_make_is_recorded_as_well(chromium: Browser, site: Site) -> None:
    it = Sitting(chromium, theatre(site))
    it.page.get_by_label("Who").fill("ada@app.test")
    it.page.get_by_label("Secret").fill("hush")
    it.page.get_by_label("Secret").press("Enter")
    it.rest()
    it.open("Take a seat", "**/seat**")
    it.page.close()
    it.press("Sit here")

    walk = it.walk()

    text = draft(walk)
    assert "hush" not in text
    assert missing(tables_of(walk)) == [], text
    profile = parse_profile(text, source="recorded")
    assert (profile.paths.runner, profile.paths.sign_in) == ("/seat?at={id}", "/door")
    assert profile.storage.entry == "seat:{id}"
    assert [it.path for it in profile.api.session] == ["GET /v2/seat/{id}"]
    assert [it.path for it in profile.api.create] == ["POST /v2/seats"]
    assert {it.opens for it in profile.starters.values()} == {"same-tab", "new-tab"}
    form = profile.sign_in["form"]
    assert isinstance(form, ByForm)
    assert [str(it) for it in form.steps] == [
        "fill label \"Who\" '{email}'",
        "fill label \"Secret\" '{password}'",
        "press label \"Secret\" 'Enter'",
    ]
    assert set(profile.errors.kinds) >= {"not-found", "signed-out", "network"}


FORM = """
<form onsubmit="event.preventDefault()"><label>Mail <input name=mail></label>
<label>Pass <input type=password id=p></label><button>Go</button></form>
<label><input type=checkbox> I agree</label>
<select aria-label=Route><option>One<option>Two</select>
<div style="cursor: pointer">Plain thing</div><p>Only words</p>
<script>const show = () => { p.type = 'text'; };</script>
"""


def test_each_act_is_told_once_and_no_password(chromium: Browser, site: Site) -> None:
    it = Sitting(chromium, site.page("/", FORM))
    page = it.page

    page.get_by_label("Mail").fill("a@b.test")
    page.get_by_label("Pass").press_sequentially("hush")
    page.evaluate("show()")
    page.get_by_label("Pass").press_sequentially("!")
    page.get_by_label("Pass").press("Enter")
    page.get_by_label("I agree").check()
    page.get_by_label("Route").select_option("Two")
    page.get_by_text("Plain thing").click()
    page.get_by_text("Only words").click()
    it.rest()

    told = [(act.verb, act.element.label or act.element.text, act.value) for act in it.acts()]
    assert [one for one in told if one[0] != "fill"] == [
        ("press", "Pass", "Enter"),
        ("check", "I agree", ""),
        ("select", "Route", "Two"),
        ("click", "Plain thing", ""),
    ]
    assert ("fill", "Mail", "a@b.test") in told
    typed = [act for act in it.acts() if act.verb == "fill" and act.element.label == "Pass"]
    assert len(typed) == 5
    assert {(act.value, act.element.kind) for act in typed} == {("", "password")}
    assert "hush" not in str(it.onlooker.watched())


def test_closing_the_last_tab_ends_it(chromium: Browser, site: Site) -> None:
    it = Sitting(chromium, site.page("/", "<h1>Here</h1>"))
    it.rest()
    it.page.close()

    it.onlooker.watch(lambda: False)

    assert "Here" in it.onlooker.watched().moments[-1].page.text


INTERRUPTED = """
import os, sys
from harness.browser.outing import Outing
from harness.cli.sitting import until_said
outing = Outing(sys.argv[1], os.environ)
with outing.exploring() as walker:
    with until_said(None) as done, outing.onlooking(walker, headed=False) as onlooker:
        onlooker.watch(lambda: onlooker.watched().moments)
        print("ready", flush=True)
        onlooker.watch(done)
        watched = onlooker.watched()
    walker.enter()
    print(watched.moments[-1].page.text, walker.visit("").text, flush=True)
"""


def test_ctrl_c_keeps_what_was_seen(site: Site) -> None:
    url = site.page("/", "<h1>Seen</h1>")
    person = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, url],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert person.stdout is not None
    assert person.stdout.readline() == "ready\n"

    # As a terminal does it: to the command, and to all that it has started.
    os.killpg(person.pid, signal.SIGINT)
    said, _ = person.communicate(timeout=60)

    assert said == "Seen Seen\n"
    assert person.returncode == 0
