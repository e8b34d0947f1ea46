from collections.abc import Callable

import pytest

from harness.browser.probes import Locator, ScreenSpec
from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

SCREENS = (
    ScreenSpec("error", (Locator(role="alert"), Locator(css="[data-kind=network]")), "network"),
    ScreenSpec("error", (Locator(role="alert"),)),
    ScreenSpec("ready", (Locator(label="Answer"), Locator(role="button", name="submit"))),
    ScreenSpec("loading", (Locator(text="/^asking .* server/i"),)),
)


# The probe puts a look off by so many ms at most. Timers come in the order in which they are due:
# one that is set for later comes after it, on a busy machine too.
LEAST_MS = 10
LOOKED = f"() => new Promise((done) => setTimeout(done, {LEAST_MS} + 1))"


def shown(probed: Probed) -> list[tuple[str, str]]:
    return [(it["screen"], it["kind"]) for it in probed.of("screen")]


def test_each_change_of_screen_is_told_with_its_text_and_buttons(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(
        site.page("/", "<main aria-busy=true><p role=status>Asking the server…</p></main>")
    )
    main = "document.querySelector('main').outerHTML = "

    room.await_message(page, "screen", screen="loading", busy=True, text="Asking the server…")
    page.evaluate(
        main + "'<main role=alert data-kind=network><h1>Oh no</h1><button>Retry</button></main>'"
    )
    room.await_message(
        page, "screen", screen="error", kind="network", busy=False, buttons=["Retry"]
    )
    page.evaluate(
        main + "'<main><label>Your answer <input></label><button>Submit it</button></main>'"
    )
    room.await_message(page, "screen", screen="ready", kind="", buttons=["Submit it"])

    assert shown(room) == [("loading", ""), ("error", "network"), ("ready", "")]


def test_what_nobody_sees_shows_no_screen(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(
        site.page(
            "/",
            """<style>.later { visibility: hidden }</style>
            <div hidden role=alert>a</div><div style="display:none"><p role=alert>b</p></div>
            <p role=alert style="opacity:0">c</p><p id=it class=later role=alert>d</p>
            <p>seen</p>""",
        )
    )

    room.await_message(page, "screen", screen="other", text="c\n\nseen")
    page.evaluate("document.getElementById('it').className = ''")

    assert room.await_message(page, "screen", screen="error")


@pytest.mark.parametrize(
    "body", ["", "<script>var x = 1</script>", "<p hidden>no</p>", "<p style=opacity:0>no</p>"]
)
def test_a_page_without_anything_to_see_is_blank(probed: Make, site: Site, body: str) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", body))

    room.await_message(page, "screen", screen="blank")
    assert shown(room) == [("blank", "")]


def test_words_of_a_script_are_no_text(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", "<p>x</p><script>'Asking the server'</script>"))

    assert room.await_message(page, "screen", text="x")["detail"]["screen"] == "other"


def test_a_picture_alone_is_not_blank(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", "<svg width=9 height=9><circle r=9 /></svg>"))

    assert room.await_message(page, "screen", screen="other")


def test_within_without_and_shadow_roots(probed: Make, site: Site) -> None:
    inside = Locator(role="button", name="Go", within=Locator(css="main"))
    spec = ScreenSpec("ready", (inside,), without=(Locator(testid="veil"),))
    room = probed(screens=(spec, ScreenSpec("error", (Locator(text="Deep"),))))
    page = room.open(site.page("/", "<nav><button>Go</button></nav><main>x</main>"))

    room.await_message(page, "screen", screen="other")
    page.evaluate(
        "document.querySelector('main').innerHTML = '<button>Go</button><i data-testid=veil>v</i>'"
    )
    page.evaluate("document.querySelector('i').remove()")
    room.await_message(page, "screen", screen="ready")
    page.evaluate(
        "() => { document.querySelector('main').remove();"
        " document.body.attachShadow({mode: 'open'}).innerHTML = '<p>Deep down</p>' }"
    )
    room.await_message(page, "screen", screen="error")


def test_a_storm_of_changes_is_looked_at_now_and_then_and_at_its_end(
    probed: Make, site: Site
) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", "<p id=it>0</p>"))

    page.evaluate("() => { for (let n = 1; n <= 500; n += 1) { it.textContent = n } }")
    page.evaluate(
        "new Promise((done) => { let n = 500; (function more() { it.textContent = n += 1;"
        " n < 900 ? queueMicrotask(more) : done() })() })"
    )

    room.await_message(page, "screen", text="900")
    assert len(shown(room)) < 50


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<button aria-label=Named>x</button>", "Named"),
        ("<b id=l>By label</b><button aria-labelledby=l>x</button>", "By label"),
        ("<a href=x><img alt=Picture width=9 height=9 src=data:,></a>", "Picture"),
        ("<input type=submit value=Send>", "Send"),
        ("<button><span>Two</span>\n  words</button>", "Two words"),
        ("<div role=button title=Hint>&nbsp;</div>", "Hint"),
    ],
)
def test_buttons_are_named_as_a_person_hears_them(
    probed: Make, site: Site, html: str, name: str
) -> None:
    room = probed()
    page = room.open(site.page("/", f"text {html}"))

    assert name in room.await_message(page, "screen")["detail"]["buttons"]


def told(room: Probed) -> list[str]:
    """Routes and screens, in the order in which they were told."""
    wanted = [it for it in room.messages if it["what"] in ("route", "screen")]
    return [str(it["detail"].get("screen", "route")) for it in wanted]


def test_what_shows_at_another_address_is_told_of_it(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", "<main><p>Lobby</p></main>"))
    room.await_message(page, "screen", text="Lobby")

    page.evaluate("() => history.pushState({}, '', '/a')")
    page.evaluate(LOOKED)
    assert told(room) == ["other", "route", "other"]
    page.evaluate(
        """() => {
          document.querySelector('main').innerHTML = '<p>Asking our server</p>';
          history.pushState({}, '', '/b');
        }"""
    )
    page.evaluate(LOOKED)
    assert told(room) == ["other", "route", "other", "loading", "route", "loading"]


def test_the_end_of_another_load_is_not_told_of_the_next(probed: Make, site: Site) -> None:
    room = probed(screens=SCREENS)
    page = room.open(site.page("/", "<main role=alert>Oh no</main>"))
    room.await_message(page, "screen", screen="error")

    page.evaluate("() => history.pushState({}, '', '/a')")
    page.evaluate(LOOKED)
    assert told(room) == ["error", "route"]
    page.evaluate("() => document.body.append('again')")
    page.evaluate(LOOKED)

    assert told(room) == ["error", "route", "error"]
