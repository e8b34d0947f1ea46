import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reports.load_run import page
from reports.load_run.page import charts, render
from reports.load_run.tests.sample import tree

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    """The names of all elements, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def test_the_verdict_its_reason_and_every_threshold_stand_first() -> None:
    told = Tags(render(tree(asked=("load_duration{layer:server}: p(95)<30",)))).said

    assert (
        told.index("FAIL") < told.index("1 of 1 threshold is breached") < told.index("Thresholds")
    )
    assert re.search(r"load_duration\{layer:server\}: p\(95\)<30\s*62 ms", told)


def test_response_times_have_the_stall_and_service_times_have_not() -> None:
    """What a closed model hides: p99 of the response is the stall's, that of the service is not."""
    found = tree()["layers"]["storage"]

    assert found["p99_ms"] > 1_000
    assert found["service"]["p99_ms"] < 50
    assert f"{found['p99_ms']:,.0f}" in render(tree())


def test_every_visitor_is_told_of() -> None:
    said = Tags(render(tree(broken="status 503"))).said

    assert "1,154 had their session" in said
    assert "46 failed" in said
    assert re.search(r"46\s*status 503", said)


def test_what_came_from_the_app_is_text() -> None:
    found = Tags(render(tree(broken=EVIL, url=f"http://x/{EVIL}")))

    assert "script" not in found.names
    assert "img" not in found.names
    assert EVIL in found.said


def test_the_page_runs_and_asks_for_nothing() -> None:
    html = render(tree())

    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"<(script|link|iframe|img)\b|\son\w+=|\sstyle=|url\(", html)


def test_the_pictures_share_an_axis_of_time() -> None:
    found = charts(tree())

    assert [it.name for it in found] == [
        "Visitors a second",
        "Layer storage",
        "Layer server",
        "At the same time",
        "The generator itself",
    ]
    assert len({it.across for it in found}) == 1
    assert [it.text for it in found[0].across][-1] == "1:00"


def test_loads_of_real_browsers_lie_among_those_of_their_layer() -> None:
    known = {"at_s": 26.0, "meant": "server", "layer": "", "took_ms": 1_900.0, "wrong": "stuck"}
    browsers = {"per_s": 1, "missed": 2, "ended": "", "layers": {}, "loads": [known]}

    storage, server = charts({**tree(), "browsers": browsers})[1:3]

    assert storage.dots == ()
    assert [(it.kind, it.title) for it in server.dots] == [("browser wrong", "0:26: stuck")]
    assert "2 loads could not be begun in time" in render({**tree(), "browsers": browsers})


def test_a_run_in_which_nothing_ended_says_so() -> None:
    empty = tree(per_s=0)

    assert empty["verdict"] == "unknown"
    assert "No load came to an end" in render(empty)


def test_the_page_is_written_beside_the_run(tmp_path: Path) -> None:
    assert page.write(tree(), tmp_path / "run") == tmp_path / "run" / "load.html"


@pytest.mark.parametrize("shade", range(1, 7))
def test_each_shade_of_the_heatmap_has_its_style(shade: int) -> None:
    assert f".heat-{shade} {{" in render(tree())
