"""Who signed in once is signed in in every later room."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from harness.browser.tests.site import Site
from harness.chromium.saved import restored, saved
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


def test_a_state_with_a_database_is_refused() -> None:
    origins = [{"origin": ORIGIN, "localStorage": [], "indexedDB": [{"name": "firebase"}]}]

    with pytest.raises(Unsupported, match="IndexedDB"):
        restored(replace(PLAN, visa=Visa(state={"cookies": [], "origins": origins})))


@pytest.mark.browser
def test_a_room_begins_as_another_ended(opened: Callable[..., Opened], site: Site) -> None:
    first = opened()
    first.visit(site.page("/", "<script>localStorage.who='ann'; document.cookie='sid=1'</script>"))

    second = opened(visa=Visa(state=first.room.state()))
    second.visit(site.page("/", "here"))

    assert second.inside("localStorage.who + document.cookie") == "annsid=1"


@pytest.mark.browser
def test_what_is_kept_in_a_database_cannot_be_saved(
    opened: Callable[..., Opened], site: Site
) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.inside("new Promise((done) => { indexedDB.open('firebase').onsuccess = () => done(1); })")

    with pytest.raises(Unsupported, match="IndexedDB"):
        it.room.state()
