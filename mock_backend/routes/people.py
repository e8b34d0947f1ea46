"""Who the caller is, whom they look after, and which interviews are theirs."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.interview.access import ADMIN, STAFF, STUDENT
from mock_backend.interview.payload import as_json
from mock_backend.problem import Problem
from mock_backend.routes.answer import json_answer
from mock_backend.services import Services
from mock_backend.store.repository import Stored, Where

_LISTED = (
    "status",
    "route",
    "studentName",
    "scope",
    "score",
    "createdAt",
    "startTime",
    "endTime",
    "expiresAt",
)


def people_router(services: Services) -> APIRouter:
    """`GET /api/me`, `GET /api/org/students`, `GET /api/interviews`."""
    router = APIRouter()

    @router.get("/api/me")
    async def me(request: Request) -> Response:
        caller = await services.caller_of(request)
        return json_answer(
            {
                "uid": caller.uid,
                "email": caller.email,
                "role": caller.role,
                "name": caller.name,
                "orgId": caller.org_id,
            }
        )

    @router.get("/api/org/students")
    async def students(request: Request) -> Response:
        caller = await services.caller_of(request)
        if caller.role not in (STAFF, ADMIN):
            raise Problem("forbidden")
        where = None if caller.role == ADMIN else Where("orgId", caller.org_id)
        found = await services.store.list("users", where) if where is None or where.value else []
        return json_answer({"students": sorted(filter(None, map(_student, found)), key=_by_name)})

    @router.get("/api/interviews")
    async def interviews(request: Request) -> Response:
        caller = await services.caller_of(request)
        found = await services.store.list("interviews", Where("userId", caller.uid))
        newest_first = sorted(map(_interview, found), key=_by_creation, reverse=True)
        return json_answer({"interviews": newest_first})

    return router


def _student(stored: Stored) -> dict[str, object] | None:
    fields = stored.document
    if fields.get("role") != STUDENT:
        return None
    return {
        "id": stored.id,
        "name": str(fields.get("name", "")),
        "orgId": str(fields.get("orgId", "")),
    }


def _interview(stored: Stored) -> dict[str, object]:
    fields = stored.document
    return {"id": stored.id, **{name: as_json(fields.get(name)) for name in _LISTED}}


def _by_name(student: dict[str, object]) -> tuple[str, str]:
    return str(student["name"]), str(student["id"])


def _by_creation(interview: dict[str, object]) -> str:
    return str(interview["createdAt"])
