"""Error states: each failure ends in its own words, with the buttons that help."""

import json

from harness.scenario import (
    ERROR,
    READY,
    Capability,
    ErrorKind,
    Role,
    Stage,
    Topology,
    each,
    needs,
    needs_keys,
    promises,
    real_time,
    under,
)


@needs_keys("errors.kinds.not-found")
@promises("error-fits-the-answer", "error-has-its-buttons", "error-is-friendly", "final-is-final")
@promises("failures-are-logged", "console-keeps-secrets", "errors-are-problems")
@promises("errors-keep-secrets")
def test_an_unknown_session_says_so(stage: Stage) -> None:
    """No such session: the page says so, and asks once only."""
    trace = stage.tab().open_id(stage.unknown_id)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NOT_FOUND
    assert len(trace.attempts) == 1


@needs_keys("sign_in", "errors.kinds.signed-out")
@under("signed-out", "auth-expired:for-good")
@promises("signed-out-is-true")
def test_a_signed_out_reader_is_told_so(stage: Stage) -> None:
    """Nobody is signed in, or nobody any more: the page says so, and offers to sign in."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SIGNED_OUT


@needs_keys("errors.kinds.forbidden")
@each("who", "stranger", "colleague", "foreign-staff")
@promises("only-the-entitled-see-it")
def test_a_foreign_session_is_forbidden(stage: Stage, who: str) -> None:
    """Somebody without a right to the session is told so, and sees nothing of it."""
    trace = stage.tab(visitor=who).open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.FORBIDDEN
    assert len(trace.attempts) == 1


@needs_keys("errors.kinds.expired")
def test_a_finished_session_is_expired(stage: Stage) -> None:
    """The session was ended: the page says that it is over."""
    trace = stage.tab().open(stage.session(in_storage=False, status="completed"))

    assert [it.status for it in trace.attempts] == [410], trace.story()
    assert trace.ended is ERROR
    assert trace.error is ErrorKind.EXPIRED


@needs(Capability.SEED)
def test_a_session_that_ran_out_is_expired(stage: Stage) -> None:
    """The session's time ran out: the page says that it is over."""
    trace = stage.tab().open(stage.session(in_storage=False, expired=True))

    assert [it.status for it in trace.attempts] == [410], trace.story()
    assert trace.ended is ERROR
    assert trace.error is ErrorKind.EXPIRED


@needs_keys("errors.kinds.network")
@under("hang", "reset", "offline")
@promises("transient-is-retried", "load-ends", "loading-says-what", "error-has-its-buttons")
def test_no_answer_is_a_network_error(stage: Stage) -> None:
    """The server never answers: after the last attempt the page speaks of the network."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NETWORK
    assert len(trace.attempts) == stage.place.rules.attempts


@needs_keys("errors.kinds.server")
@each("status", "408", "429", "500")
@promises("transient-is-retried")
def test_a_failing_server_is_a_server_error(stage: Stage, status: str) -> None:
    """The server fails each time: after the last attempt the page says that it is not well."""
    stage.fault(Role.SESSION, status=int(status))

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SERVER
    assert len(trace.attempts) == stage.place.rules.attempts


@needs_keys("errors.kinds.server")
@each("body", "<h1>Bad Gateway</h1>", "upstream request timeout", "")
@promises("transient-is-retried", "error-fits-the-answer")
def test_a_failing_edge_is_a_server_error(stage: Stage, body: str) -> None:
    """What stands before the server fails in words of its own, or in none: it is the status that
    tells.
    """
    stage.fault(Role.SESSION, status=502, body=body)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SERVER
    assert len(trace.attempts) == stage.place.rules.attempts


@needs_keys("errors.kinds.not-found")
@each("body", "<h1>Gone away</h1>", "")
@promises("error-fits-the-answer")
def test_a_worded_refusal_is_told_by_its_status(stage: Stage, body: str) -> None:
    """A 404 that is a page, or is empty, is a 404 all the same."""
    stage.fault(Role.SESSION, status=404, body=body)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NOT_FOUND
    assert len(trace.attempts) == 1


@needs_keys("errors.kinds.corrupt")
@promises("validated-before-cached", "never-blank", "error-is-friendly", "error-has-its-buttons")
@each("body", "<html>Sign in</html>", "{}", "null", '{"apiSession": {"id": 1')
def test_a_corrupt_answer_is_named(stage: Stage, body: str) -> None:
    """An answer that is no session is called what it is, is not stored, and not asked for again."""
    stage.fault(Role.SESSION, status=200, body=body)
    session = stage.session(in_storage=False)
    tab = stage.tab()

    trace = tab.open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.CORRUPT
    assert tab.entry(session) is None


@needs_keys("errors.kinds.corrupt")
def test_an_answer_of_another_session_is_corrupt(stage: Stage) -> None:
    """The server answers with another session: it is not shown, and not stored."""
    session, other = stage.session(in_storage=False), stage.session(in_storage=False)
    stage.fault(Role.SESSION, status=200, body=json.dumps(other.payload))
    tab = stage.tab()

    trace = tab.open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.CORRUPT
    assert tab.entry(session) is None


@needs(Capability.SEED)
@promises("question-was-stored", "validated-before-cached")
@each("lacking", "firstQuestion", "apiSession", "studentName")
def test_an_answer_that_lacks_a_part_is_corrupt(stage: Stage, lacking: str) -> None:
    """The answer has all but one part: nothing is put in its place, shown or stored."""
    session = stage.session(in_storage=False)
    rest = {part: it for part, it in (session.payload or {}).items() if part != lacking}
    stage.fault(Role.SESSION, status=200, body=json.dumps(rest))
    tab = stage.tab()

    trace = tab.open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.CORRUPT
    assert tab.entry(session) is None


@needs_keys("errors.kinds.server")
@under("rate-limited:60s")
@promises("retry-after-is-kept")
def test_a_retry_after_beyond_the_deadline_ends_at_once(stage: Stage) -> None:
    """The server asks for more time than is left: the page says so instead of waiting."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SERVER
    assert len(trace.attempts) == 1


@needs(Capability.SERVER_FAULTS)
@promises("too-many-says-when")
def test_a_caller_with_too_many_calls_is_held_off(stage: Stage) -> None:
    """The server itself says that there were too many calls: the page ends in words of its own."""
    stage.server.limit(0)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SERVER


@needs_keys("errors.kinds.network")
@each("how", "reset", "missing")
@promises("error-fits-the-answer")
def test_a_script_that_does_not_load_is_a_network_error(stage: Stage, how: str) -> None:
    """The page's own scripts do not come: even so it ends in words, not in a spinner."""
    stage.fault(Role.ASSET, reset=how == "reset", status=404 if how == "missing" else None)

    trace = stage.tab().open(stage.session(in_storage=True))
    stage.need_met(Role.ASSET)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NETWORK


@needs_keys("errors.kinds.network")
@real_time
def test_a_script_that_hangs_is_a_network_error(stage: Stage) -> None:
    """The page's own scripts get no answer at all: the page still ends before its deadline."""
    stage.fault(Role.ASSET, hang=True)

    trace = stage.tab().open(stage.session(in_storage=True))
    stage.need_met(Role.ASSET)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NETWORK


@each("who", "owner", "staff", "admin")
@promises("dashboard-button-works")
@needs_keys("paths.dashboards", "buttons.dashboard")
def test_return_to_dashboard_goes_to_the_own_dashboard(stage: Stage, who: str) -> None:
    """Whoever is stuck gets back to the dashboard that is theirs."""
    tab = stage.tab(visitor=who)
    tab.open_id(stage.unknown_id)

    path = tab.return_to_dashboard()

    assert path == stage.dashboard_of(who)


@each("how", Topology.NOOPENER, Topology.NEW_WINDOW)
@promises("dashboard-button-works")
@needs_keys("paths.dashboards", "buttons.dashboard")
def test_return_to_dashboard_works_in_a_popup(stage: Stage, how: Topology) -> None:
    """A tab that was opened has no history to go back in; the button works all the same."""
    tab = stage.tab(visitor="stranger")
    tab.open(stage.session(in_storage=False), topology=how)

    path = tab.return_to_dashboard()

    assert path == stage.dashboard_of("stranger")


@needs_keys("sign_in")
@under("signed-out")
def test_sign_in_leads_back_to_the_session(stage: Stage) -> None:
    """Whoever signs in from the error gets to the session that they wanted."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.sign_in()

    assert trace.ended is READY, trace.story()
