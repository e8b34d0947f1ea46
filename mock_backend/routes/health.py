"""`GET /api/health`: whether the application is up, and which commit it was built from."""

import os

from fastapi import APIRouter
from starlette.responses import Response

from mock_backend.routes.answer import json_answer


def health_router() -> APIRouter:
    """The one endpoint; it asks nothing of the database."""
    router = APIRouter()

    @router.get("/api/health")
    async def health() -> Response:
        return json_answer({"status": "ok", "commit": commit()})

    return router


def commit() -> str:
    """The commit that the environment names, as a deployment's build would; '' when it does not."""
    return os.environ.get("LAYERPROOF_COMMIT") or os.environ.get("VERCEL_GIT_COMMIT_SHA", "")
