"""Retries: how often, when, and what a person can do when they are over."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from harness.scenario import (
    ERROR,
    READY,
    SERVER,
    Capability,
    ErrorKind,
    Role,
    Stage,
    needs,
    needs_keys,
    promises,
    real_time,
    under,
)

# Slow, but within the time that an attempt has.
SLOW_MS = 2_800


@real_time
@promises("waits-grow", "loading-says-what", "failures-are-logged", "attempts-are-bounded")
@promises("no-storm", "telemetry-is-true")
@under("server-error:always")
def test_the_waits_between_attempts_grow(stage: Stage) -> None:
    """In real time: three attempts, with a short and a longer wait between them."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert len(trace.attempts) == stage.place.rules.attempts


@promises("waits-grow", "loading-says-what", "no-page-error", "no-rejection")
@under("server-error", "server-error:2", "reset:1", "reset:2", "flaky")
def test_a_failure_that_passes_is_outlived(stage: Stage) -> None:
    """The server fails once or twice, then answers well: the load gets there by itself."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@promises("attempt-has-its-time")
@under("hang:1")
def test_an_attempt_that_hangs_is_given_up(stage: Stage) -> None:
    """The first attempt gets no answer: it is given up in time for the next one."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.attempts) == 2


@promises("attempt-has-its-time")
def test_an_answer_that_stalls_is_given_up(stage: Stage) -> None:
    """The first answer begins, and does not go on: its time is over all the same."""
    stage.fault(Role.SESSION, stall=True, times=1)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.attempts) == 2


@promises("retry-after-is-kept")
@under("rate-limited", "rate-limited:6s")
def test_retry_after_is_kept(stage: Stage) -> None:
    """The server says when to come back: the load does, neither sooner nor much later."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.attempts) == 2


@promises("retry-after-is-kept")
def test_retry_after_may_be_a_date(stage: Stage) -> None:
    """The server names the hour instead of the seconds: the load keeps that, too."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=5), usegmt=True)
    stage.fault(Role.SESSION, status=503, headers=(("Retry-After", later),), times=1)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.attempts) == 2


@needs(Capability.THROTTLE)
@promises("attempts-are-bounded", "quiet-after-end")
def test_a_connection_that_comes_back_begins_no_second_load(stage: Stage) -> None:
    """The link drops and comes back while the load tries: it goes on trying, once."""
    stage.fault(Role.SESSION, status=503, skip=1)
    stage.fault(Role.SESSION, hang=True, times=1)
    tab = stage.tab()
    tab.begin(stage.session(in_storage=False))
    tab.until_asked(Role.SESSION)

    stage.interrupt_link()

    trace = tab.wait()
    assert trace.ended is ERROR, trace.story()
    assert len(trace.attempts) == stage.place.rules.attempts


@promises("retry-button-works")
@under("server-error:always", "reset")
def test_retry_recovers_in_place(stage: Stage) -> None:
    """The server is well again: Retry brings the session, without leaving the page."""
    tab = stage.tab()
    assert tab.open(stage.session(in_storage=False)).ended is ERROR
    stage.lift()

    trace = tab.retry()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@needs_keys("errors.kinds.server")
@promises("retry-button-works")
@under("server-error:always")
def test_retry_may_fail_again(stage: Stage) -> None:
    """The server is still not well: Retry tries as often as before, and says so again."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.retry()

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SERVER
    assert len(trace.attempts) == stage.place.rules.attempts


@needs_keys("errors.kinds.network")
@promises("retry-button-works", "load-ends")
@under("hang")
def test_retry_may_hang_again(stage: Stage) -> None:
    """No answer comes after Retry either: the deadline counts anew, and is kept."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.retry()

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NETWORK
    assert len(trace.attempts) == stage.place.rules.attempts


@real_time
@promises("retry-button-works", "good-answer-is-shown")
def test_retry_has_a_deadline_of_its_own(stage: Stage) -> None:
    """Most of the first load's time is over when Retry is pressed, and the answer takes a while:
    the time of the second load counts from Retry.
    """
    stage.fault(Role.SESSION, status=200, body="{}", times=1)
    tab = stage.tab()
    assert tab.open(stage.session(in_storage=False)).ended is ERROR
    stage.linger(stage.place.rules.deadline_ms - SLOW_MS)
    stage.fault(Role.SESSION, delay_ms=SLOW_MS)

    trace = tab.retry()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


def test_retry_recovers_from_a_corrupt_answer(stage: Stage) -> None:
    """The answer was no session; the next one is, and Retry asks for it."""
    stage.fault(Role.SESSION, status=200, body="{}", times=1)
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.retry()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@needs_keys("sign_in", "api.auth")
@promises("fresh-token-after-401")
def test_a_refused_token_is_renewed_once(stage: Stage) -> None:
    """The server refuses the token: a fresh one is asked for, and does."""
    stage.fault(Role.SESSION, status=401, times=1)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.attempts) == 2
    assert len(trace.requests(Role.AUTH)) == 1


@needs_keys("sign_in")
@promises("fresh-token-after-401")
@under("auth-expired:unnoticed")
def test_a_token_that_only_the_server_knows_to_be_over_is_renewed(stage: Stage) -> None:
    """The browser takes its token for good, and the server does not: the fresh one opens it."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert [it.status for it in trace.attempts] == [401, 200]


@needs_keys("sign_in", "errors.kinds.signed-out")
@promises("fresh-token-after-401", "signed-out-is-true")
def test_a_token_refused_twice_is_signed_out(stage: Stage) -> None:
    """The server refuses the fresh token, too: that is the end of it."""
    stage.fault(Role.SESSION, status=401)

    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SIGNED_OUT
    assert len(trace.attempts) == 2
