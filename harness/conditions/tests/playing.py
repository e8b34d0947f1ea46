"""What the tests of conditions look at: inside the tabs, and in the server's log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from harness.conditions.condition import BY_SERVER, BY_STORAGE, End
from harness.conditions.registry import condition_named
from harness.model.event import Event, Phase
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.word import Role, Topology
from harness.stage.stage import Stage
from harness.stage.tab import Tab

SESSION_PATH = "/api/interview/session/"
# A page of the target's origin that asks for nothing more.
SMALL_PATH = "/api/health"
LINK_LIMIT_MS = 60_000
# A link slows down every look, a busy machine some: one that is quick shows that there is no link.
LOOKS = 10
DOCUMENT_MS = """(() => {
  const [it] = performance.getEntriesByType('navigation');
  return it.responseEnd - it.fetchStart;
})()"""
ASKS_SERVER = "fetch('/api/health').then(() => 'came', (error) => error.name)"


class Play(Protocol):
    """Ends the stage before, and opens one on the mock under the named conditions."""

    def __call__(
        self, *names: str, virtual_time: bool = True, gates: tuple[str, ...] = ()
    ) -> Stage:
        """A stage; it is closed when the next one is opened, or the test ends."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A tab, and another one that its page has opened."""

    opener: Tab
    popup: Tab

    @property
    def traces(self) -> tuple[Trace, Trace]:
        """The load in the opener, and the one in the opened tab."""
        return self.opener.trace, self.popup.trace

    @property
    def ends(self) -> tuple[End, End]:
        """Where both loads ended."""
        return end_of(self.opener.trace), end_of(self.popup.trace)

    def both(self, script: str) -> tuple[Any, Any]:
        """What the JavaScript expression gives in the opener, and in the opened tab."""
        return inside(self.opener, script), inside(self.popup, script)


def open_pair(stage: Stage, *, in_opener: bool, in_popup: bool) -> Pair:
    """Opens a session's runner in a tab, and has that tab's page open it once more in another.

    `in_opener` and `in_popup` say whether its entry is in storage when that tab loads.
    """
    session = stage.session(in_storage=in_opener)
    opener = stage.tab()
    opener.open(session)
    if not in_popup:
        # The opener may have stored what the server gave it.
        opener.room.write_storage(opener.name, stage.entry_key(session), None)
    return Pair(opener, opener.open_again(session, Topology.NEW_WINDOW))


def open_from_small_page(stage: Stage, *, in_storage: bool) -> Pair:
    """Has a page that is not of the app's open a session's runner in another tab."""
    session = stage.session(in_storage=in_storage)
    opener = stage.tab()
    opener.visit(SMALL_PATH)
    return Pair(opener, opener.open_again(session, Topology.NEW_WINDOW))


def small_pages(stage: Stage) -> tuple[float, float]:
    """How many ms a small page takes in a tab, and in one that its page opens with `noopener`."""
    opener = stage.tab()
    opener.visit(SMALL_PATH)
    context = _page(opener).context
    with context.expect_page(timeout=LINK_LIMIT_MS) as opened:
        inside(opener, f"void window.open('{SMALL_PATH}', '_blank', 'noopener')")
    popup = opened.value
    for page in (_page(opener), popup):
        page.wait_for_url(f"**{SMALL_PATH}", timeout=LINK_LIMIT_MS)
    return inside(opener, DOCUMENT_MS), popup.evaluate(DOCUMENT_MS)


def inside(tab: Tab, script: str) -> Any:  # noqa: ANN401 - whatever a page gives
    """What the JavaScript expression gives in the tab's page, in the page's own world."""
    return _page(tab).evaluate(script)


def _page(tab: Tab) -> Any:  # noqa: ANN401 - the browser library's, which only harness.browser knows
    room: Any = tab.room
    return next(it for it in room.context.pages if room._tabs.name(it) == tab.name)


def end_of(trace: Trace) -> End:
    """Where the load ended, as conditions say it."""
    return End(layer=trace.answered_by, kind=trace.error)


def load(stage: Stage, *, in_storage: bool) -> Trace:
    """The load of a session that is in the database, with its entry in storage or without."""
    return stage.tab().open(stage.session(in_storage=in_storage))


def assert_ends_as_said(play: Play, name: str) -> None:
    """The mock, which is sound, ends where the condition says that a sound app does."""
    condition = condition_named(name)
    for in_storage, said in ((True, condition.stored), (False, condition.empty)):
        trace = load(play(name), in_storage=in_storage)
        assert end_of(trace) == said, trace.story()


def assert_off(play: Play) -> Stage:
    """Without a condition, in the same browser, each layer answers at once in both tabs."""
    stage = play()
    for in_storage, end in ((True, BY_STORAGE), (False, BY_SERVER)):
        pair = open_pair(stage, in_opener=in_storage, in_popup=in_storage)
        assert pair.ends == (end, end), stage.journey().story()
        asked = [] if in_storage else [200]
        assert [statuses(it) for it in pair.traces] == [asked, asked]
    return stage


def assert_slows_both_tabs(play: Play, name: str, *, at_least_ms: float) -> None:
    """Both tabs wait for a small page under the condition, and neither does without it.

    What the server sees of it: so much later comes the second tab's request.
    """
    stage = play(name, virtual_time=False)

    slow = small_pages(stage)

    assert min(slow) >= at_least_ms
    first, second = (it.at_ms for it in served(stage, SMALL_PATH))
    assert second - first >= at_least_ms
    free = play(virtual_time=False)
    assert any(max(small_pages(free)) < at_least_ms for _ in range(LOOKS))


def served(stage: Stage, path: str = SESSION_PATH) -> list[Event]:
    """The begins of the requests in the server's log whose paths begin so."""
    events: Sequence[Event] = stage.journey().events
    return [
        it
        for it in events
        if it.actor == "server" and it.what == "request" and it.kind is Phase.BEGIN
        if it.text("path").startswith(path)
    ]


def delayed(stage: Stage, path: str) -> list[bool]:
    """Of each request for such a path whether the server has let a fault happen to it."""
    hit = {it.pair for it in stage.journey().events if it.what == "fault"}
    return [it.pair in hit for it in served(stage, path)]


def statuses(trace: Trace) -> list[int | None]:
    """The statuses of the load's session requests, None where no answer came."""
    return [it.status for it in trace.requests(Role.SESSION)]


def waited_ms(earlier: Request, later: Request) -> float:
    """How long after one request's answer the next one was sent, on the page's clock."""
    assert earlier.ended_ms is not None
    return later.began_ms - earlier.ended_ms


def taken_ms(request: Request) -> float:
    """How long the page waited for the answer."""
    assert request.ended_ms is not None
    return request.ended_ms - request.began_ms


def first_read(trace: Trace) -> Event:
    """The load's first look for its entry."""
    return trace.entry_events("storage.read")[0]
