import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from harness.model.run import LayerState
from harness.runs.saved import open_run
from reports import detail, html
from reports.tests import races, sample
from reports.tests.sample import KINDS

BROWSER = shutil.which("chromium-headless-shell") or ""


@dataclass
class Page(HTMLParser):
    """The page as a browser would take it apart."""

    text: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    inside: dict[str, list[str]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag in {"script", "style", "h1", "h3", "p", "td", "summary", "code"}:
            self._open.append(tag)
            self.inside.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open[-1]][-1] += data

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]

    @property
    def data(self) -> dict[str, Any]:
        tree: dict[str, Any] = json.loads(self.inside["script"][0])
        return tree


def page_of(kind: str, tmp_path: Path) -> Page:
    return Page(html.write(KINDS[kind](tmp_path), tmp_path).read_text("utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_needs_nothing_from_elsewhere(kind: str, tmp_path: Path) -> None:
    page = page_of(kind, tmp_path)

    assert all(it.startswith("#") for it in page.attributes("href"))
    assert all(it.startswith("data:image/png;base64,") for it in page.attributes("src"))
    assert not re.search(r"@import|url\(", page.inside["style"][0])


@pytest.mark.parametrize("kind", KINDS)
def test_only_its_own_script_and_style_may_run(kind: str, tmp_path: Path) -> None:
    page = page_of(kind, tmp_path)

    policy = next(it["content"] for tag, it in page.tags if "http-equiv" in it)
    data, script = page.inside["script"]
    assert json.loads(data)
    for part, text in (("script-src", script), ("style-src", page.inside["style"][0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{part} 'sha256-{digest}'" in policy
    assert not [name for _, it in page.tags for name in it if name.startswith("on")]
    assert not page.attributes("style")


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_somewhere(kind: str, tmp_path: Path) -> None:
    page = page_of(kind, tmp_path)

    ids = page.attributes("id")
    assert {it[1:] for it in page.attributes("href")} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_verdict_comes_first_with_its_reason(tmp_path: Path) -> None:
    page = page_of("failing", tmp_path)

    first = next(tag for tag, _ in page.tags if tag in {"h1", "h2", "table"})
    assert first == "h1"
    assert page.inside["h1"] == ["FAIL"]
    assert "dead for org and admin" in page.inside["p"][0]


def test_each_failing_cell_leads_to_its_evidence(tmp_path: Path) -> None:
    text = html.render(sample.failing(tmp_path))

    cells = re.findall(r'<td class="(?:bad|unsure)">(.*?)</td>', text, re.DOTALL)
    assert len(cells) == 3
    assert all('<a href="#' in it for it in cells)


def test_findings_carry_reason_evidence_picture_and_command(tmp_path: Path) -> None:
    page = page_of("failing", tmp_path)

    said = "3 attempts were answered with 503 and the tab ended in an error."
    assert any(it.endswith(said) for it in page.inside["h3"])
    # What nobody suffers has no second line: it would be the first again.
    assert not any(tag == "h4" for tag, _ in page.tags)
    assert sample.REPEAT in page.inside["code"]
    assert page.attributes("data-copy")[0] == sample.REPEAT
    assert len(page.attributes("src")) == 1
    assert "<mark>" in page.text
    assert "seen 1 of 3 (flaky)" in page.text
    assert "+ tab-1: &lt;b&gt;200&lt;/b&gt;" in page.text


def test_skips_and_what_was_left_out_are_told(tmp_path: Path) -> None:
    page = page_of("failing", tmp_path)

    assert "slow-3g needs throttle, which this target lacks" in page.inside["p"]
    assert "scenarios/test_routes.py::test_deep_link" in page.inside["code"]
    assert any("Accepted: until 2027-01-31" in it for it in page.inside["p"])


def test_an_empty_run_says_that_there_is_nothing_and_no_zero(tmp_path: Path) -> None:
    page = page_of("empty", tmp_path)

    told = " ".join(page.inside["p"])
    assert "No starter was tested" in told
    assert "No load ended ready" in told
    assert "0 %" not in page.text.partition("<body>")[2].partition("<script")[0]


def test_a_run_cut_short_shows_what_there_is_and_says_so(tmp_path: Path) -> None:
    page = page_of("interrupted", tmp_path)

    told = " ".join(page.inside["p"])
    assert "interrupted by hand" in told
    assert "cut short" in told
    assert len(page.data["loads"]) == 1
    assert "Nothing was found to be wrong" not in told


def test_a_damaged_line_ends_the_reading_with_a_note(tmp_path: Path) -> None:
    folder = sample.passing(tmp_path).folder
    path = folder / "journeys-main.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], b"{}\n", *lines[4:]]))

    page = Page(html.render(open_run(folder)))

    assert "could not be read" in " ".join(page.inside["p"])
    assert len(page.data["loads"]) == 3


def test_hostile_text_is_text(tmp_path: Path) -> None:
    page = page_of("hostile", tmp_path)

    assert sum(tag == "script" for tag, _ in page.tags) == 2
    assert sum(tag == "img" for tag, _ in page.tags) == 0
    assert any("alert(1)" in it for it in page.inside["h3"])
    assert "javascript:alert(3)" not in page.attributes("href")


def test_three_hundred_loads_stay_small(tmp_path: Path) -> None:
    page = Page(html.render(sample.large(tmp_path)))

    assert len(page.text.encode()) < 5_000_000
    assert len(page.data["loads"]) == 300
    assert None not in page.data["journeys"]


def test_without_room_findings_keep_their_events_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detail, "ROOM", 0)

    page = page_of("failing", tmp_path)

    kept = [at for at, it in enumerate(page.data["journeys"]) if it is not None]
    assert {page.data["loads"][it]["url"].rpartition("/")[2] for it in kept} == {"j-1", "s-1"}
    assert "left out" in " ".join(page.inside["p"])


def test_states_are_told_in_words_beside_colour(tmp_path: Path) -> None:
    text = html.render(sample.failing(tmp_path))

    matrix = text.partition('<table class="matrix">')[2].partition("</table>")[0]
    words = re.findall(r'<span class="word">([^<]+)</span>', matrix)
    assert set(words) == {str(it) for it in LayerState}


def test_sessions_left_behind_are_told(tmp_path: Path) -> None:
    saved = sample.passing(tmp_path)

    page = html.render(
        replace(saved, run=replace(saved.run, cleaned=20, tag="Layerproof/1 (run r)"))
    )

    assert "1 left behind" in page
    assert "ends in <code>Layerproof/1 (run r)</code>" in page


@pytest.mark.browser
@pytest.mark.skipif(not BROWSER, reason="no chromium-headless-shell on this machine")
@pytest.mark.parametrize("kind", ["failing", "hostile"])
def test_the_script_draws_the_load_that_the_address_names(kind: str, tmp_path: Path) -> None:
    path = html.write(KINDS[kind](tmp_path), tmp_path)
    command = [BROWSER, "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]

    shown = subprocess.run(
        [*command, "--virtual-time-budget=2000", "--dump-dom", f"{path.as_uri()}#load-0"],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    ).stdout

    opened = shown.partition('id="load-0"')[2].partition("</details>")[0]
    assert "<svg" in opened
    assert opened.count("<tr") > 10
    assert "<script>alert" not in shown.replace(path.read_text("utf-8"), "")


def test_a_race_shows_its_failing_order_first_and_leads_to_its_story(tmp_path: Path) -> None:
    page = page_of("raced", tmp_path)

    said = " ".join(page.text.split())
    places = [said.index(it) for it in ("stuck; breaks", "undecided written-first", "admin")]
    assert places == sorted(places)
    assert "written-first could not be decided: The log is torn." in said
    assert "3 left out as equivalent" in said
    assert "Nothing makes tab-2:document.request wait until tab-1:start.answer is done." in said
    assert races.failing().repeat in page.attributes("data-copy")
    assert "playwright show-trace evidence/order-org.zip" in page.inside["code"]
    assert page.attributes("href").count("#load-0") >= 1


def test_a_comparison_is_a_table_of_its_own(tmp_path: Path) -> None:
    page = Page(html.render(sample.beside(tmp_path)))

    assert "✗ worse" in page.inside["td"]
    assert any("First hits, kept apart" in it for it in page.inside["p"])
    assert "Beside the baseline" not in html.render(sample.passing(tmp_path / "other"))
