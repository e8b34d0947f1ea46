from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harness.browser.probes import Edit, StoragePlan, probe_script
from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

ENTRY = {
    "entry_key": "init:{id}",
    "entry_pattern": "^init:(.+)$",
    "reader_key": "auth:uid",
    "auth_keys": ("auth:*",),
    "runner_pattern": "^/run/([^/]+)$",
}


def brief(it: dict[str, Any]) -> tuple[str, str, object]:
    value = it["detail"].get("value", it["detail"].get("found"))
    return it["kind"], f"{it['what'].removeprefix('storage.')} {it['detail']['key']}", value


def story(probed: Probed) -> list[tuple[str, str, object]]:
    return [brief(it) for it in probed.messages if it["what"].startswith("storage.")]


def test_methods_and_properties_are_seen_alike(probed: Make, site: Site) -> None:
    room = probed(**ENTRY)
    page = room.open(site.page("/", "hello"))

    page.evaluate(
        """() => {
          localStorage['init:1'] = 'a';
          localStorage.setItem('init:1', 'b');
          localStorage['init:1'];
          'init:1' in localStorage;
          Storage.prototype.getItem.call(localStorage, 'init:1');
          delete localStorage['init:1'];
          localStorage.getItem('init:1');
          localStorage.clear();
        }"""
    )

    assert story(room) == [
        ("ok", "write init:1", "a"),
        ("ok", "write init:1", "b"),
        ("info", "read init:1", "b"),
        ("info", "read init:1", True),
        ("info", "read init:1", "b"),
        ("ok", "remove init:1", None),
        ("info", "read init:1", False),
        ("ok", "remove *", None),
    ]


def test_the_page_finds_a_storage_as_it_knows_it(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, seed_storage={"seeded": "1"})
    page = room.open(site.page("/", "hello"))

    found = page.evaluate(
        """() => {
          localStorage.a = 1;
          const entries = {a: '1', seeded: '1'};
          const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
          const sorted = (it) => Object.fromEntries(Object.entries(it).sort());
          return {
            entries: same(sorted(localStorage), entries),
            spread: same(sorted({...localStorage}), entries),
            json: same(sorted(JSON.parse(JSON.stringify(localStorage))), entries),
            length: localStorage.length === 2,
            keys: same([0, 1].map((at) => localStorage.key(at)).sort(), ['a', 'seeded']),
            beyond: localStorage.key(2) === null,
            kind: localStorage instanceof Storage && String(localStorage) === '[object Storage]',
            missing: localStorage.missing === undefined && !('missing' in localStorage),
            own: localStorage.hasOwnProperty('a'),
            identity: localStorage === window.localStorage,
            session: sessionStorage.getItem('a') === null && sessionStorage.length === 0,
            arity: (() => { try { localStorage.getItem() } catch (e) { return !!e.stack } })(),
          };
        }"""
    )

    assert [name for name, holds in found.items() if holds is not True] == []


def test_roles_are_told_and_only_entry_and_reader_values(probed: Make, site: Site) -> None:
    room = probed(**ENTRY)
    page = room.open(site.page("/", "hello"))

    page.evaluate(
        "() => ['init:1','auth:uid','auth:user','x'].forEach((it) => localStorage[it] = 's')"
    )

    assert [(it["role"], it.get("value")) for it in room.of("storage.write")] == [
        ("entry", "s"),
        ("reader", "s"),
        ("auth", None),
        ("other", None),
    ]


def test_seeds_are_there_first_and_never_come_back(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, seed_storage={"auth:uid": "u1", "kept": "1"})
    url = site.page("/", "<script>window.first = localStorage.getItem('auth:uid')</script>")
    page = room.open(url)

    assert page.evaluate("first") == "u1"
    page.evaluate("localStorage.removeItem('auth:uid')")
    page.reload()
    assert page.evaluate("[first, localStorage.kept]") == [None, "1"]
    page.evaluate("localStorage.clear()")
    assert room.open(url).evaluate("[first, localStorage.length]") == [None, 0]


def test_a_full_storage_throws_the_browsers_own_error(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, storage=StoragePlan(access="full"), seed_storage={"auth:uid": "u1"})
    page = room.open(site.page("/", "hello"))

    threw = page.evaluate(
        """() => { try { localStorage.x = ''; } catch (e) {
             return [e.name, e.code, e instanceof DOMException, Object.keys(localStorage)] } }"""
    )

    assert threw == ["QuotaExceededError", 22, True, ["auth:uid"]]
    [failed] = room.of("storage.write")
    assert failed["threw"].startswith("QuotaExceededError: ")
    assert room.kinds("storage.write") == ["fail"]


def test_a_blocked_storage_throws_on_access(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, storage=StoragePlan(access="throws"))
    page = room.open(site.page("/", "hello"))

    threw = page.evaluate("() => { try { localStorage } catch (e) { return [e.name, e.code] } }")

    assert threw == ["SecurityError", 18]
    [read] = room.of("storage.read")
    assert read["threw"].startswith("SecurityError: ")
    assert "spare" not in read


def test_a_blocked_storage_tells_whether_a_cookie_stands_in_for_it(
    probed: Make, site: Site
) -> None:
    room = probed(**ENTRY, reader_cookie="me", storage=StoragePlan(access="throws"))
    page = room.open(site.page("/", "hello"))
    look = "() => { try { localStorage } catch { return document.cookie } }"

    page.evaluate("document.cookie = 'not-me=1'")
    page.evaluate(look)
    page.evaluate("document.cookie = 'me=1'")
    page.evaluate(look)

    assert [it["spare"] for it in room.of("storage.read")] == [False, True]


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (StoragePlan(), '{"id":"7","a":{"b":1}}'),
        (StoragePlan(entry="empty"), None),
        (StoragePlan(entry="text", entry_text='{"of": "{id}'), '{"of": "7'),
    ],
)
def test_the_entrys_rule_acts_on_the_runner_only(
    probed: Make, site: Site, plan: StoragePlan, found: str | None
) -> None:
    room = probed(**ENTRY, storage=plan)
    runner = site.page("/run/7", "hello")
    page = room.open(site.page("/", "hello"))
    wrote = page.evaluate("""localStorage['init:7'] = '{"id":"7","a":{"b":1}}'""")

    assert page.evaluate("localStorage['init:7']") == wrote
    page.goto(runner)
    assert page.evaluate("localStorage.getItem('init:7')") == found


def test_an_entry_is_edited_in_place(probed: Make, site: Site) -> None:
    edits = (Edit("a.b", remove=True), Edit("id", "other"), Edit("no.such", 1))
    room = probed(**ENTRY, storage=StoragePlan(entry="edit", entry_edits=edits))
    page = room.open(site.page("/", "hello"))
    page.evaluate("""localStorage['init:7'] = '{"id":"7","a":{"b":1,"c":2}}'""")

    page.goto(site.page("/run/7", "hello"))

    assert page.evaluate("JSON.parse(localStorage['init:7'])") == {"id": "other", "a": {"c": 2}}


def test_the_rule_acts_after_a_soft_navigation_too(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, storage=StoragePlan(entry="empty"))
    page = room.open(site.page("/", "hello"))

    found = page.evaluate(
        "() => { localStorage['init:7'] = 'x'; history.pushState({}, '', '/run/7');"
        " return localStorage['init:7'] ?? null }"
    )

    assert found is None


def test_late_reads_see_the_entry_later_and_own_writes_at_once(probed: Make, site: Site) -> None:
    room = probed(**ENTRY, storage=StoragePlan(late_reads=2))
    page = room.open(site.page("/", "hello"))
    page.evaluate("localStorage['init:7'] = 'x'")
    page.goto(site.page("/run/7", "hello"))

    read = (
        "() => [Object.keys(localStorage).length, ...[1, 2, 3].map(() => localStorage['init:7'])]"
    )
    assert page.evaluate(read) == [0, None, None, "x"]
    page.reload()
    assert (
        page.evaluate("() => { localStorage['init:7'] = 'y'; return localStorage['init:7'] }")
        == "y"
    )


def test_other_tabs_hear_of_changes_but_not_of_the_harness(probed: Make, site: Site) -> None:
    room = probed(**ENTRY)
    url = site.page(
        "/",
        "<script>heard = [];"
        "onstorage = (e) => heard.push([e.key, e.storageArea === localStorage])</script>",
    )
    page = room.open(url)
    room.context.add_init_script(probe_script(replace(room.config, seed_storage={"seed": "1"})))

    room.open(url).evaluate("localStorage.a = 1")
    page.wait_for_function("heard.some(([key]) => key === 'a')")

    assert page.evaluate("heard") == [["seed", True], ["a", True]]


def test_a_newer_configuration_takes_the_place_of_the_older(probed: Make, site: Site) -> None:
    room = probed(**ENTRY)
    page = room.open(site.page("/", "hello"))

    newer = replace(room.config, storage=StoragePlan(access="throws"), popups_blocked=True)
    page.evaluate(probe_script(newer))

    name = "() => { try { localStorage } catch (error) { return error.name } }"
    assert page.evaluate(name) == "SecurityError"
    assert len(room.of("document")) == 1
