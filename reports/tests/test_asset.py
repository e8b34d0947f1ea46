from dataclasses import replace

from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from reports.asset import telling
from reports.tests import tape
from reports.waterfall import waterfall


def fetched(seq: int, name: str, status: int) -> list[Event]:
    """A file's request in the tab, and what the server says of it."""
    detail: dict[str, Json] = {"id": name, "role": "other", "initiator": "resource"}
    begun, ended = {**detail, "url": f"http://a/{name}"}, {**detail, "status": status}
    path: dict[str, Json] = {"path": f"/{name}"}
    server: tuple[str, str] = ("backend", "server")
    return [
        Event(seq, 10.0, "tab-2/2", "tab-2", Phase.BEGIN, "request", "", begun),
        Event(seq + 1, 20.0, "tab-2/2", "tab-2", Phase.OK, "request", "", ended),
        Event(seq + 2, 5.0, *server, Phase.BEGIN, "request", name, path),
        Event(seq + 3, 6.0, *server, Phase.OK, "request", name, {**path, "status": status}),
    ]


def with_files(*files: tuple[str, int]) -> Journey:
    journey = tape.fast("f-1")
    events = [
        event
        for number, (name, status) in enumerate(files)
        for event in fetched(100 + 10 * number, name, status)
    ]
    own = [it for it in events if it.actor == "tab-2"]
    trace = replace(journey.runner, events=(*journey.runner.events, *own))
    return replace(journey, events=(*journey.events, *events), traces=(trace,))


def test_files_that_arrived_are_not_told_of() -> None:
    journey = with_files(("a.js", 200), ("b.js", 304))

    assert not [it.seq for it in telling(journey) if it.seq >= 100]


def test_a_file_that_is_not_there_is_told_of_on_both_sides() -> None:
    told = telling(with_files(("a.js", 200), ("b.js", 404)))

    assert [it.seq for it in told if it.seq >= 100] == [110, 111, 112, 113]


def test_evidence_stays_whatever_it_is() -> None:
    assert 100 in [it.seq for it in telling(with_files(("a.js", 200)), keep=[100])]


def test_what_the_apps_code_asks_for_is_always_told_of() -> None:
    journey = tape.fallback("j-1", (503, 200))

    assert telling(journey) == journey.events


def test_the_waterfall_shows_files_as_one_bar_and_failures_by_name() -> None:
    journey = with_files(("a.js", 200), ("b.js", 200), ("c.js", 404))

    labels = [it.label for it in waterfall(journey.runner, journey).bars if it.lane == "network"]

    assert "2 files" in labels
    assert any("c.js 404" in it for it in labels)
    assert not any("a.js" in it for it in labels)
