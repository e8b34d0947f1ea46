"""Pages and requests as they were recorded, in short: what tests of the heuristics look at."""

from harness.init.exchange import Exchange
from harness.init.page import Element, Page
from harness.init.watched import Act, Moment

SESSION = "4f0c2a9e-1b7d-4c35-9c1e-7a54c2b7d0aa"
DOCUMENT = "9b1d7f60-52f4-4a0e-8f4e-0d1c2b3a4958"
SITE = "https://app.test"


def button(name: str, *, form: int = 0, **more: object) -> Element:
    return element("button", "button", name=name, form=form, kind="submit", **more)


def heading(name: str) -> Element:
    return element("h1", "heading", name=name)


def link(name: str, path: str) -> Element:
    return element("a", "link", name=name, href=SITE + path)


def field(label: str, kind: str = "text", *, form: int = 0, **more: object) -> Element:
    return element("input", "textbox", label=label, kind=kind, form=form, **more)


def marked(tag: str, **data: str) -> Element:
    named = {f"data-{key.replace('_', '-')}": value for key, value in data.items()}
    return element(tag, "main" if tag == "main" else "", data=named)


def element(tag: str, role: str = "", **more: object) -> Element:
    return Element(0, tag, role, **more)  # type: ignore[arg-type] # of Element's own fields


def page(path: str, *elements: Element, text: str = "") -> Page:
    return Page(SITE + path, elements, text)


def asked(
    method: str,
    path: str,
    sent: object = None,
    got: object = None,
    status: int = 200,
    **more: object,
) -> Exchange:
    return Exchange(method, SITE + path, status, sent, got, **more)  # type: ignore[arg-type] # JSON


def act(
    there: Page, verb: str, element: Element, value: str = "", *, tab: str = "tab-1", asked: int = 0
) -> Moment:
    return Moment(tab, there, asked=asked, act=Act(verb, element, value))
