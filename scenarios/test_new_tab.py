"""Tabs and windows: however the runner comes to be opened, it finds its session."""

from harness.scenario import READY, SERVER, STORAGE, Stage, Topology, each, promises


@promises("tab-opens-inside-the-click", opens="new-tab")
def test_each_starter_opens_its_own_kind_of_tab(stage: Stage, starter: str) -> None:
    """Each starter opens the runner where its profile says: in its own tab, or in a new one."""
    it = stage.starter(starter)

    journey = it.start()

    assert journey.runner.ended is READY, journey.story()
    assert (journey.runner.tab == journey.starter_tab) is it.opens_in_place


@each("how", Topology.NEW_TAB, Topology.NOOPENER, Topology.NEW_WINDOW, Topology.DUPLICATED)
def test_a_stored_session_opens_in_any_tab(stage: Stage, how: Topology) -> None:
    """A tab, one without an opener, a window, a duplicate: all share the storage."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session, topology=how)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


@each("how", Topology.NOOPENER, Topology.NEW_WINDOW)
def test_an_empty_tab_asks_the_server_however_it_opens(stage: Stage, how: Topology) -> None:
    """Nothing is stored, and the tab has no history; the server supplies the session."""
    session = stage.session(in_storage=False)

    trace = stage.tab().open(session, topology=how)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


def test_a_separate_browser_asks_the_server(stage: Stage) -> None:
    """A private window, or another machine, has nothing stored; the server supplies the session."""
    session = stage.session(in_storage=True)

    trace = stage.tab(room="separate").open(session, topology=Topology.INCOGNITO)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


def test_two_tabs_of_one_session_do_not_disturb_each_other(stage: Stage) -> None:
    """The same session in a second tab: both are ready, the first stays so."""
    session = stage.session(in_storage=True)
    first = stage.tab()
    first.open(session)

    second = first.open_again(session, Topology.NOOPENER)

    assert second.trace.ended is READY, second.trace.story()
    assert first.trace.ended is READY


def test_two_sessions_in_two_tabs_keep_apart(stage: Stage) -> None:
    """Another session in a second tab shows its own content, not the first one's."""
    one, other = stage.session(in_storage=True), stage.session(in_storage=False)
    first = stage.tab()
    first.open(one)

    second = first.open_again(other, Topology.NEW_WINDOW)

    assert second.trace.ended is READY, second.trace.story()
    assert second.trace.answered_by is SERVER


def test_back_leads_to_the_session_again(stage: Stage) -> None:
    """Away to another page and back: the session is there as before."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=True))

    trace = tab.leave_and_come_back()

    assert trace.ended is READY, trace.story()


def test_forward_leads_to_the_session_again(stage: Stage) -> None:
    """Back, and forward again: the session is there as before."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.come_forward()

    assert trace.ended is READY, trace.story()
