"""Starters: a click creates a session, and opens it."""

from harness.scenario import (
    READY,
    SERVER,
    STORAGE,
    Capability,
    DatabaseFault,
    Role,
    Stage,
    needs,
    needs_keys,
    promises,
    proves,
    real_time,
    under,
)

# Slower than a person likes, and well within what the starters' calls may take.
SLOW_MS = 6_000


@proves(STORAGE, "starter-stores-first", "answers-before-opening", "written-before-opened")
@promises("starter-names-itself", "one-origin", "url-id-resolves", "stored-before-answered")
@promises("no-page-error", "no-rejection", "start-arrives")
def test_every_starter_starts_an_interview(stage: Stage, starter: str) -> None:
    """A click creates, starts, stores and opens the session, which is ready from storage."""
    it = stage.starter(starter)

    journey = it.start()

    assert not it.told(), journey.story()
    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE


@proves(STORAGE, suppressed=SERVER)
@under("server-error:always")
def test_what_a_starter_stored_needs_no_server(stage: Stage, starter: str) -> None:
    """The server gives no session back; the opened tab does not need it to."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE


@proves(SERVER, "server-equals-storage", suppressed=STORAGE)
@promises("first-question-once", "written-before-opened", "url-id-resolves")
@under("storage-empty")
def test_what_a_starter_started_comes_back_from_the_server(stage: Stage, starter: str) -> None:
    """The opened tab does not find what was stored; the server has it already."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is SERVER


@proves(SERVER, "failed-store-goes-on", suppressed=STORAGE)
@under("storage-full")
def test_a_full_storage_does_not_stop_a_starter(stage: Stage, starter: str) -> None:
    """The starter cannot store the session; the tab goes on, and the server supplies it."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is SERVER


@proves(SERVER, "failed-store-goes-on", suppressed=STORAGE)
@under("storage-blocked")
def test_a_blocked_storage_does_not_stop_a_starter(stage: Stage, starter: str) -> None:
    """Storage is shut altogether, for the starter too; the tab goes on, and the server supplies the
    session.
    """
    stage.need_sign_in_without_storage()

    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is SERVER


@promises("starter-stores-first")
@under("storage-lossy")
def test_a_write_that_is_not_there_is_written_once_more(stage: Stage, starter: str) -> None:
    """The first write comes to nothing; the starter notices, and writes again."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE


@needs(Capability.DATABASE_GATES)
@promises("starting-page-shows", "tab-opens-inside-the-click", opens="new-tab")
def test_the_tab_says_that_the_interview_is_being_started(stage: Stage, starter: str) -> None:
    """The session is not created yet; the opened tab says what it waits for."""
    gate = stage.server.hold(Role.CREATE)
    it = stage.starter(starter)
    it.prepare()

    it.click()

    assert it.opens_in_place or it.shows_starting()
    stage.server.let_go(gate)
    assert it.wait().runner.ended is READY


@needs(Capability.DATABASE_GATES)
@promises("answers-before-opening")
def test_the_tab_is_not_sent_on_before_start_is_answered(stage: Stage) -> None:
    """The session is not started yet; no tab is at the runner."""
    gate = stage.server.hold(Role.START)
    it = stage.starter_in_new_tab()
    it.prepare()
    it.click()
    assert it.asked(Role.START)

    stage.linger(300)

    assert not it.has_opened()
    stage.server.let_go(gate)
    assert it.wait().runner.ended is READY


@needs_keys("api.start")
@real_time
@promises("answers-before-opening")
def test_a_slow_start_is_waited_for(stage: Stage) -> None:
    """Start takes its time: the tab waits on, and finds what was written."""
    stage.fault(Role.START, delay_ms=SLOW_MS, times=1)

    journey = stage.starter_in_new_tab().start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE


def test_the_tab_is_sent_on_a_moment_after_the_write(stage: Stage) -> None:
    """What was written has a moment to be seen by other tabs before one looks for it."""
    it = stage.starter_in_place()

    it.start()

    assert it.settled_ms >= 15


@promises("failed-start-opens-nothing", "failed-start-is-told")
def test_a_failed_create_closes_the_tab(stage: Stage, starter: str) -> None:
    """The session cannot be created: no tab is left behind, and the person is told."""
    stage.fault(Role.CREATE, status=500)
    it = stage.starter(starter)

    journey = it.start()

    assert not journey.traces, journey.story()
    assert it.is_alone
    it.need_told()
    assert it.told()


@needs_keys("api.start")
@promises("failed-start-opens-nothing", "failed-start-is-told")
def test_a_failed_start_closes_the_tab(stage: Stage, starter: str) -> None:
    """The session cannot be started: no tab is left behind, and the person is told."""
    stage.fault(Role.START, status=503)
    it = stage.starter(starter)

    journey = it.start()

    assert not journey.traces, journey.story()
    assert it.is_alone
    it.need_told()
    assert it.told()


@needs(Capability.DATABASE_FAULTS)
@promises("failed-start-names-no-id")
def test_a_database_that_refuses_a_start_opens_nothing(stage: Stage) -> None:
    """The database takes the session but not its start: the person is told, and sent nowhere."""
    stage.server.disturb_database(DatabaseFault("replace", error="unavailable"))
    it = stage.starter_in_new_tab()

    journey = it.start()

    assert not journey.traces, journey.story()
    it.need_told()
    assert it.told()


def test_after_a_failure_the_person_can_start_again(stage: Stage) -> None:
    """The first try failed; the next click starts a session without a reload."""
    stage.fault(Role.CREATE, status=500, times=1)
    it = stage.starter_in_new_tab()
    it.start()

    it.click()

    journey = it.wait()
    assert journey.runner.ended is READY, journey.story()


@promises("one-interview-per-act")
def test_a_double_click_starts_one_interview(stage: Stage, starter: str) -> None:
    """Two clicks in one moment are one act."""
    it = stage.starter(starter)
    it.prepare()

    it.double_click()

    journey = it.wait()
    assert journey.runner.ended is READY, journey.story()
    assert len(journey.traces) == 1


@promises("blocked-popup-falls-back", opens="new-tab")
@under("popup-blocked")
def test_a_blocked_popup_falls_back_to_the_same_tab(stage: Stage, starter: str) -> None:
    """The browser lets no tab open; the session opens in the one that is there."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.tab == journey.starter_tab


def test_two_interviews_in_a_row_keep_apart(stage: Stage) -> None:
    """A second start from the same page makes a second session, with an entry of its own."""
    it = stage.starter_in_new_tab()
    first = it.start()

    it.click_again()

    second = it.wait()

    assert second.runner.ended is READY, second.story()
    assert second.runner.answered_by is STORAGE
    assert second.runner.url != first.runner.url


@under("other-origin")
def test_a_runner_on_another_host_does_not_stay_empty(stage: Stage) -> None:
    """The runner is on another host, where nothing was stored: it ends in words, not in nothing."""
    journey = stage.starter_in_new_tab().start()

    assert journey.runner.error is not None, journey.story()
