"""What every page keeps, read from its source: labels, one screen, nothing inline or foreign."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1]
HTML = sorted(PAGES.glob("*.html"))
ASSETS = sorted((PAGES / "assets").iterdir())
MODULES = [path for path in ASSETS if path.suffix == ".js"]
SCREENS = {
    "index": "home",
    "sign-in": "sign-in",
    "dashboard": "dashboard",
    "practice": "practice",
    "org": "org",
    "admin": "admin",
    "starting": "starting",
    "interview": "loading",
    "missing": "missing",
}


@dataclass(slots=True)
class Element:
    """A start tag with its attributes."""

    tag: str
    of: dict[str, str]


@dataclass
class Page(HTMLParser):
    """A page's start tags in order, and the text of its title."""

    elements: list[Element] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text())
    return page


@pytest.fixture(params=HTML, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    """Each page in turn."""
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def page(path: Path) -> Page:
    """The page, read."""
    return read(path)


def test_every_page_of_the_surface_is_there() -> None:
    assert {path.stem for path in HTML} == set(SCREENS)


def test_a_page_says_its_language_title_and_viewport(page: Page) -> None:
    assert page.all("html")[0].of.get("lang") == "en"
    assert page.title.endswith(" · Rehearse")
    assert [meta for meta in page.all("meta") if meta.of.get("name") == "viewport"]


def test_a_page_has_one_main_with_its_first_screen(path: Path, page: Page) -> None:
    assert [main.of.get("data-screen") for main in page.all("main")] == [SCREENS[path.stem]]


def test_every_field_has_a_label(page: Page) -> None:
    labelled = {label.of.get("for") for label in page.all("label")}

    fields = page.all("input", "select", "textarea")

    assert [one.of for one in fields if one.of.get("id") not in labelled] == []


def test_every_button_says_what_it_is(page: Page) -> None:
    assert [
        one.of for one in page.all("button") if one.of.get("type") not in {"button", "submit"}
    ] == []


def test_a_starter_cannot_be_sent_before_its_module_is_there(page: Page) -> None:
    submits = [one for one in page.all("button") if one.of.get("type") == "submit"]

    assert [
        one.of for one in submits if "disabled" not in one.of and "data-answer" not in one.of
    ] == []


def test_nothing_is_handled_inline(page: Page) -> None:
    inline = [one for one in page.elements for name in one.of if name.startswith("on")]

    assert inline == []
    assert [one.of for one in page.elements if "style" in one.of] == []


def references(page: Page) -> Iterator[str]:
    for element in page.elements:
        yield from (element.of[name] for name in ("href", "src", "action") if name in element.of)


def test_a_page_asks_its_own_origin_only(page: Page) -> None:
    foreign = [ref for ref in references(page) if not re.match(r"/(?!/)|data:image/svg", ref)]

    assert foreign == []


def test_what_a_page_asks_for_is_there(page: Page) -> None:
    asked = [ref.removeprefix("/assets/") for ref in references(page) if ref.startswith("/assets/")]

    assert asked
    assert [name for name in asked if not (PAGES / "assets" / name).is_file()] == []


@pytest.mark.parametrize("asset", ASSETS, ids=lambda path: path.name)
def test_an_asset_names_no_other_origin(asset: Path) -> None:
    assert re.findall(r"https?://|[\"'`]//\w", asset.read_text()) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_is_type_checked_and_says_what_it_is(module: Path) -> None:
    first, second, *rest = module.read_text().splitlines()

    assert (first, second[:3]) == ("// @ts-check", "/**")
    assert len(rest) < 250


def test_the_runner_preloads_every_module_that_it_needs() -> None:
    preloaded = {
        link.of["href"].removeprefix("/assets/")
        for link in read(PAGES / "interview.html").all("link")
        if link.of.get("rel") == "modulepreload"
    }

    assert preloaded == needed("runner.js") - {"runner.js"}


def needed(name: str) -> set[str]:
    """The module and all that it imports, however far."""
    text = (PAGES / "assets" / name).read_text()
    return {name}.union(*(needed(other) for other in re.findall(r"from '\./([\w-]+\.js)'", text)))


def test_the_runner_is_not_held_up_by_a_style_sheet() -> None:
    links = read(PAGES / "interview.html").all("link")

    assert [link.of for link in links if link.of.get("rel") == "stylesheet"] == []
