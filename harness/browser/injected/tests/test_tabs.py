from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from harness.browser.probes import ProbeConfig
from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]


def test_a_popup_is_paired_with_its_opening_in_every_document(probed: Make, site: Site) -> None:
    room = probed()
    next_url = site.page("/next", "next")
    page = room.open(
        site.page(
            "/",
            "<button onclick=\"popup = window.open('', '_blank');"
            "popup.document.write('<p>Starting')\">Start it</button>",
        )
    )

    with page.expect_popup() as popup:
        page.get_by_role("button").click()
    page.evaluate(f"() => {{ localStorage.order = 1; popup.location = '{next_url}' }}")
    room.await_message(popup.value, "document", url=next_url)

    [opened] = room.of("open")
    assert (opened["url"], opened["blocked"]) == ("", False)
    documents = [it["pair"] for it in room.of("document")]
    assert documents[0] == ""
    assert set(documents[1:]) == {opened["pair"]}
    assert [it["target"] for it in room.of("click")] == ["Start it"]
    assert room.await_message(page, "screen", text="Starting")


def test_a_popup_opened_straight_on_an_address_tells_its_document(probed: Make, site: Site) -> None:
    room = probed()
    url = site.page("/next", "nothing more is asked, stored or drawn")
    page = room.open(site.page("/", "hello"))

    with page.expect_popup() as popup:
        page.evaluate(f"() => {{ window.open('{url}') }}")
    begun = room.await_message(popup.value, "document", url=url)

    [opened] = room.of("open")
    assert begun["detail"]["pair"] == opened["pair"]
    shown = room.await_message(popup.value, "screen", text="nothing more is asked, stored or drawn")
    assert shown["doc"] == begun["doc"]
    assert [it["url"] for it in room.of("document")].count(url) == 1


def test_documents_of_one_thread_share_an_order(probed: Make, site: Site) -> None:
    room = probed()
    url = site.page("/next", "<script>localStorage.getItem('a')</script>")
    page = room.open(site.page("/", "hello"))

    with page.expect_popup() as popup:
        page.evaluate(f"() => {{ localStorage.a = 1; window.open('{url}') }}")
    read = room.await_message(popup.value, "storage.read", key="a")
    wrote = room.await_message(page, "storage.write", key="a")

    assert read["agent"] == wrote["agent"]
    assert read["order"] > wrote["order"]
    orders = [it["order"] for it in room.messages]
    assert len(orders) == len(set(orders))


def test_a_popup_without_opener_has_an_order_of_its_own(probed: Make, site: Site) -> None:
    room = probed()
    url = site.page("/next", "next")
    page = room.open(site.page("/", "hello"))

    with page.context.expect_page() as other:
        page.evaluate(f"() => {{ window.open('{url}', '_blank', 'noopener') }}")
    begun = room.await_message(other.value, "document", url=url)

    [opened] = room.of("open")
    assert (opened["blocked"], opened["features"]) == (False, "noopener")
    assert begun["detail"]["pair"] == ""
    assert begun["agent"] != room.messages[0]["agent"]


def test_a_blocked_popup_is_null_and_says_that_it_is_played(probed: Make, site: Site) -> None:
    room = probed(popups_blocked=True)
    page = room.open(site.page("/", "hello"))

    assert page.evaluate("window.open('/next', '_blank')") is None
    [opened] = room.of("open")
    assert (opened["url"], opened["blocked"]) == (f"{site.origin}/next", "emulated")


def test_going_away_is_told_once_until_the_page_is_back(probed: Make, site: Site) -> None:
    room = probed()
    page = room.open(site.page("/", "hello"))

    for name in ("pagehide", "pagehide", "pageshow", "pagehide"):
        page.evaluate("(name) => void dispatchEvent(new Event(name))", name)

    assert room.kinds("hidden") == ["info", "info"]


def test_foreign_origins_and_frames_are_left_alone(probed: Make, site: Site) -> None:
    room = probed()
    foreign = site.page("/", "<iframe src=/frame></iframe>").replace("127.0.0.1", "localhost")
    site.page("/frame", "<script>localStorage.framed = 1</script>")
    page = room.open(foreign)

    assert room.messages == []
    assert page.evaluate("/native code/.test(fetch)")
    page.goto(f"{site.origin}/")
    room.await_message(page, "document")
    assert room.of("storage.write") == []


def test_a_strict_policy_does_not_keep_the_probes_out(probed: Make, site: Site) -> None:
    room = probed()
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    page = room.open(site.page("/", "guarded", Content_Security_Policy=policy))

    assert room.await_message(page, "screen", text="guarded")
    assert room.of("page-error") == []


@pytest.mark.parametrize("known", [True, False])
def test_a_document_that_goes_on_to_another_address_tells_it(
    chromium: Browser, site: Site, known: bool
) -> None:
    context = chromium.new_context()
    if not known:
        context.add_init_script("Object.defineProperty(window, 'navigation', {value: undefined})")
    room = Probed(context, ProbeConfig(origins=(site.origin,)))
    page = room.open(site.page("/", "<p>Lobby"))
    room.await_message(page, "screen", text="Lobby")

    page.evaluate("() => { history.pushState({}, '', '/live?id=1'); }")
    room.await_message(page, "route", url=f"{site.origin}/live?id=1", **{"from": f"{site.origin}/"})
    page.evaluate(
        "() => { history.replaceState({}, '', '/live?id=1'); document.body.innerText = 'Live'; }"
    )
    room.await_message(page, "screen", text="Live")
    page.evaluate("() => history.back()")
    room.await_message(page, "route", url=f"{site.origin}/")

    assert len(room.of("route")) == 2, "an address that is the same is no other"
    sent = [it["url"].removeprefix(site.origin) for it in room.of("navigate")]
    assert sent == (["/live?id=1", "/"] if known else [])
    assert len(room.of("document")) == 1
    assert page.evaluate("() => window.navigation === undefined") is not known
    context.close()
