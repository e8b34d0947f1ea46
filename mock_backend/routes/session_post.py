"""`POST /api/interview/session`: start, answer and end an interview, written before answered."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeAlias

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.interview.access import Caller
from mock_backend.interview.identifier import path_of
from mock_backend.interview.payload import as_json
from mock_backend.interview.progress import Opening, State, current_question, index_of
from mock_backend.problem import Problem
from mock_backend.routes.answer import json_answer
from mock_backend.routes.body import End, Lenient, Reply, Start, content, parsed
from mock_backend.services import Services
from mock_backend.store.repository import Conflict, Document, Missing, Stored

TRIES = 5
"""How often a change is tried again when somebody else's write came between."""

Move: TypeAlias = Callable[[Document, datetime], State | None]
"""The document after the act; None when it needs no change."""


class _Action(Lenient):
    action: Literal["start", "answer", "end"]


def session_post_router(services: Services) -> APIRouter:
    """The one endpoint, with its three actions."""
    router = APIRouter()

    @router.post("/api/interview/session")
    async def act(request: Request) -> Response:
        caller = await services.caller_of(request)
        raw = await content(request)
        match parsed(_Action, raw).action:
            case "start":
                return await _start(services, caller, services.seams.start_body(raw))
            case "answer":
                return await _answer(services, caller, parsed(Reply, raw))
            case "end":
                return await _end(services, caller, parsed(End, raw))

    return router


async def _start(services: Services, caller: Caller, start: Start) -> Response:
    opening = Opening(start.visa_type, start.route, start.student_profile.name)
    seams = services.seams

    def move(document: Document, now: datetime) -> State | None:
        if seams.resumes(document):
            return None
        return seams.started(document, opening, seams.first_question(start.route), now)

    return await _move(services, caller, start.interview_id, move, acting_for=start.user_id)


async def _answer(services: Services, caller: Caller, reply: Reply) -> Response:
    def move(document: Document, now: datetime) -> State | None:
        if not services.seams.is_started(document):
            raise Problem("not-started")
        index = index_of(document)
        is_repeated = reply.question_index is not None and reply.question_index != index
        if is_repeated or current_question(document) is None:
            return None
        return services.seams.answered(document, reply.answer, now)

    return await _move(services, caller, reply.interview_id, move)


async def _end(services: Services, caller: Caller, end: End) -> Response:
    def move(document: Document, now: datetime) -> State | None:
        if not services.seams.is_started(document):
            raise Problem("not-started")
        return services.seams.ended(document, now)

    return await _move(services, caller, end.interview_id, move)


async def _move(
    services: Services,
    caller: Caller,
    interview_id: str,
    move: Move,
    *,
    acting_for: str | None = None,
) -> Response:
    """Reads, checks, writes if nobody came between, answers; raises Problem otherwise."""
    document_id = services.seams.id_in_body(interview_id)
    path = path_of(document_id)
    for _ in range(TRIES):
        stored = await _read(services, path)
        document = stored.document
        _check(services, caller, document, acting_for)
        after = move(document, services.clock.now())
        if after is None:
            return _answered(services, document_id, document)
        try:
            await services.seams.commit(services.store, path, after, stored.version)
        except Conflict:
            continue
        return _answered(services, document_id, after)
    raise Problem("unavailable")


async def _read(services: Services, path: str) -> Stored:
    try:
        return await services.store.read(path)
    except Missing as error:
        raise Problem("not-found") from error


def _check(services: Services, caller: Caller, document: Document, acting_for: str | None) -> None:
    user_id = str(document.get("userId", "")) if acting_for is None else acting_for
    if not services.seams.may_act(caller, document, user_id):
        raise Problem("forbidden")
    gone = services.seams.gone(document, services.clock.now())
    if gone is not None:
        raise Problem(gone)


def _answered(services: Services, interview_id: str, document: Document) -> Response:
    question = current_question(document)
    asked = None if question is None else as_json(question)
    session = services.seams.api_session(interview_id, document)
    return json_answer(services.seams.act_answer(session, asked, interview_id))
