"""Errors are JSON of their own kind, without a code."""

from dataclasses import replace

from starlette.responses import JSONResponse, Response

from mock_backend.problem import Answered
from mock_backend.seams import Seams

NAME = "errors-as-plain-json"
LINE = "server.error.problem"
WHY = "Each handler makes its own errors."


def install(seams: Seams) -> Seams:
    """Errors are JSON of their own kind, without a code."""

    def problem(answered: Answered, _request_id: str) -> Response:
        headers = {"Cache-Control": "private, no-store", **answered.headers}
        return JSONResponse({"error": "Request failed"}, answered.status, headers)

    return replace(seams, problem=problem)
