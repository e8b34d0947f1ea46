"""Answers in JSON that no cache keeps."""

import orjson
from starlette.responses import Response


def json_answer(body: object, status: int = 200) -> Response:
    """The body as JSON, private to its reader."""
    return Response(
        orjson.dumps(body),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "private, no-store"},
    )
