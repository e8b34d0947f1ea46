"""The fast path: storage has the session, so nobody asks the server."""

from harness.scenario import (
    ERROR,
    READY,
    STORAGE,
    ErrorKind,
    Stage,
    needs_keys,
    promises,
    proves,
    real_time,
    under,
)

# As long as somebody reads the question; what polls has asked by then.
THINKS_MS = 2_500


@proves(STORAGE, "storage-hit-asks-nobody", "valid-entry-is-used", "storage-is-read-first")
@promises("ready-is-earned", "shown-is-asked", "question-was-stored", "quiet-after-end")
@promises("load-ends", "end-stays", "never-blank", "no-page-error", "no-rejection")
def test_a_stored_session_needs_no_server(stage: Stage) -> None:
    """Storage has the session, so the tab is ready without asking for it."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


@real_time
@promises("quiet-after-end", "no-storm", "end-stays", "storage-hit-asks-nobody")
def test_a_session_from_storage_is_left_in_peace(stage: Stage) -> None:
    """The session is ready; nothing is asked and nothing changes while the person thinks."""
    trace = stage.tab().open(stage.session(in_storage=True))

    stage.linger(THINKS_MS)

    assert trace.ended is READY, trace.story()


@under("server-error:always", "hang", "offline", "auth-expired", "auth-late:6s")
def test_a_stored_session_is_ready_whatever_the_server_does(stage: Stage) -> None:
    """The server fails in one way or another; what is stored is ready all the same."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


def test_a_stored_session_may_be_missing_in_the_database(stage: Stage) -> None:
    """Only storage has the session; that is enough."""
    session = stage.session(in_storage=True, in_database=False)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


def test_staff_have_an_entry_of_their_own(stage: Stage) -> None:
    """The entry is of its owner's; staff who open the session in that browser ask the server."""
    session = stage.session(in_storage=True)

    trace = stage.tab(visitor="staff").open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is not STORAGE


@needs_keys("errors.kinds.forbidden")
@promises("only-the-entitled-see-it", "bad-entry-is-removed")
@under("foreign-user", "foreign-user:colleague")
def test_an_entry_of_another_reader_is_not_shown(stage: Stage) -> None:
    """Somebody else's entry is in this browser; the person who sits there now is refused."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.FORBIDDEN


@needs_keys("sign_in", "errors.kinds.signed-out")
@promises("signed-out-is-true")
@under("signed-out")
def test_an_entry_is_not_shown_to_nobody(stage: Stage) -> None:
    """Nobody is signed in, though an entry is there; nothing of it is shown."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SIGNED_OUT


def test_sign_out_removes_the_entries(stage: Stage) -> None:
    """Whoever signs out leaves no session behind, neither this one nor another."""
    session, other = stage.session(in_storage=True), stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)

    tab.sign_out()

    assert tab.entry(session) is None
    assert tab.entry(other) is None


@needs_keys("sign_in", "errors.kinds.signed-out")
def test_after_signing_out_the_session_is_closed(stage: Stage) -> None:
    """The same browser, signed out: the session that was there a moment ago is not shown."""
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)
    tab.sign_out()

    trace = stage.tab(visitor="nobody").open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SIGNED_OUT


@needs_keys("sign_in", "buttons.sign_in", "errors.kinds.forbidden", "errors.kinds.signed-out")
@promises("only-the-entitled-see-it")
def test_the_next_person_in_the_tab_sees_nothing_of_it(stage: Stage) -> None:
    """In one tab somebody signs out and somebody else signs in: what was open there is not shown
    to them, wherever the tab may have kept it.
    """
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)
    tab.sign_out()
    left = tab.seen_by("nobody").open(session)
    assert left.error is ErrorKind.SIGNED_OUT, left.story()

    trace = tab.seen_by("stranger").sign_in("stranger")

    assert trace.error is ErrorKind.FORBIDDEN, trace.story()
