"""`POST /api/student/interviews` and `POST /api/org/interviews`: an interview is created."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.interview.identifier import checked_id, path_of
from mock_backend.interview.progress import Booking
from mock_backend.problem import Problem
from mock_backend.routes.answer import json_answer
from mock_backend.routes.body import Booked, BookedFor, content, parsed
from mock_backend.services import Services
from mock_backend.store.repository import Document, Missing


def creation_router(services: Services) -> APIRouter:
    """Both endpoints; each answers 201 {id, orgId} once the document is written."""
    router = APIRouter()

    @router.post("/api/student/interviews")
    async def book(request: Request) -> Response:
        caller = await services.caller_of(request)
        route = parsed(Booked, await content(request)).route
        booking = Booking(caller.uid, caller.name, caller.org_id, "user", route)
        return await _create(services, booking)

    @router.post("/api/org/interviews")
    async def book_for(request: Request) -> Response:
        caller = await services.caller_of(request)
        wanted = parsed(BookedFor, await content(request))
        student = await _student(services, checked_id(wanted.student_id))
        if not services.seams.may_book_for(caller, student):
            raise Problem("forbidden")
        org_id = str(student.get("orgId", ""))
        name = str(student.get("name", ""))
        return await _create(
            services, Booking(wanted.student_id, name, org_id, "org", wanted.route)
        )

    return router


async def _student(services: Services, uid: str) -> Document:
    try:
        return (await services.store.read(f"users/{uid}")).document
    except Missing as error:
        # The same answer as for a student of somebody else's: nobody learns who exists.
        raise Problem("forbidden") from error


async def _create(services: Services, booking: Booking) -> Response:
    interview_id = services.seams.new_id()
    document = services.seams.created(booking, services.clock.now())
    await services.seams.book(services.store, path_of(interview_id), document)
    return json_answer(services.seams.created_answer(interview_id, booking.org_id), 201)
