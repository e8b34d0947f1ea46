"""Who signed in once is signed in in every later room."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from harness.browser.tests.site import Site
from harness.chromium.saved import databases_of, restored, saved
from harness.chromium.tests.played import Opened
from harness.errors import Unsupported
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa

ORIGIN = "http://app.test"
PLAN = RoomPlan(ORIGIN, "", load_profile("mock"), Visa())
COOKIE = {"name": "sid", "value": "1", "domain": "app.test", "path": "/", "size": 4}


def test_a_plan_gets_what_was_saved_of_its_own_origin() -> None:
    state = saved(ORIGIN, [COOKIE], [["auth:uid", "ann"]])

    plan, cookies = restored(replace(PLAN, visa=Visa(state=state)))

    assert plan.visa.storage == {"auth:uid": "ann"}
    assert plan.visa.state is None
    assert [it["name"] for it in cookies] == ["sid"]
    assert "size" not in cookies[0]


def test_what_another_origin_kept_is_not_ours() -> None:
    state = saved("http://other.test", [], [["auth:uid", "ann"]])

    assert restored(replace(PLAN, visa=Visa(state=state)))[0].visa.storage == {}


def test_a_cookie_without_an_end_gets_none() -> None:
    state = {"cookies": [{**COOKIE, "expires": -1}, {**COOKIE, "expires": 9e9}], "origins": []}

    ends = [it.get("expires") for it in restored(replace(PLAN, visa=Visa(state=state)))[1]]

    assert ends == [None, 9e9]


def a_state(**row: object) -> dict[str, object]:
    store = {"name": "users", "autoIncrement": False, "keyPath": "id", "records": [row]}
    database = {"name": "firebase", "version": 3, "stores": [store]}
    return {"cookies": [], "origins": [{"origin": ORIGIN, "indexedDB": [database]}]}


def test_databases_stay_in_the_state_of_the_plan() -> None:
    plan, _ = restored(replace(PLAN, visa=Visa(state=a_state(value={"id": 1}))))

    [database] = databases_of(plan.visa.state, ORIGIN)
    assert database["name"] == "firebase"
    assert databases_of(plan.visa.state, "http://other.test") == ()


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(Unsupported, match="firebase/users"):
        restored(replace(PLAN, visa=Visa(state=a_state(valueEncoded={"d": "2026"}))))


def test_the_harness_s_own_marks_are_not_saved() -> None:
    state = saved(ORIGIN, [], [["__layerproof:seeds", "x"], ["auth:uid", "ann"]])

    assert restored(replace(PLAN, visa=Visa(state=state)))[0].visa.storage == {"auth:uid": "ann"}


@pytest.mark.browser
def test_a_room_begins_as_another_ended(opened: Callable[..., Opened], site: Site) -> None:
    first = opened()
    first.visit(site.page("/", "<script>localStorage.who='ann'; document.cookie='sid=1'</script>"))

    second = opened(visa=Visa(state=first.room.state()))
    second.visit(site.page("/", "here"))

    assert second.inside("localStorage.who + document.cookie") == "annsid=1"


FILL = """new Promise((done) => {
  const asked = indexedDB.open('firebase', 3);
  asked.onupgradeneeded = () => {
    const users = asked.result.createObjectStore('users', { keyPath: 'id' });
    users.createIndex('by-name', 'name', { unique: true });
    users.put({ id: 1, name: 'ann', tokens: ['a', null, 2.5] });
    asked.result.createObjectStore('loose', { autoIncrement: true }).put(VALUE, 'k');
  };
  asked.onsuccess = () => { asked.result.close(); done(1); };
})"""
REMOVE = """new Promise((done) => {
  indexedDB.deleteDatabase('firebase').onsuccess = () => done(1);
})"""
# The page asks before anything else could, as an app's own script does.
READS = """<script>
  window.told = new Promise((done) => {
    const asked = indexedDB.open('firebase');
    asked.onsuccess = () => {
      const db = asked.result, parts = db.transaction(['users', 'loose']);
      const name = parts.objectStore('users').index('by-name').get('ann');
      const loose = parts.objectStore('loose').get('k');
      loose.onsuccess = () => done([db.version, name.result, loose.result]);
    };
  });
</script>"""


@pytest.mark.browser
def test_who_is_kept_in_a_database_is_there_before_the_page_asks(
    opened: Callable[..., Opened], site: Site
) -> None:
    first = opened()
    first.visit(site.page("/", "here"))
    first.inside(FILL.replace("VALUE", "'v'"))

    second = opened(visa=Visa(state=first.room.state()))
    second.visit(site.page("/reads", READS))

    ann = {"id": 1, "name": "ann", "tokens": ["a", None, 2.5]}
    assert second.inside("told") == [3, ann, "v"]
    assert second.inside("Object.keys(localStorage)") == []


@pytest.mark.browser
def test_what_the_app_removes_stays_removed(opened: Callable[..., Opened], site: Site) -> None:
    first = opened()
    first.visit(site.page("/", "here"))
    first.inside(FILL.replace("VALUE", "'v'"))

    second = opened(visa=Visa(state=first.room.state()))
    second.visit(site.page("/", "here"))
    gone = (
        "new Promise((done) => { indexedDB.deleteDatabase('firebase').onsuccess = () => done(1) })"
    )
    second.inside(gone)
    second.room.reload("tab-1")
    second.still()

    assert second.inside("indexedDB.databases()") == []


@pytest.mark.browser
def test_what_is_no_json_cannot_be_saved(opened: Callable[..., Opened], site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.inside(FILL.replace("VALUE", "new Date()"))

    with pytest.raises(Unsupported, match="firebase/loose"):
        it.room.state()
