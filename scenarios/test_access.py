"""Access: whom the server gives a session, and with what it refuses the others."""

from harness.scenario import (
    ERROR,
    READY,
    Capability,
    ErrorKind,
    Stage,
    each,
    needs,
    needs_keys,
    real_time,
    under,
)

TOO_LONG = "x" * 1_501
SENT_ON = (301, 302, 307, 308)
# A short-lived token is over after this long.
OVER_MS = 3_100


@each("who", "owner", "staff", "admin")
def test_a_caller_with_a_right_is_let_in(stage: Stage, who: str) -> None:
    """The owner, staff of the organisation and an admin get the session."""
    session = stage.session(in_storage=False)

    answer = stage.ask(session, visitor=who)

    assert answer.status == 200
    assert session.nonce in answer.text


@each("who", "colleague", "stranger", "foreign-staff")
def test_a_caller_without_a_right_is_refused(stage: Stage, who: str) -> None:
    """Somebody else, of the same organisation too, and foreign staff get nothing of it."""
    session = stage.session(in_storage=False)

    answer = stage.ask(session, visitor=who)

    assert answer.status == 403
    assert answer.is_problem
    assert session.nonce not in answer.text


@needs_keys("sign_in")
def test_no_token_is_refused(stage: Stage) -> None:
    """Without a token there is no answer but a refusal, for a session that is there and one that
    is not.
    """
    for session in (stage.session(in_storage=False), stage.unknown_id):
        answer = stage.ask(session, visitor="nobody")

        assert answer.status == 401
        assert answer.is_problem


@needs_keys("sign_in")
@each("token", "not-a-token", "expired", "wrong-audience", "wrong-issuer", "alg-none", "other-key")
def test_a_token_that_is_not_good_is_refused(stage: Stage, token: str) -> None:
    """A token that is none, is too old, is for others or is forged opens nothing."""
    session = stage.session(in_storage=False)

    answer = stage.ask(session, token=token)

    assert answer.status == 401
    assert answer.is_problem
    assert session.nonce not in answer.text


@needs(Capability.SEED)
@real_time
def test_a_token_is_good_for_its_time_only(stage: Stage) -> None:
    """The same token that opened the session a moment ago opens nothing when its time is over."""
    session = stage.session(in_storage=False)
    assert stage.ask(session, token="short-lived").status == 200

    stage.linger(OVER_MS)

    answer = stage.ask(session, token="short-lived")
    assert answer.status == 401
    assert session.nonce not in answer.text


def test_no_organisation_is_not_one_that_two_share(stage: Stage) -> None:
    """Staff of no organisation have no right to the sessions that belong to none."""
    session = stage.session(owner="independent", in_storage=False)
    assert stage.ask(session, visitor="independent").status == 200

    answer = stage.ask(session, visitor="lone-staff")

    assert answer.status == 403
    assert session.nonce not in answer.text


@needs(Capability.SEED)
def test_who_leaves_the_organisation_reads_no_more(stage: Stage) -> None:
    """Staff who could read the session cannot any more when they belong to another one."""
    session = stage.session(in_storage=False)
    assert stage.ask(session, visitor="staff").status == 200

    stage.server.change_user("staff", orgId="elsewhere")

    assert stage.ask(session, visitor="staff").status == 403


@each("raw_id", "__secret__", "a%2Fb", TOO_LONG, "__%C3%A9__")
def test_an_id_that_firestore_refuses_is_a_bad_request(stage: Stage, raw_id: str) -> None:
    """An id that the database would not take is refused before it is asked."""
    answer = stage.ask(raw_id)

    assert answer.status == 400
    assert answer.is_problem


@each("raw_id", "", ".", "..", "./", "%2E%2E")
def test_an_id_that_never_reaches_the_route_is_refused(stage: Stage, raw_id: str) -> None:
    """What a framework takes for another path is refused by whoever it reaches, be it sent on
    first (`%2E%2E` is `..` by the URL standard).
    """
    answer = stage.ask(raw_id)
    if answer.status in SENT_ON:
        answer = stage.server.get("", path=answer.headers["location"])

    assert 400 <= answer.status < 500


@each("raw_id", "nobody-made-this", "a%20b", "%F0%9F%8E%93", "x" * 1_500)
def test_an_unknown_interview_is_not_found(stage: Stage, raw_id: str) -> None:
    """A well-formed id that nobody made is not found."""
    answer = stage.ask(raw_id)

    assert answer.status == 404
    assert answer.is_problem


@needs(Capability.SEED)
@each("who", "owner", "staff", "admin")
def test_a_finished_interview_is_gone_for_everybody(stage: Stage, who: str) -> None:
    """A completed session is gone for everybody who might have read it."""
    finished = stage.session(status="completed")

    answer = stage.ask(finished, visitor=who)

    assert answer.status == 410
    assert answer.is_problem
    assert finished.nonce not in answer.text


@each("who", "owner", "staff", "admin")
def test_an_interview_whose_time_is_over_is_gone_for_everybody(stage: Stage, who: str) -> None:
    """An expired session is gone for everybody who might have read it."""
    expired = stage.session(in_storage=False, expired=True)

    answer = stage.ask(expired, visitor=who)

    assert answer.status == 410
    assert answer.is_problem
    assert expired.nonce not in answer.text


@each("who", "owner", "staff", "admin")
def test_a_reader_with_a_right_sees_it_in_the_browser(stage: Stage, who: str) -> None:
    """The owner, staff of the organisation and an admin see the session."""
    trace = stage.tab(visitor=who).open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()


@needs_keys("sign_in", "errors.kinds.signed-out")
def test_nobody_sees_nothing_in_the_browser(stage: Stage) -> None:
    """Whoever is not signed in is asked to, and sees nothing."""
    trace = stage.tab(visitor="nobody").open(stage.session(in_storage=False))

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.SIGNED_OUT


@needs_keys("sign_in")
@under("auth-expired")
def test_an_expired_token_is_renewed_in_the_browser(stage: Stage) -> None:
    """A person whose token ran out is still signed in: they see their session."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
