"""The server's side of the contract, asked without a browser: what GET session answers."""

from harness.scenario import (
    Capability,
    DatabaseFault,
    Json,
    Role,
    Stage,
    each,
    needs,
)

API_SESSION = {
    *("id", "userId", "visaType", "route", "studentProfile", "conversationHistory"),
    *("currentQuestionIndex", "responses", "score", "startTime", "endTime", "difficulty", "status"),
}


@needs(Capability.SEED)
def test_the_payload_has_every_field(stage: Stage) -> None:
    """The session in the payload has all the fields that storage has."""
    answer = stage.ask(stage.session(answers=1))

    session = answer.field("apiSession")
    assert isinstance(session, dict)
    assert set(session) == API_SESSION


@needs(Capability.SEED)
def test_the_payload_is_rebuilt_from_the_database_alone(stage: Stage) -> None:
    """What changes in the database is in the very next answer."""
    session = stage.session()
    assert session.nonce in stage.ask(session).text

    asked: Json = {"question": "Why not?", "questionType": "stored", "difficulty": "hard"}
    stage.server.change(session, studentName="Somebody New", firstQuestion=asked)

    answer = stage.ask(session)
    assert answer.field("studentName") == "Somebody New"
    assert answer.field("firstQuestion") == asked


@needs(Capability.SEED)
def test_the_first_case_that_applies_answers(stage: Stage) -> None:
    """Of two things that are wrong the earlier in the contract's table is told."""
    done, there = stage.session(status="completed"), stage.session()
    assert stage.ask("__no__", visitor="nobody").status == 401
    assert stage.ask(stage.unknown_id, token="expired").status == 401
    assert stage.ask(done, visitor="stranger").status == 403
    stage.server.limit(0)

    assert stage.ask(there, visitor="nobody").status == 401
    assert stage.ask("__no__").status == 400
    assert stage.ask(stage.unknown_id).status == 404
    assert stage.ask(there, visitor="stranger").status == 403
    assert stage.ask(done).status == 410
    stage.server.disturb_database(DatabaseFault("read", "unavailable"))
    assert stage.ask(there).status == 429
    assert stage.ask("__no__").status == 400


@needs(Capability.SERVER_FAULTS)
def test_too_many_calls_are_told_when_to_come_back(stage: Stage) -> None:
    """A caller with too many calls is told how many seconds to wait."""
    session = stage.session()
    stage.server.limit(0)

    answer = stage.ask(session)

    assert answer.status == 429
    assert answer.is_problem
    assert 0 < int(answer.headers["retry-after"]) <= 60


@needs(Capability.DATABASE_FAULTS)
@each("error", "unavailable", "aborted", "deadline")
def test_an_unavailable_database_is_a_503(stage: Stage, error: str) -> None:
    """The database does not answer: the server says that it is not well, and no more."""
    session = stage.session()
    stage.server.disturb_database(DatabaseFault("read", error))

    answer = stage.ask(session)

    assert answer.status == 503
    assert answer.is_problem


@needs(Capability.DATABASE_FAULTS)
def test_a_slow_database_is_a_503(stage: Stage) -> None:
    """The database takes too long: the server does not wait for it."""
    session = stage.session()
    stage.server.disturb_database(DatabaseFault("read", delay_ms=6_000))

    answer = stage.ask(session)

    assert answer.status == 503
    assert answer.took_ms < 4_500


@each("body", "", "{", "[]", '"text"', "null")
def test_a_call_that_cannot_be_read_is_a_bad_request(stage: Stage, body: str) -> None:
    """What is no call is refused as such, and makes nothing fall."""
    answer = stage.server.send(Role.START, body)

    assert 400 <= answer.status < 500
    assert answer.is_problem
