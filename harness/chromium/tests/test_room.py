"""What a person does in a room's tabs, and what can be asked of them."""

from collections.abc import Callable

import pytest

from harness.browser.tests.site import Site
from harness.chromium.tests.played import Opened
from harness.conditions.wire import Fault, Link
from harness.errors import NotObserved, Unsupported
from harness.model.event import Phase
from harness.model.word import Role, Topology
from harness.profile.load import load_profile
from harness.profile.locator import Locator
from harness.profile.step import Step
from harness.stage.driver import Visa

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]
FORM = """
<label>Name <input id=name value=old></label>
<label>Day <input id=day type=date></label>
<label>Notes <textarea id=notes>old</textarea></label>
<div role=textbox aria-label=Rich contenteditable id=rich>old</div>
<label>Visa
<select id=visa><option value=a>Tier 1</option><option value=b>Tier 4</option></select></label>
<label><input type=checkbox id=agree> Agree</label>
<button onclick="said.push('clicked')">Go</button>
<button disabled>Never</button>
<p>one</p><p hidden>two</p><p>three</p>
<script>
  window.said = [];
  for (const type of ['input', 'change'])
    addEventListener(type, (it) => said.push(type + ' ' + it.target.id));
  addEventListener('keydown', (it) => said.push('key ' + it.key));
</script>"""
IMPATIENT = load_profile("mock").model_copy(
    update={"deadlines": load_profile("mock").deadlines.model_copy(update={"step_ms": 100})}
)


@pytest.fixture
def form(opened: Open, site: Site) -> Opened:
    """A tab with a form."""
    it = opened(profile=IMPATIENT, run="r1")
    it.visit(site.page("/", FORM))
    return it


def value(it: Opened, name: str) -> object:
    return it.inside(f"document.getElementById('{name}').value")


@pytest.mark.parametrize(("label", "name"), [("Name", "name"), ("Notes", "notes")])
def test_what_is_filled_in_takes_the_place_of_what_was_there(
    form: Opened, label: str, name: str
) -> None:
    step = Step(fill=Locator(label=label), value="{who}, {run}")

    form.room.do("tab-1", step, {"who": "Ada"})

    assert value(form, name) == "Ada, r1"
    assert form.inside("said") == [f"input {name}"]
    form.room.do("tab-1", step.model_copy(update={"value": ""}), {})
    assert value(form, name) == ""


def test_a_date_and_a_rich_text_can_be_filled_in(form: Opened) -> None:
    form.room.do("tab-1", Step(fill=Locator(label="Day"), value="2026-11-22"), {})
    form.room.do("tab-1", Step(fill=Locator(role="textbox", name="Rich"), value="new"), {})

    assert value(form, "day") == "2026-11-22"
    assert form.inside("document.getElementById('rich').innerText") == "new"


def test_an_option_is_chosen_by_its_label(form: Opened) -> None:
    form.room.do("tab-1", Step(select=Locator(label="Visa"), value="Tier 4"), {})

    assert value(form, "visa") == "b"
    assert form.inside("said") == ["input visa", "change visa"]


def test_a_box_is_ticked_once(form: Opened) -> None:
    for _ in range(2):
        form.room.do("tab-1", Step(check=Locator(label="Agree")), {})

    assert form.inside("document.getElementById('agree').checked") is True


def test_a_key_is_pressed_where_it_is_said(form: Opened) -> None:
    for key in ("x", "End", "Enter"):
        form.room.do("tab-1", Step(press=Locator(label="Notes"), value=key), {})

    assert [it for it in form.inside("said") if it.startswith("key")] == [
        "key x",
        "key End",
        "key Enter",
    ]
    assert "x" in str(value(form, "notes"))
    assert "\n" in str(value(form, "notes"))


def test_what_is_clicked_is_told_as_a_persons_click(form: Opened) -> None:
    form.room.do("tab-1", Step(click=Locator(role="button", name="Go")), {})

    assert form.inside("said") == ["clicked"]
    assert form.until_told("click").text("target") == "Go"
    form.room.double_click("tab-1", Locator(role="button", name="Go"))
    assert form.inside("said") == ["clicked"] * 3


@pytest.mark.parametrize("name", ["Never", "Not there"])
def test_what_cannot_be_acted_on_is_not_observed(form: Opened, name: str) -> None:
    with pytest.raises(NotObserved, match=rf"Could not click .*{name}.* in tab-1 at http"):
        form.room.do("tab-1", Step(click=Locator(role="button", name=name)), {})


def test_what_shows_is_seen(form: Opened) -> None:
    assert form.room.texts("tab-1", "p") == ("one", "three")
    assert form.room.sees("tab-1", Locator(text="one"))
    assert not form.room.sees("tab-1", Locator(text="two"))
    shot = form.room.screenshot("tab-1")
    assert shot is not None
    assert shot.startswith(b"\x89PNG")


def test_storage_is_really_read_and_written_unseen(form: Opened) -> None:
    form.room.write_storage("tab-1", "key", "value")

    assert form.room.read_storage("tab-1", "key") == "value"
    assert form.inside("localStorage.getItem('key')") == "value"
    form.room.write_storage("tab-1", "key", None)
    assert form.room.read_storage("tab-1", "key") is None
    told = [it.kind for it in form.log.since(0) if it.text("key") == "key"]
    assert len(told) <= 1, "only what the page read itself"


def test_an_empty_tab_has_no_storage(opened: Open) -> None:
    it = opened()
    tab = it.room.new_tab()

    with pytest.raises(NotObserved, match="tab-1 at about:blank has no storage"):
        it.room.read_storage(tab, "key")


def test_tabs_are_named_over_the_whole_scenario(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    for topology in (Topology.NOOPENER, Topology.NEW_WINDOW):
        it.room.open_from("tab-1", f"{site.origin}/", topology)
    assert it.driver.until(lambda: it.room.tabs() == ("tab-1", "tab-2", "tab-3"))
    it.still()

    assert it.inside("opener === null", "tab-2")
    assert it.inside("opener !== null", "tab-3")
    it.room.close_tab("tab-2")
    it.room.close_tab("tab-2")
    assert it.room.new_tab() == "tab-4"
    assert it.room.tabs() == ("tab-1", "tab-3", "tab-4")


def test_a_tab_says_its_last_words(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "<script>onpagehide = () => navigator.sendBeacon('/bye')</script>"))

    it.room.close_tab("tab-1")

    assert it.driver.until(lambda: "POST /bye" in site.asked)


def test_a_reload_is_over_when_there_is_another_document(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.inside("window.old = true")

    it.room.reload("tab-1")

    assert it.inside("window.old ?? 'new'") == "new"
    assert site.asked.count("GET /") == 2


def test_the_history_goes_back_and_forward(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.room.goto("tab-1", site.page("/next", "there"))

    it.room.history("tab-1", -1)
    assert it.driver.until(lambda: it.room.address("tab-1") == f"{site.origin}/")
    it.still()
    it.room.history("tab-1", 1)
    assert it.driver.until(lambda: it.room.address("tab-1") == f"{site.origin}/next")


def test_a_dead_network_is_told_by_the_events(opened: Open) -> None:
    dead = "http://127.0.0.1:1"
    it = opened(origin=dead)
    it.room.goto(it.room.new_tab(), f"{dead}/interview/7")

    it.until_told("document", kind=Phase.FAIL, actor="tab-1", url=f"{dead}/interview/7")
    [failed] = [at for at in it.log.since(0) if at.kind is Phase.FAIL]
    assert failed.text("reason").startswith("net::ERR_")


def test_a_page_can_be_hidden(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))

    it.room.hide("tab-1")

    assert it.inside("document.visibilityState") == "hidden"


def test_a_room_begins_with_the_visas_cookies_and_storage(opened: Open, site: Site) -> None:
    visa = Visa(storage={"auth:uid": "ann"}, cookies={"auth-user": "%7B%7D"})
    it = opened(visa=visa, seeds={"seed": "1"})
    it.visit(site.page("/deep/down", "here"))

    assert it.inside("document.cookie") == "auth-user=%7B%7D"
    assert it.inside("localStorage['auth:uid'] + localStorage.seed") == "ann1"


def test_rooms_know_nothing_of_each_other(opened: Open, site: Site) -> None:
    one, other = opened(), opened()
    for it in (one, other):
        it.visit(site.page("/", "here"))
    one.inside("document.cookie = 'a=1'; localStorage.a = 1")

    assert other.inside("document.cookie + (localStorage.a ?? 'nothing')") == "nothing"


def test_devices_are_there_where_the_profile_permits_them(opened: Open, site: Site) -> None:
    profile = load_profile("mock").model_copy(update={"permissions": ("microphone", "geolocation")})
    state = "navigator.permissions.query({name: 'microphone'}).then((it) => it.state)"
    allowed, asked = opened(profile=profile), opened()
    for it in (allowed, asked):
        it.visit(site.page("/", "here"))

    assert (allowed.inside(state), asked.inside(state)) == ("granted", "prompt")


def test_a_bearer_is_remembered(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.inside("fetch('/api/me', { headers: { authorization: 'Bearer abc' } }).then(() => 1)")

    assert it.driver.until(lambda: it.room.bearer() == "abc")


@pytest.mark.parametrize(
    "parts",
    [
        {"routes": (Fault(Role.SESSION, offline=True),)},
        {"hung": (Role.SESSION,)},
        {"redirect_runner": True},
        {"stale_worker": True},
    ],
    ids=str,
)
def test_what_it_cannot_do_is_said(opened: Open, parts: dict[str, object]) -> None:
    with pytest.raises(Unsupported, match="needs routes"):
        opened(**parts)


def test_what_comes_later_and_cannot_be_had_is_said(opened: Open) -> None:
    it = opened()

    with pytest.raises(Unsupported, match="needs throttle"):
        it.driver.set_link(Link())
    with pytest.raises(Unsupported, match="needs throttle"):
        it.driver.set_cpu(4)
    with pytest.raises(Unsupported, match="needs routes"):
        it.room.play(Fault(Role.SESSION, offline=True))
