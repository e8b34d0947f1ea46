"""Creating, starting, answering and ending, asked of the server without a browser."""

from harness.scenario import (
    ERROR,
    Capability,
    DatabaseFault,
    ErrorKind,
    Json,
    Role,
    Stage,
    each,
    needs,
)

ROUTE = "uk_student"
FOR_ONESELF, FOR_A_STUDENT = 0, 1
# More questions than an interview has.
AT_MOST = 20
INTERVIEW = {
    *("userId", "orgId", "scope", "studentName", "route", "visaType", "status", "score"),
    *("difficulty", "firstQuestion", "sessionState", "startTime", "endTime", "expiresAt"),
    *("createdAt", "updatedAt"),
}


def created(stage: Stage) -> str:
    """The id of an interview that its owner created, and nobody started."""
    answer = stage.server.call(Role.CREATE, {"route": ROUTE}, nth=FOR_ONESELF)
    return str(answer.field("id"))


def start_of(stage: Stage, interview: str, **other: Json) -> dict[str, Json]:
    """What the owner's page says to start the interview."""
    return {
        "userId": stage.visitor("owner").uid,
        "visaType": "student",
        "route": ROUTE,
        "studentProfile": {"name": "A. Student"},
        "firestoreInterviewId": interview,
        **other,
    }


@needs(Capability.SEED)
def test_a_student_creates_an_interview(stage: Stage) -> None:
    """The session is there when the answer comes, and is its maker's own."""
    answer = stage.server.call(Role.CREATE, {"route": ROUTE}, nth=FOR_ONESELF)

    document = stage.server.document(str(answer.field("id")))
    assert answer.status == 201
    assert answer.field("orgId") == document["orgId"]
    assert document["userId"] == stage.visitor("owner").uid
    assert (document["route"], document["scope"], document["status"]) == (
        ROUTE,
        "user",
        "scheduled",
    )


@needs(Capability.SEED)
def test_an_interview_without_an_organisation_says_so(stage: Stage) -> None:
    """Whoever belongs to no organisation has sessions of none: the field is there, and empty."""
    answer = stage.server.call(Role.CREATE, {"route": ROUTE}, visitor="admin", nth=FOR_ONESELF)

    assert answer.status == 201
    assert answer.field("orgId") == ""
    assert stage.server.document(str(answer.field("id"))).get("orgId") == ""


@needs(Capability.SEED)
def test_an_interview_that_nobody_started_is_not_found(stage: Stage) -> None:
    """There is nothing to give back yet: the server says so, and so does the page."""
    interview = created(stage)

    assert stage.ask(interview).status == 404
    trace = stage.tab().open_id(interview)
    assert trace.error is ErrorKind.NOT_FOUND, trace.story()


@needs(Capability.SEED)
def test_an_interview_is_found_as_soon_as_it_is_started(stage: Stage) -> None:
    """Somebody asked too early and was told that there is nothing; that is not remembered."""
    interview = created(stage)
    assert stage.ask(interview).status == 404

    stage.server.call(Role.START, start_of(stage, interview))

    assert stage.ask(interview).status == 200


@needs(Capability.SEED)
def test_a_question_that_is_not_stored_is_not_asked(stage: Stage) -> None:
    """The document has lost its first question: none is made up in its place."""
    session = stage.session(in_storage=False)
    stage.server.change(session, firstQuestion=None)

    trace = stage.tab().open(session)

    assert trace.ended is ERROR, trace.story()


@needs(Capability.SEED)
@each("who", "staff", "admin")
def test_staff_create_an_interview_for_a_student(stage: Stage, who: str) -> None:
    """The session is the owner's, in the owner's organisation."""
    owner = stage.visitor("owner")
    body = {"studentId": owner.uid, "route": ROUTE}

    answer = stage.server.call(Role.CREATE, body, visitor=who, nth=FOR_A_STUDENT)

    document = stage.server.document(str(answer.field("id")))
    assert (answer.status, answer.field("orgId")) == (201, owner.org_id)
    assert (document["userId"], document["orgId"]) == (owner.uid, owner.org_id)
    assert document["scope"] == "org"


@needs(Capability.SEED)
@each("who", "colleague", "owner", "foreign-staff", "nobody")
def test_a_student_cannot_create_for_another(stage: Stage, who: str) -> None:
    """Only staff of the owner's organisation, and admins, may create for somebody else."""
    body = {"studentId": stage.visitor("owner").uid, "route": ROUTE}

    answer = stage.server.call(Role.CREATE, body, visitor=who, nth=FOR_A_STUDENT)

    assert answer.status == (401 if who == "nobody" else 403)
    assert answer.is_problem


@needs(Capability.SEED)
@each("lacking", "userId", "visaType", "route", "studentProfile", "firestoreInterviewId")
def test_start_refuses_a_call_that_lacks_a_field(stage: Stage, lacking: str) -> None:
    """A call that says too little starts nothing."""
    interview = created(stage)
    body = start_of(stage, interview)
    del body[lacking]

    answer = stage.server.call(Role.START, body)

    assert answer.status == 400
    assert answer.is_problem
    assert stage.server.document(interview)["sessionState"] is None


@needs(Capability.SEED)
def test_start_refuses_a_student_without_a_name(stage: Stage) -> None:
    """The profile of the person needs a name."""
    body = start_of(stage, created(stage), studentProfile={})

    answer = stage.server.call(Role.START, body)

    assert answer.status == 400
    assert answer.is_problem


@needs(Capability.SEED)
def test_start_answers_session_question_and_id(stage: Stage) -> None:
    """The answer has all that a starter stores."""
    interview = created(stage)

    answer = stage.server.call(Role.START, start_of(stage, interview))

    session, question = answer.field("session"), answer.field("question")
    assert (answer.status, answer.field("interviewId")) == (200, interview)
    assert isinstance(session, dict)
    assert session["id"] == interview
    assert isinstance(question, dict)
    assert question["question"]


@needs(Capability.SEED)
def test_the_document_holds_the_first_question_before_start_answers(stage: Stage) -> None:
    """When start has answered, the document holds what the session is rebuilt from."""
    interview = created(stage)

    answer = stage.server.call(Role.START, start_of(stage, interview))

    document = stage.server.document(interview)
    first, state = document["firstQuestion"], document["sessionState"]
    assert first == answer.field("question")
    assert isinstance(first, dict)
    assert set(first) == {"question", "questionType", "difficulty"}
    assert isinstance(state, dict)
    assert set(state) == {"conversationHistory", "currentQuestionIndex", "responses"}
    assert (state["currentQuestionIndex"], state["responses"]) == (0, [])
    assert [it["content"] for it in state["conversationHistory"]] == [first["question"]]


@needs(Capability.SERVER_FAULTS)
@each("error", "unavailable", "aborted", "deadline")
def test_a_start_whose_write_fails_names_no_id(stage: Stage, error: str) -> None:
    """What could not be written was never started, and is not named."""
    interview = created(stage)
    stage.server.disturb_database(DatabaseFault("replace", error))

    answer = stage.server.call(Role.START, start_of(stage, interview))

    assert answer.status == 503
    assert answer.is_problem
    assert interview not in answer.text
    assert stage.server.document(interview)["sessionState"] is None


@needs(Capability.SEED)
def test_a_second_start_gives_the_same_session(stage: Stage) -> None:
    """The same call again finds the session as it is, and asks no second first question."""
    interview = created(stage)
    first = stage.server.call(Role.START, start_of(stage, interview))

    second = stage.server.call(Role.START, start_of(stage, interview))

    assert second.status == 200
    assert second.body == first.body
    assert first_turns(stage, interview) == 1


def first_turns(stage: Stage, interview: str) -> int:
    """How many turns the interview's history has."""
    state = stage.server.document(interview)["sessionState"]
    history = state["conversationHistory"] if isinstance(state, dict) else []
    return len(history) if isinstance(history, list) else 0


@needs(Capability.SEED)
def test_a_second_start_does_not_undo_answers(stage: Stage) -> None:
    """A start that comes late gives the session as it stands, with what was answered."""
    session = stage.session(answers=2)
    before = stage.server.document(session)

    answer = stage.server.call(Role.START, start_of(stage, session.document_id))

    assert answer.status == 200
    assert stage.server.document(session)["sessionState"] == before["sessionState"]


@needs(Capability.SEED)
@each("who", "colleague", "stranger", "foreign-staff", "nobody")
def test_a_start_by_another_caller_changes_nothing(stage: Stage, who: str) -> None:
    """Somebody else's start is refused, whomever it names, and the session stays as it was."""
    interview = created(stage)
    before = stage.server.document(interview)
    uid = stage.visitor(who).uid or "nobody"

    for user in (stage.visitor("owner").uid, uid):
        body = start_of(stage, interview, userId=user)
        answer = stage.server.call(Role.START, body, visitor=who)

        assert answer.status == (401 if who == "nobody" else 403)
        assert answer.is_problem
    assert stage.server.document(interview) == before


@needs(Capability.SEED)
@each("role", Role.ANSWER, Role.END)
def test_acting_for_somebody_else_is_forbidden(stage: Stage, role: Role) -> None:
    """Nobody else answers or ends the session."""
    session = stage.session()
    before = stage.server.document(session)
    body = {"interviewId": session.document_id, "answer": "Mine."}

    for who in ("colleague", "stranger", "foreign-staff"):
        answer = stage.server.call(role, body, visitor=who)

        assert answer.status == 403
        assert answer.is_problem
    assert stage.server.document(session) == before


@needs(Capability.SEED)
@each("who", "staff", "admin")
def test_staff_act_for_a_student_of_theirs(stage: Stage, who: str) -> None:
    """Staff of the organisation and admins start a session in the owner's name."""
    interview = created(stage)

    answer = stage.server.call(Role.START, start_of(stage, interview), visitor=who)

    assert answer.status == 200
    assert stage.server.document(interview)["userId"] == stage.visitor("owner").uid


@needs(Capability.SEED)
def test_an_answer_moves_the_session_on(stage: Stage) -> None:
    """When an answer is acknowledged, the document holds it, and the next question."""
    session = stage.session()
    body: dict[str, Json] = {"interviewId": session.document_id, "answer": "Because."}

    answer = stage.server.call(Role.ANSWER, body)

    state = stage.server.document(session)["sessionState"]
    assert answer.status == 200
    assert isinstance(state, dict)
    assert state["currentQuestionIndex"] == 1
    assert [it["answer"] for it in state["responses"]] == ["Because."]
    assert stage.ask(session).status == 200


@needs(Capability.SEED)
def test_what_an_answer_acknowledges_is_what_comes_back(stage: Stage) -> None:
    """Each answer is acknowledged with the session as the server gives it back, also where a
    person says the same thing twice, and after the last question.
    """
    session = stage.session()
    body: dict[str, Json] = {"interviewId": session.document_id, "answer": "Because."}

    for _ in range(AT_MOST):
        answer = stage.server.call(Role.ANSWER, body)

        assert stage.ask(session).field("apiSession") == answer.field("session")
        if answer.field("question") is None:
            return
    raise AssertionError(f"After {AT_MOST} answers there is still a question.")


@needs(Capability.SERVER_FAULTS)
def test_an_answer_whose_write_fails_is_not_acknowledged(stage: Stage) -> None:
    """What could not be written was not answered."""
    session = stage.session()
    before = stage.server.document(session)
    stage.server.disturb_database(DatabaseFault("replace", "unavailable"))

    answer = stage.server.call(
        Role.ANSWER, {"interviewId": session.document_id, "answer": "Because."}
    )

    assert answer.status == 503
    assert stage.server.document(session) == before


@needs(Capability.SEED)
def test_end_completes_the_interview(stage: Stage) -> None:
    """When the end is acknowledged, the document says so, and the session is gone."""
    session = stage.session(answers=1)

    answer = stage.server.call(Role.END, {"interviewId": session.document_id})

    document = stage.server.document(session)
    assert answer.status == 200
    assert document["status"] == "completed"
    assert document["endTime"]
    assert stage.ask(session).status == 410


@needs(Capability.SEED)
def test_the_documents_have_the_schema(stage: Stage) -> None:
    """A created and started session has each field of the schema, and so has its owner."""
    interview = created(stage)
    stage.server.call(Role.START, start_of(stage, interview))

    document = stage.server.document(interview)

    assert set(document) == INTERVIEW
    assert document["status"] == "in_progress"
    assert set(stage.server.user("owner")) >= {"role", "orgId", "name"}


@needs(Capability.SEED)
def test_a_started_session_comes_back_as_it_was_started(stage: Stage) -> None:
    """What start answered is what the server gives back, field for field."""
    interview = created(stage)
    started = stage.server.call(Role.START, start_of(stage, interview))

    given = stage.ask(interview)

    assert given.field("apiSession") == started.field("session")
    assert given.field("firstQuestion") == started.field("question")
    assert given.field("firestoreInterviewId") == interview
