"""From outside: what the server makes of the pages' own calls, said again or a little differently.

Nothing here seeds, and nothing knows a field of the application by name: each call is one that a
page made, seen on its way. So this is proved of any application that is reached by its address.
"""

import json
from collections.abc import Mapping

from harness.scenario import (
    ABANDONED,
    READY,
    Capability,
    ErrorKind,
    Json,
    Role,
    Stage,
    answered_in,
    call_in,
    counterpart,
    each,
    needs_keys,
    part_of,
    promises,
    real_time,
    said_again,
    said_in,
    texts_in,
    with_counterparts,
    with_text,
)

# Long enough to be seen to wait.
SLOW_MS = 2_500


@needs_keys("api.start")
def test_a_start_said_again_changes_nothing(stage: Stage) -> None:
    """The same caller starts once more, after an answer: the session is as it was."""
    starter = stage.starter_for_oneself()
    start = call_in(starter.start(), Role.START)
    starter.opened.answer()
    before = stage.ask(starter.session())

    again = stage.server.repeat(start)

    assert again.status == 200
    assert stage.ask(starter.session()).body == before.body


@needs_keys("sign_in", "api.start")
@each("who", "stranger", "colleague", "foreign-staff", "nobody")
def test_a_start_said_by_another_changes_nothing(stage: Stage, who: str) -> None:
    """Somebody else says what the owner's page said, in the owner's name and in their own: refused,
    and the session is as it was.
    """
    starter = stage.starter_for_oneself()
    start = call_in(starter.start(), Role.START)
    before = stage.ask(starter.session())

    expected = 401 if who == "nobody" else 403
    refused = stage.server.repeat(start, visitor=who)
    assert refused.status == expected
    assert stage.ask(starter.session()).body == before.body
    # Only now have they signed in, so that their own id is known, where anybody tells it.
    owner, theirs = stage.visitor("owner").uid, stage.visitor(who).uid
    if not owner or (not theirs and who != "nobody"):
        stage.need(f"to speak in the name of '{who}', whose id nobody tells,", Capability.SEED)
    in_own_name = with_text(said_in(start), owner, theirs)
    refused_again = stage.server.repeat(start, visitor=who, body=in_own_name)
    assert refused_again.status == expected
    assert stage.ask(starter.session()).body == before.body


@needs_keys("sign_in", "api.answer")
@each("who", "stranger", "colleague", "foreign-staff", "nobody")
def test_an_answer_said_by_another_is_refused(stage: Stage, who: str) -> None:
    """Somebody else answers in the owner's place: refused, and the session is as it was."""
    starter = stage.starter_for_oneself()
    starter.start()
    starter.opened.answer()
    before = stage.ask(starter.session())

    refused = stage.server.repeat(call_in(stage.journey(), Role.ANSWER), visitor=who)

    assert refused.status == (401 if who == "nobody" else 403)
    assert stage.ask(starter.session()).body == before.body


@needs_keys("sign_in", "api.start")
@each("who", "staff", "admin")
def test_staff_say_it_for_a_student_of_theirs(stage: Stage, who: str) -> None:
    """Staff of the owner's organisation, and admins, may say what the owner said."""
    starter = stage.starter_for_oneself()
    start = call_in(starter.start(), Role.START)

    assert stage.server.repeat(start, visitor=who).status == 200


@needs_keys("sign_in", "api.create")
@each("who", "owner", "stranger", "foreign-staff", "nobody")
def test_a_create_for_a_student_said_by_another_is_refused(stage: Stage, who: str) -> None:
    """Only staff of the owner's organisation, and admins, may create for somebody else."""
    create = call_in(stage.starter_for_another().start(), Role.CREATE)

    refused = stage.server.repeat(create, visitor=who)

    assert refused.status == (401 if who == "nobody" else 403)


@needs_keys("api.start")
def test_a_start_that_says_less_is_refused(stage: Stage) -> None:
    """Whatever part of the call is missing, or empty, it starts nothing."""
    journey = stage.starter_for_oneself().start()
    said = said_in(call_in(journey, Role.START))
    tables = {name for name, it in said.items() if isinstance(it, Mapping)}
    lacking: list[dict[str, Json]] = [
        {name: it for name, it in said.items() if name != left_out} for left_out in said
    ]
    lacking += [{**said, name: {}} for name in tables]

    found = [
        stage.server.repeat(call_in(journey, Role.START), body=less).status for less in lacking
    ]

    assert found == [400] * len(lacking)


@needs_keys("api.start", "payload.history", "payload.question")
def test_a_start_answers_what_its_page_stores(stage: Stage) -> None:
    """The answer has the session, the question that it begins with, and the id; and the server
    gives the same ones again.
    """
    starter = stage.starter_for_oneself()
    journey = starter.start()
    create, start = call_in(journey, Role.CREATE), call_in(journey, Role.START)
    told = answered_in(start)
    known = stage.place.profile.payload
    session, _, history = known.history.rpartition(".")
    sessions = [it for it in told.values() if isinstance(it, Mapping) and history in it]
    others = [it for it in told.values() if it not in sessions]
    # A starter that lacks one of them may open nothing at all, so they are looked for first.
    asked = [part_of(it, history) for it in sessions]
    assert set(texts_in(asked)) & set(texts_in(others)), "no question beside the session"

    payload = stage.ask(starter.session()).body

    assert said_again(create, start) & set(texts_in(others))
    assert [set(it) for it in sessions] == [set(_table(payload, session))]
    assert str(part_of(payload, known.question)) in list(texts_in(others))


@needs_keys("payload.index")
def test_what_was_answered_is_what_comes_back(stage: Stage) -> None:
    """The session moves on, and the server gives it as it is now, not as it gave it before."""
    starter = stage.starter_for_oneself()
    starter.start()
    index = stage.place.profile.payload.index
    before = part_of(stage.ask(starter.session()).body, index)

    starter.opened.answer()

    assert (before, part_of(stage.ask(starter.session()).body, index)) == (0, 1)


@needs_keys("api.create", "api.start")
def test_what_nobody_started_is_not_found_until_it_is_started(stage: Stage) -> None:
    """A session that was only created has no question; it is there as soon as it is started."""
    starter = stage.starter_for_oneself()
    journey = starter.start()
    create, start = call_in(journey, Role.CREATE), call_in(journey, Role.START)
    assert start.status != 404, "the start that follows its create does not find it"
    told, other = answered_in(create), stage.server.repeat(create)
    new_id = counterpart(stage.server.id_of(starter.session()), told, other.body)

    early = stage.ask(new_id)
    begun = stage.server.repeat(start, body=with_counterparts(said_in(start), told, other.body))

    assert (early.status, begun.status) == (404, 200)
    assert stage.ask(new_id).status == 200


@needs_keys("api.create", "api.start", "payload.question")
def test_what_was_created_can_be_started_at_once(stage: Stage) -> None:
    """A create is written when it is answered, and so is a start: the next call finds it."""
    starter = stage.starter_for_oneself()
    journey = starter.start()
    create, start = call_in(journey, Role.CREATE), call_in(journey, Role.START)
    assert start.status != 404, "the start that follows its create does not find it"
    told, other = answered_in(create), stage.server.repeat(create)
    new_id = counterpart(stage.server.id_of(starter.session()), told, other.body)

    begun = stage.server.repeat(start, body=with_counterparts(said_in(start), told, other.body))
    found = stage.ask(new_id)

    assert (other.status, begun.status, found.status) == (201, 200, 200)
    question = str(part_of(found.body, stage.place.profile.payload.question))
    assert question in list(texts_in(begun.body))


@needs_keys("api.create", "visitors.owner.org")
def test_a_create_answers_whose_the_interview_is(stage: Stage) -> None:
    """The answer names the organisation of the person whose session it is."""
    stage.starter_for_oneself().start()

    create = call_in(stage.journey(), Role.CREATE)

    assert create.status == 201
    assert stage.visitor("owner").org_id in list(texts_in(answered_in(create)))


def test_what_staff_start_comes_back_as_it_was_stored(stage: Stage) -> None:
    """What staff start for somebody is the same in storage and from the server, but for the form
    of its times.
    """
    known = stage.place.profile
    starter = stage.starter_for_another()
    starter.start()
    stored = json.loads(starter.opened.entry(starter.session()) or "null")

    answer = stage.ask(starter.session())

    payload = part_of(stored, known.storage.payload)
    assert _but(answer.body, known.payload.times) == _but(payload, known.payload.times)


@needs_keys("payload.question", "errors.kinds.corrupt")
@promises("question-was-stored", "validated-before-cached")
def test_an_answer_without_its_question_is_corrupt(stage: Stage) -> None:
    """The answer lacks the question: none is made up, nothing is shown or stored."""
    session = stage.session(in_storage=False)
    question = stage.place.profile.payload.question.partition(".")[0]
    rest = {name: it for name, it in (session.payload or {}).items() if name != question}
    stage.fault(Role.SESSION, status=200, body=json.dumps(rest))
    tab = stage.tab()

    trace = tab.open(session)

    assert trace.error is ErrorKind.CORRUPT, trace.story()
    assert tab.entry(session) is None


@needs_keys("api.data")
def test_a_start_leaves_the_person_as_they_are(stage: Stage) -> None:
    """Wherever staff find a person before a session of theirs is started, they do after it."""
    name = stage.name_of("owner")
    known = [it for it in stage.place.profile.api.data if name in _told(stage, it.where)]

    stage.starter_for_oneself().start()

    assert [it for it in known if name not in _told(stage, it.where)] == []


@each("who", "owner", "staff", "admin")
def test_what_was_ended_is_gone(stage: Stage, who: str) -> None:
    """The person ends the session: it is gone for everybody who could read it."""
    starter = stage.starter_for_oneself()
    starter.start()
    starter.opened.end()

    assert stage.ask(starter.session(), visitor=who).status == 410


@needs_keys("sign_in")
def test_what_may_not_be_seen_is_not_said_to_be_over(stage: Stage) -> None:
    """Of a session that was ended a stranger learns no more than of any other; and whoever has
    no token learns nothing of an id.
    """
    starter = stage.starter_for_oneself()
    starter.start()
    starter.opened.end()

    assert stage.ask(starter.session(), visitor="stranger").status == 403
    assert stage.ask("__secret__", visitor="nobody").status == 401
    assert stage.ask("__secret__").status == 400


def test_who_asks_too_often_is_told_when_to_come_back(stage: Stage) -> None:
    """A caller who asks more often than they may is told after how many seconds to ask again."""
    answer = stage.server.ask_too_often(stage.session(in_storage=False))

    assert answer.is_problem
    assert 0 < int(answer.headers.get("retry-after", "0")) <= 60


@needs_keys("screens.starting")
@promises("starting-page-shows", "tab-opens-inside-the-click")
def test_the_tab_says_what_it_waits_for(stage: Stage) -> None:
    """The create takes its time; the opened tab says that the session is being started."""
    stage.fault(Role.CREATE, delay_ms=SLOW_MS, times=1)
    starter = stage.starter_in_new_tab()
    starter.prepare()

    starter.click()

    assert starter.shows_starting()
    assert starter.wait().runner.ended is READY


@needs_keys("api.telemetry", "telemetry.outcome")
@real_time
@promises("telemetry-is-true")
def test_a_tab_closed_early_says_so(stage: Stage) -> None:
    """The person closes the tab before the session comes: the runner says that it was abandoned."""
    session = stage.session(in_storage=False)
    stage.fault(Role.SESSION, hang=True, times=1)
    tab = stage.tab()
    tab.begin(session)
    tab.until_asked(Role.SESSION)

    tab.close()

    assert [it.outcome for it in stage.sent_reports()] == [ABANDONED]


@needs_keys("api.telemetry", "telemetry.outcome", "telemetry.load")
@real_time
@promises("telemetry-once")
def test_a_hidden_tab_that_is_ready_later_says_both(stage: Stage) -> None:
    """Hidden first and ready later: the second message has the first one's load id."""
    session = stage.session(in_storage=False)
    stage.fault(Role.SESSION, hang=True, times=1)
    tab = stage.tab()
    tab.begin(session)
    tab.until_asked(Role.SESSION)

    tab.hide()

    assert tab.wait().ended is READY
    said = stage.sent_reports()
    assert [it.outcome for it in said] == [ABANDONED, READY]
    assert len({it.load for it in said}) == 1


def _told(stage: Stage, path: str) -> str:
    """What staff are told there."""
    return stage.server.get("", visitor="staff", path=path).text


def _but(body: Json, paths: tuple[str, ...]) -> Json:
    """The JSON value without what stands at these paths."""
    for path in paths:
        before, _, last = path.rpartition(".")
        rest = {name: it for name, it in _table(body, before).items() if name != last}
        body = _with(body, before, rest)
    return body


def _with(body: Json, path: str, value: Json) -> Json:
    head, _, rest = path.partition(".")
    return {**_table(body, ""), head: _with(_table(body, head), rest, value)} if head else value


def _table(body: Json, path: str) -> dict[str, Json]:
    found = part_of(body, path)
    return dict(found) if isinstance(found, Mapping) else {}
