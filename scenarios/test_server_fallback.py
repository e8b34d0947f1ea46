"""The server layer: storage has nothing that counts, so the server is asked."""

from harness.scenario import (
    ERROR,
    READY,
    SERVER,
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


@proves(SERVER, "good-answer-is-shown", "answer-is-cached", "validated-before-cached")
@promises("bearer-on-session-calls", "token-stays-home", "answer-is-payload", "no-storm")
@promises("answers-are-not-cached", "answers-tell-their-time", "attempts-are-bounded")
@promises("first-question-once", "attempt-has-its-time", "final-is-final")
def test_an_empty_tab_asks_the_server(stage: Stage) -> None:
    """Storage is empty, so the session comes from the server."""
    session = stage.session(in_storage=False)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER
    assert len(trace.attempts) == 1


@proves(SERVER, "bad-entry-is-removed", "server-equals-storage", suppressed=STORAGE)
@under(
    "storage-empty",
    "storage-corrupt",
    "storage-foreign",
    "storage-wrong-shape",
    "old-payload",
    "storage-late",
)
def test_an_entry_that_does_not_count_is_replaced(stage: Stage) -> None:
    """The entry is gone, or is none of this session's; the server's answer takes its place."""
    session = stage.session(in_storage=True)
    tab = stage.tab()

    trace = tab.open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER
    assert tab.entry(session) is not None


@real_time
@promises("quiet-after-end", "no-storm", "end-stays")
def test_a_session_from_the_server_is_left_in_peace(stage: Stage) -> None:
    """The session is ready; nothing is asked again and nothing changes while the person thinks."""
    trace = stage.tab().open(stage.session(in_storage=False))

    stage.linger(THINKS_MS)

    assert trace.ended is READY, trace.story()


def test_what_the_server_gave_is_stored(stage: Stage) -> None:
    """The server's answer was kept, so that a reload needs no server."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.reload()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


@promises("server-equals-storage")
@under("storage-empty")
def test_the_server_gives_answered_questions_back(stage: Stage) -> None:
    """Two questions were answered before; the server gives the session back at the third."""
    session = stage.session(in_storage=True, answers=2)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@under("storage-full")
def test_a_full_storage_does_not_stop_the_load(stage: Stage) -> None:
    """Storage has no room for the answer; it is shown all the same."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@under("storage-blocked:entries")
def test_a_blocked_storage_does_not_stop_the_load(stage: Stage) -> None:
    """Storage throws at every look at an entry; the server is asked instead."""
    trace = stage.tab().open(stage.session(in_storage=True))

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@under("storage-blocked")
def test_a_storage_that_is_shut_altogether_does_not_stop_the_load(stage: Stage) -> None:
    """Storage throws whatever is asked of it, the sign-in too: the server is asked instead. Where
    the sign-in is there and nowhere else, the page says that nobody is signed in.
    """
    trace = stage.tab().open(stage.session(in_storage=True))

    if stage.sign_in_needs_storage:
        stage.need_keys("errors.kinds.signed-out")
        assert trace.ended is ERROR, trace.story()
        assert trace.error is ErrorKind.SIGNED_OUT
    else:
        assert trace.ended is READY, trace.story()
        assert trace.answered_by is SERVER


@needs_keys("sign_in")
@promises("auth-wait-is-bounded")
@under("auth-late:3s", "auth-expired")
def test_late_auth_is_not_signed_out(stage: Stage) -> None:
    """The token has to be renewed first; the person is not sent away meanwhile."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@needs_keys("sign_in", "api.auth", "errors.kinds.network")
@promises("auth-wait-is-bounded")
@under("auth-late:6s")
def test_auth_that_never_settles_ends_as_network(stage: Stage) -> None:
    """Nobody waits for auth longer than it may take; and that is not called signed out."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NETWORK


def test_staff_and_admins_read_by_the_server(stage: Stage) -> None:
    """Whoever may read a session of somebody else's gets it from the server, and keeps it."""
    session = stage.session(in_storage=False)
    tab = stage.tab(visitor="staff")
    tab.open(session)

    trace = tab.reload()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE
