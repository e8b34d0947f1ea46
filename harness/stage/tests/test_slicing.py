"""A journey's events are cut where a document of the runner, or a retry, begins."""

from harness.model.event import Event, Json, Phase
from harness.model.rules import Rules
from harness.model.word import ErrorKind, Outcome, Topology
from harness.stage.slicing import ending, newest_start, runner_id, segments

RULES = Rules()
RUNNER = "http://app.test/interview/abc"


def event(
    seq: int, what: str, phase: Phase = Phase.INFO, *, tab: str = "tab-1", **detail: Json
) -> Event:
    return Event(seq, seq * 10.0, f"{tab}/1", tab, phase, what, "", detail)


def document(seq: int, url: str = RUNNER, *, tab: str = "tab-1") -> Event:
    return event(seq, "document", Phase.BEGIN, tab=tab, url=url)


def test_a_runner_address_tells_its_id() -> None:
    assert runner_id("http://app.test/interview/abc?from=org#x", RULES) == "abc"
    assert runner_id("http://app.test/interview/a%2Fb", RULES) == "a%2Fb"
    assert runner_id("http://app.test/interview/abc/more", RULES) == ""
    assert runner_id("http://app.test/dashboard", RULES) == ""


def test_only_documents_of_the_runner_are_loads() -> None:
    events = [document(1, "http://app.test/org"), document(2, RUNNER, tab="tab-2")]

    (load,) = segments(events, RULES)

    assert (load.tab, load.url) == ("tab-2", RUNNER)


def test_a_reload_is_a_load_of_its_own() -> None:
    events = [document(1), event(2, "screen", screen="ready"), document(3)]

    first, second = segments(events, RULES)

    assert [it.seq for it in first.events] == [1, 2]
    assert [it.seq for it in second.events] == [3]


def test_retry_after_an_error_begins_a_load() -> None:
    events = [
        document(1),
        event(2, "screen", screen="error", kind="network"),
        event(3, "click", target="Retry"),
        event(4, "screen", screen="ready"),
    ]

    first, second = segments(events, RULES)

    assert ending(first, waited=False).kind is ErrorKind.NETWORK
    assert second.topology is Topology.RETRY
    assert ending(second, waited=False).outcome is Outcome.READY


def test_a_button_of_that_name_elsewhere_begins_nothing() -> None:
    events = [document(1), event(2, "click", target="Retry"), event(3, "screen", screen="ready")]

    assert len(segments(events, RULES)) == 1


def test_a_load_that_was_waited_for_in_vain_is_stuck() -> None:
    (load,) = segments([document(1), event(2, "screen", screen="loading")], RULES)

    assert ending(load, waited=True).outcome is Outcome.STUCK
    assert ending(load, waited=False).outcome is Outcome.ABANDONED


def test_a_tab_that_was_closed_is_abandoned_however_long_it_was_waited_for() -> None:
    (load,) = segments([document(1), event(2, "closed")], RULES)

    assert ending(load, waited=True).outcome is Outcome.ABANDONED


def test_a_document_that_never_came_is_not_stuck() -> None:
    failed = Event(2, 0.0, "harness", "tab-1", Phase.FAIL, "document", "", {"url": RUNNER})
    begun = Event(1, 0.0, "harness", "tab-1", Phase.BEGIN, "document", "", {"url": RUNNER})

    (load,) = segments([begun, failed], RULES)

    assert ending(load, waited=True).outcome is Outcome.ABANDONED


LOBBY = "http://app.test/org"


def route(seq: int, url: str, *, came_from: str) -> Event:
    detail: dict[str, Json] = {"url": url, "from": came_from}
    return Event(seq, seq * 10.0, "tab-1/1", "tab-1", Phase.INFO, "route", "", detail)


def test_a_document_that_goes_on_to_the_runner_begins_a_load() -> None:
    events = [
        document(1, LOBBY),
        event(2, "screen", screen="other"),
        route(3, RUNNER, came_from=LOBBY),
        event(4, "screen", screen="ready"),
        route(5, f"{RUNNER}?seen=1", came_from=RUNNER),
        event(6, "storage.write", key="k"),
    ]

    (load,) = segments(events, RULES)

    assert (load.url, load.begin.seq, load.topology) == (RUNNER, 3, None)
    assert [it.seq for it in load.events] == [3, 4, 5, 6]
    assert ending(load, waited=False).outcome is Outcome.READY


def test_a_load_ends_where_its_document_goes_on_to_another_page() -> None:
    events = [
        document(1),
        event(2, "screen", screen="loading"),
        route(3, LOBBY, came_from=RUNNER),
        event(4, "screen", screen="ready"),
    ]

    (load,) = segments(events, RULES)

    assert [it.seq for it in load.events] == [1, 2]
    assert ending(load, waited=True).outcome is Outcome.ABANDONED


def test_another_runner_in_the_same_document_is_another_load() -> None:
    other = RUNNER.replace("abc", "def")
    events = [document(1), route(2, other, came_from=RUNNER)]

    assert [it.url for it in segments(events, RULES)] == [RUNNER, other]


def test_retry_is_one_though_the_address_was_tidied_before() -> None:
    events = [
        document(1, f"{RUNNER}?from=org"),
        event(2, "screen", screen="error", kind="network"),
        route(3, RUNNER, came_from=f"{RUNNER}?from=org"),
        event(4, "click", target="Retry"),
    ]

    assert [it.topology for it in segments(events, RULES)] == [None, Topology.RETRY]


def test_the_newest_page_of_a_tab_is_told() -> None:
    moved = route(3, LOBBY, came_from=RUNNER)
    tidied = route(4, f"{LOBBY}?x=1", came_from=LOBBY)

    assert newest_start([document(2), moved, tidied], "tab-1", RULES) == 3
    assert newest_start([document(2), moved], "tab-2", RULES) is None
